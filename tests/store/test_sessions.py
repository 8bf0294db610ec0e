import asyncio
from typing import Any

from sqlalchemy import Connection, select, update

from bot.store.database import Database
from bot.store.sessions import (
    Mark,
    SessionRow,
    first_time,
    lock_session,
    mark_shown,
    read_session,
    save_session,
    store_failed_update,
    take_again,
    take_unshown,
    unshown,
)
from bot.store.tables import failed_update, seen_update, session

BOT = 77
STATE = {"flow": "planning", "v": 1, "data": {"place": "rhk"}, "word": None, "language": "id"}


async def save(database: Database, chat_id: int, revision: int, state: dict[str, Any] | None = None) -> None:
    def work(conn: Connection) -> None:
        lock_session(conn, BOT, chat_id)
        save_session(conn, BOT, chat_id, state or STATE, revision, None)

    await database.transact(work)


async def read(database: Database, chat_id: int) -> SessionRow | None:
    return await database.read(lambda conn: read_session(conn, BOT, chat_id))


async def waiting(database: Database, older_than_ms: int = 0, limit: int = 10) -> list[int]:
    return await database.transact(lambda conn: unshown(conn, BOT, older_than_ms=older_than_ms, limit=limit))


async def test_a_new_chat_has_an_empty_session_that_needs_no_showing(database: Database) -> None:
    assert await read(database, 5) is None
    row = await database.transact(lambda conn: lock_session(conn, BOT, 5))
    assert row == SessionRow(5, None, 0, 0, None)
    assert await read(database, 5) == row
    assert await waiting(database) == []


async def test_a_saved_session_is_read_back_and_waits_to_be_shown(database: Database) -> None:
    await save(database, 5, 1)
    assert await read(database, 5) == SessionRow(5, STATE, 1, 0, None)
    assert await waiting(database) == [5]


async def test_saving_replaces_the_state_whole(database: Database) -> None:
    await save(database, 5, 1, {**STATE, "data": {"a": 1, "b": 2}})
    await save(database, 5, 2, {**STATE, "data": {"b": 3}})
    row = await read(database, 5)
    assert row is not None
    assert row.state == {**STATE, "data": {"b": 3}}


async def test_what_was_shown_waits_no_more(database: Database) -> None:
    for chat_id in (5, 6, 7):
        await save(database, chat_id, 3)
    await database.transact(lambda conn: mark_shown(conn, [Mark(BOT, 6, 3, 100), Mark(BOT, 5, 3, None)]))
    assert await waiting(database) == [7]
    assert await read(database, 6) == SessionRow(6, STATE, 3, 3, 100)


async def test_a_mark_for_an_older_revision_changes_nothing(database: Database) -> None:
    await save(database, 5, 4)
    await database.transact(lambda conn: mark_shown(conn, [Mark(BOT, 5, 3, 100)]))
    assert await read(database, 5) == SessionRow(5, STATE, 4, 0, None)


async def test_marking_nothing_is_fine(database: Database) -> None:
    await database.transact(lambda conn: mark_shown(conn, []))


async def test_only_what_has_waited_long_enough_is_redrawn_the_oldest_first(database: Database) -> None:
    for chat_id in (5, 6, 7):
        await save(database, chat_id, 1)

    def age(conn: Connection) -> None:
        for chat_id, ms in ((5, 20_000), (6, 60_000)):
            aged = update(session).where(session.c.chat_id == chat_id)
            conn.execute(aged.values(updated_at=session.c.updated_at - ms))

    await database.transact(age)
    assert await waiting(database, older_than_ms=5000) == [6, 5]
    assert await waiting(database, older_than_ms=5000, limit=1) == [6]
    other_bot = await database.transact(lambda conn: unshown(conn, BOT + 1, older_than_ms=0, limit=9))
    assert other_bot == []


async def test_what_was_saved_before_the_clock_was_set_back_is_shown_again_all_the_same(
    database: Database,
) -> None:
    await save(database, 5, 1)
    ahead = session.c.updated_at + 3_600_000
    await database.transact(lambda conn: conn.execute(update(session).values(updated_at=ahead)))
    assert await waiting(database, older_than_ms=5000) == [5]


async def test_turns_of_one_chat_at_once_go_one_after_the_other(database: Database) -> None:
    def turn(conn: Connection) -> int:
        row = lock_session(conn, BOT, 5)
        save_session(conn, BOT, 5, STATE, row.revision + 1, None)
        return row.revision

    revisions = await asyncio.gather(*(database.transact(turn) for _ in range(8)))
    assert sorted(revisions) == list(range(8))


async def test_an_update_is_new_once_for_each_bot(database: Database) -> None:
    async def new(bot_id: int, update_id: int) -> bool:
        return await database.transact(lambda conn: first_time(conn, bot_id, update_id))

    assert [await new(BOT, 1), await new(BOT, 1), await new(BOT, 2), await new(BOT + 1, 1)] == [
        True,
        False,
        True,
        True,
    ]
    stored = await database.transact(lambda conn: conn.execute(select(seen_update.c.seen_at)).scalars().all())
    assert all(moment > 1_700_000_000_000 for moment in stored)


async def test_of_the_same_update_twice_at_once_one_is_new(database: Database) -> None:
    results = await asyncio.gather(
        *(database.transact(lambda conn: first_time(conn, BOT, 1)) for _ in range(3))
    )
    assert sorted(results) == [False, False, True]


async def test_an_update_that_failed_is_kept_once(database: Database) -> None:
    def work(conn: Connection) -> None:
        store_failed_update(conn, BOT, 9, error="x" * 5000, payload={"update_id": 9})
        store_failed_update(conn, BOT, 9, error="again", payload={})

    await database.transact(work)
    (row,) = await database.transact(lambda conn: conn.execute(select(failed_update)).all())
    assert (row.bot_id, row.update_id, row.payload) == (BOT, 9, {"update_id": 9})
    assert row.error == "x" * 2000


async def test_an_update_that_came_again_is_shown_by_whoever_has_it_unless_somebody_took_its_screen(
    database: Database,
) -> None:
    async def came_again() -> bool:
        return await database.transact(lambda conn: take_again(conn, BOT, 5, 70, within_ms=5000))

    async def let_pass(milliseconds: int) -> None:
        earlier = update(session).values(updated_at=session.c.updated_at - milliseconds)
        noted = update(seen_update).values(seen_at=seen_update.c.seen_at - milliseconds)
        await database.transact(lambda conn: (conn.execute(earlier), conn.execute(noted)))

    await database.transact(lambda conn: first_time(conn, BOT, 70))
    await save(database, 5, 1)
    assert await came_again()
    assert await came_again(), "whoever had it first may have died at once"
    await let_pass(6000)
    taken = await database.transact(lambda conn: take_unshown(conn, BOT, older_than_ms=5000, limit=9))
    assert taken == {5: 1}
    assert not await came_again()
    await let_pass(6000)
    assert await came_again()
    assert await waiting(database, older_than_ms=5000) == []
