import asyncio
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Insert, insert, literal, make_url, select, text
from sqlalchemy.exc import OperationalError

from bot.store.commits import CommitUnknownError
from bot.store.database import Database, db_now_ms
from bot.store.postgres import ATTEMPTS
from bot.store.sqlite import SqliteBackend
from bot.store.tables import seen_update
from bot.store.urls import parse_url
from tests.conftest import PostgresServer

DIE_AT_COMMIT = """
CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER die_at_commit AFTER INSERT ON seen_update
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die();
"""


def remember(update_id: int) -> Insert:
    return insert(seen_update).values(bot_id=1, update_id=update_id, seen_at=0)


def remembered(conn: Connection) -> list[int]:
    return list(conn.execute(select(seen_update.c.update_id).order_by(seen_update.c.update_id)).scalars())


async def test_a_transaction_commits_and_gives_back_what_its_work_returns(database: Database) -> None:
    def work(conn: Connection) -> str:
        conn.execute(remember(5))
        return "done"

    assert await database.transact(work) == "done"
    assert await database.read(remembered) == [5]


async def test_work_that_raises_leaves_nothing_behind(database: Database) -> None:
    def work(conn: Connection) -> None:
        conn.execute(remember(5))
        raise ValueError("changed my mind")

    with pytest.raises(ValueError, match="changed my mind"):
        await database.transact(work)
    assert await database.read(remembered) == []


async def test_transactions_side_by_side_are_all_kept(database: Database) -> None:
    async def remember_in_turn(update_id: int) -> None:
        await database.transact(lambda conn: conn.execute(remember(update_id)))

    await asyncio.gather(*(remember_in_turn(update_id) for update_id in range(20)))
    assert await database.read(remembered) == list(range(20))


async def test_the_clock_is_the_real_one_in_milliseconds(database: Database) -> None:
    before = time.time() * 1000
    now = await database.transact(db_now_ms)
    assert isinstance(now, int)
    assert before - 5000 < now < before + 5000


async def test_the_clock_moves_on_within_a_transaction_of_postgresql(postgres: PostgresServer) -> None:
    database = Database.open(postgres.url("migrated"))

    def work(conn: Connection) -> bool:
        start = db_now_ms(conn)
        conn.execute(text("SELECT pg_sleep(0.01)"))
        return db_now_ms(conn) > start

    assert await database.transact(work)
    await database.close()


async def test_a_database_in_memory_lives_as_long_as_it_is_open() -> None:
    database = Database.open("sqlite:///:memory:")
    await database.upgrade()
    await database.transact(lambda conn: conn.execute(remember(1)))
    assert await database.transact(remembered) == [1]
    await database.close()


class TestSqlite:
    @pytest.fixture
    def file(self, migrated_file: Path, tmp_path: Path) -> Path:
        copy = tmp_path / "locked.db"
        copy.write_bytes(migrated_file.read_bytes())
        return copy

    async def test_it_is_set_up_to_survive_a_kill_and_to_forget_what_is_deleted(self, file: Path) -> None:
        database = Database.open(f"sqlite:///{file}")

        def settings(conn: Connection) -> list[object]:
            names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
            return [conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names]

        assert await database.transact(settings) == ["wal", 1, 1, 1, 50]
        await database.close()

    async def test_a_transaction_takes_the_only_write_lock_at_once(self, file: Path) -> None:
        database = Database.open(f"sqlite:///{file}")
        other = sqlite3.connect(file, timeout=0, isolation_level=None)

        def work(conn: Connection) -> None:
            conn.execute(select(literal(1)))
            other.execute("BEGIN IMMEDIATE")

        with pytest.raises(sqlite3.OperationalError, match="locked"):
            await database.transact(work)
        other.close()
        await database.close()

    async def test_others_go_on_while_another_process_holds_the_lock(self, file: Path) -> None:
        database = Database.open(f"sqlite:///{file}")
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(database.transact(lambda conn: conn.execute(remember(9))))
        for _ in range(5):
            await asyncio.sleep(0)
            assert await database.read(remembered) == []
        assert not waiting.done()
        other.execute("COMMIT")
        await waiting
        assert await database.read(remembered) == [9]
        other.close()
        await database.close()

    async def test_patience_with_a_locked_database_ends(self, file: Path) -> None:
        backend = SqliteBackend(parse_url(f"sqlite:///{file}"))
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            await backend.transact(remembered, patience_seconds=0.1)
        other.close()
        await backend.close()

    async def test_other_errors_are_not_waited_out(self, file: Path) -> None:
        database = Database.open(f"sqlite:///{file}")
        attempts = []

        def work(conn: Connection) -> None:
            attempts.append(1)
            conn.exec_driver_sql("SELECT * FROM nowhere")

        with pytest.raises(OperationalError, match="nowhere"):
            await database.transact(work)
        assert len(attempts) == 1
        await database.close()


class TestPostgres:
    @pytest.fixture
    def url(self, postgres: PostgresServer) -> Iterator[str]:
        name = postgres.create()
        yield postgres.url(name)
        postgres.drop(name)

    async def test_a_connection_lost_before_the_commit_is_tried_again(self, url: str) -> None:
        database = Database.open(url)
        pids: list[int] = []

        def work(conn: Connection) -> None:
            conn.execute(remember(len(pids)))
            pids.append(conn.execute(text("SELECT pg_backend_pid()")).scalar_one())
            if len(pids) == 1:
                conn.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

        await database.transact(work)
        assert len(pids) == 2
        assert await database.read(remembered) == [1]
        await database.close()

    async def test_a_connection_lost_during_the_commit_is_not_tried_again(self, url: str) -> None:
        database = Database.open(url)
        await database.transact(lambda conn: conn.exec_driver_sql(DIE_AT_COMMIT))
        attempts = []

        def work(conn: Connection) -> None:
            attempts.append(1)
            conn.execute(remember(1))

        with pytest.raises(CommitUnknownError):
            await database.transact(work)
        assert len(attempts) == 1
        await database.close()

    @pytest.mark.parametrize("state", ["40001", "40P01"])
    async def test_what_postgresql_rolled_back_for_another_is_tried_again(self, url: str, state: str) -> None:
        database = Database.open(url)
        attempts = []

        def work(conn: Connection) -> None:
            attempts.append(1)
            conn.execute(remember(len(attempts)))
            if len(attempts) == 1:
                conn.exec_driver_sql(f"DO $$ BEGIN RAISE SQLSTATE '{state}'; END $$")

        await database.transact(work)
        assert await database.read(remembered) == [2]
        await database.close()

    async def test_after_some_attempts_the_error_is_told(self, url: str) -> None:
        database = Database.open(url)
        attempts = []

        def work(conn: Connection) -> None:
            attempts.append(1)
            conn.exec_driver_sql("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$")

        with pytest.raises(OperationalError):
            await database.transact(work)
        assert len(attempts) == ATTEMPTS
        await database.close()


@pytest.mark.parametrize(
    ("given", "opened"),
    [
        ("postgres://ani:rahasia@db.example/asisten", "postgresql+psycopg://ani:rahasia@db.example/asisten"),
        ("postgresql://db/asisten?sslmode=require", "postgresql+psycopg://db/asisten?sslmode=require"),
        ("postgresql:///asisten?host=/run/pg", "postgresql+psycopg:///asisten?host=%2Frun%2Fpg"),
        ("sqlite:///asisten.db", "sqlite:///asisten.db"),
        ("sqlite:////var/lib/asisten.db", "sqlite:////var/lib/asisten.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
    ],
)
def test_addresses_are_taken_as_hosts_give_them(given: str, opened: str) -> None:
    assert parse_url(given) == make_url(opened)


@pytest.mark.parametrize(
    "given", ["mysql://ani:rahasia@db/asisten", "rahasia", "postgres://ani:rahasia@db:port/"]
)
def test_another_database_is_refused_without_repeating_the_password(given: str) -> None:
    with pytest.raises(ValueError, match="database") as refused:
        parse_url(given)
    assert "rahasia" not in str(refused.value)
