"""The flow of a principal's school: places, their screens and their buttons."""

from collections.abc import Callable, Mapping
from typing import Any

from conversations.facts import Facts, Needs, SchoolOverview
from conversations.flow import Input
from conversations.navigation import HOME_BUTTON, go_home
from conversations.school.crowd import (
    PRINCIPALS,
    PROGRESS_PLACES,
    People,
    is_appraiser,
    people_of,
    settle_person,
)
from conversations.school.handover import show_handover, show_release, take_handover, take_release
from conversations.school.inviting import show_code, show_invite, show_uses, take_code, take_invite, take_uses
from conversations.school.members import GONE as MEMBER_GONE
from conversations.school.members import (
    show_member,
    show_members,
    show_reason,
    show_removal,
    take_member,
    take_members,
    take_reason,
    take_removal,
)
from conversations.school.overview import show_overview, show_schools, take_overview, take_school
from conversations.school.people import GONE as PERSON_GONE
from conversations.school.people import (
    show_filters,
    show_people,
    show_tasks,
    take_filters,
    take_people,
    take_tasks,
)
from conversations.school.person import show_person, take_person
from conversations.school.progress import show_progress, take_progress
from conversations.school.recommending import show_recommend, take_recommend
from conversations.school.requests import GONE as REQUEST_GONE
from conversations.school.requests import show_request, show_requests, take_request, take_requests
from conversations.school.school_data import (
    show_data,
    show_leadership,
    show_leadership_check,
    show_level,
    show_name,
    show_zone,
    take_answer,
    take_data,
    take_leadership,
    take_name,
)
from conversations.school.state import (
    NAME,
    NOT_A_PRINCIPAL,
    NOT_AN_APPRAISER,
    OF_MEMBER,
    VERSION,
    Place,
    SchoolState,
    go,
    led_schools,
    overview_of,
    settle,
)
from conversations.screens import Screen, with_word
from conversations.session import Move
from conversations.words import Say, say

Show = Callable[[SchoolState, SchoolOverview, Facts], Screen]
Take = Callable[[SchoolState, Input, SchoolOverview, Facts], Move]
ShowPeople = Callable[[SchoolState, People, Facts], Screen]
TakePeople = Callable[[SchoolState, Input, People, Facts], Move]

_PLACES: Mapping[Place, tuple[Show, Take]] = {
    Place.OVERVIEW: (show_overview, take_overview),
    Place.SCHOOLS: (show_schools, take_school),
    Place.MEMBERS: (show_members, take_members),
    Place.MEMBER: (show_member, take_member),
    Place.REASON: (show_reason, take_reason),
    Place.REMOVAL: (show_removal, take_removal),
    Place.INVITE: (show_invite, take_invite),
    Place.USES: (show_uses, take_uses),
    Place.CODE: (show_code, take_code),
    Place.REQUESTS: (show_requests, take_requests),
    Place.REQUEST: (show_request, take_request),
    Place.RECOMMEND: (show_recommend, take_recommend),
    Place.DATA: (show_data, take_data),
    Place.SCHOOL_NAME: (show_name, take_name),
    Place.LEVEL: (show_level, take_answer),
    Place.ZONE: (show_zone, take_answer),
    Place.LEADERSHIP: (show_leadership, take_answer),
    Place.LEADERSHIP_CHECK: (show_leadership_check, take_leadership),
    Place.HANDOVER: (show_handover, take_handover),
    Place.RELEASE: (show_release, take_release),
}
_PROGRESS: Mapping[Place, tuple[ShowPeople, TakePeople]] = {
    Place.PROGRESS: (show_progress, take_progress),
    Place.TASKS: (show_tasks, take_tasks),
    Place.PEOPLE: (show_people, take_people),
    Place.FILTERS: (show_filters, take_filters),
    Place.PERSON: (show_person, take_person),
}
_PARENTS: Mapping[Place, Place] = {
    Place.MEMBER: Place.MEMBERS,
    Place.REASON: Place.MEMBER,
    Place.REMOVAL: Place.REASON,
    Place.USES: Place.INVITE,
    Place.CODE: Place.INVITE,
    Place.REQUEST: Place.REQUESTS,
    Place.SCHOOL_NAME: Place.DATA,
    Place.LEVEL: Place.DATA,
    Place.ZONE: Place.DATA,
    Place.LEADERSHIP: Place.DATA,
    Place.LEADERSHIP_CHECK: Place.LEADERSHIP,
    Place.RELEASE: Place.HANDOVER,
    Place.TASKS: Place.PROGRESS,
    Place.PEOPLE: Place.PROGRESS,
    Place.FILTERS: Place.PROGRESS,
    Place.PERSON: Place.PEOPLE,
}


def enter(facts: Facts, place: Place = Place.OVERVIEW) -> Move:
    """Go to the school that the person leads, the one in use first; a penilai goes to the principals."""
    led = led_schools(facts)
    if not led and place is Place.OVERVIEW and is_appraiser(facts):
        return enter_principals(facts)
    return go(SchoolState(school_id=led[0].id, place=place)) if led else go_home(NOT_A_PRINCIPAL)


def enter_invite(facts: Facts) -> Move:
    """Go straight to the link and the code for teachers."""
    return enter(facts, Place.INVITE)


def enter_principals(facts: Facts) -> Move:
    """Go to the progress of the principals whom the person appraises."""
    if not is_appraiser(facts):
        return go_home(NOT_AN_APPRAISER)
    return go(SchoolState(school_id=PRINCIPALS, place=Place.PROGRESS))


class SchoolFlow:
    """What a principal does for the school, and a penilai sees of the principals."""

    name = NAME
    code = "s"
    version = VERSION
    state = SchoolState

    def handle(self, state: SchoolState, event: Input, facts: Facts) -> Move:
        """Decide what an event leads to; whoever lost the right is told."""
        if state.place in PROGRESS_PLACES:
            return _handle_progress(state, event, facts)
        seen = overview_of(state, facts)
        if seen is None:
            return go_home(NOT_A_PRINCIPAL)
        settled = settle(state, seen)
        return _PLACES[settled.place][1](settled, event, seen, facts)

    def show(self, state: SchoolState, facts: Facts) -> Screen:
        """Draw the place, or the list where what it was about is gone, and say so."""
        if state.place in PROGRESS_PLACES:
            return _show_progress(state, facts)
        seen = overview_of(state, facts)
        if seen is None:
            return Screen((NOT_A_PRINCIPAL,), ((HOME_BUTTON,),))
        settled = settle(state, seen)
        screen = _PLACES[settled.place][0](settled, seen, facts)
        if settled.place is state.place:
            return screen
        return with_word(screen, MEMBER_GONE if state.place in OF_MEMBER else REQUEST_GONE)

    def back(self, state: SchoolState, facts: Facts) -> Move:
        """One step back, from the school home."""
        if state.place in PROGRESS_PLACES:
            return _back_in_progress(state, facts)
        seen = overview_of(state, facts)
        if seen is None:
            return go_home(NOT_A_PRINCIPAL)
        settled = settle(state, seen)
        if settled.place is Place.OVERVIEW:
            return go_home()
        if settled.place in _PARENTS:
            return go(settled.at(_PARENTS[settled.place]))
        return go(SchoolState(school_id=settled.school_id))

    def needs(self, state: SchoolState) -> Needs:
        """The whole school: it is small; or how far everybody is."""
        if state.place in PROGRESS_PLACES:
            return Needs(progress=True, progress_before=state.is_before)
        return Needs(school_id=state.school_id, progress=state.place is Place.OVERVIEW)

    def help(self, state: SchoolState) -> Say:
        """What a principal or penilai can do here."""
        if state.place in PROGRESS_PLACES:
            return say(
                "Here you see how far everybody is in the half-year whose plan you decide on: what waits for "
                "you, who is late, and each person's plan, points, stages and rating. Late is only told; "
                "nothing is blocked by it."
            )
        return say(
            "This is your school: its teachers and how far their plans are, the ways to let teachers in, "
            "what the Rapor Pendidikan recommends, and handing the school over. Nothing that ends or "
            "removes something happens without a question before it."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _handle_progress(state: SchoolState, event: Input, facts: Facts) -> Move:
    people = people_of(state, facts)
    if people is None:
        return go_home(_refusal(state))
    settled = settle_person(state, people)
    return _PROGRESS[settled.place][1](settled, event, people, facts)


def _show_progress(state: SchoolState, facts: Facts) -> Screen:
    people = people_of(state, facts)
    if people is None:
        return Screen((_refusal(state),), ((HOME_BUTTON,),))
    settled = settle_person(state, people)
    screen = _PROGRESS[settled.place][0](settled, people, facts)
    return screen if settled.place is state.place else with_word(screen, PERSON_GONE)


def _back_in_progress(state: SchoolState, facts: Facts) -> Move:
    people = people_of(state, facts)
    if people is None:
        return go_home(_refusal(state))
    settled = settle_person(state, people)
    if settled.place in _PARENTS:
        return go(settled.at(_PARENTS[settled.place]))
    return go_home() if state.school_id == PRINCIPALS else go(SchoolState(school_id=state.school_id))


def _refusal(state: SchoolState) -> Say:
    return NOT_AN_APPRAISER if state.school_id == PRINCIPALS else NOT_A_PRINCIPAL
