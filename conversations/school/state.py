"""Where a principal stands in the school."""

from enum import StrEnum
from typing import Any

from conversations.effects import Effect
from conversations.facts import EndReason, Facts, School, SchoolOverview
from conversations.flow import State
from conversations.rules.terms import Role
from conversations.session import Move
from conversations.words import Say, say

NAME = "school"
VERSION = 1
NOT_A_PRINCIPAL = say(
    "The page of a school is for its principal, and you are not, or no longer, registered as one there."
)
NOT_AN_APPRAISER = say(
    "This page is for a penilai of principals, and you are not, or no longer, registered as one here."
)


class Place(StrEnum):
    """The screens of a school, stored by name."""

    OVERVIEW = "overview"
    SCHOOLS = "schools"
    MEMBERS = "members"
    MEMBER = "member"
    REASON = "reason"
    REMOVAL = "removal"
    INVITE = "invite"
    USES = "uses"
    CODE = "code"
    REQUESTS = "requests"
    REQUEST = "request"
    RECOMMEND = "recommend"
    DATA = "data"
    SCHOOL_NAME = "school_name"
    LEVEL = "level"
    ZONE = "zone"
    LEADERSHIP = "leadership"
    LEADERSHIP_CHECK = "leadership_check"
    HANDOVER = "handover"
    RELEASE = "release"
    PROGRESS = "progress"
    TASKS = "tasks"
    PEOPLE = "people"
    FILTERS = "filters"
    PERSON = "person"


class PeopleFilter(StrEnum):
    """Whom the list of people shows: everybody, or those of whom something is missing."""

    EVERYBODY = "everybody"
    LATE = "late"
    NO_FINAL_PLAN = "no_final_plan"
    WITHOUT_A = "a"
    WITHOUT_B = "b"
    WITHOUT_C = "c"
    WITHOUT_D = "d"
    WITHOUT_E = "e"
    WITHOUT_F_G = "f_g"


OF_MEMBER = frozenset({Place.MEMBER, Place.REASON, Place.REMOVAL})


class SchoolState(State):
    """A position in one school; `page` is that of the list, which is also the way back to it.

    `person_id` and `request_id` name what is looked at, `reason` why somebody is to be removed, `is_plt`
    what the lead is to become. `filter` is that of the list of people, `is_before` looks at the half-year
    before. The places of progress are for a penilai too: `school_id` 0 is everybody whom they appraise.
    """

    school_id: int
    place: Place = Place.OVERVIEW
    page: int = 0
    person_id: int = 0
    request_id: int = 0
    reason: EndReason | None = None
    is_plt: bool | None = None
    filter: PeopleFilter = PeopleFilter.EVERYBODY
    is_before: bool = False

    def at(self, place: Place, **changes: Any) -> "SchoolState":
        """Another place of the same school; the rest stays."""
        return SchoolState.model_validate({**dict(self), "place": place, **changes})


def led_schools(facts: Facts) -> tuple[School, ...]:
    """The schools that the person leads now, first the one in use."""
    return tuple(member.school for member in facts.memberships if member.role is Role.KS)


def overview_of(state: SchoolState, facts: Facts) -> SchoolOverview | None:
    """The school of the state; None unless the person leads it now."""
    overview = facts.overview
    if overview is None or overview.school.id != state.school_id or not facts.is_ks_of(state.school_id):
        return None
    return overview


def settle(state: SchoolState, overview: SchoolOverview) -> SchoolState:
    """Where the facts let the principal stand: at the list where the person or request is gone."""
    if state.place in OF_MEMBER and overview.member(state.person_id) is None:
        return state.at(Place.MEMBERS)
    if state.place is Place.REQUEST and not any(one.id == state.request_id for one in overview.requests):
        return state.at(Place.REQUESTS)
    return state


def go(state: SchoolState, word: Say | None = None, *effects: Effect) -> Move:
    """Stand at a place of the school after these effects."""
    return Move(NAME, state.dump(), effects, word)
