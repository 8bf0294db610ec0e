"""Gets broadcasts on beside the senders: writes receivers down, shows how far it is, strikes off, closes.

The database is the truth and every step is a short transaction, so any number of processes may do this and
each may be killed anywhere.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from sqlalchemy import Connection

from bot.store.broadcast_progress import (
    close,
    enqueue_chunk,
    has_waiting,
    is_time_to_show,
    lock_broadcast,
    open_broadcasts,
    stop,
    strike_off,
)
from bot.store.broadcast_watch import hold_place, show_progress, show_report
from bot.store.broadcasts import has_right
from bot.store.database import Database
from bot.store.world import World
from conversations.broadcast_facts import OPEN_STATES, BroadcastState

log = logging.getLogger(__name__)

_IDLE_SECONDS, _BUSY_SECONDS = 1.0, 0.3
_SHOW_EVERY_MS = 3000


class Broadcaster:
    """Looks from time to time whether a broadcast is on its way."""

    def __init__(
        self,
        database: Database,
        bot_id: int,
        world: Callable[[], World],
        *,
        on_enqueued: Callable[[], None],
        redraw: Callable[[], Awaitable[None]],
    ) -> None:
        self._database = database
        self._bot_id = bot_id
        self._world = world
        self._on_enqueued = on_enqueued
        self._redraw = redraw
        self._ending = asyncio.Event()

    def stop(self) -> None:
        """Let `run` return after the present step."""
        self._ending.set()

    async def run(self) -> None:
        """Look until stopped."""
        while not self._ending.is_set():
            pause = _IDLE_SECONDS
            try:
                if await self.look():
                    pause = _BUSY_SECONDS
            except Exception as exc:
                log.error("broadcasts could not be got on: %s", type(exc).__name__, exc_info=exc)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), pause)

    async def look(self) -> bool:
        """Get every broadcast on that is on its way; whether there is one."""
        found = await self._database.read(lambda conn: open_broadcasts(conn, self._bot_id))
        for broadcast_id in found:
            await self._get_on(broadcast_id)
        return bool(found)

    async def _get_on(self, broadcast_id: int) -> None:
        if not await self._database.transact(lambda conn: self._check_right(conn, broadcast_id)):
            while not self._ending.is_set():
                if await self._database.transact(lambda conn: strike_off(conn, broadcast_id)):
                    break
                await asyncio.sleep(0)
        else:
            await self._fill(broadcast_id)
        if await self._database.read(lambda conn: has_waiting(conn, broadcast_id)):
            is_to_be_drawn = await self._database.transact(lambda conn: _show(conn, broadcast_id))
        else:
            is_to_be_drawn = await self._database.transact(lambda conn: self._close(conn, broadcast_id))
            self._on_enqueued()
        if is_to_be_drawn:
            await self._redraw()

    async def _fill(self, broadcast_id: int) -> None:
        while not self._ending.is_set():
            is_full = await self._database.transact(
                lambda conn: enqueue_chunk(conn, broadcast_id, bots=self._world().bots)
            )
            self._on_enqueued()
            if is_full:
                return
            # SQLite works in line: the others get their turn between two chunks.
            await asyncio.sleep(0)

    def _check_right(self, conn: Connection, broadcast_id: int) -> bool:
        """Whether it goes on; somebody who lost the right to it meanwhile stops it."""
        row = lock_broadcast(conn, broadcast_id)
        if row.state == BroadcastState.STOPPING:
            return False
        if has_right(conn, row, self._world()):
            return True
        stop(conn, broadcast_id)
        return False

    def _close(self, conn: Connection, broadcast_id: int) -> bool:
        hold_place(conn, broadcast_id)
        row = lock_broadcast(conn, broadcast_id)
        is_full = row.state in OPEN_STATES - {BroadcastState.FILLING}
        if not is_full or has_waiting(conn, broadcast_id):
            return False
        close(conn, row, self._world())
        return show_report(conn, row)


def _show(conn: Connection, broadcast_id: int) -> bool:
    if not is_time_to_show(conn, broadcast_id, _SHOW_EVERY_MS):
        return False
    return show_progress(conn, lock_broadcast(conn, broadcast_id))
