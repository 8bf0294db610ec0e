from collections.abc import AsyncIterator

import pytest

from bot.simulator import Rates, Settings, Simulator
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.simulator.settings import DEFAULT_TOKEN
from bot.telegram.api import TelegramApi
from tests.telegram.polled import Turns


@pytest.fixture
def settings() -> Settings:
    return Settings(rates=Rates.off())


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


@pytest.fixture
def turns() -> Turns:
    return Turns()


@pytest.fixture
async def quiet(api: TelegramApi, ani: Person, budi: Person) -> None:
    """Nothing is pending when the test begins."""
    last = (await api.fetch_updates(None, 0))[-1]["update_id"]
    await api.fetch_updates(last + 1, 0)
