"""The flow of questions: only for operators."""

from collections.abc import Mapping
from typing import Any

from conversations.answers.effects import FinishQuestion
from conversations.document_effects import DocumentKind, SendDocument
from conversations.events import Text
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.navigation import HOME_BUTTON, go_home
from conversations.operating.state import NOT_AN_OPERATOR, OperatingState
from conversations.operating.state import go as go_operating
from conversations.questions.screens import DONE, GONE, show_list, show_question
from conversations.questions.state import NAME, Place, QuestionsState, go
from conversations.screens import Screen
from conversations.session import Move
from conversations.words import Say, say


def enter(language: str = "") -> Move:
    """The list; the language is that of an operator who is not registered."""
    return go(QuestionsState(language=language))


class QuestionsFlow:
    """Operators read what found no good answer."""

    name = NAME
    code = "e"
    version = 1
    state = QuestionsState

    def handle(self, state: QuestionsState, event: Input, facts: Facts) -> Move:
        """Open a question, turn the page, or be done with one; only for an operator."""
        if not facts.is_operator:
            return go_home(NOT_AN_OPERATOR)
        if isinstance(event, Text):
            return go(state)
        verb, _, rest = event.action.partition(":")
        match verb:
            case "page":
                return go(state.at(Place.LIST, page=int(rest)))
            case "question":
                return go(state.at(Place.QUESTION, question_id=int(rest)))
            case "done":
                return _done(state, facts)
            case "file":
                wish = SendDocument(DocumentKind.QUESTION_ENTRY, state.question_id)
                return go(state, say("The file comes as a message."), wish)
            case _:
                return go(state)

    def show(self, state: QuestionsState, facts: Facts) -> Screen:
        """Draw the place; only for an operator."""
        if not facts.is_operator:
            return Screen((NOT_AN_OPERATOR,), ((HOME_BUTTON,),))
        return show_list(state, facts) if state.place is Place.LIST else show_question(state, facts)

    def back(self, state: QuestionsState, facts: Facts) -> Move:
        """From a question to the list, from there to the operators' menu."""
        if not facts.is_operator:
            return go_home(NOT_AN_OPERATOR)
        if state.place is Place.QUESTION:
            return go(state.at(Place.LIST))
        return go_operating(OperatingState(language=state.language))

    def needs(self, state: QuestionsState) -> Needs:
        """The page, or the question."""
        if state.place is Place.LIST:
            return Needs(questions=state.page)
        return Needs(question_id=state.question_id)

    def help(self, state: QuestionsState) -> Say:
        """What the list is for."""
        return say(
            "Here is what people asked and got no good answer to. Add answers to the catalogue, then press "
            "Selesai. A question that is asked again comes back. It is never kept who asked."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _done(state: QuestionsState, facts: Facts) -> Move:
    question = facts.question
    if question is None or question.is_done:
        return go(state.at(Place.LIST), GONE if question is None else DONE)
    return go(state.at(Place.LIST), DONE, FinishQuestion(question.id))
