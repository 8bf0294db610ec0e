"""Shows what was decided and not shown: by a crash, or because a call failed for long."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from bot.delivery.painter import Painter
from bot.store.database import Database
from bot.store.sessions import take_unshown, unshown
from bot.turn import UNSHOWN_MS, Turns

log = logging.getLogger(__name__)

_REDRAW_EVERY_SECONDS = 2.0
_REDRAWN_AT_ONCE = 200


class Redrawer:
    """Looks from time to time; of several processes one takes each screen."""

    def __init__(
        self,
        database: Database,
        bot_id: int,
        turns: Turns,
        painter: Painter,
        *,
        on_late: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._bot_id = bot_id
        self._turns = turns
        self._painter = painter
        self._on_late = on_late
        self._ending = asyncio.Event()

    def stop(self) -> None:
        """Let `run` return."""
        self._ending.set()

    async def run(self) -> None:
        """Redraw until stopped."""
        # Ended by an event: a driver may turn a cancellation into an error of its own, and it would be lost.
        while not await self._ends_within(_REDRAW_EVERY_SECONDS):
            try:
                await self.redraw_old()
            except Exception as exc:
                log.error("unshown screens could not be read: %s", type(exc).__name__, exc_info=exc)

    async def redraw_old(self) -> None:
        """Show what has waited for longer than it is still on its way."""
        await self.redraw(UNSHOWN_MS)

    async def redraw(self, older_than_ms: int) -> None:
        """Show what has not been shown for so long."""
        bot_id, most = self._bot_id, _REDRAWN_AT_ONCE
        if not await self._database.read(
            lambda conn: unshown(conn, bot_id, older_than_ms=older_than_ms, limit=1)
        ):
            return
        chats = await self._database.transact(
            lambda conn: take_unshown(conn, bot_id, older_than_ms=older_than_ms, limit=most)
        )
        for chat_id, revision in chats.items():
            await self._show(chat_id, revision)

    async def _show(self, chat_id: int, revision: int) -> None:
        try:
            paint = await self._turns.current(self._bot_id, chat_id, revision)
        except Exception as exc:
            # The others need not wait for this one, least of all at the start.
            log.error("chat %d cannot be shown its screen", chat_id, exc_info=exc)
            return
        if paint is not None:
            self._on_late()
            self._painter.show(paint)

    async def _ends_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ending.wait(), seconds)
        return self._ending.is_set()
