"""The pace that all senders of a bot share, on the database's clock, which these tests do not wait for."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Row, select, update

from bot.delivery.budget import Rates
from bot.store import outbox as store
from bot.store import pace
from bot.store.claiming import Grants, Wish, claim
from bot.store.database import Database, db_now_us
from bot.store.outbox import Lane
from bot.store.pace import HORIZON, SECOND
from bot.store.tables import bot_pace, chat_pace, outbox

BOT, GROUP = 77, -100
RATES = Rates(chat_burst=1, chat_per_second=1.0, group_per_minute=20.0, bulk_per_second=20.0)
GAP = SECOND // 20
# As many slots as the horizon has.
ROOM = HORIZON // GAP + 1


@pytest.fixture
async def database(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """SQLite alone, for what is arithmetic; `both` where it is about two at once."""
    opened = Database.open(f"sqlite:///{shutil.copyfile(migrated_file, tmp_path / 'pace.db')}")
    yield opened
    await opened.close()


@pytest.fixture
async def both(database_url: str) -> AsyncIterator[Database]:
    opened = Database.open(database_url)
    yield opened
    await opened.close()


def message(name: str, chat_id: int, lane: Lane = Lane.BULK) -> dict[str, Any]:
    row = {"bot_id": BOT, "chat_id": chat_id, "lane": lane, "kind": "reminder", "dedup_key": name}
    return {**row, "payload": {"name": name}}


async def put(database: Database, *rows: dict[str, Any]) -> None:
    await database.transact(lambda conn: store.enqueue(conn, rows))


async def put_many(database: Database, count: int, first_chat: int = 1) -> None:
    await put(database, *(message(f"{first_chat + n}", first_chat + n) for n in range(count)))


async def take(database: Database, limit: int = 100, rates: Rates = RATES) -> Grants:
    wish = Wish(BOT, limit, 20_000, "1" * 32, rates)
    return await database.transact(lambda conn: claim(conn, wish))


async def set_pace(database: Database, **values: Any) -> None:
    await database.transact(lambda conn: conn.execute(update(bot_pace).values(values)))


async def read_pace(database: Database) -> Row[Any]:
    return await database.read(lambda conn: conn.execute(select(bot_pace)).one())


async def rows(database: Database) -> Sequence[Row[Any]]:
    return await database.read(lambda conn: conn.execute(select(outbox).order_by(outbox.c.id)).all())


def slots(grants: Grants) -> list[int]:
    return [slot for _, slot in grants.given]


async def test_slots_are_evenly_spaced_and_reach_no_further_than_the_horizon(database: Database) -> None:
    await put_many(database, 30)
    grants = await take(database)
    given = slots(grants)
    assert len(given) == ROOM
    assert {later - earlier for earlier, later in pairwise(given)} == {GAP}
    assert given[-1] <= grants.pace.now + HORIZON


async def test_several_senders_get_different_slots(database: Database) -> None:
    await put_many(database, 30)
    given = [slot for grants in [await take(database, limit=2) for _ in range(3)] for slot in slots(grants)]
    # The database's clock goes on between the claims.
    assert len(given) == 6
    assert all(later - earlier >= GAP for earlier, later in pairwise(given))


async def test_senders_at_once_never_share_a_slot(both: Database) -> None:
    await put_many(both, 12)
    await take(both, limit=1)
    claims = await asyncio.gather(*(take(both, limit=1) for _ in range(3)))
    given = sorted(slot for grants in claims for slot in slots(grants))
    assert len({row.id for grants in claims for row, _ in grants.given}) == len(given) == len(set(given))
    assert all(later - earlier >= GAP for earlier, later in pairwise(given))


async def test_where_all_slots_are_given_a_claim_says_when_to_come_again(database: Database) -> None:
    await put_many(database, 30)
    await take(database)
    await set_pace(database, tat=(await read_pace(database)).tat + SECOND // 2)
    again = await take(database)
    assert again.given == []
    assert again.has_found
    assert 0 < again.pace.wait_seconds <= 1


async def test_an_idle_bot_has_nothing_to_wait_for(database: Database) -> None:
    assert not (await take(database)).has_found


async def test_time_that_passed_unused_is_no_credit(database: Database) -> None:
    await put_many(database, 30)
    await take(database, limit=1)
    await set_pace(database, tat=0, granted=0)
    assert len((await take(database)).given) == ROOM


async def test_direct_replies_are_subtracted(database: Database) -> None:
    await put_many(database, 30)
    first = await take(database, limit=1)
    assert await subtract(database, 4)
    assert (await read_pace(database)).tat >= slots(first)[0] + 4.7 * GAP


async def test_after_a_rest_one_notice_leaves_at_once_and_direct_replies_count_for_the_next(
    database: Database,
) -> None:
    await put_many(database, 30)
    await subtract(database, 0)
    assert not await subtract(database, 1), "the first time there is no row yet"
    assert await subtract(database, 1)
    grants = await take(database)
    first, second, *_ = slots(grants)
    assert second - first > 1.9 * GAP
    assert {later - earlier for earlier, later in pairwise(slots(grants)[1:])} == {GAP}


async def test_direct_replies_of_another_process_are_subtracted_too(both: Database) -> None:
    await put_many(both, 30)
    assert not await subtract(both, 2), "the first time there is no row yet"
    first = await take(both, limit=1)
    assert await subtract(both, 4)
    assert (await read_pace(both)).tat >= slots(first)[0] + 4.7 * GAP


async def test_a_flood_of_direct_replies_leaves_room_for_a_notice_a_second(database: Database) -> None:
    await put_many(database, 30)
    await take(database, limit=1)
    assert await subtract(database, 1000)
    assert (await take(database)).given == []
    now = await database.read(db_now_us)
    await set_pace(database, granted=now - SECOND)
    assert await subtract(database, 1000)
    given = slots(await take(database))
    assert len(given) == 1
    assert (await read_pace(database)).tat >= given[0] + SECOND


async def test_a_clock_that_was_set_back_does_not_stop_sending(database: Database) -> None:
    await put_many(database, 2)
    await take(database, limit=1)
    now = await database.read(db_now_us)
    await set_pace(database, tat=now + 3600 * SECOND, granted=now + 3600 * SECOND)
    assert (await take(database)).pace.wait_seconds <= 2


async def test_a_chat_and_what_waits_for_it_are_not_held_by_a_clock_that_was_set_back(
    database: Database,
) -> None:
    await put(database, message("held", 7), message("other", 8))
    later = await database.read(db_now_us) + 3600 * SECOND

    def set_ahead(conn: Connection) -> None:
        pace.save_chats(conn, BOT, {7: later})
        conn.execute(update(outbox).values(due_at=later // 1000))

    await database.transact(set_ahead)
    assert await database.read(lambda conn: store.next_due(conn, BOT)) == 0
    assert (await take(database)).has_found
    assert [row.chat_id for row, _ in (await take(database)).given] == [7, 8]


async def test_what_somebody_has_claimed_is_left_to_them_where_the_clock_was_set_back(
    database: Database,
) -> None:
    await put(database, message("claimed", 7))
    await take(database)
    ahead = update(outbox).values(due_at=outbox.c.due_at + 3_600_000)
    await database.transact(lambda conn: conn.execute(ahead))
    await take(database)
    assert (await take(database)).given == []
    due = await database.read(lambda conn: store.next_due(conn, BOT))
    assert due is not None
    assert 20_000 < due <= 30_000


async def test_a_pause_that_a_clock_has_left_behind_is_none(database: Database) -> None:
    await put_many(database, 2)
    await take(database, limit=1)
    await set_pace(database, blocked_until=await database.read(db_now_us) + 3600 * SECOND)
    assert len((await take(database)).given) == 1


async def test_a_chat_that_is_not_yet_due_steps_aside_and_is_not_last_of_all(database: Database) -> None:
    await put(database, *(message(f"to one {n}", 7) for n in range(3)), message("to another", 8))
    grants = await take(database)
    assert [row.payload["name"] for row, _ in grants.given] == ["to one 0", "to another"]
    _, second, third, _ = await rows(database)
    assert (second.attempts, second.claim, second.lane) == (0, None, Lane.RETRY)
    assert second.due_at * 1000 >= slots(grants)[0] + SECOND
    assert 990 <= third.due_at - second.due_at <= 1010


async def test_a_chat_takes_a_burst_before_it_steps_aside(database: Database) -> None:
    await put(database, *(message(f"{n}", 7) for n in range(5)))
    assert len((await take(database, rates=replace(RATES, chat_burst=3))).given) == 3


async def test_a_group_has_a_slower_pace(database: Database) -> None:
    await put(database, *(message(f"{n}", GROUP) for n in range(3)))
    grants = await take(database)
    assert len(grants.given) == 1
    waiting = (await rows(database))[1]
    assert waiting.due_at * 1000 - slots(grants)[0] >= 3 * SECOND


async def test_a_group_at_the_head_of_the_queue_holds_up_nobody(both: Database) -> None:
    await put(both, *(message(f"group {n}", GROUP) for n in range(40)), message("person", 7))
    given = [row.payload["name"] for _ in range(5) for row, _ in (await take(both)).given]
    assert given == ["group 0", "person"]


async def test_a_refusal_delays_its_chat_only(database: Database) -> None:
    await put_many(database, 2, first_chat=7)
    await refuse(database, 7, 30)
    grants = await take(database)
    assert [row.chat_id for row, _ in grants.given] == [8]
    held = next(row for row in await rows(database) if row.chat_id == 7)
    assert held.due_at >= grants.pace.now // 1000 + 29_000


async def test_refusals_of_several_chats_pause_the_bot_for_a_bounded_time(both: Database) -> None:
    await put_many(both, 2, first_chat=9)
    await refuse(both, 7, 5000)
    await refuse(both, 7, 5000)
    assert len((await take(both, limit=1)).given) == 1
    await refuse(both, 8, 5000)
    paused = await take(both)
    assert paused.given == []
    assert 29 <= paused.pace.wait_seconds <= 30


async def test_what_of_a_pace_is_past_is_forgotten(both: Database) -> None:
    await put_many(both, 3)
    grants = await take(both)

    def forget(conn: Connection) -> int:
        pace.forget_past(conn, BOT, grants.pace.now + 3600 * SECOND)
        return len(conn.execute(select(chat_pace)).all())

    assert await both.transact(forget) == 0


async def test_each_bot_has_a_pace_of_its_own(database: Database) -> None:
    await put_many(database, 30)
    await take(database)
    other = Wish(BOT + 1, 1, 20_000, "1" * 32, RATES)
    await put(database, {**message("other", 7), "bot_id": BOT + 1})
    grants = await database.transact(lambda conn: claim(conn, other))
    assert slots(grants) == [grants.pace.now]


@pytest.mark.parametrize(("rates", "most"), [(Rates(), 20), (Rates(chat_burst=1), 20), (RATES, 20)])
def test_a_group_takes_no_more_than_its_rate_in_any_minute(rates: Rates, most: int) -> None:
    full, sent = 0.0, list[float]()
    now = 0.0
    for _ in range(60):
        ready = full - rates.lead(GROUP)
        now = max(now, ready)
        sent.append(now)
        full = max(full, now) + rates.gap(GROUP)
    assert max(sum(start <= at < start + 60 for at in sent) for start in sent) <= most


async def subtract(database: Database, count: int) -> bool:
    return await database.transact(lambda conn: pace.subtract(conn, BOT, RATES, count))


async def refuse(database: Database, chat_id: int, seconds: float) -> None:
    await database.transact(lambda conn: pace.note_refusal(conn, BOT, RATES, chat_id, seconds))
