"""The flow of a principal's school: places, their screens and their buttons."""

from collections.abc import Callable, Mapping
from typing import Any

from conversations.facts import Facts, Needs, SchoolOverview
from conversations.flow import Input
from conversations.navigation import HOME_BUTTON, go_home
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
    OF_MEMBER,
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
}


def enter(facts: Facts, place: Place = Place.OVERVIEW) -> Move:
    """Go to the school that the person leads, the one in use first."""
    led = led_schools(facts)
    return go(SchoolState(school_id=led[0].id, place=place)) if led else go_home(NOT_A_PRINCIPAL)


def enter_invite(facts: Facts) -> Move:
    """Go straight to the link and the code for teachers."""
    return enter(facts, Place.INVITE)


class SchoolFlow:
    """What a principal does for the school."""

    name = NAME
    code = "s"
    version = 1
    state = SchoolState

    def handle(self, state: SchoolState, event: Input, facts: Facts) -> Move:
        """Decide what an event leads to; whoever lost the right is told."""
        seen = overview_of(state, facts)
        if seen is None:
            return go_home(NOT_A_PRINCIPAL)
        settled = settle(state, seen)
        return _PLACES[settled.place][1](settled, event, seen, facts)

    def show(self, state: SchoolState, facts: Facts) -> Screen:
        """Draw the place, or the list where what it was about is gone, and say so."""
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
        """The whole school: it is small."""
        return Needs(school_id=state.school_id)

    def help(self, state: SchoolState) -> Say:
        """What a principal can do here."""
        return say(
            "This is your school: its teachers and how far their plans are, the ways to let teachers in, "
            "what the Rapor Pendidikan recommends, and handing the school over. Nothing that ends or "
            "removes something happens without a question before it."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None
