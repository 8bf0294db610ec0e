"""Who reads a document, in which language and zone."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.i18n import Language, Languages
from bot.notifier import DocumentWish
from bot.store.people import load_person
from conversations.facts import Person, Zone
from conversations.session import DEFAULT_LANGUAGE
from conversations.words import Words


@dataclass(frozen=True, slots=True)
class Reader:
    """The receiver; no person for an operator who is not registered."""

    person: Person | None
    language: Language
    zone: Zone

    def html(self, *lines: Words) -> str:
        """Lines as HTML."""
        return "\n".join(self.language.draw(line, self.zone) for line in lines)

    def day(self, at: datetime) -> date:
        """The day of an instant where the receiver lives."""
        return at.astimezone(ZoneInfo(self.zone)).date()

    def plain(self, words: Words) -> str:
        """Words without markup."""
        return self.language.translate(words, self.zone)


def reader_of(conn: Connection, wish: DocumentWish, languages: Languages) -> Reader:
    """The receiver of a document."""
    person = None if wish.person_id is None else load_person(conn, wish.person_id)
    if person is None:
        return Reader(None, languages[DEFAULT_LANGUAGE], Zone.WIB)
    return Reader(person, languages[person.language], person.zone)
