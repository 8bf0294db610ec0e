"""The product in memory at a standing clock: somebody does something, and their screen is there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count

from sqlalchemy import Connection, select, update

from bot.delivery.outbox import Notice
from bot.drawn import Drawn
from bot.i18n import Languages
from bot.links import Links
from bot.notice_kinds import NOTICE_KINDS
from bot.notifier import Notifier
from bot.screens.answers import ANSWERS
from bot.screens.memory import MemoryBackend, opened_database
from bot.store.actor import TELEGRAM, Actor
from bot.store.effects import apply_effects
from bot.store.facts import load_facts
from bot.store.people import person_of
from bot.store.sessions import SessionRow, lock_session, read_session, save_session
from bot.store.tables import outbox, person
from bot.store.world import World
from bot.telegram.inbound import Inbound
from bot.turn import Turns
from conversations import engine
from conversations.effects import Effect
from conversations.events import Event
from conversations.facts import Facts, Needs, Zone
from conversations.rules.cycle import FinalDates, RuleCalendar, RuleSetMap
from conversations.rules.regulation import RuleSet
from conversations.screens import Screen
from conversations.session import DEFAULT_LANGUAGE, Session, dump_session, load_session

BOT, OPERATOR = 42, 900
# A Monday in the month in which plans are made.
MONDAY = datetime(2026, 7, 13, 1, 30, tzinfo=UTC)
_MESSAGE = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands, and what they see there: the screen without the word above it."""

    session: Session
    facts: Facts
    screen: Screen
    code: str

    @property
    def zone(self) -> Zone:
        """In which zone the reader's hours are."""
        return self.facts.person.zone if self.facts.person else Zone.WIB


class Stage:
    """Everybody's chats in one world; `keep` and `put_back` are its memory."""

    def __init__(self, languages: Languages, rule_sets: Mapping[str, RuleSet]) -> None:
        self.languages = languages
        self.rules = rule_sets["pmm_2024"]
        self.now = MONDAY
        self._rule_sets = rule_sets
        self._backend = MemoryBackend()
        self.database = opened_database(self._backend)
        self._turns = Turns(self.database, languages, self.world)
        self._notifier = Notifier(self.database, languages, self.world, NOTICE_KINDS)
        self._numbers = count(1)
        self._kept: bytes | None = None

    def world(self) -> World:
        """The world now."""
        return World(
            self.now,
            self._rule_sets,
            RuleCalendar(RuleSetMap("pmm_2024"), FinalDates()),
            operator_ids=frozenset({OPERATOR}),
            operator_contact="@operator_contoh",
            links=Links("asisten_kinerja_bot", b"a key for screens"),
            answers=ANSWERS,
        )

    def keep(self) -> bytes:
        """Everything as it is, but for the clock."""
        self._kept = self._backend.keep()
        return self._kept

    def put_back(self, kept: bytes) -> None:
        """Everything as it was kept."""
        if self._kept is not kept:
            self._backend.put_back(kept)
            self._kept = kept

    async def do(self, chat_id: int, *effects: Effect) -> None:
        """Let effects of somebody happen, as of one turn."""

        def work(conn: Connection) -> None:
            actor = Actor(
                BOT,
                str(chat_id),
                chat_id,
                person_of(conn, TELEGRAM, str(chat_id)),
                is_operator=chat_id == OPERATOR,
            )
            apply_effects(conn, effects, actor, self.world())

        self._kept = None
        await self.database.transact(work)

    async def facts(self, chat_id: int, needs: Needs) -> Facts:
        """What may be known of somebody."""
        return await self.database.read(lambda conn: self._facts(conn, chat_id, needs))

    async def tell(self, chat_id: int, event: Event) -> Place:
        """Somebody does something; where it leads."""
        number = next(self._numbers)
        self._kept = None
        await self._turns.take(
            Inbound(BOT, number, chat_id, "private", chat_id, "", None, event, pressed_message_id=_MESSAGE)
        )
        session = await self.database.read(lambda conn: _session(read_session(conn, BOT, chat_id)))
        return await self.place(chat_id, session)

    async def stand(self, chat_id: int, session: Session) -> None:
        """Let somebody be where steps without effects have led."""

        def work(conn: Connection) -> None:
            lock_session(conn, BOT, chat_id)
            save_session(conn, BOT, chat_id, dump_session(session), session.revision, _MESSAGE)

        self._kept = None
        await self.database.transact(work)

    async def place(self, chat_id: int, session: Session) -> Place:
        """What somebody sees who stands there."""
        facts = await self.facts(chat_id, engine.needs(session))
        screen = engine.show(replace(session, word=None), facts)
        return Place(session, facts, screen, engine.flow_code(session, facts))

    async def outbox(self, since: int = 0) -> list[tuple[int, Notice]]:
        """What waits to be sent and was written after that number, with the numbers."""
        query = select(outbox).where(outbox.c.id > since).order_by(outbox.c.id)
        rows = await self.database.read(lambda conn: conn.execute(query).all())
        return [(row.id, Notice(row.id, row.chat_id, row.kind, row.payload, 1, "")) for row in rows]

    async def draw(self, notice: Notice, language: str) -> Drawn | None:
        """A notice as its receiver would read it in that language; changes the database."""
        spoken = update(person).values(language=language)
        self._kept = None
        await self.database.transact(lambda conn: conn.execute(spoken))
        if "language" in notice.payload:
            notice = replace(notice, payload={**notice.payload, "language": language})
        return await self._notifier.draw(notice)

    def _facts(self, conn: Connection, chat_id: int, needs: Needs) -> Facts:
        person_id = person_of(conn, TELEGRAM, str(chat_id))
        is_operator = chat_id == OPERATOR
        facts = load_facts(
            conn, person_id=person_id, needs=needs, world=self.world(), is_operator=is_operator
        )
        if facts.health is None:
            return facts
        # The age of what waits is told by the real clock, and the book is the same however long it takes.
        return replace(facts, health=replace(facts.health, outbox_oldest_seconds=0))


def _session(row: SessionRow | None) -> Session:
    if row is None or not row.state:
        return engine.new_session(DEFAULT_LANGUAGE)
    return load_session(row.state, row.revision)
