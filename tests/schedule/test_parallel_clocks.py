"""Three clocks at once, two of which are killed: everything is enqueued, and once."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.synchronize import Barrier, Event
from typing import Any

from sqlalchemy import insert

import bot.schedule.clock
from bot.schedule.clock import Clock
from bot.store.database import Database
from bot.store.tables import channel_account, outbox, person, reminded, reminder_run
from conversations.facts import Zone
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Role, SchoolLevel
from tests.schedule.people import BOT_ID, LONG_AGO, People, local

PEOPLE, CHUNK = 240, 10
PATIENCE_SECONDS = 60
_FORKS = multiprocessing.get_context("fork")
_real_chunk = bot.schedule.clock.enqueue_chunk


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def tick(url: str, rule_sets: Mapping[str, RuleSet], start: Barrier, after_each: Callable[[], None]) -> None:
    """One tick of a clock in this process; it begins when all are ready."""

    async def live() -> None:
        database = Database.open(url)
        people = People(database, rule_sets, now=local("2028-01-03"))
        start.wait(PATIENCE_SECONDS)
        await Clock(database, people.world, BOT_ID, chunk=CHUNK, on_enqueued=after_each).tick()
        await database.close()

    asyncio.run(live())


def killed_in_a_chunk(url: str, rule_sets: Mapping[str, RuleSet], start: Barrier) -> None:
    """Dies with its third chunk written and not committed."""
    chunks: Iterator[int] = iter(range(1, 100))

    def work(*given: Any) -> bool:
        is_complete = _real_chunk(*given)
        if next(chunks) == 3:
            die()
        return is_complete

    bot.schedule.clock.enqueue_chunk = work
    tick(url, rule_sets, start, lambda: None)


def killed_between_chunks(url: str, rule_sets: Mapping[str, RuleSet], start: Barrier) -> None:
    """Dies when its fourth chunk is committed."""
    chunks: Iterator[int] = iter(range(1, 100))
    tick(url, rule_sets, start, lambda: die() if next(chunks) == 4 else None)


def survives(url: str, rule_sets: Mapping[str, RuleSet], start: Barrier, are_dead: Event) -> None:
    """Goes on; before its tenth chunk it lets the others come to their ends."""
    chunks: Iterator[int] = iter(range(1, 1000))

    def wait() -> None:
        if next(chunks) == 10:
            assert are_dead.wait(PATIENCE_SECONDS)

    tick(url, rule_sets, start, wait)


async def fill(url: str) -> None:
    """Teachers without a school and without a plan."""
    database = Database.open(url)
    common = {"language": "id", "zone": Zone.WIB, "role": Role.GURU, "school_level": SchoolLevel.SD}
    names = [{"id": number, "name": f"Guru {number}"} for number in range(1, PEOPLE + 1)]
    given = {**common, "consented_at": LONG_AGO, "consent_version": 1}
    accounts = [
        {"channel": "telegram", "external_id": str(row["id"]), "person_id": row["id"], "chat_id": row["id"]}
        for row in names
    ]
    await database.transact(lambda conn: conn.execute(insert(person), [{**given, **row} for row in names]))
    reached = insert(channel_account).values(reachable=True)
    await database.transact(lambda conn: conn.execute(reached, accounts))
    await database.close()


async def found(url: str, rule_sets: Mapping[str, RuleSet]) -> tuple[list[int], int, bool]:
    """The chats with a message, how many are remembered, and whether the sweep is complete."""
    database = Database.open(url)
    people = People(database, rule_sets, now=local("2028-01-03"))
    await Clock(database, people.world, BOT_ID).tick()
    chats = sorted(row["chat_id"] for row in await people.rows(outbox))
    runs = [row["enqueued_at"] for row in await people.rows(reminder_run)]
    remembered = len(await people.rows(reminded))
    await database.close()
    return chats, remembered, None not in runs


def test_of_three_clocks_two_are_killed_and_nothing_is_lost_or_sent_twice(database_url, rule_sets):
    asyncio.run(fill(database_url))
    start, are_dead = _FORKS.Barrier(3), _FORKS.Event()
    given = (database_url, rule_sets, start)
    victims = [_FORKS.Process(target=life, args=given) for life in (killed_in_a_chunk, killed_between_chunks)]
    survivor = _FORKS.Process(target=survives, args=(*given, are_dead))
    for process in (*victims, survivor):
        process.start()
    for process in victims:
        process.join(PATIENCE_SECONDS)
    are_dead.set()
    survivor.join(PATIENCE_SECONDS)
    assert [process.exitcode for process in victims] == [-signal.SIGKILL, -signal.SIGKILL]
    assert survivor.exitcode == 0
    everybody = list(range(1, PEOPLE + 1))
    assert asyncio.run(found(database_url, rule_sets)) == (everybody, PEOPLE, True)
