"""The real sender on the stored outbox: what happens to one chat is of no concern to the others."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import select

from bot.delivery.budget import ChatBudget, Rates
from bot.delivery.directs import Directs
from bot.delivery.outbox import Notice
from bot.delivery.sender import Sender
from bot.drawn import Drawn
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.store.database import Database
from bot.store.outbox import Lane, OutboxState, enqueue
from bot.store.stored_outbox import StoredOutbox
from bot.store.tables import outbox
from bot.telegram.api import TelegramApi

FAST = Rates(chat_burst=100, chat_per_second=1000.0, group_per_minute=60_000.0, bulk_per_second=500.0)


async def draw(notice: Notice) -> Drawn | None:
    return Drawn(notice.payload["text"], ())


class Post:
    """Messages on their way."""

    def __init__(self, api: TelegramApi, database: Database) -> None:
        self._api = api
        self._database = database
        self.unreachable: list[int] = []

    async def put(self, *messages: tuple[int, str]) -> None:
        bot_id = self._api.bot_id
        rows = [
            {
                "bot_id": bot_id,
                "chat_id": chat_id,
                "lane": Lane.BULK,
                "kind": "reminder",
                "dedup_key": text,
                "payload": {"text": text},
            }
            for chat_id, text in messages
        ]
        await self._database.transact(lambda conn: enqueue(conn, rows))

    async def states(self) -> dict[str, OutboxState]:
        query = select(outbox.c.dedup_key, outbox.c.state)
        found = await self._database.read(lambda conn: conn.execute(query).all())
        return {key: OutboxState(state) for key, state in found}

    @asynccontextmanager
    async def leaving(self, senders: int = 1) -> AsyncIterator[None]:
        """Until nothing waits any more."""
        working = [self._sender() for _ in range(senders)]
        running = [asyncio.create_task(sender.run()) for sender in working]
        yield
        async with asyncio.timeout(10):
            while OutboxState.PENDING in (await self.states()).values():
                await asyncio.wait(running, timeout=0.02)
        for sender in working:
            sender.stop()
        await asyncio.gather(*running)

    def _sender(self) -> Sender:
        store = StoredOutbox(self._database, self._api.bot_id, FAST)
        budget = ChatBudget(FAST)
        return Sender(
            self._api.bot, store, draw, budget, directs=Directs(), on_unreachable=self._on_unreachable
        )

    async def _on_unreachable(self, chat_id: int) -> None:
        self.unreachable.append(chat_id)


@pytest.fixture
def post(api: TelegramApi, database: Database) -> Post:
    return Post(api, database)


async def order(world: World) -> list[str]:
    """The texts in the order in which they arrived."""
    return [
        event["message"]["text"]
        for event in await world.events()
        if event["type"] == "message" and event["message"]["from_bot"]
    ]


async def test_trouble_of_one_chat_delays_that_chat_only(
    post: Post, world: World, ani: Person, budi: Person
) -> None:
    await world.fault("429", method="sendMessage", chat_id=ani.id, retry_after=1)
    await post.put((ani.id, "ani"), *((budi.id, f"budi {number}") for number in range(6)))
    async with post.leaving():
        pass
    assert await order(world) == [*(f"budi {number}" for number in range(6)), "ani"]
    assert [e["kind"] for e in await world.events() if e["type"] == "fault"] == ["429"]


async def test_who_has_blocked_the_bot_is_told_of_once_and_the_others_get_theirs(
    post: Post, world: World, ani: Person, budi: Person
) -> None:
    await ani.block()
    await post.put((ani.id, "ani"), (budi.id, "budi"))
    async with post.leaving():
        pass
    assert await post.states() == {"ani": OutboxState.FAILED, "budi": OutboxState.SENT}
    assert post.unreachable == [ani.id]


async def test_a_group_that_moves_in_the_middle_of_a_broadcast_gets_everything_once(
    post: Post, world: World, ani: Person
) -> None:
    group = await world.group("Guru", ani)
    texts = [f"tahap {number}" for number in range(6)]
    await post.put(*((group.id, text) for text in texts[:3]))
    async with post.leaving(senders=2):
        moved = await group.upgrade()
        await post.put(*((group.id, text) for text in texts[3:]))
    told: list[Any] = [await each.messages() for each in (group, moved)]
    arrived = [message.text for messages in told for message in messages if message.from_bot]
    assert sorted(arrived) == texts
    assert set((await post.states()).values()) == {OutboxState.SENT}
