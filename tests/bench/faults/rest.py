"""Waiting until nothing is left to be done, by what the database and the server say."""

import asyncio
import time

from sqlalchemy import Connection, func, select

from bot.store.database import TROUBLE, Database
from bot.store.outbox import OutboxState
from bot.store.tables import outbox
from tests.bench.faults.people import People
from tests.bench.faults.witness import Witness
from tests.faults.stored import read_undone

_LOOK_SECONDS = 0.2
# The longest that the product waits of its own accord with a message, and with time to do it.
_PATIENCE = 110.0


class Rest:
    """Waits for one round."""

    def __init__(self, database: Database, people: People, witness: Witness) -> None:
        self._database = database
        self._people = people
        self._witness = witness

    async def come(self) -> float:
        """Wait for it; gives the seconds. A TimeoutError says what is left."""
        began, left, events = time.monotonic(), ["not looked at"], self._people.world.events
        try:
            async with asyncio.timeout(_PATIENCE):
                while left := await self._left():
                    # The database tells nobody what it was told, so it is looked at in between too.
                    await events.wait(events.last, _LOOK_SECONDS)
        except TimeoutError:
            raise TimeoutError(f"no rest: {left}") from None
        await self._witness.look_at_rest()
        return time.monotonic() - began

    async def _left(self) -> list[str]:
        if pending := self._people.bot.updates.pending:
            return [f"{pending} updates not taken"]
        expected = [*self._people.sent, *self._people.poison]
        try:
            return await self._database.read(lambda conn: [*read_undone(conn, expected), *_waiting(conn)])
        except TROUBLE as trouble:
            return [f"the database: {type(trouble).__name__}"]


def _waiting(conn: Connection) -> list[str]:
    query = select(func.count()).where(outbox.c.state == OutboxState.PENDING)
    count = conn.execute(query).scalar_one()
    return [f"{count} messages wait"] if count else []
