"""What was shown, remembered in batches: a mark that a crash loses costs one redraw, never a screen."""

import asyncio
import logging
from collections.abc import Sequence

from sqlalchemy import Connection

from bot.delivery.budget import USUAL, Rates
from bot.delivery.directs import Directs
from bot.store.database import Database
from bot.store.pace import subtract
from bot.store.sessions import Mark, mark_shown

log = logging.getLogger(__name__)

_AFTER_TROUBLE_SECONDS = 1.0


class Marks:
    """Collects what was shown and writes it many at a time."""

    gather_seconds = 0.1

    def __init__(
        self, database: Database, bot_id: int, rates: Rates = USUAL, directs: Directs | None = None
    ) -> None:
        self._database = database
        self._bot_id = bot_id
        self._rates = rates
        self._directs = directs or Directs()
        self._waiting: list[Mark] = []
        self._has_some = asyncio.Event()
        self._is_stopping = False

    def add(self, chat_id: int, revision: int, message_id: int | None) -> None:
        """A revision is on the screen, in that message."""
        self._waiting.append(Mark(self._bot_id, chat_id, revision, message_id))
        self._has_some.set()

    def stop(self) -> None:
        """Let `run` return after the write that it is at; a driver may lose a cancellation instead."""
        self._is_stopping = True
        self._has_some.set()

    async def run(self) -> None:
        """Write marks until stopped."""
        while not self._is_stopping:
            await self._has_some.wait()
            await asyncio.sleep(self.gather_seconds)
            try:
                await self.flush()
            except Exception as exc:
                log.error("marks could not be written: %s", type(exc).__name__)
                await asyncio.sleep(_AFTER_TROUBLE_SECONDS)

    async def flush(self) -> None:
        """Write what is collected now, and with it tell the pace of the direct replies."""
        marks, self._waiting = self._waiting, []
        self._has_some.clear()
        if not marks:
            return
        directs = self._directs.take()
        try:
            are_counted = await self._database.transact(lambda conn: self._write(conn, marks, directs))
        except BaseException:
            self._waiting = marks + self._waiting
            self._directs.put_back(directs)
            self._has_some.set()
            raise
        if not are_counted:
            self._directs.put_back(directs)

    def _write(self, conn: Connection, marks: Sequence[Mark], directs: int) -> bool:
        """Whether the direct replies were counted; else the next write, or claim, does it."""
        mark_shown(conn, marks)
        return subtract(conn, self._bot_id, self._rates, directs)
