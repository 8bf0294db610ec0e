"""What a night's cleaning costs on SQLite: a year of a district, and the longest chunk."""

import asyncio
import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from bot.retention import Retention
from bot.rule_sets import load_rule_sets
from bot.store.database import Database
from bot.store.retention import Limits
from bot.store.world import World
from conversations.rules.cycle import RuleCalendar, parse_rule_set_map

SEEN, MESSAGES, VISITORS, AUDIT = 300_000, 200_000, 20_000, 20_000
_DAY_MS = 86_400_000


async def main() -> None:
    """Fill, clean, print."""
    folder = Path(tempfile.mkdtemp(prefix="retention-"))
    try:
        await _bench(folder / "bench.db")
    finally:
        shutil.rmtree(folder)


async def _bench(file: Path) -> None:
    database = Database.open(f"sqlite:///{file}")
    await database.upgrade()
    await database.transact(_fill)
    chunks: list[tuple[float, str]] = []
    real = database.transact

    async def timed(work: Any) -> Any:
        began = time.perf_counter()
        found = await real(work)
        chunks.append((time.perf_counter() - began, getattr(getattr(work, "func", work), "__name__", "")))
        return found

    database.transact = timed
    rules = load_rule_sets(["pmm_2024"])
    world = World(datetime.now(UTC), rules, RuleCalendar(parse_rule_set_map("*=pmm_2024")))
    cleaner = Retention(database, lambda: world, Limits())
    cleaner.pause_seconds = 0
    for case in ("a year is due", "nothing is due"):
        chunks.clear()
        began = time.perf_counter()
        await cleaner.clean()
        print(f"{case}: {len(chunks)} chunks, {time.perf_counter() - began:.1f} s")
        for step in sorted({step for _, step in chunks}):
            of_step = sorted(seconds for seconds, name in chunks if name == step)
            half, most = (1000 * of_step[place] for place in (len(of_step) // 2, -1))
            print(f"  {step}: {len(of_step)} chunks, half within {half:.1f} ms, the longest {most:.1f} ms")
    await database.close()


def _fill(conn: Connection) -> None:
    now = int(time.time() * 1000)
    count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {})"
    old = f"{now} - (i % 365) * {_DAY_MS}"
    for most, insert in (
        (SEEN, f"INSERT INTO seen_update SELECT 1, i, {old} FROM n"),
        (
            MESSAGES,
            "INSERT INTO outbox"
            " (bot_id, chat_id, lane, kind, dedup_key, payload, state, due_at, attempts, finished_at)"
            f""" SELECT 1, i, 1, 'k', 'person/kind/' || i, '{{"person_id": 1}}', 1, 0, 1, {old} FROM n""",
        ),
        (VISITORS, f'INSERT INTO session SELECT 1, i, \'{{"flow": "onboarding"}}\', 1, 1, 5, {old} FROM n'),
        (AUDIT, "INSERT INTO audit_event SELECT i, '2015-01-01 00:00:00', 'k', NULL, 0, NULL, NULL FROM n"),
    ):
        conn.execute(text(_with(count.format(most), insert)))


def _with(common: str, insert: str) -> str:
    """INSERT INTO table WITH ... SELECT."""
    head, select = insert.split(" SELECT ", 1)
    return f"{head} {common} SELECT {select}"


if __name__ == "__main__":
    asyncio.run(main())
