"""The world of a fault test: the simulator, two people with their links, and a product that can die."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.inviting import invite
from bot.settings import load_settings
from bot.simulator import Rates, Settings, Simulator
from bot.simulator.client import World
from bot.simulator.settings import DEFAULT_TOKEN, BotSpec
from bot.stage.product import product_environ
from bot.store.database import Database
from conversations.rules.terms import Role
from tests.faults.victims import victim_of
from tests.faults.walk import BEGINS_AT, Walk
from tests.journeys import GURU_LINK, KS_LINK
from tests.steps import Cast

NPSN = "20100001"


@asynccontextmanager
async def staged(database_url: str, folder: Path) -> AsyncIterator[Walk]:
    """A walk that is about to begin, on a migrated database; nothing serves it yet."""
    clock = folder / "clock"
    simulated = Settings(rates=Rates.off(), clock_file=clock)
    async with Simulator(simulated) as simulator, World(simulator.url) as world:
        await world.set_clock(BEGINS_AT.isoformat())
        environ = product_environ(simulator.url, DEFAULT_TOKEN, BotSpec.username, database_url, clock)
        settings = load_settings(environ, folder / "none.env")
        leading = await invite(settings, Role.KS, NPSN, "SDN Contoh 1", 1)
        teaching = await invite(settings, Role.GURU, NPSN, "", 60)
        people = {"sri": await world.user("Sri", id=5001), "ani": await world.user("Ani", id=5002)}
        cast = Cast(world, people, {KS_LINK: leading.link, GURU_LINK: teaching.link})
        database = Database.open(database_url)
        try:
            with victim_of(environ, folder) as victim:
                yield Walk(cast, database, victim)
        finally:
            await database.close()
