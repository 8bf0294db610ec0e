"""The clock's role: the real APScheduler, by real time."""

import asyncio
from collections.abc import Mapping
from types import SimpleNamespace

from bot.metrics import Metrics
from bot.roles.ticking import Ticking
from bot.settings import Settings
from bot.store.database import Database
from bot.store.tables import clock_tick
from bot.store.world import World
from conversations.facts import Zone
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Role
from tests.schedule.people import BOT_ID, People, local


async def test_the_scheduler_fires_each_second_and_a_tick_that_fails_ends_nothing(
    rule_sets: Mapping[str, RuleSet], caplog
):
    database = Database.open("sqlite:///:memory:")
    await database.upgrade()
    people = People(database, rule_sets)
    await people.school("SDN 1", Zone.WIB)
    await people.join("Ani", Role.GURU, "SDN 1")
    people.now = local("2028-01-03")
    ticks: list[int] = []
    enough = asyncio.Event()

    def world() -> World:
        ticks.append(len(ticks))
        if len(ticks) == 1:
            raise ConnectionError("the database is away")
        if len(ticks) == 3:
            enough.set()
        return people.world()

    core = SimpleNamespace(
        database=database,
        world=world,
        bot_id=BOT_ID,
        wake=lambda: None,
        settings=Settings(tick_seconds=1.0),
        metrics=Metrics(),
    )
    role = Ticking(core)
    await role.prepare()
    working = [asyncio.create_task(work) for work in role.work()]
    async with asyncio.timeout(30):
        await enough.wait()
        role.stop()
        await asyncio.gather(*working)
    await role.close()
    assert "a tick failed, the next one goes on: ConnectionError" in caplog.text
    assert [row["kind"] for row in await people.enqueued()] == ["reminder"]
    assert [row["world_at"] for row in await people.rows(clock_tick)] == [people.now]
    await database.close()
