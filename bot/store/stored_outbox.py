"""The outbox of one bot as its sender sees it: each step is one transaction."""

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy import Connection

from bot.delivery.outbox import Notice
from bot.store import outbox
from bot.store.database import Database


class StoredOutbox:
    """Implements `bot.delivery.outbox.OutboxStore` on a database."""

    def __init__(self, database: Database, bot_id: int) -> None:
        self._database = database
        self._bot_id = bot_id

    async def has_due(self) -> bool:
        """Whether anything is due now; writes and locks nothing."""
        return await self._database.read(lambda conn: outbox.next_due(conn, self._bot_id)) == 0

    async def claim(self, limit: int, lease_seconds: float) -> Sequence[Notice]:
        """Take due rows, the most urgent first, and count an attempt for each."""
        token = uuid4().hex
        lease_ms = _ms(lease_seconds)
        return await self._database.transact(
            lambda conn: outbox.claim(conn, self._bot_id, limit, lease_ms, token)
        )

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

    async def move(self, notice: Notice, chat_id: int) -> None:
        """The chat has a new id; due again at once."""

        def work(conn: Connection) -> None:
            outbox.migrate_chat(conn, self._bot_id, notice.chat_id, chat_id)
            outbox.retry(conn, notice.id, notice.claim, 0, counted=False)

        await self._database.transact(work)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
