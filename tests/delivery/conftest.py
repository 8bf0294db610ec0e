import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.delivery.budget import BulkGate, ChatBudget, Rates
from bot.delivery.painter import Painter
from bot.simulator import Rates as ServerRates
from bot.simulator import Settings, Simulator
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.simulator.settings import DEFAULT_TOKEN
from bot.telegram.api import TelegramApi
from bot.telegram.request import AiohttpRequest
from tests.delivery.painting import FAST, Shown, Time


@pytest.fixture
def settings() -> Settings:
    return Settings(rates=ServerRates.off())


@pytest.fixture
async def simulator(settings: Settings) -> AsyncIterator[Simulator]:
    async with Simulator(settings) as running:
        yield running


@pytest.fixture
async def world(simulator: Simulator) -> AsyncIterator[World]:
    async with World(simulator.url, timeout=5) as opened:
        yield opened


@pytest.fixture
async def api(simulator: Simulator) -> AsyncIterator[TelegramApi]:
    opened = TelegramApi(DEFAULT_TOKEN, simulator.base_url, simulator.base_file_url)
    await opened.start()
    yield opened
    await opened.close()


@pytest.fixture
async def ani(world: World) -> Person:
    person = await world.user("Ani", last_name="Lestari")
    await person.start()
    return person


@pytest.fixture
async def budi(world: World) -> Person:
    person = await world.user("Budi")
    await person.start()
    return person


class Hold:
    """Holds the calls of some methods on their way to the server until they are let go."""

    def __init__(self) -> None:
        self.methods: set[str] = set()
        self.held: list[str] = []
        self._arrived = asyncio.Event()
        self._released = asyncio.Event()

    async def pass_by(self, method: str) -> None:
        if method in self.methods:
            self.held.append(method)
            self._arrived.set()
            await self._released.wait()

    async def arrived(self) -> None:
        await self._arrived.wait()

    def release(self) -> None:
        self.methods.clear()
        self._released.set()


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Hold:
    holding = Hold()
    go_on = AiohttpRequest.do_request

    async def do_request(self: AiohttpRequest, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        await holding.pass_by(url.rpartition("/")[2].partition("?")[0])
        return await go_on(self, url, *args, **kwargs)

    monkeypatch.setattr(AiohttpRequest, "do_request", do_request)
    return holding


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def rates() -> Rates:
    return FAST


@pytest.fixture
async def painter(api: TelegramApi, shown: Shown, time: Time, rates: Rates) -> AsyncIterator[Painter]:
    painting = Painter(
        api.bot,
        ChatBudget(rates, time),
        BulkGate(rates, time),
        on_shown=shown.on_shown,
        on_unreachable=shown.on_unreachable,
        sleep=time.sleep,
    )
    yield painting
    await painting.close()
