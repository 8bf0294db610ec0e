"""Commands, which work at every place of every conversation."""

from collections.abc import Callable, Mapping

from conversations import account, guide, home, joining, onboarding, planning, review
from conversations.events import Command
from conversations.facts import Facts, Person
from conversations.session import DEFAULT_LANGUAGE, Move, Session
from conversations.words import say

UNKNOWN_COMMAND = say("I do not know that command. /bantuan shows what I can do.")
FIRST_THINGS_FIRST = say("Please finish these few questions first, then that command works.")
CANCELED = say("Canceled. What you saved is kept.")

_OPEN_TO_ALL = frozenset({"bantuan", "help", "bahasa", "privasi"})
_WITHOUT_PERSON = frozenset({onboarding.NAME, guide.NAME, account.NAME})

_HANDLERS: Mapping[str, Callable[[Session, Facts], Move]] = {
    "bantuan": lambda session, facts: guide.open_guide(session),
    "help": lambda session, facts: guide.open_guide(session),
    "bahasa": lambda session, facts: account.open_language(session),
    "privasi": lambda session, facts: account.open_privacy(session),
    "profil": lambda session, facts: account.open_profile(session),
    "settings": lambda session, facts: account.open_profile(session),
    "rencana": lambda session, facts: planning.enter(facts),
    "persetujuan": lambda session, facts: review.enter(facts),
}


def beginning(person: Person | None, language: str = DEFAULT_LANGUAGE) -> Move:
    """Where somebody stands without anything else: home, or the first question in that language."""
    return onboarding.start(language) if person is None else home.start()


def is_out_of_place(flow: str, person: Person | None) -> bool:
    """Whether somebody cannot stand in this flow, for being unknown or for being known already."""
    if person is None:
        return flow not in _WITHOUT_PERSON
    return flow == onboarding.NAME


def handle(command: Command, session: Session, facts: Facts) -> Move:
    """Decide a command."""
    if command.name == "start":
        return _start(command.argument, session, facts)
    if command.name == "batal":
        first = beginning(facts.person, session.language)
        return Move(first.flow, first.data, word=CANCELED)
    handler = _HANDLERS.get(command.name)
    if handler is None:
        return Move(session.flow, session.data, word=UNKNOWN_COMMAND)
    if facts.person is None and command.name not in _OPEN_TO_ALL:
        return Move(session.flow, session.data, word=FIRST_THINGS_FIRST)
    return handler(session, facts)


def _start(token: str, session: Session, facts: Facts) -> Move:
    if token:
        return onboarding.arrive(facts, session) if facts.person is None else joining.arrive(facts)
    if session.flow == onboarding.NAME:
        return Move(session.flow, session.data)
    return beginning(facts.person, session.language)
