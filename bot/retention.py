"""Each night what has been kept long enough is deleted, little by little; any number of clocks may do so."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection

from bot.settings import Settings
from bot.store.database import Database, db_now_ms
from bot.store.retention import STEPS, Limits, Span, Step, forget_question_days, span_of
from bot.store.upkeep import begin, finish
from bot.store.world import World

log = logging.getLogger(__name__)

RETENTION = "retention"
# Hours of WIB, which is where most people are: from one to five.
_NIGHT = range(1, 5)
_WIB = timedelta(hours=7)
_HOUR_MS = 3_600_000
# Once a night; a machine that is off at night does it by day.
_NIGHTLY_MS, _LATE_MS = 18 * _HOUR_MS, 36 * _HOUR_MS
_DAYS_OF_QUESTIONS = 2


def limits_of(settings: Settings) -> Limits:
    """For how long is kept what, as set."""
    return Limits(
        seen_updates=settings.keep_seen_updates_days,
        message_contents=settings.keep_message_contents_days,
        messages=settings.keep_messages_days,
        visitors=settings.keep_visitors_days,
        failed_updates=settings.keep_failed_updates_days,
        questions=settings.keep_questions_days,
        audit=settings.keep_audit_days,
        invites=settings.keep_invites_days,
        erased=settings.keep_erased_days,
    )


class Retention:
    """Looks now and then whether it is time, and lets others go on between two chunks."""

    look_seconds = 600.0
    # A start is no time for it, and what stops early has not even looked.
    first_look_seconds = 60.0
    pause_seconds = 0.02

    def __init__(self, database: Database, world: Callable[[], World], limits: Limits) -> None:
        self._database = database
        self._world = world
        self._limits = limits
        self._ending = asyncio.Event()

    def stop(self) -> None:
        """Let `run` return after the present chunk; the next night goes on."""
        self._ending.set()

    async def run(self) -> None:
        """Clean up each night until stopped."""
        await self._wait(self.first_look_seconds)
        while not self._ending.is_set():
            try:
                await self.clean_if_due()
            except Exception as exc:
                log.error("cleaning up failed, the next night goes on: %s", type(exc).__name__, exc_info=exc)
            await self._wait(self.look_seconds)

    async def clean_if_due(self) -> bool:
        """Clean up if it is night and no clock has done so; gives whether it was this one."""
        upto = await self._database.transact(_begin)
        if upto is None:
            return False
        await self.clean(upto)
        return True

    async def clean(self, emptied_upto: int = 0) -> None:
        """Delete what is due now; messages that ended before `emptied_upto` are emptied already."""
        now_ms, world_now = await self._database.read(db_now_ms), self._world().now
        for name, step in STEPS:
            days = getattr(self._limits, name)
            if days:
                await self._go_through(step, span_of(days, now_ms, world_now, emptied_upto))
        await self._go_through(forget_question_days, span_of(_DAYS_OF_QUESTIONS, now_ms, world_now))
        if not self._ending.is_set():
            days = self._limits.message_contents
            emptied = span_of(days, now_ms, world_now).before_ms if days else emptied_upto
            await self._database.transact(lambda conn: finish(conn, RETENTION, max(emptied, emptied_upto)))

    async def _go_through(self, step: Step, span: Span) -> None:
        at: Any = None
        chunks = 0
        while not self._ending.is_set():
            at = await self._database.transact(partial(step, span=span, after=at))
            chunks += 1
            if at is None:
                log.debug("%s: %d chunks", step.__name__, chunks)
                return
            await self._wait(self.pause_seconds)

    async def _wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._ending.wait()


def _begin(conn: Connection) -> int | None:
    local = datetime.fromtimestamp(db_now_ms(conn) / 1000, UTC) + _WIB
    return begin(conn, RETENTION, _NIGHTLY_MS if local.hour in _NIGHT else _LATE_MS)
