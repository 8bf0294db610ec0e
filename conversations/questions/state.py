"""Where an operator stands who reads questions."""

from enum import StrEnum
from typing import Any

from conversations.effects import Effect
from conversations.flow import State
from conversations.session import Move
from conversations.words import Say

NAME = "questions"
PAGE_QUESTIONS = 6


class Place(StrEnum):
    """The screens, stored by name."""

    LIST = "list"
    QUESTION = "question"


class QuestionsState(State):
    """A page of the list, and the question that is looked at.

    `language` is that of an operator who is not registered.
    """

    place: Place = Place.LIST
    language: str = ""
    page: int = 0
    question_id: int = 0

    def at(self, place: Place, **changes: Any) -> "QuestionsState":
        """The same at another place."""
        return self.model_copy(update={"place": place, **changes})


def go(state: QuestionsState, word: Say | None = None, *effects: Effect) -> Move:
    """Stand there."""
    return Move(NAME, state.dump(), effects, word)
