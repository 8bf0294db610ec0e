"""The flow of a principal's school: places, their screens and their buttons."""

from collections.abc import Callable, Mapping
from typing import Any

from conversations.facts import Facts, Needs, SchoolOverview
from conversations.flow import Input
from conversations.navigation import HOME_BUTTON, go_home
from conversations.school import handover, inviting, members, overview, recommending, requests, school_data
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
from conversations.screens import Screen
from conversations.session import Move
from conversations.words import Say, say

Show = Callable[[SchoolState, SchoolOverview, Facts], Screen]
Take = Callable[[SchoolState, Input, SchoolOverview, Facts], Move]

_PLACES: Mapping[Place, tuple[Show, Take]] = {
    Place.OVERVIEW: (overview.show_overview, overview.take_overview),
    Place.SCHOOLS: (overview.show_schools, overview.take_school),
    Place.MEMBERS: (members.show_members, members.take_members),
    Place.MEMBER: (members.show_member, members.take_member),
    Place.REASON: (members.show_reason, members.take_reason),
    Place.REMOVAL: (members.show_removal, members.take_removal),
    Place.INVITE: (inviting.show_invite, inviting.take_invite),
    Place.USES: (inviting.show_uses, inviting.take_uses),
    Place.CODE: (inviting.show_code, inviting.take_code),
    Place.REQUESTS: (requests.show_requests, requests.take_requests),
    Place.REQUEST: (requests.show_request, requests.take_request),
    Place.RECOMMEND: (recommending.show_recommend, recommending.take_recommend),
    Place.DATA: (school_data.show_data, school_data.take_data),
    Place.SCHOOL_NAME: (school_data.show_name, school_data.take_name),
    Place.LEVEL: (school_data.show_level, school_data.take_answer),
    Place.ZONE: (school_data.show_zone, school_data.take_answer),
    Place.LEADERSHIP: (school_data.show_leadership, school_data.take_answer),
    Place.LEADERSHIP_CHECK: (school_data.show_leadership_check, school_data.take_leadership),
    Place.HANDOVER: (handover.show_handover, handover.take_handover),
    Place.RELEASE: (handover.show_release, handover.take_release),
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
        if settled.place is not state.place:
            return go(settled, members.GONE if state.place in OF_MEMBER else requests.GONE)
        return _PLACES[state.place][1](state, event, seen, facts)

    def show(self, state: SchoolState, facts: Facts) -> Screen:
        """Draw the place, or the list where what it was about is gone."""
        seen = overview_of(state, facts)
        if seen is None:
            return Screen((NOT_A_PRINCIPAL,), ((HOME_BUTTON,),))
        settled = settle(state, seen)
        return _PLACES[settled.place][0](settled, seen, facts)

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
