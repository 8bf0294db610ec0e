"""How much room a teacher takes: `python -m tests.bench.room [TEACHERS] [postgresql://...]`.

Without an address on SQLite. Each has a final plan with its half-year, a chat that stands somewhere, and the
messages of half a year.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from bot.rule_sets import load_rule_sets
from bot.store.columns import Base
from bot.store.database import Database
from bot.store.outbox import FRESH, Lane, OutboxState
from bot.store.tables import outbox, session
from bot.store.world import World
from conversations.rules.cycle import RuleCalendar, parse_rule_set_map
from conversations.rules.terms import Role
from tests.store.acting import Store
from tests.store.crowds import FIRST_ID, add_teachers

BOT_ID = 77
MESSAGES = 20
_CHUNK = 1000
# Where the wizard stands in the middle of a plan.
_PLACE = {
    "flow": "planning",
    "v": 1,
    "data": {"place": "rhk", "item": 3, "page": 1},
    "word": None,
    "language": "id",
}


def _messages(first: int) -> Iterator[dict[str, object]]:
    for person_id in range(first, first + _CHUNK):
        for number in range(MESSAGES):
            yield {
                **FRESH,
                "state": OutboxState.SENT,
                "bot_id": BOT_ID,
                "chat_id": person_id,
                "lane": Lane.BULK,
                "kind": "reminder",
                "dedup_key": f"reminder/pmm_2024/2026-S2/skp/{number}/{person_id}",
                "payload": {"person_id": person_id, "period": "2026-S2", "dues": [["skp", "deadline"]]},
                "finished_at": 1_800_000_000_000,
                "written_at": 1_800_000_000_000,
                "message_id": 100_000 + number,
            }


def _more(conn: Connection, first: int) -> None:
    places = [
        {
            "bot_id": BOT_ID,
            "chat_id": chat_id,
            "state": _PLACE,
            "revision": 80,
            "shown_revision": 80,
            "screen_message_id": 900,
            "updated_at": 1_800_000_000_000,
        }
        for chat_id in range(first, first + _CHUNK)
    ]
    conn.execute(insert(session), places)
    conn.execute(insert(outbox), list(_messages(first)))


def _count(conn: Connection) -> int:
    tables = Base.metadata.sorted_tables
    return sum(conn.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


def _size(conn: Connection) -> int:
    if conn.dialect.name == "postgresql":
        return int(conn.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())
    pages, size = (
        conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "page_size")
    )
    return int(pages) * int(size)


async def _measure(url: str, teachers: int) -> None:
    database = Database.open(url)
    await database.upgrade()
    now = datetime(2026, 8, 10, 1, 30, tzinfo=UTC)
    calendar = RuleCalendar(parse_rule_set_map("*=pmm_2024"))
    store = Store(database, World(now, load_rule_sets(["pmm_2024"]), calendar))
    leader = await store.enroll(1, "Budi", Role.KS, "20100001")
    facts = await store.facts(leader)
    assert facts.school is not None
    rows, size = await database.read(_count), await database.read(_size)
    for first in range(FIRST_ID, FIRST_ID + teachers, _CHUNK):
        await add_teachers(store, facts.school.id, _CHUNK, first=first)
        await database.transact(lambda conn, first=first: _more(conn, first))
    rows, size = await database.read(_count) - rows, await database.read(_size) - size
    await database.close()
    told = {"teachers": teachers, "rows_each": rows / teachers, "kilobytes_each": size / teachers / 1000}
    print(json.dumps({"database": url.partition(":")[0], **told}))


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(
            _measure(sys.argv[2] if len(sys.argv) > 2 else f"sqlite:///{Path(folder) / 'x.db'}", wanted)
        )
