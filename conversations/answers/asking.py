"""A question becomes an answer, an offer in doubt, or an honest no."""

from collections.abc import Iterator, Mapping
from typing import Any

from conversations.answers.effects import QUESTION_CHARS, KeepQuestion, Why
from conversations.answers.own_words import command_in, plainly
from conversations.answers.state import (
    NAME,
    PART_CHARS,
    AnswersState,
    Part,
    Place,
    beside,
    stand,
)
from conversations.asides import resume
from conversations.events import Command
from conversations.facts import Facts
from conversations.replies import LINK
from conversations.search.found import Found, Kind
from conversations.search.kinds import is_salam
from conversations.search.lists import listed
from conversations.search.words import is_link
from conversations.session import Move, Session
from conversations.texts import clean_text, shortened
from conversations.words import Say, say

NOT_UNDERSTOOD = say(
    "Please choose one of the buttons below, type its number, or ask a question in a few words."
)
_LEAST_WORDS = 3
# Said to a screen or pressed there; each of them is near some entry too.
_TO_A_SCREEN = listed("""
    ya iya y yes tidak tdk gak ga nggak enggak bukan no ok oke okay siap itu saja aja jadi dulu setuju sepakat
    sepakati ajukan mulai lanjut lanjutkan kembali beranda home menu batal cancel next back selesai simpan
    hapus sudah sdh udah belum blm bisa boleh jangan membantu
    """)
# Below this what comes nearest is there by chance.
_NEAR_AT_ALL = 0.1
_SORRY_NEWCOMER = say("I am sorry that this is tiresome. Tell me in a few words what is in the way.")
_SALAM = say(
    "Waalaikumsalam, Bapak/Ibu. Questions about Pengelolaan Kinerja can be typed here at any time; the "
    "buttons below lead on."
)
_REPLIES: Mapping[Kind, Say] = {
    Kind.GREETING: say(
        "Hello, Bapak/Ibu. Questions about Pengelolaan Kinerja can be typed here at any time; the buttons "
        "below lead on."
    ),
    Kind.THANKS: say("You are welcome, Bapak/Ibu. Glad to help."),
    Kind.COMPLAINT: say(
        "I am sorry that this is tiresome. Tell me in a few words what is in the way, or write to the "
        "operator with /lapor; a person reads it."
    ),
    Kind.EMPTY: say(
        "I read words best: please type a question about Pengelolaan Kinerja, or use the buttons below."
    ),
}


def language_of(session: Session, facts: Facts) -> str:
    """The language that the reader is written to."""
    return facts.person.language if facts.person else session.language


def open_topics(session: Session, facts: Facts, word: Say | None = None) -> Move:
    """Show what can be asked about."""
    return stand(_beginning(session, facts), word)


def command(argument: str, session: Session, facts: Facts) -> Move:
    """/tanya: answer at once what follows it, else show the topics."""
    text = argument.strip()
    if not text:
        return open_topics(session, facts)
    return ask(text, _beginning(session, facts), facts)


def listen(text: str, session: Session, facts: Facts) -> Move:
    """Something was typed where nothing but buttons was expected: a question, or a word in passing."""
    if name := command_in(text):
        # Commands are of all conversations, this one among them, so they are looked up when needed.
        from conversations import commands

        return commands.handle(Command(name), session, facts)
    found = facts.answers.find(text, language_of(session, facts))
    if found.kind is Kind.THANKS and session.flow == NAME:
        # Who gives thanks has read what is shown.
        return resume(AnswersState.model_validate(session.data), facts, _reply(found.kind, text, facts))
    if found.kind is not Kind.QUESTION:
        return Move(session.flow, session.data, word=_reply(found.kind, text, facts))
    if _is_to_a_screen(text) or _is_unlikely(found, text):
        return Move(session.flow, session.data, word=NOT_UNDERSTOOD)
    return _told(found, text, _beginning(session, facts), facts)


def is_answered(text: str, session: Session, facts: Facts) -> bool:
    """Whether there is surely something to answer it."""
    found = facts.answers.find(text, language_of(session, facts))
    return command_in(text) is not None or any(one.id is not None for one in questions_of(found))


def listen_at_first(text: str, session: Session, facts: Facts) -> Move:
    """Something was typed before anything was shown: only what can be answered is a question."""
    found = facts.answers.find(text, language_of(session, facts))
    if found.kind is Kind.QUESTION and not _can_be_told(found) and command_in(text) is None:
        return Move(session.flow, session.data, word=NOT_UNDERSTOOD)
    return listen(text, session, facts)


def ask(text: str, state: AnswersState, facts: Facts) -> Move:
    """Something was certainly asked."""
    found = facts.answers.find(text, state.language)
    if found.kind is not Kind.QUESTION:
        return stand(state.at(Place.TOPICS), _reply(found.kind, text, facts))
    return _told(found, text, state, facts)


def ask_about_field(text: str, session: Session, facts: Facts) -> Move:
    """Ask whether what was typed into a field is meant for it."""
    return stand(_beginning(session, facts).at(Place.FIELD, question=clean_text(text)))


def questions_of(found: Found) -> tuple[Found, ...]:
    """The questions of a message, each once; only the message itself where it is one."""
    parts = [part for part in found.parts if part.kind is Kind.QUESTION]
    if len(parts) < 2:
        return (parts[0] if parts else found,)
    once = {part.id or f"{number}": part for number, part in reversed(list(enumerate(parts)))}
    return tuple(part for part in parts if part in once.values())


def keep(question: str, language: str, nearest: str | None, why: Why) -> KeepQuestion:
    """The effect that keeps a question, as long as questions are kept."""
    return KeepQuestion(clean_text(question), language, nearest, why)


def _reply(kind: Kind, text: str, facts: Facts) -> Say:
    if kind is Kind.GREETING and is_salam(text):
        return _SALAM
    if kind is Kind.EMPTY and is_link(text):
        return LINK
    # Only who is registered can write to the operator.
    return _SORRY_NEWCOMER if kind is Kind.COMPLAINT and facts.person is None else _REPLIES[kind]


def _beginning(session: Session, facts: Facts) -> AnswersState:
    fields: Mapping[str, Any] = beside(session)
    return AnswersState(place=Place.TOPICS, language=language_of(session, facts), **fields)


def _told(found: Found, text: str, state: AnswersState, facts: Facts) -> Move:
    state = state.model_copy(update={"language": found.language})
    questions = questions_of(found)
    kept = tuple(_kept(questions))
    if len(questions) > 1:
        parts = tuple(_part(part) for part in questions)
        return stand(state.at(Place.PARTS, parts=parts, has_more_parts=found.has_more), None, kept)
    one = questions[0]
    asked = state.model_copy(update={"question": shortened(clean_text(text), QUESTION_CHARS)})
    if one.id is not None:
        return stand(asked.at(Place.ENTRY, entry=one.id))
    if one.is_doubtful:
        return stand(asked.at(Place.DOUBT, candidates=one.candidates))
    nearest = one.candidates if one.score >= _NEAR_AT_ALL else ()
    return stand(asked.at(Place.UNKNOWN, nearest=nearest), None, kept)


def _part(found: Found) -> Part:
    return Part(
        question=shortened(clean_text(found.question), PART_CHARS),
        entry=found.id or "",
        candidates=found.candidates if found.is_doubtful else (),
    )


def _kept(questions: tuple[Found, ...]) -> Iterator[KeepQuestion]:
    """What nothing answers; what is in doubt is kept only when none of the candidates is meant."""
    for one in questions:
        if one.id is None and not one.is_doubtful:
            nearest = one.candidates[0] if one.candidates else None
            yield keep(one.question, one.language, nearest, Why.UNANSWERED)


def _can_be_told(found: Found) -> bool:
    return any(one.id is not None or one.is_doubtful for one in questions_of(found))


def _is_to_a_screen(text: str) -> bool:
    words = plainly(text).split()
    return len(words) <= _LEAST_WORDS and _TO_A_SCREEN.issuperset(words)


def _is_unlikely(found: Found, text: str) -> bool:
    """Whether a word or two that nothing answers may as well be a slip of the finger."""
    return not _can_be_told(found) and len(text.split()) < _LEAST_WORDS and not text.rstrip().endswith("?")
