"""PostgreSQL: each transaction runs in one of a few threads.

There the driver waits in C, without the loop; asynchronously, every statement costs twice the processor time.
"""

import asyncio
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from threading import get_ident
from typing import TypeVar

from sqlalchemy import URL, Connection, Dialect, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.fast_json import loads
from bot.store.driver_errors import ROLLED_BACK, state_of
from bot.store.wire import flush_first, wire_of

T = TypeVar("T")

ATTEMPTS = 5
# As many threads, and connections, as a process uses at once.
CONNECTIONS = 10
# Connection failures and a server that stops, starts or ends the session.
_LOST = ("08", "57P01", "57P02", "57P03")

# A server that vanished without a word is noticed in half a minute, not after hours; an URL may say more.
_ALIVE = {
    "connect_timeout": 10,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}


class PostgresBackend:
    """A server that coordinates any number of processes."""

    def __init__(self, url: URL) -> None:
        alive = {name: url.query.get(name, usual) for name, usual in _ALIVE.items()}
        self._engine = create_engine(
            url,
            # Parameters are what people typed: they must not reach a log through an error.
            hide_parameters=True,
            json_deserializer=loads,
            # What the driver prepares it has the server forget at times, together with what we have prepared.
            connect_args={**alive, "prepare_threshold": None},
            pool_size=CONNECTIONS,
            max_overflow=0,
        )
        event.listen(self._engine, "before_cursor_execute", flush_first)
        self._held: dict[int, Connection] = {}
        self._threads = ThreadPoolExecutor(CONNECTIONS, "postgres")

    @property
    def dialect(self) -> Dialect:
        """How it speaks."""
        return self._engine.dialect

    async def transact(
        self, work: Callable[[Connection], T], *, writes: bool = True, patience_seconds: float = 10.0
    ) -> T:
        """Run the work in one transaction; where it was surely not committed, try a few times more.

        PostgreSQL waits for locks itself, so there is no patience to be had here.
        """
        attempt = 1
        while True:
            try:
                return await self._threaded(work)
            except DBAPIError as error:
                if attempt == ATTEMPTS or not _may_try_again(error):
                    raise
            await asyncio.sleep(attempt * random.uniform(0.02, 0.1))
            attempt += 1

    async def scrub(self) -> bool:
        """Nothing to do: what becomes of old rows and logs is the server's own matter."""
        return True

    async def close(self) -> None:
        """Close all connections, each when its transaction is over."""
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)
        for conn in self._held.values():
            conn.close()
        self._engine.dispose()

    async def _threaded(self, work: Callable[[Connection], T]) -> T:
        """Whoever is cancelled meanwhile does not learn whether it was committed."""
        loop = asyncio.get_running_loop()
        # With what the logs say of the update.
        return await loop.run_in_executor(self._threads, copy_context().run, self._once, work)

    def _once(self, work: Callable[[Connection], T]) -> T:
        conn = self._connection()
        # Said aloud: what does not pass through SQLAlchemy would not begin it.
        conn.begin()
        wire = wire_of(conn)
        try:
            result = work(conn)
            wire.commit()
        except BaseException:
            # Where not even that succeeds the connection is lost, which has undone all.
            with suppress(DBAPIError):
                wire.roll_back()
            self._held.pop(get_ident()).close()
            raise
        # Nothing is left to be done: SQLAlchemy is told.
        conn.commit()
        return result

    def _connection(self) -> Connection:
        """That of this thread, given back only after a failure: taking one costs as much as using it."""
        held = self._held.get(get_ident())
        if held is None:
            held = self._held[get_ident()] = self._engine.connect()
        return held


def _may_try_again(error: DBAPIError) -> bool:
    state = state_of(error)
    if state is None:
        return error.connection_invalidated or isinstance(error, OperationalError)
    return error.connection_invalidated or state in ROLLED_BACK or state.startswith(_LOST)
