import asyncio
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from bot.marks import Marks
from bot.store.database import Backend, Database
from bot.store.sessions import lock_session, read_session, save_session

T = TypeVar("T")
BOT_ID, CHAT_ID, MESSAGE_ID = 77, 5, 30


class HesitatingDatabase(Database):
    """Begins a write only when it may, or fails instead."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self.asked = asyncio.Event()
        self.may = asyncio.Event()
        self.failures = 0

    async def transact(self, work: Callable[[Connection], T]) -> T:
        self.asked.set()
        await self.may.wait()
        if self.failures:
            self.failures -= 1
            raise ConnectionError
        return await super().transact(work)


class HastyMarks(Marks):
    gather_seconds = 0.0


async def opened(url: str, database: Database) -> HesitatingDatabase:
    """A chat stands at revision 1, which has not been shown."""

    def work(conn: Connection) -> None:
        lock_session(conn, BOT_ID, CHAT_ID)
        save_session(conn, BOT_ID, CHAT_ID, {"flow": "home"}, 1, None)

    await database.transact(work)
    return HesitatingDatabase.open(url)


async def marked(database: Database) -> tuple[int, int | None]:
    row = await database.read(lambda conn: read_session(conn, BOT_ID, CHAT_ID))
    assert row is not None
    return row.shown_revision, row.screen_message_id


async def test_a_write_on_its_way_is_finished_when_the_end_comes(
    database_url: str, database: Database
) -> None:
    slow = await opened(database_url, database)
    marks = HastyMarks(slow, BOT_ID)
    marks.add(CHAT_ID, 1, MESSAGE_ID)
    running = asyncio.create_task(marks.run())
    await slow.asked.wait()
    marks.stop()
    slow.may.set()
    await running
    assert await marked(database) == (1, MESSAGE_ID)
    await slow.close()


async def test_the_end_does_not_wait_for_marks_to_come(database_url: str, database: Database) -> None:
    slow = await opened(database_url, database)
    marks = HastyMarks(slow, BOT_ID)
    running = asyncio.create_task(marks.run())
    marks.stop()
    await running
    assert await marked(database) == (0, None)
    await slow.close()


async def test_marks_that_could_not_be_written_are_kept_for_the_next_time(
    database_url: str, database: Database
) -> None:
    failing = await opened(database_url, database)
    failing.failures = 1
    failing.may.set()
    marks = HastyMarks(failing, BOT_ID)
    marks.add(CHAT_ID, 1, MESSAGE_ID)
    running = asyncio.create_task(marks.run())
    await failing.asked.wait()
    marks.stop()
    await running
    assert await marked(database) == (0, None)
    await marks.flush()
    assert await marked(database) == (1, MESSAGE_ID)
    await failing.close()
