"""A database in memory that can be put back to how it was."""

import sqlite3
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from bot.store.database import Database

T = TypeVar("T")


class MemoryBackend:
    """One connection to SQLite in memory; everything in it is one value that can be kept."""

    def __init__(self) -> None:
        self._engine: Engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"isolation_level": None}
        )
        event.listen(self._engine, "connect", _configure)
        event.listen(self._engine, "begin", _begin)

    @property
    def dialect(self) -> Dialect:
        """How it speaks."""
        return self._engine.dialect

    async def transact(
        self, work: Callable[[Connection], T], *, writes: bool = True, patience_seconds: float = 10.0
    ) -> T:
        """Run the work in one transaction and commit it."""
        with self._engine.begin() as conn:
            return work(conn)

    async def scrub(self) -> bool:
        """There is no file."""
        return True

    async def close(self) -> None:
        """Forget everything."""
        self._engine.dispose()

    def keep(self) -> bytes:
        """Everything that is stored."""
        return self._raw.serialize()

    def put_back(self, kept: bytes) -> None:
        """Store exactly what was kept."""
        self._raw.deserialize(kept)

    @property
    def _raw(self) -> sqlite3.Connection:
        connection = self._engine.raw_connection().driver_connection
        if not isinstance(connection, sqlite3.Connection):
            raise TypeError("not a connection to SQLite")
        return connection


def opened_database(backend: MemoryBackend) -> Database:
    """The database of a backend."""
    return Database(backend)


def _configure(connection: sqlite3.Connection, record: object) -> None:
    connection.execute("PRAGMA foreign_keys=ON").close()


def _begin(conn: Connection) -> None:
    conn.exec_driver_sql("BEGIN")
