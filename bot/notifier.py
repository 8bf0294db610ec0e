"""Draws what the outbox holds, at sending time and in the receiver's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.delivery.outbox import Notice
from bot.drawing import draw_screen
from bot.drawn import Drawn
from bot.i18n import Language, Languages
from bot.store.actor import TELEGRAM
from bot.store.database import Database
from bot.store.facts import load_facts
from bot.store.people import person_of
from bot.store.world import World
from conversations.effects import NoticeKind
from conversations.events import NOTICE
from conversations.facts import Facts, Needs, Zone
from conversations.notice_screens import notice_screen
from conversations.people_effects import DocumentKind, PersonNoticeKind
from conversations.person_notice_screens import person_notice_needs, person_notice_screen
from conversations.screens import Screen
from conversations.session import DEFAULT_LANGUAGE
from conversations.words import say

UPDATE_FAILED = "update_failed"
TOO_MANY_AT_ONCE = "too_many_at_once"


@dataclass(frozen=True, slots=True)
class DocumentWish:
    """Which document is to be drawn, for whom; `subject_id` as in SendDocument. An operator may be nobody."""

    kind: DocumentKind
    chat_id: int
    person_id: int | None
    subject_id: int


# Draws one kind of document from what is true now; None where there is nothing to send any more.
DrawDocument = Callable[[Connection, DocumentWish, World, Languages], Drawn | None]


class Notifier:
    """Words for notices; None where a notice is no longer true."""

    def __init__(
        self,
        database: Database,
        languages: Languages,
        world: Callable[[], World],
        documents: Mapping[DocumentKind, DrawDocument] | None = None,
    ) -> None:
        self._database = database
        self._languages = languages
        self._world = world
        self._documents = documents or {}

    async def draw(self, notice: Notice) -> Drawn | None:
        """Draw a notice for its receiver from what is true now."""
        if notice.kind == UPDATE_FAILED:
            return self._failed_update(notice)
        if notice.kind == TOO_MANY_AT_ONCE:
            return self._too_many_at_once(notice)
        return await self._database.read(lambda conn: self._draw(conn, notice))

    def _draw(self, conn: Connection, notice: Notice) -> Drawn | None:
        if notice.kind in _DOCUMENTS:
            return self._document(conn, notice)
        if notice.kind in _ABOUT_PEOPLE:
            return self._about_people(conn, notice)
        return self._about_plan(conn, notice)

    def _about_plan(self, conn: Connection, notice: Notice) -> Drawn | None:
        needs = Needs(plan_id=notice.payload["plan_id"], history=True)
        facts = load_facts(conn, person_id=notice.payload["person_id"], needs=needs, world=self._world())
        screen = notice_screen(NoticeKind(notice.kind), facts)
        return None if facts.person is None else self._drawn(screen, facts)

    def _about_people(self, conn: Connection, notice: Notice) -> Drawn | None:
        """A notice to a person, or to an operator, who need not be one."""
        kind, subject_id = PersonNoticeKind(notice.kind), notice.payload["subject_id"]
        world = self._world()
        addressee: int | None = notice.payload["person_id"]
        facts = load_facts(
            conn,
            # The id of a private chat is that of its user.
            person_id=person_of(conn, TELEGRAM, str(notice.chat_id)) if addressee is None else addressee,
            needs=person_notice_needs(kind, subject_id),
            world=world,
            is_operator=addressee is None and notice.chat_id in world.operator_ids,
        )
        return self._drawn(person_notice_screen(kind, facts, subject_id), facts)

    def _document(self, conn: Connection, notice: Notice) -> Drawn | None:
        kind, person_id = DocumentKind(notice.kind), notice.payload["person_id"]
        wish = DocumentWish(kind, notice.chat_id, person_id, notice.payload["subject_id"])
        return self._documents[kind](conn, wish, self._world(), self._languages)

    def _drawn(self, screen: Screen | None, facts: Facts) -> Drawn | None:
        if screen is None:
            return None
        zone = facts.person.zone if facts.person else Zone.WIB
        return draw_screen(screen, self._language(facts), zone, NOTICE, 0)

    def _language(self, facts: Facts) -> Language:
        return self._languages[facts.person.language if facts.person else DEFAULT_LANGUAGE]

    def _failed_update(self, notice: Notice) -> Drawn:
        line = say(
            "An update could not be processed and is kept in the table failed_update: number {number}.",
            number=str(notice.payload["update_id"]),
        )
        return draw_screen(Screen((line,)), self._languages[DEFAULT_LANGUAGE], Zone.WIB, NOTICE, 0)

    def _too_many_at_once(self, notice: Notice) -> Drawn:
        line = say(
            "That was very much at once, so I have not read all of it. Please wait a moment, and then go on "
            "where you are."
        )
        language = self._languages[notice.payload["language"]]
        return draw_screen(Screen((line,)), language, Zone.WIB, NOTICE, 0)


_DOCUMENTS = frozenset(DocumentKind)
_ABOUT_PEOPLE = frozenset(PersonNoticeKind)
