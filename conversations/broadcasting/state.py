"""Where somebody stands who writes a broadcast, or watches one."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from conversations.broadcast_facts import Audience, AudienceKind, Broadcast, Broadcasting
from conversations.effects import Effect
from conversations.facts import Facts, School
from conversations.flow import State
from conversations.rules.terms import Role
from conversations.session import Move
from conversations.words import Say, say

NAME = "broadcasting"
NOT_YOURS = say(
    "A message to many is written by the principal of a school, a penilai or an operator, and you are "
    "not, or no longer, registered as one there."
)


class Place(StrEnum):
    """The screens, stored by name."""

    START = "start"
    FILTERS = "filters"
    FILTER = "filter"
    WRITE = "write"
    CHECK = "check"
    PROGRESS = "progress"
    STOP = "stop"
    NAMES = "names"


class BroadcastingState(State):
    """A position; the text is kept until it is sent. `is_mass`: the one watched is the operators'."""

    place: Place = Place.START
    audience: Audience | None = None
    text: str = ""
    filter: str = ""
    is_mass: bool = False
    page: int = 0

    def at(self, place: Place, **changes: Any) -> "BroadcastingState":
        """The same at another place, or there with changes."""
        return self.model_copy(update={"place": place, **changes})


def go(state: BroadcastingState, word: Say | None = None, *effects: Effect) -> Move:
    """Stand there."""
    return Move(NAME, state.dump(), effects, word)


def is_watching(stored: Mapping[str, Any], *, is_mass: bool) -> bool:
    """Whether a stored session stands where a broadcast is watched: the operators', or the own one."""
    data = stored.get("data", {})
    at_progress = data.get("place") == Place.PROGRESS and data.get("is_mass", False) is is_mass
    return stored.get("flow") == NAME and at_progress


def led_schools(facts: Facts) -> tuple[School, ...]:
    """The schools that the person leads, the one in use first."""
    return tuple(member.school for member in facts.memberships if member.role is Role.KS)


def is_appraiser(facts: Facts) -> bool:
    """Whether the person appraises principals."""
    return any(member.role is Role.APPRAISER for member in facts.memberships)


def may_broadcast(facts: Facts) -> bool:
    """Whether there is anybody whom the person may write to."""
    return facts.is_operator or facts.is_supervisor


def may_write_to(audience: Audience, facts: Facts) -> bool:
    """Whether the audience is the person's to write to."""
    match audience.kind:
        case AudienceKind.EVERYBODY:
            return facts.is_operator
        case AudienceKind.PRINCIPALS:
            return is_appraiser(facts)
        case AudienceKind.MEMBERS | AudienceKind.GROUP:
            return audience.school_id is not None and facts.is_ks_of(audience.school_id)


def watched(state: BroadcastingState, known: Broadcasting) -> Broadcast | None:
    """The broadcast that is looked at."""
    return known.mass if state.is_mass else known.own
