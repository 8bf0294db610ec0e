"""The ticks of a product's clock: after one, whatever is due in the world by then is on its way."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.store.database import TROUBLE, Database
from bot.store.tables import clock_tick

TICK_SECONDS = 0.25
# A product that does not tick may be busy or broken: the world goes on without it.
_PATIENCE_SECONDS = 8.0
_LOOK_SECONDS = 0.03


@dataclass(frozen=True, slots=True)
class _Tick:
    """When it was, by the real clock and in the world, and what it found to fall due next."""

    ticked_at: int
    world_at: datetime
    next_due_at: datetime | None


@asynccontextmanager
async def ticked(database_url: str, moment: datetime) -> AsyncIterator[None]:
    """Around a move of the clock to an aware moment: leaves when the product has ticked there."""
    database = Database.open(database_url)
    try:
        before = await _newest(database)
        yield
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            tick = await _newest(database)
            if tick is not None and tick != before and tick.world_at >= moment:
                return
            # The database tells nobody when it changes.
            await asyncio.sleep(_LOOK_SECONDS)
    finally:
        await database.close()


def is_overdue(conn: Connection, now: datetime) -> bool:
    """Whether the product has yet to tick at something that has fallen due by that moment."""
    tick = _newest_of(conn)
    return tick is not None and tick.next_due_at is not None and bool(tick.next_due_at <= now)


async def _newest(database: Database) -> _Tick | None:
    try:
        return await database.read(_newest_of)
    except TROUBLE:
        return None


def _newest_of(conn: Connection) -> _Tick | None:
    tick = clock_tick.c
    newest = select(tick.ticked_at, tick.world_at, tick.next_due_at).order_by(tick.ticked_at.desc())
    found = conn.execute(newest).first()
    return None if found is None else _Tick(*found)
