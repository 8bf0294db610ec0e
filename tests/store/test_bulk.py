from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, String, cast, literal, select

from bot.store.bulk import enqueue_bulk, insert_rows, json_of
from bot.store.database import Database
from bot.store.outbox import Lane, OutboxState
from bot.store.tables import channel_account, outbox, person
from conversations.rules.terms import Role
from tests.store.acting import Store

BOT = 77


def reminders(conn: Connection, **more: Any) -> Select[Any]:
    """One for each person who has an account."""
    dues = [["A", "opening"], ["SKP", "overdue"]]
    return (
        select(
            literal(BOT).label("bot_id"),
            channel_account.c.chat_id,
            literal("reminder").label("kind"),
            ("2026-S2/reminder/2026-08-10/" + cast(person.c.id, String)).label("dedup_key"),
            json_of(conn, {"person_id": person.c.id, "dues": dues, "digest": False}).label("payload"),
            *(literal(value).label(name) for name, value in more.items()),
        )
        .join_from(person, channel_account)
        .where(channel_account.c.reachable)
    )


async def written(database: Database) -> Sequence[Row[Any]]:
    return await database.read(lambda conn: conn.execute(select(outbox).order_by(outbox.c.id)).all())


async def gather(store: Store, count: int) -> list[int]:
    people = [await store.enroll(100 + n, f"Guru {n}", Role.GURU, "20100001") for n in range(count)]
    return [actor.known_id for actor in people]


async def test_everybody_gets_one_row_across_chunks_and_a_second_time_nobody_does(store: Store) -> None:
    await store.enroll(1, "Budi", Role.KS, "20100001")
    ids = [await store.database.read(lambda conn: conn.execute(select(person.c.id)).scalar_one())]
    ids += await gather(store, 6)
    query = await store.database.read(reminders)
    for _ in range(2):
        await enqueue_bulk(store.database, query, person.c.id, chunk=3)
    rows = [row for row in await written(store.database) if row.kind == "reminder"]
    assert [row.payload["person_id"] for row in rows] == ids
    assert {row.payload["dues"][1][1] for row in rows} == {"overdue"}
    assert {row.payload["digest"] for row in rows} == {False}
    assert {(row.lane, row.state, row.due_at, row.attempts) for row in rows} == {
        (Lane.BULK, OutboxState.PENDING, 0, 0)
    }


async def test_what_a_crash_left_undone_is_done_the_next_time(store: Store) -> None:
    await store.enroll(1, "Budi", Role.KS, "20100001")
    ids = await gather(store, 4)
    query = await store.database.read(reminders)
    await store.database.transact(lambda conn: insert_rows(conn, query.where(person.c.id <= ids[1])))
    await enqueue_bulk(store.database, query, person.c.id)
    rows = [row.payload["person_id"] for row in await written(store.database) if row.kind == "reminder"]
    assert sorted(rows) == sorted({*rows})
    assert set(ids) < set(rows)


async def test_a_query_may_say_lane_topic_and_expiry(store: Store) -> None:
    await store.enroll(1, "Budi", Role.KS, "20100001")
    query = await store.database.read(
        lambda conn: reminders(conn, lane=int(Lane.NORMAL), thread_id=9, expires_at=2_000_000_000_000)
    )
    await store.database.transact(lambda conn: insert_rows(conn, query))
    (row,) = [row for row in await written(store.database) if row.kind == "reminder"]
    assert (row.lane, row.thread_id, row.expires_at) == (Lane.NORMAL, 9, 2_000_000_000_000)
