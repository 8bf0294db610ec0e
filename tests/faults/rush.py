"""Many reminders wait while somebody presses buttons, before a server that counts."""

import asyncio
import time
from bisect import bisect_left
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from bot.settings import Settings as ProductSettings
from bot.simulator import Rates, Settings, Simulator
from bot.simulator.settings import DEFAULT_TOKEN, BotSpec
from bot.simulator.state import Chat, Message, User
from bot.stage.product import product_environ
from bot.store.actor import Actor
from bot.store.database import Database
from bot.store.outbox import Lane, OutboxState, enqueue
from bot.store.tables import outbox
from bot.store.world import World
from bot.telegram.api import bot_id_of
from conversations.facts import Zone
from conversations.people_effects import RegisterPerson
from conversations.rules.terms import Role, SchoolLevel
from tests.e2e import seeding
from tests.journeys import RULES

BOT_ID = bot_id_of(DEFAULT_TOKEN)
PRESSER_ID, FIRST_ID = 5000, 10_000
BEGIN = datetime(2026, 7, 15, 1, 0, tzinfo=UTC)
# A notice that is drawn without looking at anything, so that all the time goes into sending.
KIND = "too_many_at_once"
_PATIENCE = 10.0


def server_rates(scale: float) -> Rates:
    """What Telegram takes, so many times as fast."""
    usual = Rates()
    return Rates(
        overall_per_second=30 * scale,
        chat_per_second=scale,
        chat_burst=usual.chat_burst,
        group_per_minute=20 * scale,
    )


def product_rates(scale: float) -> dict[str, str]:
    """The product's own settings, so many times as fast."""
    usual = ProductSettings()
    return {
        "RATE_BULK_PER_SECOND": str(usual.rate_bulk_per_second * scale),
        "RATE_CHAT_PER_SECOND": str(usual.rate_chat_per_second * scale),
        "RATE_GROUP_PER_MINUTE": str(usual.rate_group_per_minute * scale),
        "RATE_CHAT_BURST": str(usual.rate_chat_burst),
        "RATE_PERSON_PER_SECOND": "1000",
    }


@dataclass(frozen=True)
class Figures:
    """How a rush went; seconds."""

    sent_at: Sequence[float]
    refusals: int
    answered_after: Sequence[float]

    @property
    def per_second(self) -> float:
        """Reminders a second, from the first to the last."""
        return (len(self.sent_at) - 1) / (self.sent_at[-1] - self.sent_at[0])

    @property
    def most_in_a_second(self) -> int:
        """How many reminders arrived in the fullest second."""
        starts = enumerate(self.sent_at)
        return max(bisect_left(self.sent_at, start + 1) - number for number, start in starts)

    def answered(self, share: float) -> float:
        """Within how many seconds this share of the presses was answered."""
        return sorted(self.answered_after)[int(share * (len(self.answered_after) - 1))]


class Rush:
    """A world, a database, and what the product needs to serve them."""

    def __init__(self, simulator: Simulator, database: Database, environ: dict[str, str]) -> None:
        self.simulator = simulator
        self.database = database
        self.environ = environ
        self._world = simulator.world
        self._bot = simulator.world.bot()

    async def waits(self, count: int) -> list[int]:
        """So many people are to be sent a reminder each."""
        people = range(FIRST_ID, FIRST_ID + count)
        for user_id in people:
            self.meet(user_id)
        rows = [reminder(user_id) for user_id in people]
        await self.database.transact(lambda conn: enqueue(conn, rows))
        return list(people)

    def meet(self, user_id: int) -> User:
        """Somebody has pressed Start before."""
        user = self._world.add_user({"id": user_id, "first_name": f"Guru {user_id}"})
        self._world.private(self._bot, user)
        return user

    async def presser(self) -> "Presser":
        """A teacher in the middle of the plan."""
        user = self.meet(PRESSER_ID)
        actor = Actor(BOT_ID, str(PRESSER_ID), PRESSER_ID)
        world = World(BEGIN, {"pmm_2024": RULES}, ProductSettings().calendar)
        wish = RegisterPerson("Ani Lestari", "id", Zone.WIB, Role.GURU, SchoolLevel.SD)

        def work(conn: Connection) -> None:
            seeding.register(conn, actor, wish, "", world)
            seeding.write_plan(conn, actor, world, seeding.CONTENT)

        await self.database.transact(work)
        return Presser(self.simulator, user)

    async def left(self) -> int:
        """How many reminders are not sent yet."""
        query = select(func.count()).where(outbox.c.kind == KIND, outbox.c.state == OutboxState.PENDING)
        return int(await self.database.read(lambda conn: conn.execute(query).scalar_one()))

    async def all_sent(self, patience: float) -> None:
        """Wait until no reminder is left."""
        events = self._world.events
        async with asyncio.timeout(patience):
            while await self.left():
                # The database tells nobody what it was told, so it is looked at in between too.
                await events.wait(events.last, 0.05)

    def arrivals(self) -> list[tuple[int, float]]:
        """Whom a reminder reached, and when."""
        calls = self._world.calls.after(0, 1_000_000)
        sent = [call for call in calls if call["method"] == "sendMessage" and call["ok"]]
        return [
            (int(call["params"]["chat_id"]), call["time"])
            for call in sent
            if int(call["params"]["chat_id"]) != PRESSER_ID
        ]

    def refusals(self) -> list[str]:
        """What the server refused for speed."""
        events = self._world.events.after(0, 1_000_000)
        return [event["description"] for event in events if event.get("error_code") == 429]


def reminder(chat_id: int) -> dict[str, Any]:
    """A row of the outbox."""
    return {
        "bot_id": BOT_ID,
        "chat_id": chat_id,
        "lane": Lane.BULK,
        "kind": KIND,
        "dedup_key": f"2026-S2/rush/{chat_id}",
        "payload": {"language": "id"},
    }


class Presser:
    """Presses + and − on an RHK, over and over."""

    def __init__(self, simulator: Simulator, user: User) -> None:
        self._simulator = simulator
        self._world = simulator.world
        self._user = user

    @property
    def _chat(self) -> Chat:
        return self._world.private(self._world.bot(), self._user)

    async def arrive(self, every_seconds: float) -> None:
        """Go to where it is counted, with a press so often; the product must run."""
        seq = self._world.events.last
        self._world.post(self._chat, self._user, "/start", entities=_command("/start"))
        await self._shown(seq)
        for action in ("plan", "edit:rhk", "cat:pelatihan", "rhk:1"):
            await asyncio.sleep(every_seconds)
            await self.press(action)

    async def press_on(self, every_seconds: float, until: asyncio.Event) -> list[float]:
        """Press so often; gives how long each answer took."""
        took = []
        for quantity in _alternately(3, 2):
            if until.is_set():
                break
            due = time.monotonic() + every_seconds
            took.append(await self.press(f"qty:1:{quantity}"))
            await asyncio.sleep(due - time.monotonic())
        return took

    async def press(self, action: str) -> float:
        """Press a button; gives the seconds to the new screen."""
        message = self._screen()
        data = next(data for data in _data(message) if data.endswith(f":{action}"))
        seq, began = self._world.events.last, time.monotonic()
        self._world.press(self._world.bot(), self._user, message, data)
        await self._shown(seq)
        return time.monotonic() - began

    def _screen(self) -> Message:
        return [message for message in self._chat.messages.values() if message.markup][-1]

    async def _shown(self, seq: int) -> None:
        async with asyncio.timeout(_PATIENCE):
            while True:
                for event in await self._world.events.wait(seq, _PATIENCE):
                    seq = event["seq"]
                    is_here = event.get("chat_id") == self._user.id
                    if is_here and event["type"] in ("message", "edit") and event["message"]["from_bot"]:
                        return


@asynccontextmanager
async def rushing(database_url: str, folder: Path, scale: float) -> AsyncIterator[Rush]:
    """A world at so many times the usual pace; nothing serves it yet."""
    clock = folder / "clock"
    settings = Settings(rates=server_rates(scale), clock_file=clock, start_at=BEGIN)
    async with Simulator(settings) as simulator:
        environ = product_environ(simulator.url, DEFAULT_TOKEN, BotSpec.username, database_url, clock)
        database = Database.open(database_url)
        try:
            yield Rush(simulator, database, {**environ, **product_rates(scale)})
        finally:
            await database.close()


async def hold(rush: Rush, count: int, scale: float) -> Figures:
    """So many reminders leave while somebody presses once a second, that is so many times as often."""
    presser = await rush.presser()
    await presser.arrive(1 / scale)
    expected = await rush.waits(count)
    over = asyncio.Event()
    pressing = asyncio.create_task(presser.press_on(1 / scale, over))
    try:
        await rush.all_sent(60 + 2 * count / (28 * scale))
    finally:
        over.set()
        took = await pressing
    arrivals = rush.arrivals()
    assert sorted(chat_id for chat_id, _ in arrivals) == expected
    return Figures(sorted(at for _, at in arrivals), len(rush.refusals()), took)


def _data(message: Message) -> list[str]:
    keyboard = (message.markup or {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in keyboard for button in row if "callback_data" in button]


def _command(text: str) -> list[dict[str, Any]]:
    return [{"type": "bot_command", "offset": 0, "length": len(text)}]


def _alternately(*quantities: int) -> Iterator[int]:
    while True:
        yield from quantities
