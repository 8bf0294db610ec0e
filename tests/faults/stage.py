"""The world of a fault test: the simulator, three people, links, and a product that can die."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.inviting import invite
from bot.settings import load_settings
from bot.simulator import Rates, Settings, Simulator
from bot.simulator.local import LocalWorld
from bot.simulator.settings import DEFAULT_TOKEN, BotSpec
from bot.stage.product import product_environ
from bot.store.database import Database
from bot.telegram.api import bot_id_of
from conversations.rules.terms import Role
from tests.faults.victim import only_send
from tests.faults.victims import Victim
from tests.faults.walk import BEGINS_AT, Walk
from tests.journeys import GURU_LINK, KS_LINK, SUCCESSOR_LINK
from tests.steps import Cast

NPSN = "20100001"
SRI_ID, ANI_ID, DEWI_ID = 5001, 5002, 5003
BOT_ID = bot_id_of(DEFAULT_TOKEN)
# Telegram waits longer before it brings an update again.
_WEBHOOK_PAUSES = 0.05


@asynccontextmanager
async def staged(database_url: str, folder: Path) -> AsyncIterator[Walk]:
    """A walk that is about to begin, on a migrated database; nothing serves it yet."""
    clock = folder / "clock"
    simulated = Settings(
        rates=Rates.off(), clock_file=clock, local_mode=True, webhook_pause_scale=_WEBHOOK_PAUSES
    )
    async with Simulator(simulated) as simulator, LocalWorld(simulator) as world:
        await world.set_clock(BEGINS_AT.isoformat())
        environ = product_environ(simulator.url, DEFAULT_TOKEN, BotSpec.username, database_url, clock)
        settings = load_settings(environ, folder / "none.env")
        leading = await invite(settings, Role.KS, NPSN, "SDN Contoh 1", 1)
        teaching = await invite(settings, Role.GURU, NPSN, "", 60)
        succeeding = await invite(settings, Role.KS, NPSN, "SDN Contoh 1", 1)
        ids = {"sri": SRI_ID, "ani": ANI_ID, "dewi": DEWI_ID}
        people = {name: await world.user(name.capitalize(), user_id=user_id) for name, user_id in ids.items()}
        links = {KS_LINK: leading.link, GURU_LINK: teaching.link, SUCCESSOR_LINK: succeeding.link}
        cast = Cast(world, people, links)
        database = Database.open(database_url)
        victim, helper = Victim(environ, folder), Victim(environ, folder, only_send)
        try:
            yield Walk(cast, database, victim, helper, environ)
        finally:
            victim.end()
            helper.end()
            await database.close()
