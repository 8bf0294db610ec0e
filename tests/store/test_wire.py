"""What is sent to PostgreSQL together, and what becomes of it where something fails."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, func, insert, literal, select, text
from sqlalchemy.exc import DataError, IntegrityError

from bot.store.database import ConflictError, Database
from bot.store.prepared import Prepared
from bot.store.tables import seen_update
from tests.conftest import PostgresServer

_REMEMBER = Prepared(
    lambda kind: insert(seen_update).values(
        bot_id=1, update_id=bindparam("update_id", required=True), seen_at=bindparam("at", required=True)
    )
)
_REMEMBERED = Prepared(lambda kind: select(seen_update.c.update_id).order_by(seen_update.c.update_id))
_ECHO = Prepared(lambda kind: select(bindparam("said", required=True, type_=seen_update.c.update_id.type)))
_SAID = Prepared(lambda kind: select(func.upper(bindparam("said", required=True)).label("said")))


@pytest.fixture
async def server(postgres: PostgresServer) -> AsyncIterator[Database]:
    name = postgres.create()
    database = Database.open(postgres.url(name))
    yield database
    await database.close()
    postgres.drop(name)


def remember(conn: Connection, *update_ids: int) -> None:
    for update_id in update_ids:
        _REMEMBER.send(conn, update_id=update_id, at=0)


def remembered(conn: Connection) -> list[int]:
    return [row.update_id for row in _REMEMBERED.all(conn)]


async def test_what_is_sent_is_done_in_its_order_before_what_is_asked_next(database: Database) -> None:
    def work(conn: Connection) -> list[int]:
        remember(conn, 3, 1)
        asked = _REMEMBERED.send(conn)
        remember(conn, 2)
        return [row.update_id for row in asked.all()]

    assert await database.transact(work) == [1, 3]
    assert await database.read(remembered) == [1, 2, 3]


async def test_what_passes_through_sqlalchemy_comes_after_what_was_sent(database: Database) -> None:
    def work(conn: Connection) -> int:
        remember(conn, 5)
        return conn.execute(select(func.count()).select_from(seen_update)).scalar_one()

    assert await database.transact(work) == 1


async def test_what_nobody_asked_about_is_committed(database: Database) -> None:
    await database.transact(lambda conn: remember(conn, 5, 6))
    assert await database.read(remembered) == [5, 6]


async def test_an_error_of_what_was_sent_is_told_as_such_and_leaves_nothing_behind(
    database: Database,
) -> None:
    await database.transact(lambda conn: remember(conn, 6))

    def asks(conn: Connection) -> list[int]:
        remember(conn, 5, 6, 7)
        return remembered(conn)

    for work in (asks, lambda conn: remember(conn, 5, 6, 7)):
        with pytest.raises(IntegrityError) as told:
            await database.transact(work)
        assert "6" not in str(told.value.params or ""), "what was sent is nobody's business"
    assert await database.read(remembered) == [6]


async def test_what_waits_when_the_work_gives_up_is_never_sent(database: Database) -> None:
    def work(conn: Connection) -> None:
        remember(conn, 5)
        raise ConflictError("changed")

    for _ in range(3):
        with pytest.raises(ConflictError):
            await database.transact(work)
    assert await database.read(remembered) == []


async def test_a_text_that_no_database_keeps_is_refused_before_it_is_cut_off(server: Database) -> None:
    assert (await server.read(lambda conn: _SAID.one_or_none(conn, said="ani"))).said == "ANI"
    with pytest.raises(DataError, match="NUL"):
        await server.transact(lambda conn: _SAID.one_or_none(conn, said="ani\0budi"))


async def test_small_and_large_numbers_are_of_one_type(server: Database) -> None:
    for number in (1, 2**40, -1, None):
        ((echoed,),) = await server.read(lambda conn, said=number: _ECHO.all(conn, said=said))
        assert echoed == number


async def test_statements_stay_prepared_through_a_rollback_and_are_prepared_again_where_they_are_lost(
    server: Database,
) -> None:
    """The driver's own statements, too, are prepared after a few uses: a ROLLBACK must not end ours."""

    def give_up(conn: Connection) -> None:
        for _ in range(8):
            conn.execute(select(literal(1)))
        remembered(conn)
        raise ConflictError("changed")

    with pytest.raises(ConflictError):
        await server.transact(give_up)
    tries: list[Any] = []

    def work(conn: Connection) -> list[int]:
        tries.append(remembered(conn))
        if len(tries) == 1:
            conn.execute(text("DEALLOCATE ALL"))
        return remembered(conn)

    assert await server.transact(work) == []
    assert len(tries) == 2
