"""Senders that end or freeze in the middle of a broadcast: nobody is left out, nobody told again."""

import signal
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import PostgresServer
from tests.faults.instants import Instant
from tests.faults.rush import Rush, rushing
from tests.faults.victim import only_send
from tests.faults.victims import Victim

PEOPLE = 16
# Slow enough that one message has arrived before the next one leaves, even on a busy machine.
SLOWLY = {"RATE_BULK_PER_SECOND": "10"}
# More than a lease, and than it takes to send everything.
PATIENCE = 30.0


@dataclass
class Broadcast:
    """Two senders, of which the first is in for trouble."""

    rush: Rush
    first: Victim
    second: Victim
    people: list[int]

    async def ends(self) -> Counter[int]:
        """Wait until all is sent; gives how often each was told."""
        await self.rush.all_sent(PATIENCE)
        return self.told

    @property
    def told(self) -> Counter[int]:
        """How often each was told by now."""
        return Counter(chat_id for chat_id, _ in self.rush.arrivals())


@pytest.fixture
async def broadcast(preloaded: None, database_url: str, tmp_path: Path) -> AsyncIterator[Broadcast]:
    async with rushing(database_url, tmp_path, 1) as rush:
        environ = {**rush.environ, **SLOWLY}
        folders = [tmp_path / name for name in ("first", "second")]
        for folder in folders:
            folder.mkdir()
        first, second = (Victim(environ, folder, only_send) for folder in folders)
        people = await rush.waits(PEOPLE)
        try:
            yield Broadcast(rush, first, second, people)
        finally:
            first.end()
            second.end()


async def test_a_sender_killed_right_after_it_sent_costs_one_repetition_at_most(broadcast: Broadcast) -> None:
    broadcast.first.order(Instant.NOTICE_SENT)
    broadcast.first.start()
    await broadcast.first.dies()
    broadcast.second.start()
    told = await broadcast.ends()
    assert sorted(told) == broadcast.people
    assert told.total() <= PEOPLE + 1


async def test_a_sender_killed_after_its_claim_costs_no_repetition(broadcast: Broadcast) -> None:
    broadcast.first.order(Instant.NOTICE_CLAIMED)
    broadcast.second.start()
    broadcast.first.start()
    await broadcast.first.dies()
    told = await broadcast.ends()
    assert told == Counter(broadcast.people)


async def test_a_sender_killed_in_its_claim_holds_up_nobody(broadcast: Broadcast) -> None:
    broadcast.first.order(Instant.IN_CLAIM)
    broadcast.first.start()
    await broadcast.first.dies()
    broadcast.second.start()
    assert await broadcast.ends() == Counter(broadcast.people)


async def test_a_sender_frozen_with_claimed_notices_is_replaced_and_repeats_none(
    broadcast: Broadcast,
) -> None:
    broadcast.first.order(Instant.NOTICE_CLAIMED, signal.SIGSTOP)
    broadcast.first.start()
    await broadcast.first.obeys()
    broadcast.second.start()
    assert await broadcast.ends() == Counter(broadcast.people)
    await wake_and_end(broadcast)
    assert broadcast.told == Counter(broadcast.people)


class TestFrozenInAClaim:
    """The server ends the transaction of the frozen one; SQLite's lock ends only with its process."""

    @pytest.fixture
    def database_url(self, postgres: PostgresServer) -> Iterator[str]:
        name = postgres.create()
        yield postgres.url(name)
        postgres.drop(name)

    async def test_the_others_go_on_and_it_repeats_nothing(self, broadcast: Broadcast) -> None:
        broadcast.first.order(Instant.IN_CLAIM, signal.SIGSTOP)
        broadcast.first.start()
        await broadcast.first.obeys()
        broadcast.second.start()
        assert await broadcast.ends() == Counter(broadcast.people)
        await wake_and_end(broadcast)
        assert broadcast.told == Counter(broadcast.people)


async def wake_and_end(broadcast: Broadcast) -> None:
    """The frozen one goes on, and has nothing left to send when it ends in order."""
    broadcast.first.send(signal.SIGCONT)
    broadcast.first.send(signal.SIGTERM)
    assert await broadcast.first.ends() == 0, broadcast.first.last_words()
