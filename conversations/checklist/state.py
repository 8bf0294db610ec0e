"""Where somebody is in the checklist."""

from enum import StrEnum
from typing import Any

from pydantic import Field

from conversations.effects import Effect
from conversations.flow import State
from conversations.session import Move
from conversations.words import Say

NAME = "checklist"


class Place(StrEnum):
    """The screens: one line at a time, or all of them."""

    LINE = "line"
    LIST = "list"


class ChecklistState(State):
    """Which line is open, without one the next that is not ticked; of the list without a page likewise.

    `plan_id` None: the own final plan. `is_from_list`: back leads to the list. The `back_` fields are where
    the person came from, if that is not home.
    """

    plan_id: int | None = None
    place: Place = Place.LINE
    line: str = ""
    page: int | None = None
    is_from_list: bool = False
    back_flow: str = ""
    back_v: int = 0
    back_data: dict[str, Any] = Field(default_factory=dict)

    def at(self, place: Place, **changes: Any) -> "ChecklistState":
        """Another place of the same plan, at the line or page that comes next unless one is named."""
        fresh = {"line": "", "page": None, "is_from_list": False}
        return self.model_copy(update={"place": place, **fresh, **changes})


def stand(state: ChecklistState, word: Say | None = None, effects: tuple[Effect, ...] = ()) -> Move:
    """Stand at a place of the checklist."""
    return Move(NAME, state.dump(), effects, word)
