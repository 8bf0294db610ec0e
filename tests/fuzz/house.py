"""Two schools on the real turn and store: what comes in is a Bot API update, what leaves is looked at."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from bot.answering.loading import read_answers
from bot.delivery.budget import Rates
from bot.delivery.flood import FloodGuard
from bot.delivery.outbox import Notice
from bot.delivery.paint import Paint
from bot.drawn import Drawn
from bot.group_turn import GroupTurns
from bot.i18n import Languages
from bot.intake import Intake
from bot.links import Links
from bot.notice_kinds import NOTICE_KINDS
from bot.notifier import Notifier
from bot.simulator.entities import parse_html
from bot.simulator.text import utf16_length
from bot.store.database import Database
from bot.store.sessions import Mark, mark_shown
from bot.store.stored_outbox import StoredOutbox
from bot.store.tables import group_invite, invite, relink, school
from bot.store.world import World
from bot.telegram.inbox import Inbox
from bot.telegram.render import TELEGRAM, keyboard, message_fields
from bot.turn import Turns
from conversations.document_effects import DocumentKind
from conversations.rules.cycle import RuleCalendar, parse_rule_set_map
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Role
from tests.authorization.cast import GROUP, GROUP_ASKED, GROUP_THERE, HERE, OPERATOR_ID, gather
from tests.fuzz.texts import Tongue
from tests.fuzz.updates import Raw, Wire
from tests.fuzz.watching import PEOPLE, as_kept, kept_texts, watch
from tests.store.acting import BOT_ID, Store

JOIN_CODE, BOT_NAME = "CNTH2345", "contoh_bot"
NEWCOMERS = (41, 2**31, 2**52 - 1, 2**52)
GROUPS = (GROUP.chat_id, GROUP_THERE.chat_id, GROUP_ASKED.chat_id, -100_000_000_501)
_LINKS = Links(BOT_NAME, b"a key for the fuzz")
_START = datetime(2026, 8, 10, 1, 30, tzinfo=UTC)
_UNHURRIED = Rates(chat_burst=1000, chat_per_second=1e6, group_per_minute=1e6, bulk_per_second=1e6)
_OURS = frozenset({"bold", "italic", "code", "text_link"})
_MOST_OLD = 60


@dataclass
class Hand:
    """Somebody with a phone: the buttons of the newest screen, and of earlier ones and notices."""

    user_id: int
    number: int
    message_id: int = 0
    current: list[str] = field(default_factory=list)
    older: list[tuple[str, int]] = field(default_factory=list)


class FaultError(AssertionError):
    """Something that must never happen."""


class Screens:
    """Stands for the painter and the network: looks at every screen as Telegram would."""

    def __init__(self, hands: Mapping[int, Hand]) -> None:
        self._hands = hands
        self.marks: list[Mark] = []
        self.shown_count = 0
        self.last = ""

    def show(self, paint: Paint) -> None:
        """A screen arrives."""
        check_drawn(paint.drawn)
        self.shown_count += 1
        self.last = paint.drawn.html
        hand = self._hands.get(paint.chat_id)
        if hand is None:
            return
        if paint.message_id is None:
            hand.message_id += 1
        hand.current = [b.data for row in paint.drawn.rows for b in row if b.data]
        remember(hand, paint.drawn)
        self.marks.append(Mark(BOT_ID, paint.chat_id, paint.revision, hand.message_id))

    def answer(self, callback_query_id: str, text: str | None = None) -> None:
        """A tap is answered."""

    async def shown(self, chat_id: int) -> None:
        """Everything is shown at once."""


class House:
    """The product, below the Bot API, with everybody who writes to it."""

    def __init__(
        self,
        database: Database,
        languages: Languages,
        rule_sets: Mapping[str, RuleSet],
        chance: random.Random,
    ) -> None:
        self.database = database
        self.chance = chance
        self.tongue = Tongue(chance)
        self.wire = Wire(chance, BOT_ID)
        self.now = _START
        calendar = RuleCalendar(parse_rule_set_map("*=pmm_2024"))
        self._world = World(
            _START,
            rule_sets,
            calendar,
            operator_ids=frozenset({OPERATOR_ID}),
            links=_LINKS,
            answers=read_answers({}, tuple(rule_sets.values())),
        )
        self.hands: dict[int, Hand] = {}
        self.tokens: list[str] = []
        self.typed: set[int] = set()
        self.screens = Screens(self.hands)
        self._outbox = StoredOutbox(database, BOT_ID, _UNHURRIED)
        self._notifier = Notifier(database, languages, self.world, NOTICE_KINDS)
        self._turns = Turns(database, languages, self.world)
        self._inbox = Inbox(BOT_ID, BOT_NAME)
        self.intake = self.limited(1000)
        self.poison: set[int] = set()
        self._documents = 0

    def world(self) -> World:
        """The world now."""
        return replace(self._world, now=self.now)

    async def furnish(self) -> None:
        """One of everybody, newcomers, links of every kind; from now on everything is watched."""
        people = await gather(Store(self.database, self._world))
        ids = sorted({*(actor.chat_id for actor in people.actors.values()), *NEWCOMERS})
        assert len(ids) <= PEOPLE
        self.hands.update({user_id: Hand(user_id, number) for number, user_id in enumerate(ids)})
        await self.database.transact(lambda conn: self._prepare(conn, ids))

    def says(self, text: str) -> str:
        """The text, remembered as typed."""
        self.typed.update(as_kept(text))
        return text

    async def takes(self, raw: Raw, *, may_be_poison: bool = False, intake: Intake | None = None) -> None:
        """One update as the product takes it: what fails twice is kept; only what cannot be read may."""
        intake = intake or self.intake
        try:
            inbound = self._inbox.parse(raw)
        except Exception as exc:
            if not may_be_poison:
                raise FaultError(f"could not be read: {raw!r:.2000}") from exc
            await intake.keep_poison(raw, exc)
            self.poison.add(raw["update_id"])
            return
        if inbound is None:
            return
        try:
            await intake.handle(inbound)
        except Exception as exc:
            raise FaultError(f"was not handled: {raw!r:.2000}") from exc

    async def settle(self) -> None:
        """Note what was shown, and look at what leaves by the outbox."""
        marks, self.screens.marks = self.screens.marks, []
        newest = {mark.chat_id: mark for mark in marks}
        await self.database.transact(lambda conn: mark_shown(conn, list(newest.values())))
        while notices := (await self._outbox.claim(50, 60)).notices:
            for notice in notices:
                await self._deliver(notice)

    def pass_time(self, days: int) -> None:
        """The world's clock goes on."""
        self.now += timedelta(days=days)

    async def _deliver(self, notice: Notice) -> None:
        is_document = any(notice.kind == kind for kind in DocumentKind)
        self._documents += is_document
        # A PDF costs as much as a hundred updates; some of them tell enough.
        if is_document and self._documents % 40:
            await self._outbox.cancel(notice, "not drawn in the fuzz")
            return
        try:
            drawn = await self._notifier.draw(notice)
        except Exception as exc:
            raise FaultError(f"a notice was not drawn: {notice}") from exc
        if drawn is None:
            await self._outbox.cancel(notice, "no longer true")
            return
        check_drawn(drawn)
        hand = self.hands.get(notice.chat_id)
        if hand is not None:
            hand.message_id += 1
            remember(hand, drawn)
        await self._outbox.finish(notice, 1 if hand is None else hand.message_id)

    def limited(self, most_per_second: int) -> Intake:
        """What takes updates, so many of a person at once."""
        painter: Any = self.screens
        bot: Any = _Me()
        groups = GroupTurns(self.database, self.world)
        guard = FloodGuard(most_per_second)
        operators = frozenset({OPERATOR_ID})
        return Intake(self._turns, painter, lambda: None, bot, groups, operators, guard)

    def _prepare(self, conn: Connection, ids: list[int]) -> None:
        conn.execute(update(school).where(school.c.npsn == HERE).values(join_code=JOIN_CODE))
        for table in (invite, relink, group_invite):
            nonces = conn.execute(select(table.c.nonce).where(table.c.nonce.is_not(None))).scalars()
            self.tokens += [_LINKS.token(nonce) for nonce in nonces]
        assert len(self.tokens) >= len(Role)
        self.typed.update(map(hash, kept_texts(conn)))
        watch(conn, [str(user_id) for user_id in ids])


@dataclass(frozen=True)
class _Me:
    id: int = BOT_ID
    username: str = BOT_NAME


def remember(hand: Hand, drawn: Drawn) -> None:
    """Buttons stay in the chat for ever, so they can be pressed much later."""
    hand.older += [(b.data, hand.message_id) for row in drawn.rows for b in row if b.data]
    del hand.older[:-_MOST_OLD]


def check_drawn(drawn: Drawn) -> None:
    """Telegram would take it, and nothing in it is markup but our own."""
    try:
        text, entities = parse_html(drawn.html)
        message_fields(drawn)
    except Exception as exc:
        raise FaultError(f"Telegram would refuse {drawn.html!r:.3000}") from exc
    most = TELEGRAM.text_chars if drawn.attachment is None else TELEGRAM.caption_chars
    if not text.strip() and drawn.attachment is None:
        raise FaultError(f"an empty screen: {drawn!r:.1000}")
    if utf16_length(text) > most:
        raise FaultError(f"longer than a message: {drawn.html!r:.3000}")
    strange = {entity["type"] for entity in entities} - _OURS
    links = [entity["url"] for entity in entities if entity["type"] == "text_link"]
    if strange or any(not link.startswith(("https://", "http://")) for link in links):
        raise FaultError(f"markup that is not ours, {strange} {links}: {drawn.html!r:.3000}")
    wanted = sum(bool(button.data or button.url) for row in drawn.rows for button in row)
    keys = keyboard(drawn)
    shown = 0 if keys is None else sum(map(len, keys.inline_keyboard))
    if shown != wanted:
        raise FaultError(f"{wanted - shown} buttons cannot be shown: {drawn.rows!r:.2000}")
