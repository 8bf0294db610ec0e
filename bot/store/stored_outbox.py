"""The outbox of one bot as its sender sees it: each step is one transaction."""

import time
from collections.abc import Callable, Sequence
from uuid import uuid4

from sqlalchemy import Connection

from bot.delivery.budget import Rates
from bot.delivery.outbox import Claimed, Notice
from bot.store import outbox, pace
from bot.store.claiming import Grants, Wish, claim, limit_waiting
from bot.store.database import Database
from bot.store.groups import leave_topic, move_group

_FORGET_EVERY_SECONDS = 60.0


class StoredOutbox:
    """Implements `bot.delivery.outbox.OutboxStore` on a database."""

    def __init__(
        self,
        database: Database,
        bot_id: int,
        rates: Rates,
        *,
        on_takeover: Callable[[int], None] = lambda count: None,
    ) -> None:
        self._database = database
        self._bot_id = bot_id
        self._rates = rates
        self._on_takeover = on_takeover
        self._forget_at = time.monotonic()

    async def has_due(self) -> bool:
        """Whether anything is due now; writes and locks nothing."""
        return await self._database.read(lambda conn: outbox.next_due(conn, self._bot_id)) == 0

    async def claim(self, limit: int, lease_seconds: float) -> Claimed:
        """Take due rows that the pace has room for, the most urgent first, and count an attempt for each."""
        token, lease_ms = uuid4().hex, _ms(lease_seconds)

        def work(conn: Connection) -> Claimed:
            limit_waiting(conn)
            wish = Wish(self._bot_id, limit, lease_ms, token, self._rates)
            grants = claim(conn, wish)
            self._forget_past(conn, grants.pace.now)
            return _claimed(grants, token)

        claimed = await self._database.transact(work)
        self._on_takeover(claimed.taken_over)
        return claimed

    async def next_slots(self, count: int) -> Sequence[float]:
        """Other slots for notices that have missed their own."""

        def work(conn: Connection) -> Sequence[float]:
            limit_waiting(conn)
            left = pace.lock_pace(conn, self._bot_id, self._rates)
            pace.grant(conn, self._bot_id, left, count)
            return [left.local(left.slot(number)) for number in range(count)]

        return await self._database.transact(work)

    async def finish(self, notice: Notice, message_id: int) -> None:
        """It was sent."""
        await self._database.transact(lambda conn: outbox.finish(conn, notice.id, notice.claim, message_id))

    async def retry(self, notice: Notice, seconds: float, *, counted: bool) -> None:
        """Due again in so many seconds; where not counted, the attempt of this claim is taken back."""
        await self._database.transact(
            lambda conn: outbox.retry(conn, notice.id, notice.claim, _ms(seconds), counted=counted)
        )

    async def fail(self, notice: Notice, error: str) -> None:
        """It will never be sent."""
        await self._database.transact(lambda conn: outbox.fail(conn, notice.id, notice.claim, error))

    async def cancel(self, notice: Notice, reason: str) -> None:
        """It is no longer true."""
        await self._database.transact(lambda conn: outbox.cancel(conn, notice.id, notice.claim, reason))

    async def throttled(self, notice: Notice, seconds: float) -> None:
        """Telegram refused its chat for so long: due again then, for all senders; not counted."""

        def work(conn: Connection) -> None:
            pace.note_refusal(conn, self._bot_id, self._rates, notice.chat_id, seconds)
            outbox.retry(conn, notice.id, notice.claim, _ms(seconds), counted=False)

        await self._database.transact(work)

    async def leave_topic(self, notice: Notice) -> None:
        """The topic is gone: all that waits for it goes to the group itself; due again at once."""

        def work(conn: Connection) -> None:
            leave_topic(conn, self._bot_id, notice.chat_id, notice.thread_id)
            outbox.retry(conn, notice.id, notice.claim, 0, counted=False)

        await self._database.transact(work)

    async def move(self, notice: Notice, chat_id: int) -> None:
        """The chat has a new id; due again at once."""

        def work(conn: Connection) -> None:
            move_group(conn, self._bot_id, notice.chat_id, chat_id)
            outbox.retry(conn, notice.id, notice.claim, 0, counted=False)

        await self._database.transact(work)

    async def note_refusal(self, chat_id: int, seconds: float) -> None:
        """Telegram refused a direct reply to a chat for so long: no sender writes to it until then."""
        await self._database.transact(
            lambda conn: pace.note_refusal(conn, self._bot_id, self._rates, chat_id, seconds)
        )

    def _forget_past(self, conn: Connection, now: int) -> None:
        if time.monotonic() >= self._forget_at:
            self._forget_at = time.monotonic() + _FORGET_EVERY_SECONDS
            pace.forget_past(conn, self._bot_id, now)
            outbox.bring_back(conn, self._bot_id, now // 1000)


def _claimed(grants: Grants, token: str) -> Claimed:
    notices = [
        Notice(
            row.id,
            row.chat_id,
            row.kind,
            row.payload,
            row.attempts + 1,
            token,
            send_at=grants.pace.local(slot),
            thread_id=row.thread_id,
            turn_id=row.turn_id,
        )
        for row, slot in grants.given
    ]
    # A row that was given back carries no claim: what still has one was left by the end of its lease.
    taken_over = sum(row.claim is not None for row, _ in grants.given)
    return Claimed(notices, grants.pace.wait_seconds if grants.has_found else None, taken_over)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
