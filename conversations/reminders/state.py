"""Where somebody stands with the reminders."""

from enum import StrEnum
from typing import Any

from conversations.asides import AsideState
from conversations.effects import Effect
from conversations.rules.terms import StageId
from conversations.session import Move
from conversations.words import Say

NAME = "reminders"


class Place(StrEnum):
    """The screens, stored by name."""

    OVERVIEW = "overview"
    HOUR = "hour"
    KINDS = "kinds"
    STAGES = "stages"
    STAGE = "stage"
    PICK = "pick"
    SCHOOLS = "schools"
    SCHOOL_HOUR = "school_hour"


class RemindersState(AsideState):
    """A position; `stage` is the one looked at, `school_id` the school whose hour is chosen.

    At PICK one of `stages` is chosen for what `wish` says. `is_from_notice`: back leads to where the
    person was when a button of a reminder was pressed.
    """

    place: Place = Place.OVERVIEW
    stage: StageId | None = None
    stages: tuple[StageId, ...] = ()
    wish: str = ""
    school_id: int = 0
    is_from_notice: bool = False

    def at(self, place: Place, **changes: Any) -> "RemindersState":
        """Another place; the rest stays."""
        return self.model_copy(update={"place": place, **changes})


def go(state: RemindersState, word: Say | None = None, *effects: Effect) -> Move:
    """Stand at a place after these effects."""
    return Move(NAME, state.dump(), effects, word)
