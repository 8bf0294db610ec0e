"""Where a principal stands with the group of a school."""

from enum import StrEnum
from typing import Any

from conversations.effects import Effect
from conversations.facts import Facts, School
from conversations.flow import State
from conversations.rules.terms import Role
from conversations.session import Move
from conversations.words import Say, say

NAME = "groups"
LINK_IT, LEAVE_IT = "group_yes", "group_no"
NOTICE_ACTIONS = frozenset({LINK_IT, LEAVE_IT})
NOT_YOURS = say(
    "The group of a school is linked by its principal, and you are not, or no longer, registered as one."
)


class Place(StrEnum):
    """The screens, stored by name."""

    GROUP = "group"
    UNLINK = "unlink"
    CHOOSE = "choose"


class GroupsState(State):
    """A position; `proposal_id` is the question that CHOOSE answers."""

    school_id: int
    place: Place = Place.GROUP
    proposal_id: int = 0

    def at(self, place: Place, **changes: Any) -> "GroupsState":
        """Another place; the rest stays."""
        return GroupsState.model_validate({**dict(self), "place": place, **changes})


def led_schools(facts: Facts) -> tuple[School, ...]:
    """The schools that the person leads now, first the one in use."""
    return tuple(member.school for member in facts.memberships if member.role is Role.KS)


def led_school(state: GroupsState, facts: Facts) -> School | None:
    """The school of the state; None unless the person leads it now."""
    return next((school for school in led_schools(facts) if school.id == state.school_id), None)


def go(state: GroupsState, word: Say | None = None, *effects: Effect) -> Move:
    """Stand at a place after these effects."""
    return Move(NAME, state.dump(), effects, word)
