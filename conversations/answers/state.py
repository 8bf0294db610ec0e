"""Where somebody is among questions and answers: ids and short texts, nothing of the catalogue."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from conversations import asides
from conversations.answers.book import AnswerBook
from conversations.asides import AsideState, origin_without
from conversations.effects import Effect
from conversations.session import Move, Session
from conversations.words import Say

NAME = asides.ANSWERS
PART_CHARS = 100
_MOST_STEPS = 5
_SEEN_THROUGH = frozenset({NAME, asides.GUIDE})


class Place(StrEnum):
    """The screens, stored by name.

    DOUBT offers candidates, UNKNOWN says that nothing answers, PARTS are several questions of one message,
    FIELD asks whether what was typed into a field is a question.
    """

    TOPICS = "topics"
    TOPIC = "topic"
    ENTRY = "entry"
    DOUBT = "doubt"
    UNKNOWN = "unknown"
    PARTS = "parts"
    FIELD = "field"


class Part(BaseModel):
    """One question of several, shortened: the entry that answers, or what may be meant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    entry: str = ""
    candidates: tuple[str, ...] = ()


class AnswersState(AsideState):
    """What is open, in the language of the catalogue that answers; `question` is what was typed, cut.

    `nearest` are entries near a question that nothing answers, `candidates` those offered in doubt. `steps`
    are the entries from which one went on to a near one. `is_rated`: it was said whether the entry helps.
    """

    place: Place
    language: str
    question: str = ""
    topic: str = ""
    page: int = 0
    entry: str = ""
    candidates: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    has_more_parts: bool = False
    steps: tuple[str, ...] = ()
    is_rated: bool = False

    def at(self, place: Place, **changes: Any) -> "AnswersState":
        """Another place; the rest stays."""
        return self.model_copy(update={"place": place, **changes})


def beside(session: Session) -> Mapping[str, Any]:
    """The fields that say where somebody was, through the guide and any earlier question."""
    return origin_without(session, NAME, _SEEN_THROUGH)


def fresh(state: AnswersState, place: Place, **changes: Any) -> AnswersState:
    """Another place of which only the way back is kept from the one before."""
    kept = ("back_flow", "back_v", "back_data", "language")
    fields: dict[str, Any] = {name: getattr(state, name) for name in kept}
    return AnswersState(place=place, **fields, **changes)


def opened(state: AnswersState, entry: str) -> AnswersState:
    """The state with an entry open, chosen from where it stands."""
    is_next = state.place is Place.ENTRY
    steps = (*state.steps, state.entry)[-_MOST_STEPS:] if is_next else ()
    return state.at(Place.ENTRY, entry=entry, steps=steps, is_rated=False)


def settled(state: AnswersState, book: AnswerBook) -> AnswersState:
    """The state without what the catalogue does not hold any more."""
    if state.place is Place.ENTRY and book.entry(state.entry, state.language) is None:
        return fresh(state, Place.TOPICS)
    topics = {topic.id for topic in book.topics(state.language)}
    if state.place is Place.TOPIC and state.topic not in topics:
        return fresh(state, Place.TOPICS)
    if state.place is Place.DOUBT and not any(book.entry(name, state.language) for name in state.candidates):
        return state.at(Place.UNKNOWN, candidates=())
    return state


def before(state: AnswersState) -> AnswersState | None:
    """One step back; None where that is the place beside which the question was asked."""
    if state.place is Place.ENTRY and state.steps:
        return state.at(Place.ENTRY, entry=state.steps[-1], steps=state.steps[:-1], is_rated=True)
    if state.place is Place.ENTRY and state.candidates:
        return state.at(Place.DOUBT)
    if state.place is Place.ENTRY and state.topic:
        return state.at(Place.TOPIC)
    if state.place is Place.TOPIC:
        return fresh(state, Place.TOPICS)
    if state.place is not Place.PARTS and state.parts:
        return state.at(Place.PARTS, candidates=(), nearest=())
    return None


def stand(state: AnswersState, word: Say | None = None, effects: tuple[Effect, ...] = ()) -> Move:
    """Stand at a place of answers."""
    return Move(NAME, state.dump(), effects, word)
