"""Ticks: what falls due in the world goes into the outbox; each night what was kept long enough goes.

Any number of processes may do so.
"""

import asyncio
import logging
import time
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from bot.core import Core
from bot.retention import Retention, limits_of
from bot.schedule.clock import Clock

log = logging.getLogger(__name__)

_FIRST_SECONDS = 0.5


class Ticking:
    """A clock that ticks by real time and reads the world's at each tick."""

    def __init__(self, core: Core) -> None:
        # Of its own accord it would complain whenever a tick with very much to do outlasts the next.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self.clock = Clock(core.database, core.world, core.bot_id, on_enqueued=core.wake)
        self.retention = Retention(core.database, core.world, limits_of(core.settings))
        self._metrics = core.metrics
        self._every = core.settings.tick_seconds
        self._ending = asyncio.Event()
        self._is_ticking = asyncio.Lock()

    async def open(self) -> None:
        """Nothing comes before the connection."""

    async def prepare(self) -> None:
        """Nothing comes before the first tick."""

    def work(self) -> Sequence[Coroutine[Any, Any, None]]:
        """Tick, and clean up at night, until stopped."""
        return [self._run(), self.retention.run()]

    def stop(self) -> None:
        """End after the present chunk."""
        self.clock.stop()
        self.retention.stop()
        self._ending.set()

    async def close(self) -> None:
        """Nothing is left open."""

    async def _run(self) -> None:
        # Whoever wrote while nobody served comes first: what falls due may wait for a moment.
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ending.wait(), _FIRST_SECONDS)
            return
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        scheduler = AsyncIOScheduler(timezone=UTC)
        # The database is the truth: a tick that comes late, once for several, or not at all changes nothing.
        scheduler.add_job(
            self._tick,
            "interval",
            seconds=self._every,
            next_run_time=datetime.now(UTC),
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        scheduler.start()
        await self._ending.wait()
        # The scheduler would cancel a tick in the middle of a transaction.
        async with self._is_ticking:
            scheduler.shutdown(wait=False)
            # It ends in the next turn of the loop.
            await asyncio.sleep(0)

    async def _tick(self) -> None:
        async with self._is_ticking:
            if self._ending.is_set():
                return
            began, has_failed = time.monotonic(), False
            try:
                await self.clock.tick()
            except Exception as exc:
                has_failed = True
                log.error("a tick failed, the next one goes on: %s", type(exc).__name__, exc_info=exc)
            self._metrics.tick(time.monotonic() - began, has_failed=has_failed)
