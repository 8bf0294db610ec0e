"""Where an operator stands."""

from enum import StrEnum
from typing import Any

from conversations.effects import Effect
from conversations.flow import State
from conversations.session import Move
from conversations.words import Say, say

NAME = "operating"
NOT_AN_OPERATOR = say("That is for the operators of this assistant, and you are not one of them.")


class Place(StrEnum):
    """The screens of an operator, stored by name."""

    MENU = "menu"
    NPSN = "npsn"
    SCHOOL = "school"
    INVITED = "invited"
    APPRAISER = "appraiser"
    APPRAISER_CHECK = "appraiser_check"
    APPRAISED = "appraised"
    LOST = "lost"
    PEOPLE = "people"
    RELINK = "relink"
    RELINKED = "relinked"
    REPORTS = "reports"
    REPORT = "report"
    ANSWER = "answer"
    ANSWER_CHECK = "answer_check"
    STATUS = "status"


class OperatingState(State):
    """A position; `name` is that of a new school or of somebody who is looked for, `draft` an answer.

    `language` is that of an operator who is not registered.
    """

    place: Place = Place.MENU
    language: str = ""
    npsn: str = ""
    npsns: tuple[str, ...] = ()
    name: str = ""
    person_id: int = 0
    report_id: int = 0
    draft: str = ""
    page: int = 0

    def at(self, place: Place, **changes: Any) -> "OperatingState":
        """The same at another place, or there with changes."""
        return self.model_copy(update={"place": place, **changes})

    def fresh(self, place: Place) -> "OperatingState":
        """Another place where nothing is entered yet."""
        return OperatingState(place=place, language=self.language)


def go(state: OperatingState, word: Say | None = None, *effects: Effect) -> Move:
    """Stand there."""
    return Move(NAME, state.dump(), effects, word)
