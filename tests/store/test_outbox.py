import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Connection, Row, select, update

from bot.delivery.budget import Rates
from bot.delivery.outbox import Notice, OutboxStore
from bot.store import outbox as store
from bot.store.claiming import Wish, claim
from bot.store.database import Database, db_now_ms
from bot.store.outbox import MOST_ATTEMPTS, Lane, OutboxState
from bot.store.stored_outbox import StoredOutbox
from bot.store.tables import outbox

BOT = 77
LEASE = 20_000
# Nothing waits for the pace: that is another matter (test_pace.py).
UNHURRIED = Rates(chat_burst=1000, chat_per_second=1e6, group_per_minute=1e6, bulk_per_second=1e6)
ONE, TWO = "1" * 32, "2" * 32


def message(name: str, lane: Lane = Lane.NORMAL, **more: Any) -> dict[str, Any]:
    row = {"bot_id": BOT, "chat_id": 5, "lane": lane, "kind": "plan_approved", "dedup_key": name}
    return {**row, "payload": {"name": name}, **more}


async def put(database: Database, *rows: dict[str, Any]) -> None:
    await database.transact(lambda conn: store.enqueue(conn, rows))


async def take(database: Database, token: str = ONE, limit: int = 8, bot_id: int = BOT) -> list[Notice]:
    wish = Wish(bot_id, limit, LEASE, token, UNHURRIED)
    grants = await database.transact(lambda conn: claim(conn, wish))
    return [
        Notice(row.id, row.chat_id, row.kind, row.payload, row.attempts + 1, token) for row, _ in grants.given
    ]


async def change(database: Database, **values: Any) -> None:
    await database.transact(lambda conn: conn.execute(update(outbox).values(values)))


async def rows(database: Database) -> Sequence[Row[Any]]:
    return await database.transact(lambda conn: conn.execute(select(outbox).order_by(outbox.c.id)).all())


def names(notices: list[Notice]) -> list[str]:
    return [notice.payload["name"] for notice in notices]


async def test_lanes_go_in_order_and_each_first_in_first_out(database: Database) -> None:
    await put(
        database,
        message("bulk", Lane.BULK),
        message("normal 1"),
        message("retry", Lane.RETRY),
        message("urgent", Lane.URGENT),
        message("normal 2"),
    )
    assert names(await take(database)) == ["urgent", "normal 1", "normal 2", "retry", "bulk"]


async def test_a_claim_takes_no_more_than_its_limit(database: Database) -> None:
    await put(database, *(message(str(n)) for n in range(3)), message("urgent", Lane.URGENT))
    assert names(await take(database, limit=2)) == ["urgent", "0"]
    assert names(await take(database, limit=8)) == ["1", "2"]
    assert await take(database) == []


async def test_a_claim_is_a_lease_with_one_attempt_counted(database: Database) -> None:
    await put(database, message("a"))
    before = await database.transact(db_now_ms)
    (notice,) = await take(database)
    after = await database.transact(db_now_ms)
    (row,) = await rows(database)
    assert notice == Notice(row.id, 5, "plan_approved", {"name": "a"}, 1, ONE)
    assert (row.claim, row.attempts, row.state) == (ONE, 1, OutboxState.PENDING)
    assert before + LEASE <= row.due_at <= after + LEASE


async def test_after_a_lease_ends_another_sender_takes_over(database: Database) -> None:
    await put(database, message("a"))
    (lost,) = await take(database, ONE)
    assert await take(database, TWO) == []
    await change(database, due_at=0)
    (taken,) = await take(database, TWO)
    assert (taken.attempts, taken.claim) == (2, TWO)

    def late(conn: Connection) -> list[bool]:
        return [
            store.finish(conn, lost.id, ONE, 1),
            store.retry(conn, lost.id, ONE, 0, counted=True),
            store.fail(conn, lost.id, ONE, "late"),
            store.cancel(conn, lost.id, ONE, "late"),
        ]

    assert await database.transact(late) == [False] * 4
    assert await database.transact(lambda conn: store.finish(conn, taken.id, TWO, 9))
    (row,) = await rows(database)
    assert (row.state, row.message_id, row.claim) == (OutboxState.SENT, 9, None)


async def test_claimed_bulk_is_retried_before_other_bulk(database: Database) -> None:
    await put(database, message("first", Lane.BULK), message("second", Lane.BULK))
    await take(database, limit=1)
    await change(database, due_at=0)
    assert names(await take(database, TWO, limit=1)) == ["first"]


async def test_senders_at_once_never_take_the_same_row(database: Database) -> None:
    await put(database, *(message(str(n)) for n in range(40)))
    claims = await asyncio.gather(*(take(database, f"{n:032}", limit=10) for n in range(4)))
    taken = [name for notices in claims for name in names(notices)]
    assert len(taken) == len(set(taken)) == 40


async def test_a_sent_row_keeps_its_key_for_good(database: Database) -> None:
    await put(database, message("a"))
    (notice,) = await take(database)
    await database.transact(lambda conn: store.finish(conn, notice.id, ONE, 4))
    await put(database, message("a"))
    await put(database, message("a", bot_id=BOT + 1))
    assert [(row.bot_id, row.state) for row in await rows(database)] == [
        (BOT, OutboxState.SENT),
        (BOT + 1, OutboxState.PENDING),
    ]


async def test_each_bot_takes_only_its_own(database: Database) -> None:
    await put(database, message("mine"), message("yours", bot_id=BOT + 1))
    assert names(await take(database, bot_id=BOT + 1)) == ["yours"]


@pytest.mark.parametrize(("counted", "attempts"), [(True, 1), (False, 0)])
async def test_a_retry_is_due_after_its_delay(database: Database, counted: bool, attempts: int) -> None:
    await put(database, message("a"))
    (notice,) = await take(database)
    before = await database.transact(db_now_ms)
    assert await database.transact(lambda conn: store.retry(conn, notice.id, ONE, 60_000, counted=counted))
    (row,) = await rows(database)
    assert (row.claim, row.attempts) == (None, attempts)
    assert row.due_at >= before + 60_000
    assert await take(database) == []


@pytest.mark.parametrize(
    ("close", "state"), [(store.fail, OutboxState.FAILED), (store.cancel, OutboxState.CANCELLED)]
)
async def test_what_is_closed_says_why_and_is_not_taken_again(
    database: Database, close: Any, state: OutboxState
) -> None:
    await put(database, message("a"))
    (notice,) = await take(database)
    assert await database.transact(lambda conn: close(conn, notice.id, ONE, "blocked"))
    await change(database, due_at=0)
    (row,) = await rows(database)
    assert (row.state, row.error, row.claim) == (state, "blocked", None)
    assert row.finished_at is not None
    assert await take(database) == []


async def test_what_was_tried_too_often_fails(database: Database) -> None:
    await put(database, message("a"))
    await change(database, attempts=MOST_ATTEMPTS - 1)
    assert len(await take(database)) == 1
    await change(database, due_at=0)
    assert await take(database) == []
    (row,) = await rows(database)
    assert (row.state, row.attempts) == (OutboxState.FAILED, MOST_ATTEMPTS)


async def test_what_has_expired_is_cancelled(database: Database) -> None:
    now = await database.transact(db_now_ms)
    await put(database, message("late", expires_at=now - 1), message("in time", expires_at=now + 60_000))
    assert names(await take(database)) == ["in time"]
    assert [row.state for row in await rows(database)] == [OutboxState.CANCELLED, OutboxState.PENDING]


async def test_what_waits_for_a_moved_chat_goes_to_the_new_one(database: Database) -> None:
    await put(database, message("done"), message("waiting"), message("elsewhere", chat_id=6))
    (done,) = await take(database, limit=1)
    await database.transact(lambda conn: store.finish(conn, done.id, ONE, 1))
    await database.transact(lambda conn: store.migrate_chat(conn, BOT, 5, -100))
    assert [row.chat_id for row in await rows(database)] == [5, -100, 6]


async def test_the_next_row_is_due_now_later_or_never(database: Database) -> None:
    async def due() -> int | None:
        return await database.read(lambda conn: store.next_due(conn, BOT))

    assert await due() is None
    await put(database, message("later", Lane.BULK), message("others", bot_id=BOT + 1))
    assert await due() == 0
    await take(database)
    waiting = await due()
    assert waiting is not None
    assert 0 < waiting <= LEASE
    await put(database, message("now"))
    assert await due() == 0


async def test_the_sender_sees_the_outbox_of_its_bot(database: Database) -> None:
    mine: OutboxStore = StoredOutbox(database, BOT, UNHURRIED)
    assert not await mine.has_due()
    await put(database, *(message(name) for name in "abcde"), message("other", bot_id=BOT + 1))
    assert await mine.has_due()
    a, b, c, d, e = (await mine.claim(8, 20)).notices
    await mine.finish(a, 44)
    await mine.retry(b, 60, counted=False)
    await mine.fail(c, "blocked")
    await mine.cancel(d, "not true")
    await mine.move(e, -100)
    found = await rows(database)
    assert [row.state for row in found] == [1, 0, 2, 3, 0, 0]
    assert [row.attempts for row in found] == [1, 0, 1, 1, 0, 0]
    (moved,) = (await mine.claim(8, 20)).notices
    assert (moved.id, moved.chat_id) == (e.id, -100)
    assert not await mine.has_due()
