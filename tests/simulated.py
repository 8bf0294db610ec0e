"""A strict local Bot API server without pace, and two people who have pressed Start."""

from collections.abc import AsyncIterator

import pytest

from bot.simulator import Rates, Settings, Simulator
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.simulator.settings import DEFAULT_TOKEN
from bot.telegram.api import TelegramApi


@pytest.fixture
def settings() -> Settings:
    """Settings of the server; a test about pace overrides them."""
    return Settings(rates=Rates.off())


@pytest.fixture
async def simulator(settings: Settings) -> AsyncIterator[Simulator]:
    """The running server."""
    async with Simulator(settings) as running:
        yield running


@pytest.fixture
async def world(simulator: Simulator) -> AsyncIterator[World]:
    """Its people and clock."""
    async with World(simulator.url, timeout=5) as opened:
        yield opened


@pytest.fixture
async def api(simulator: Simulator) -> AsyncIterator[TelegramApi]:
    """The product's connection to it."""
    opened = TelegramApi(DEFAULT_TOKEN, simulator.base_url, simulator.base_file_url)
    await opened.start()
    yield opened
    await opened.close()


@pytest.fixture
async def ani(world: World) -> Person:
    """A teacher who has pressed Start."""
    person = await world.user("Ani", last_name="Lestari", username="bu_ani")
    await person.start()
    return person


@pytest.fixture
async def budi(world: World) -> Person:
    """Another one."""
    person = await world.user("Budi")
    await person.start()
    return person
