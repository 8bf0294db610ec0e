import asyncio
import os
import zlib
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest

from bot.i18n import Languages, load_languages
from bot.settings import Settings
from bot.simulator import Rates, Simulator
from bot.simulator import Settings as SimulatorSettings
from bot.simulator.client import World
from bot.simulator.local import LocalWorld
from bot.simulator.settings import DEFAULT_TOKEN
from bot.wiring import build
from conversations.rules.terms import Role
from tests.e2e.stage import PATIENCE, Player, Stage
from tests.journeys import ANI, GURU_LINK, KS_LINK, SRI

# A Monday in the first month of a half-year.
BEGIN = datetime.fromisoformat("2025-07-07T10:00:00+07:00")
OPERATOR_ID = 4001
# What the server may refuse without anybody missing anything; each test ends with a look at this.
HARMLESS = (
    "message is not modified",
    "query is too old",
    "message thread not found",
    "not enough rights to send text messages",
    "group chat was upgraded to a supergroup chat",
)
# Nothing waits for the pace, except in tests that are about it.
UNHURRIED = {
    "rate_chat_burst": 100,
    "rate_chat_per_second": 1000,
    "rate_group_per_minute": 60_000,
    "rate_bulk_per_second": 1000,
    "rate_person_per_second": 1000,
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """These tests are about the wire, the same for both databases: half of them run on each.

    EVERY_DATABASE=1 runs all on both.
    """
    if os.environ.get("EVERY_DATABASE"):
        return
    left_out = [item for item in items if _is_for_the_other_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


def _is_for_the_other_database(item: pytest.Item) -> bool:
    if item.path.parent.name != "e2e" or not isinstance(item, pytest.Function):
        return False
    kind = item.callspec.params.get("database_url") if hasattr(item, "callspec") else None
    turn = ("sqlite", "postgresql")[zlib.crc32(item.originalname.encode()) % 2]
    return kind is not None and kind != turn


@pytest.fixture(scope="session")
def languages() -> Languages:
    return load_languages()


@pytest.fixture
def rates() -> Rates:
    """The server's pace; a test about pace overrides it."""
    return Rates.off()


@pytest.fixture
def given() -> dict[str, Any]:
    """More settings of the product; a test that is about one overrides this."""
    return {}


@pytest.fixture
async def simulator(rates: Rates) -> AsyncIterator[Simulator]:
    async with Simulator(SimulatorSettings(rates=rates, start_at=BEGIN)) as running:
        yield running


@pytest.fixture
async def world(simulator: Simulator) -> AsyncIterator[World]:
    async with LocalWorld(simulator, timeout=PATIENCE) as opened:
        yield opened


@pytest.fixture
async def stage(
    simulator: Simulator, world: World, database_url: str, languages: Languages, given: dict[str, Any]
) -> AsyncIterator[Stage]:
    """The product serving an empty world."""
    settings = Settings.model_validate(
        {
            "bot_token": DEFAULT_TOKEN,
            "bot_api_url": simulator.base_url,
            "bot_file_url": simulator.base_file_url,
            "database_url": database_url,
            "operator_ids": str(OPERATOR_ID),
            **UNHURRIED,
            **given,
        }
    )
    app = build(settings, clock=simulator.world.clock.now, languages=languages)
    await app.start()
    yield Stage(simulator, world, app, settings)
    async with asyncio.timeout(PATIENCE):
        await app.stop()
    events = simulator.world.events.after(0, 10_000)
    refused = {event["description"] for event in events if event["type"] == "refused"}
    assert [reason for reason in refused if not any(known in reason for known in HARMLESS)] == []


@pytest.fixture
async def newcomers(stage: Stage) -> Stage:
    """Sri and Ani have phones, and there are links for both."""
    await stage.person("sri")
    await stage.person("ani")
    stage.cast.links[KS_LINK] = await stage.link(Role.KS)
    stage.cast.links[GURU_LINK] = await stage.link(Role.GURU, uses=60)
    return stage


@pytest.fixture
async def sri(stage: Stage) -> Player:
    """The principal of the school."""
    return await stage.principal("sri", SRI)


@pytest.fixture
async def ani(stage: Stage, sri: Player) -> Player:
    """A teacher of the school."""
    return await stage.teacher("ani", ANI)
