"""One tick: whatever is due at this instant of the world goes into the outbox, once."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from bot.schedule.instants import next_instant
from bot.schedule.moments import open_moments, possible_hours
from bot.store.audience import Moment
from bot.store.bots import Bots
from bot.store.clock_runs import (
    complete_runs,
    forget_runs,
    hours_in_use,
    next_due_of,
    note_tick,
)
from bot.store.database import Database
from bot.store.reminders import enqueue_chunk
from bot.store.world import World
from conversations.rules.reminders import Agenda

# Sweeps of a zone that is a day ahead or behind, and of demos that go back a little, are still known.
_KEPT = timedelta(days=40)


class Clock:
    """Ticks as often as anybody likes, also beside other clocks: what is complete is left alone."""

    def __init__(
        self,
        database: Database,
        world: Callable[[], World],
        bot_id: int,
        *,
        chunk: int | None = None,
        on_enqueued: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._world = world
        self._bot_id = bot_id
        self._chunk = chunk
        self._on_enqueued = on_enqueued
        self._is_stopped = False

    async def tick(self) -> None:
        """Go through all that is due and not complete; what is complete costs a few small queries."""
        world = self._world()
        moments = await self._database.read(lambda conn: self._incomplete(conn, world))
        agendas = {day: world.timetable(day).agenda(day) for day in {moment.day for moment in moments}}
        for moment in moments:
            await self._sweep(moment, agendas[moment.day], world.bots)
        if not self._is_stopped:
            await self._database.transact(lambda conn: self._note(conn, world))

    def stop(self) -> None:
        """End a tick that is under way after its present chunk; another one will go on from there."""
        self._is_stopped = True

    def _incomplete(self, conn: Connection, world: World) -> Sequence[Moment]:
        hours = hours_in_use(conn, possible_hours(world), world.policy.hour)
        moments = open_moments(world, hours)
        known = complete_runs(conn, self._bot_id, [moment.key for moment in moments])
        return [moment for moment in moments if moment.key not in known]

    async def _sweep(self, moment: Moment, agenda: Agenda, bots: Bots) -> None:
        is_complete = False
        while not is_complete and not self._is_stopped:
            is_complete = await self._database.transact(
                lambda conn: enqueue_chunk(conn, self._bot_id, moment, agenda, self._chunk, bots)
            )
            self._on_enqueued()
            # SQLite works in line: the others get their turn between two chunks.
            await asyncio.sleep(0)

    def _note(self, conn: Connection, world: World) -> None:
        known = next_due_of(conn, self._bot_id)
        if known is None or known <= world.now:
            known = next_instant(conn, world)
            forget_runs(conn, self._bot_id, _day(world.now - _KEPT).isoformat())
        note_tick(conn, self._bot_id, world.now, known)


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()
