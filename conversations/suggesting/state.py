"""Where somebody stands among the three questions and the sets."""

from enum import StrEnum
from typing import Any

from conversations.facts import Facts
from conversations.flow import State
from conversations.planning.state import SUGGESTING, content_of, has_own_plan, is_editable, rules_for
from conversations.rules.suggest import Suggestion, Wishes, months_left, suggest
from conversations.rules.terms import ActivityKind
from conversations.session import Move
from conversations.words import Say

NAME = SUGGESTING
MOST_SESSIONS = 60
MOST_MONTHS = 6


class Place(StrEnum):
    """The screens, stored by name."""

    KINDS = "kinds"
    SESSIONS = "sessions"
    MONTHS = "months"
    SETS = "sets"
    REPLACE = "replace"


class SuggestingState(State):
    """A position and the answers so far; no kinds: any, 0 months: as many as are left.

    `chosen` is the position of the set that would replace what is in the plan. `from_home` and
    `from_summary` are where the person came from.
    """

    place: Place = Place.KINDS
    kinds: tuple[ActivityKind, ...] = ()
    sessions: int = 0
    months: int = 0
    chosen: int = 0
    from_home: bool = False
    from_summary: bool = False

    def at(self, place: Place, **changes: Any) -> "SuggestingState":
        """Another place with the same answers."""
        return SuggestingState.model_validate({**dict(self), "place": place, **changes})


def can_edit(facts: Facts) -> bool:
    """Whether there is a plan that the person may arrange."""
    return has_own_plan(facts) and is_editable(facts)


def months_for(state: SuggestingState, facts: Facts) -> int:
    """The months that were named, or those that are left of the half-year."""
    period = facts.own_plan.period if facts.own_plan else facts.period
    return state.months or months_left(period, facts.today)


def suggestions(state: SuggestingState, facts: Facts) -> tuple[Suggestion, ...]:
    """The sets for the answers."""
    wishes = Wishes(frozenset(state.kinds), state.sessions, months_for(state, facts))
    return suggest(rules_for(facts), wishes)


def replaces(facts: Facts) -> bool:
    """Whether a set would replace RHK that the plan holds already."""
    return bool(content_of(facts).rhk)


def go(state: SuggestingState, word: Say | None = None) -> Move:
    """Stand at a place."""
    return Move(NAME, state.dump(), word=word)
