"""An outbox in memory and senders that work on it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest

from bot.delivery.budget import ChatBudget, Rates
from bot.delivery.directs import Directs
from bot.delivery.outbox import Claimed, Notice, OutboxStore
from bot.delivery.sender import Draw, Sender
from bot.drawn import Drawn
from bot.telegram.api import TelegramApi

FAST = Rates(chat_burst=1000, chat_per_second=1000.0, bulk_per_second=1000.0)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Row:
    notice: Notice
    due_at: float = 0.0
    state: str = "pending"
    why: str = ""
    message_id: int | None = None


class Memory(OutboxStore):
    """An outbox in memory, on the clock of the test."""

    def __init__(self, clock: Clock) -> None:
        self.rows: dict[int, Row] = {}
        self.troubles = 0
        self.claims = 0
        # How late a notice is taken up, and how many asked for another slot.
        self.late_by = 0.0
        self.slots = 0
        self.refusals: list[tuple[int, float]] = []
        self._clock = clock
        self._changed = asyncio.Event()

    def add(self, chat_id: int, text: str) -> int:
        number = len(self.rows) + 1
        self.rows[number] = Row(Notice(number, chat_id, "plan_approved", {"text": text}, 0, ""))
        return number

    def state(self, number: int) -> str:
        return self.rows[number].state

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not holds():
                await self._changed.wait()

    async def has_due(self) -> bool:
        self._trouble()
        return bool(self._due())

    async def claim(self, limit: int, lease_seconds: float) -> Claimed:
        self.claims += 1
        taken = []
        for row in self._due()[:limit]:
            given = {"claim": f"claim-{self.claims}", "send_at": self._clock() - self.late_by}
            notice = replace(row.notice, attempts=row.notice.attempts + 1, **given)
            row.notice, row.due_at = notice, self._clock() + lease_seconds
            taken.append(notice)
        self._tell()
        return Claimed(taken, 0.0 if taken else None)

    async def next_slots(self, count: int) -> Sequence[float]:
        self.slots += count
        return [self._clock()] * count

    async def finish(self, notice: Notice, message_id: int) -> None:
        self._trouble()
        self._close(notice, "sent", message_id=message_id)

    async def retry(self, notice: Notice, seconds: float, *, counted: bool) -> None:
        attempts = notice.attempts if counted else notice.attempts - 1
        self._release(notice, self._clock() + seconds, attempts=attempts)

    async def fail(self, notice: Notice, error: str) -> None:
        self._close(notice, "failed", why=error)

    async def cancel(self, notice: Notice, reason: str) -> None:
        self._close(notice, "cancelled", why=reason)

    async def throttled(self, notice: Notice, seconds: float) -> None:
        self.refusals.append((notice.chat_id, seconds))
        await self.retry(notice, seconds, counted=False)

    async def move(self, notice: Notice, chat_id: int) -> None:
        self._release(notice, 0.0, chat_id=chat_id, attempts=notice.attempts - 1)

    def _due(self) -> list[Row]:
        return [row for row in self.rows.values() if row.state == "pending" and row.due_at <= self._clock()]

    def _release(self, notice: Notice, due_at: float, **changes: int) -> None:
        row = self.rows[notice.id]
        if row.notice.claim == notice.claim:
            row.due_at, row.notice = due_at, replace(row.notice, claim="", **changes)
        self._tell()

    def _close(self, notice: Notice, state: str, why: str = "", message_id: int | None = None) -> None:
        row = self.rows[notice.id]
        if row.notice.claim == notice.claim and row.state == "pending":
            row.state, row.why, row.message_id = state, why, message_id
        self._tell()

    def _trouble(self) -> None:
        if self.troubles > 0:
            self.troubles -= 1
            raise OSError("the database is away")

    def _tell(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()


async def draw(notice: Notice) -> Drawn | None:
    return Drawn(notice.payload["text"], ())


class Bench:
    """Senders on one outbox, one clock and one budget."""

    def __init__(self, api: TelegramApi, clock: Clock, rates: Rates = FAST) -> None:
        self.clock = clock
        self.store = Memory(clock)
        self.budget = ChatBudget(rates, clock)
        self.directs = Directs()
        self.unreachable: list[int] = []
        self._api = api

    async def on_unreachable(self, chat_id: int) -> None:
        self.unreachable.append(chat_id)

    def sender(self, draw: Draw = draw) -> Sender:
        return Sender(
            self._api.bot,
            self.store,
            draw,
            self.budget,
            directs=self.directs,
            on_unreachable=self.on_unreachable,
            clock=self.clock,
        )

    @asynccontextmanager
    async def running(self, draw: Draw = draw) -> AsyncIterator[Sender]:
        sender = self.sender(draw)
        running = asyncio.create_task(sender.run())
        try:
            yield sender
        finally:
            sender.stop()
            await running

    async def wait_until_pending_at(self, number: int, due_at: float) -> None:
        """Wait until a row is no longer claimed and due at that time."""
        row = self.store.rows[number]
        await self.store.until(lambda: row.notice.claim == "" and row.due_at == pytest.approx(due_at))
