"""SQLite: transactions run in line, with one writer at a time."""

import asyncio
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool, StaticPool

from bot.fast_json import loads
from bot.store.prepared import execute_plain

T = TypeVar("T")

# The longest that a lock of another process may hold up the event loop at a time.
BUSY_SECONDS = 0.05
# In a thread of its own there is time to wait.
_SCRUB_SECONDS = 5.0
_BUSY_CODES = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")
_BEGIN = "sqlite_begin"


class SqliteBackend:
    """A file, or `:memory:` for tests; waits for other processes without holding up the loop."""

    def __init__(self, url: URL) -> None:
        in_memory = url.database in (None, "", ":memory:")
        self._file = None if in_memory else url.database
        self._writer = create_engine(
            url,
            # Parameters are what people typed: they must not reach a log through an error.
            hide_parameters=True,
            json_deserializer=loads,
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
        self._kept: dict[Engine, Connection] = {}

    @property
    def dialect(self) -> Dialect:
        """How it speaks."""
        return self._writer.dialect

    async def transact(
        self, work: Callable[[Connection], T], *, writes: bool = True, patience_seconds: float = 10.0
    ) -> T:
        """Run the work in one transaction; while another process has the lock, let others go on."""
        deadline = asyncio.get_running_loop().time() + patience_seconds
        if not writes:
            return await self._try(self._reader, work, deadline)
        async with self._asking:
            return await self._try(self._writer, work, deadline)

    async def scrub(self) -> bool:
        """Write the file anew where somebody was erased, and empty its log; in a thread, so the loop goes on.

        `secure_delete` alone is not enough: pages that were rebuilt keep copies of rows that have moved.
        """
        return self._file is None or await asyncio.to_thread(_scrub, self._file)

    async def close(self) -> None:
        """Close all connections."""
        while self._kept:
            self._kept.popitem()[1].close()
        self._writer.dispose()

    def _run(self, engine: Engine, work: Callable[[Connection], T]) -> T:
        with self._connection(engine) as conn, conn.begin():
            return work(conn)

    @contextmanager
    def _connection(self, engine: Engine) -> Iterator[Connection]:
        """A connection that is kept for the next time: there is one transaction of a kind at a time."""
        conn = self._kept.pop(engine, None) or engine.connect()
        try:
            yield conn
        except BaseException:
            conn.close()
            raise
        self._kept[engine] = conn

    async def _try(self, engine: Engine, work: Callable[[Connection], T], deadline: float) -> T:
        loop = asyncio.get_running_loop()
        while True:
            try:
                return self._run(engine, work)
            except OperationalError as error:
                if not _is_busy(error) or loop.time() >= deadline:
                    raise
            await asyncio.sleep(random.uniform(0.005, 0.05))


def count_deletion(conn: Connection) -> None:
    """Note in the file itself that it is to be scrubbed."""
    conn.exec_driver_sql(f"PRAGMA user_version = {_deletions(conn.exec_driver_sql) + 1}")


def _scrub(file: str) -> bool:
    with closing(sqlite3.connect(file, isolation_level=None, timeout=_SCRUB_SECONDS)) as connection:
        try:
            _configure(connection, None)
            return _write_anew(connection) and _empty_log(connection)
        except sqlite3.OperationalError as error:
            if not _is_busy_code(error.sqlite_errorcode):
                raise
            return False


def _write_anew(connection: sqlite3.Connection) -> bool:
    """Copy the file without whatever was deleted, if that was noted; False if more was noted meanwhile."""
    deletions = _deletions(connection.execute)
    if not deletions:
        return True
    connection.execute("VACUUM").close()
    connection.execute("BEGIN IMMEDIATE").close()
    is_all = _deletions(connection.execute) == deletions
    if is_all:
        connection.execute("PRAGMA user_version = 0").close()
    connection.execute("COMMIT").close()
    return is_all


def _empty_log(connection: sqlite3.Connection) -> bool:
    """Bring everything into the file itself; False while somebody reads from the log."""
    is_held_up: int = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not is_held_up


def _deletions(execute: Callable[[str], Any]) -> int:
    """How many erasures were committed since the file was scrubbed."""
    return int(execute("PRAGMA user_version").fetchone()[0])


def _configure(connection: sqlite3.Connection, record: Any) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(conn: Connection) -> None:
    execute_plain(conn, conn.get_execution_options().get(_BEGIN, "BEGIN IMMEDIATE"))


def _is_busy(error: OperationalError) -> bool:
    return _is_busy_code(getattr(error.orig, "sqlite_errorcode", 0))


def _is_busy_code(code: int) -> bool:
    # The low byte is the kind of error, the rest says more exactly what was locked.
    return code & 0xFF in _BUSY_CODES
