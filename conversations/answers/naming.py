"""Which button somebody means who types its words."""

from conversations import labels
from conversations.answers.asking import is_answered, language_of
from conversations.facts import Facts, Zone
from conversations.screens import Screen
from conversations.session import Session
from conversations.words import Words


def named(text: str, screen: Screen, session: Session, facts: Facts) -> str | None:
    """The action of the button; roughly only where no field takes the text and nothing surely answers it."""
    language = language_of(session, facts)
    zone = facts.person.zone if facts.person else Zone.WIB

    def read(said: Words) -> str:
        return facts.read(said, language, zone)

    exact = labels.exactly(text, screen, read)
    if exact is not None or screen.takes_text:
        return exact
    near = labels.nearly(text, screen, read)
    return None if near is None or is_answered(text, session, facts) else near
