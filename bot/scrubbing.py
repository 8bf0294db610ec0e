"""After somebody was erased: nothing of them may be left in the database's files either."""

import asyncio
import logging
from contextlib import suppress

from bot.store.database import Database

log = logging.getLogger(__name__)


class Scrubber:
    """Scrubs at the start, where a crash may have come in between, and after every erasure."""

    again_seconds = 1.0

    def __init__(self, database: Database) -> None:
        self._database = database
        self._is_wanted = asyncio.Event()
        self._is_wanted.set()
        self._ending = asyncio.Event()

    def want(self) -> None:
        """Somebody was erased."""
        self._is_wanted.set()

    def stop(self) -> None:
        """Let `run` return after one more try."""
        self._ending.set()
        self._is_wanted.set()

    async def run(self) -> None:
        """Scrub when wanted, again and again while somebody else uses the files, until stopped."""
        while True:
            await self._is_wanted.wait()
            self._is_wanted.clear()
            is_last = self._ending.is_set()
            is_done = await self._scrub()
            if is_last:
                return
            if not is_done:
                self._is_wanted.set()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._ending.wait(), self.again_seconds)

    async def _scrub(self) -> bool:
        try:
            return await self._database.scrub()
        except Exception as exc:
            log.error("the database could not be scrubbed: %s", type(exc).__name__, exc_info=exc)
            return False
