"""What the tests of polling share."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.telegram.api import TelegramApi
from bot.telegram.inbound import Inbound, Raw
from bot.telegram.inbox import Inbox
from bot.telegram.polling import Poller
from conversations.events import Command, Text

BROKEN = {"message": {"message_id": "not a number"}}


class Turns:
    """Stands for the turns of the product: remembers what it was given, waits or fails when told to."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.done: list[str] = []
        self.poison: list[Raw] = []
        self.held: dict[str, asyncio.Event] = {}
        self.failures: dict[str, int] = defaultdict(int)
        self.poison_failures = 0
        self._changed = asyncio.Event()

    async def handle(self, inbound: Inbound) -> None:
        text = _text(inbound)
        self.begun.append(text)
        self._tell()
        if text in self.held:
            await self.held[text].wait()
        if self.failures[text] > 0:
            self.failures[text] -= 1
            raise ValueError(text)
        self.done.append(text)
        self._tell()

    async def on_poison(self, raw: Raw, exc: Exception) -> None:
        if self.poison_failures > 0:
            self.poison_failures -= 1
            raise OSError("the database is away")
        self.poison.append(raw)
        self._tell()

    def hold(self, text: str) -> asyncio.Event:
        self.held[text] = asyncio.Event()
        return self.held[text]

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not holds():
                await self._changed.wait()

    def _tell(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()


def _text(inbound: Inbound) -> str:
    match inbound.event:
        case Text(text):
            return text
        case Command(name):
            return f"/{name}"
    return type(inbound.event).__name__


@asynccontextmanager
async def polling(api: TelegramApi, turns: Turns) -> AsyncIterator[Poller]:
    poller = Poller(api, Inbox(api.bot_id, api.username), turns.handle, turns.on_poison)
    running = asyncio.create_task(poller.run())
    try:
        yield poller
    finally:
        poller.stop()
        await running
