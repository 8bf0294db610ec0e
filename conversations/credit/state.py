"""Where somebody is in the calculator, and what was chosen so far."""

from enum import StrEnum
from typing import Any

from conversations.asides import AsideState
from conversations.effects import Effect
from conversations.rules.terms import JobLevel, Predicate, Rating
from conversations.session import Move
from conversations.words import Say

NAME = "credit"


class Place(StrEnum):
    """The screens, stored by name."""

    LEVEL = "level"
    PREDICATE = "predicate"
    WORK_RESULT = "work_result"
    WORK_BEHAVIOR = "work_behavior"
    MONTHS = "months"
    RESULT = "result"
    TABLE = "table"


class CreditState(AsideState):
    """What was chosen; the two ratings only where the predikat follows from them."""

    place: Place
    level: JobLevel | None = None
    predicate: Predicate | None = None
    work_result: Rating | None = None
    work_behavior: Rating | None = None
    months: int | None = None

    def at(self, place: Place, **changes: Any) -> "CreditState":
        """Another place; the rest stays."""
        return self.model_copy(update={"place": place, **changes})

    @property
    def is_complete(self) -> bool:
        """Whether a result can be shown."""
        return None not in (self.level, self.predicate, self.months)


def onward(state: CreditState) -> CreditState:
    """At the first thing that is still to be chosen, or at the result."""
    if state.level is None:
        return state.at(Place.LEVEL)
    if state.predicate is None:
        return state.at(Place.PREDICATE)
    return state.at(Place.MONTHS if state.months is None else Place.RESULT)


def before(state: CreditState, remembered: JobLevel | None) -> CreditState | None:
    """One step back; None where that is the place beside which the calculator was opened."""
    match state.place:
        case Place.TABLE:
            return onward(state)
        case Place.WORK_BEHAVIOR:
            return state.at(Place.WORK_RESULT)
        case Place.RESULT:
            return state.at(Place.MONTHS, months=None)
        case _ if state.is_complete:
            return state.at(Place.RESULT)
        case Place.MONTHS | Place.WORK_RESULT:
            return state.at(Place.PREDICATE, predicate=None)
        case Place.PREDICATE if state.level != remembered:
            return state.at(Place.LEVEL, level=None)
        case Place.LEVEL if state.level is not None:
            return onward(state)
        case _:
            return None


def stand(state: CreditState, word: Say | None = None, effects: tuple[Effect, ...] = ()) -> Move:
    """Stand at a place of the calculator."""
    return Move(NAME, state.dump(), effects, word)
