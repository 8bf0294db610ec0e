"""A clock that freezes in the middle of a chunk holds up the others for a moment, and adds nothing later."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Mapping
from multiprocessing.synchronize import Event
from typing import Any

import pytest

import bot.schedule.clock
import bot.store.reminders
from bot.schedule.clock import Clock
from bot.store.database import TROUBLE, Database
from bot.store.tables import outbox
from conversations.rules.regulation import RuleSet
from tests.schedule.people import BOT_ID, People, local
from tests.schedule.test_parallel_clocks import PATIENCE_SECONDS, PEOPLE, fill

_FORKS = multiprocessing.get_context("fork")


def freeze_in_a_chunk(url: str, rule_sets: Mapping[str, RuleSet], is_in_chunk: Event) -> None:
    """Stops itself with its first chunk written and not committed; woken, it fails, and ticks once more."""
    settings = ("SET LOCAL idle_in_transaction_session_timeout = '200ms'",)
    bot.store.reminders._ON_POSTGRESQL = (*settings, *bot.store.reminders._ON_POSTGRESQL[1:])
    real = bot.schedule.clock.enqueue_chunk

    def work(*given: Any) -> bool:
        is_complete = real(*given)
        if not is_in_chunk.is_set():
            is_in_chunk.set()
            # This very thread: it would go on a little if another one took the signal.
            signal.raise_signal(signal.SIGSTOP)
        return is_complete

    bot.schedule.clock.enqueue_chunk = work
    with pytest.raises(TROUBLE):
        asyncio.run(tick(url, rule_sets))
    asyncio.run(tick(url, rule_sets))


async def tick(url: str, rule_sets: Mapping[str, RuleSet]) -> list[int]:
    """One tick; the chats that have a message then."""
    database = Database.open(url)
    people = People(database, rule_sets, now=local("2028-01-03"))
    await Clock(database, people.world, BOT_ID, chunk=50).tick()
    chats = sorted(row["chat_id"] for row in await people.rows(outbox))
    await database.close()
    return chats


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_another_clock_goes_on_and_the_frozen_one_adds_nothing(database_url, rule_sets):
    asyncio.run(fill(database_url))
    is_in_chunk = _FORKS.Event()
    frozen = _FORKS.Process(target=freeze_in_a_chunk, args=(database_url, rule_sets, is_in_chunk))
    frozen.start()
    assert is_in_chunk.wait(PATIENCE_SECONDS)
    everybody = list(range(1, PEOPLE + 1))
    assert asyncio.run(tick(database_url, rule_sets)) == everybody
    assert frozen.pid is not None
    os.kill(frozen.pid, signal.SIGCONT)
    frozen.join(PATIENCE_SECONDS)
    assert frozen.exitcode == 0
    assert asyncio.run(tick(database_url, rule_sets)) == everybody
