"""What was deleted leaves the files of SQLite too."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from bot.store.database import Database, note_deletion


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "busy.db"


@pytest.fixture
async def database(file: Path) -> Iterator[Database]:
    opened = Database.open(f"sqlite:///{file}")
    yield opened
    await opened.close()


def name(number: int) -> str:
    return f"NAMA{number:05d}"


def crowd(conn: Connection) -> None:
    """Rows of all sizes that come, grow and move from page to page."""
    chance = random.Random(1)
    conn.execute(text("CREATE TABLE place (id INTEGER PRIMARY KEY, state TEXT)"))
    conn.execute(text("CREATE TABLE notice (id INTEGER PRIMARY KEY, dedup TEXT UNIQUE, payload TEXT)"))
    places = text("INSERT OR REPLACE INTO place VALUES (:id, :state)")
    notices = text("INSERT OR IGNORE INTO notice (dedup, payload) VALUES (:dedup, :payload)")
    for _ in range(4000):
        number = chance.randrange(200)
        size = chance.choice([20, 300, 1500, 3000, 6000])
        conn.execute(places, {"id": number * chance.choice([1, 7919]), "state": name(number) + "x" * size})
        dedup = f"{chance.randrange(10**6)}/{name(number)}"
        conn.execute(notices, {"dedup": dedup, "payload": "y" * chance.choice([10, 200, 900])})


def erase(conn: Connection, number: int) -> None:
    conn.execute(text("DELETE FROM place WHERE instr(state, :name)"), {"name": name(number)})
    conn.execute(text("DELETE FROM notice WHERE instr(dedup, :name)"), {"name": name(number)})
    note_deletion(conn)


def left(file: Path, numbers: range) -> list[str]:
    files = [path for path in (file, Path(f"{file}-wal"), Path(f"{file}-shm")) if path.exists()]
    content = b"".join(path.read_bytes() for path in files)
    return [name(number) for number in numbers if name(number).encode() in content]


async def test_where_rows_have_moved_about_nothing_deleted_is_left(database: Database, file: Path) -> None:
    await database.transact(crowd)
    gone = range(0, 200, 5)
    for number in gone:
        await database.transact(lambda conn, number=number: erase(conn, number))
    assert left(file, gone)

    assert await database.scrub()
    assert left(file, gone) == []
    assert len(left(file, range(200))) == 160


async def test_while_somebody_else_reads_it_is_put_off_and_then_made_up_for(
    database: Database, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.sqlite._SCRUB_SECONDS", 0.01)
    await database.transact(crowd)
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM place").fetchone()
        await database.transact(lambda conn: erase(conn, 7))
        assert not await database.scrub()
        reader.execute("ROLLBACK")

    assert await database.scrub()
    assert left(file, range(7, 8)) == []


async def test_an_erasure_that_was_not_scrubbed_is_known_to_the_next_process(
    database: Database, file: Path
) -> None:
    await database.transact(crowd)
    await database.transact(lambda conn: erase(conn, 7))
    await database.close()

    following = Database.open(f"sqlite:///{file}")
    assert await following.scrub()
    await following.close()
    assert left(file, range(7, 8)) == []
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)


async def test_an_erasure_that_is_rolled_back_is_not_noted(database: Database, file: Path) -> None:
    await database.transact(crowd)

    def fail(conn: Connection) -> None:
        erase(conn, 7)
        raise LookupError

    with pytest.raises(LookupError):
        await database.transact(fail)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)


async def test_a_database_in_memory_has_no_files() -> None:
    database = Database.open("sqlite:///:memory:")
    await database.transact(note_deletion)
    assert await database.scrub()
    await database.close()
