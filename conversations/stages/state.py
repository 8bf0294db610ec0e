"""Where somebody stands in the stages after Sepakati."""

from enum import StrEnum
from typing import Any

from pydantic import Field

from conversations.asides import origin
from conversations.effects import Effect
from conversations.flow import State
from conversations.rules.terms import StageId
from conversations.session import Move, Session
from conversations.words import Say

NAME = "stages"


class Place(StrEnum):
    """The screens of the stages, stored by name."""

    OVERVIEW = "overview"
    STAGE = "stage"
    READ = "read"
    FIELD = "field"
    TARGETS = "targets"
    DATE = "date"
    OTHER_DATE = "other_date"
    HOURS = "hours"
    RATE = "rate"
    RATE_ONE = "rate_one"


class StagesState(State):
    """A position in the stages of a plan; what is written is in the store.

    `plan_id` None is the own final plan. `field` is that of the form, `target` the place of a target
    perilaku, `day` the chosen day of the observation, such as 2026-09-14. `refused_at` is when a text was
    too long, in seconds of the epoch. The `back_` fields are where the person came from, if that is not home.
    """

    place: Place = Place.OVERVIEW
    plan_id: int | None = None
    stage: StageId = StageId.A
    field: str = ""
    target: int = 0
    day: str = ""
    refused_at: int = 0
    page: int = 0
    back_flow: str = ""
    back_v: int = 0
    back_data: dict[str, Any] = Field(default_factory=dict)

    def at(self, place: Place, **changes: Any) -> "StagesState":
        """Another place of the same plan."""
        return self.model_copy(update={"place": place, "page": 0, **changes})


def came_from(session: Session) -> dict[str, Any]:
    """The fields that lead back to where a session stands."""
    return origin(session, frozenset({NAME}))


def go(state: StagesState, word: Say | None = None, *effects: Effect) -> Move:
    """Stand at a place of the stages."""
    return Move(NAME, state.dump(), effects, word)
