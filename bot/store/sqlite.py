"""SQLite: transactions run in line, with one writer at a time."""

import asyncio
import random
import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool, StaticPool

T = TypeVar("T")

# The longest that a lock of another process may hold up the event loop at a time.
BUSY_SECONDS = 0.05
_BUSY_CODES = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")
_BEGIN = "sqlite_begin"


class SqliteBackend:
    """A file, or `:memory:` for tests; waits for other processes without holding up the loop."""

    def __init__(self, url: URL) -> None:
        in_memory = url.database in (None, "", ":memory:")
        self._writer = create_engine(
            url,
            # Parameters are what people typed: they must not reach a log through an error.
            hide_parameters=True,
            poolclass=StaticPool if in_memory else QueuePool,
            # No BEGIN by the driver: it would be deferred, and a read that turns into a write would then
            # fail at once where another process writes.
            connect_args={"isolation_level": None, "timeout": BUSY_SECONDS, "check_same_thread": False},
        )
        event.listen(self._writer, "connect", _configure)
        event.listen(self._writer, "begin", _begin)
        self._reader = self._writer.execution_options(**{_BEGIN: "BEGIN"})
        # While another process has the lock one of us asks for it, or each would hold up the loop in turn.
        self._asking = asyncio.Lock()

    async def transact(
        self, work: Callable[[Connection], T], *, writes: bool = True, patience_seconds: float = 10.0
    ) -> T:
        """Run the work in one transaction; while another process has the lock, let others go on."""
        deadline = asyncio.get_running_loop().time() + patience_seconds
        if not writes:
            return await self._try(self._reader, work, deadline)
        async with self._asking:
            return await self._try(self._writer, work, deadline)

    async def close(self) -> None:
        """Close all connections."""
        self._writer.dispose()

    async def _try(self, engine: Engine, work: Callable[[Connection], T], deadline: float) -> T:
        loop = asyncio.get_running_loop()
        while True:
            try:
                return _run(engine, work)
            except OperationalError as error:
                if not _is_busy(error) or loop.time() >= deadline:
                    raise
            await asyncio.sleep(random.uniform(0.005, 0.05))


def _run(engine: Engine, work: Callable[[Connection], T]) -> T:
    with engine.begin() as conn:
        return work(conn)


def _configure(connection: sqlite3.Connection, record: Any) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(conn: Connection) -> None:
    conn.exec_driver_sql(conn.get_execution_options().get(_BEGIN, "BEGIN IMMEDIATE"))


def _is_busy(error: OperationalError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", 0)
    # The low byte is the kind of error, the rest says more exactly what was locked.
    return code & 0xFF in _BUSY_CODES
