"""What waits in the outbox of a product: whether all has left, and what a killed one had claimed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import func, select, update

from bot.simulator.client import World
from bot.store.database import Database
from bot.store.outbox import OutboxState
from bot.store.tables import outbox

_LOOK_SECONDS = 0.05
_SENT_SECONDS = 30.0


async def all_sent(world: World, database_url: str) -> None:
    """Wait until nothing is left to be sent; TimeoutError where something stays."""
    seq = await world.last_event()
    waiting = select(func.count()).where(outbox.c.state == OutboxState.PENDING)
    async with _opened(database_url) as database, asyncio.timeout(_SENT_SECONDS):
        while await database.read(lambda conn: conn.execute(waiting).scalar_one()):
            # The database tells nobody when it changes, so it is looked at between what happens in the world.
            events = await world.events(seq, _LOOK_SECONDS)
            seq = events[-1]["seq"] if events else seq


async def end_leases(database_url: str) -> None:
    """What is claimed is due at once, as it would be after a while; only where nothing runs that sends."""
    claimed = update(outbox).where(outbox.c.claim.is_not(None)).values(due_at=0)
    async with _opened(database_url) as database:
        await database.transact(lambda conn: conn.execute(claimed))


@asynccontextmanager
async def _opened(database_url: str) -> AsyncIterator[Database]:
    database = Database.open(database_url)
    try:
        yield database
    finally:
        await database.close()
