"""Commands, which work at every place of every conversation."""

from collections.abc import Callable, Mapping

from conversations import (
    account,
    asides,
    broadcasting,
    credit,
    evidence,
    groups,
    guide,
    home,
    joining,
    onboarding,
    operating,
    own_data,
    planning,
    questions,
    rating,
    relinking,
    reminders,
    reporting,
    review,
    schedule,
    school,
)
from conversations.answers import asking
from conversations.answers.state import NAME as ANSWERS
from conversations.events import Command
from conversations.facts import Facts, Person
from conversations.session import DEFAULT_LANGUAGE, Move, Session
from conversations.words import say

UNKNOWN_COMMAND = say("I do not know that command. /bantuan shows what I can do.")
FIRST_THINGS_FIRST = say("Please finish these few questions first, then that command works.")
CANCELED = say("Canceled. What you saved is kept.")
NOTHING_TO_CANCEL = say(
    "Nothing was being filled in, so nothing has been canceled. What has been sent or decided stays as it is."
)

_OPEN_TO_ALL = frozenset({"bantuan", "help", "bahasa", "privasi", "angkakredit"})
_FOR_OPERATORS = frozenset({"status", "laporan", "pertanyaan"})
_OPEN_TO_OPERATORS = _FOR_OPERATORS | {"undang", "siaran"}
_WITHOUT_PERSON = frozenset({onboarding.NAME, guide.NAME, account.NAME, relinking.NAME, ANSWERS, credit.NAME})
_LOOKED_AT = frozenset({home.NAME, schedule.NAME, guide.NAME, ANSWERS})
_ONLY_WITHOUT_PERSON = frozenset({onboarding.NAME, relinking.NAME})

_HANDLERS: Mapping[str, Callable[[Session, Facts], Move]] = {
    "bantuan": lambda session, facts: guide.open_guide(session),
    "help": lambda session, facts: guide.open_guide(session),
    "bahasa": lambda session, facts: account.open_language(session),
    "privasi": lambda session, facts: account.open_privacy(session),
    "profil": lambda session, facts: account.open_profile(session),
    "settings": lambda session, facts: account.open_profile(session),
    "rencana": lambda session, facts: planning.enter(facts),
    "poin": lambda session, facts: planning.enter_points(facts),
    "persetujuan": lambda session, facts: review.enter(facts),
    "nilai": lambda session, facts: rating.enter(facts),
    "bukti": lambda session, facts: evidence.enter(),
    "jadwal": lambda session, facts: schedule.open_schedule(session),
    "pengingat": lambda session, facts: reminders.open_reminders(session),
    "angkakredit": lambda session, facts: credit.open_credit(session, facts),
    "unduhdata": lambda session, facts: own_data.open_download(session),
    "hapusdata": lambda session, facts: own_data.open_erasure(session),
    "sekolah": lambda session, facts: school.enter(facts),
    "hubungkan": lambda session, facts: groups.enter(facts),
    "ringkasan": lambda session, facts: school.enter(facts),
    "siaran": lambda session, facts: broadcasting.enter(facts),
    "lapor": lambda session, facts: reporting.open_reporting(session),
    "undang": lambda session, facts: _invite(session, facts),
    "status": lambda session, facts: operating.open_at(operating.Place.STATUS, session.language),
    "pertanyaan": lambda session, facts: questions.enter(session.language),
    "laporan": lambda session, facts: operating.open_at(operating.Place.REPORTS, session.language),
}
HANDLED = frozenset(_HANDLERS) | {"start", "batal", "tanya"}


def beginning(person: Person | None, language: str = DEFAULT_LANGUAGE, *, is_operator: bool = False) -> Move:
    """Where somebody stands without anything else: home, or the first question in that language.

    For an operator who is not registered that is the operators' menu.
    """
    if person is None:
        return operating.start(language) if is_operator else onboarding.start(language)
    return home.start()


def is_out_of_place(flow: str, facts: Facts) -> bool:
    """Whether somebody cannot stand in this flow, for being unknown, known already, or no operator."""
    if flow in (operating.NAME, questions.NAME):
        return not facts.is_operator
    if facts.person is None:
        # Operators need not be registered to write to everybody.
        is_operators = facts.is_operator and flow == broadcasting.NAME
        return flow not in _WITHOUT_PERSON and not is_operators
    return flow in _ONLY_WITHOUT_PERSON


def handle(command: Command, session: Session, facts: Facts) -> Move:
    """Decide a command."""
    if command.name == "start":
        return _start(command.argument, session, facts)
    if command.name == "batal":
        return _cancel(session, facts)
    if command.name == "tanya":
        return asking.command(command.argument, session, facts)
    handler = _HANDLERS.get(command.name)
    if handler is None:
        return Move(session.flow, session.data, word=UNKNOWN_COMMAND)
    if command.name in _FOR_OPERATORS and not facts.is_operator:
        return Move(session.flow, session.data, word=operating.NOT_AN_OPERATOR)
    is_known = facts.person is not None or (facts.is_operator and command.name in _OPEN_TO_OPERATORS)
    if not is_known and command.name not in _OPEN_TO_ALL:
        return Move(session.flow, session.data, word=FIRST_THINGS_FIRST)
    return handler(session, facts)


def _cancel(session: Session, facts: Facts) -> Move:
    """Home; who is not registered yet goes back to the questions and loses nothing of them."""
    if facts.person is None and not facts.is_operator:
        if session.flow == onboarding.NAME:
            return onboarding.again(session)
        first = onboarding.resume(session)
    else:
        first = beginning(facts.person, session.language, is_operator=facts.is_operator)
    return Move(first.flow, first.data, word=CANCELED if _is_filling(session, facts) else NOTHING_TO_CANCEL)


def _is_filling(session: Session, facts: Facts) -> bool:
    """Whether somebody stands where something is entered, and not only looked at."""
    beneath = asides.underneath(session)
    if beneath.flow == planning.NAME:
        return planning.is_entering(beneath.data, facts)
    return beneath.flow not in _LOOKED_AT


def _start(token: str, session: Session, facts: Facts) -> Move:
    if token and relinking.is_relink(facts):
        return relinking.arrive(facts, session)
    if token:
        return onboarding.arrive(facts, session) if facts.person is None else joining.arrive(facts)
    if facts.person is None and not facts.is_operator:
        return onboarding.resume(session)
    return beginning(facts.person, session.language, is_operator=facts.is_operator)


def _invite(session: Session, facts: Facts) -> Move:
    """Operators invite principals and penilai, principals the teachers of their school."""
    return operating.start(session.language) if facts.is_operator else school.enter_invite(facts)
