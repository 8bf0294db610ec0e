"""Several processes on one database: updates come to any of them, and any of them may die."""

import asyncio
import random
import signal
from pathlib import Path

import pytest

from tests.faults.crowd import gather_crowd, type_all
from tests.faults.fleet import fleet_of
from tests.faults.path import path
from tests.faults.test_bursts import check_crowd
from tests.faults.test_kills import check
from tests.faults.walk import Moment, Walk

KILL_EVERY = 7
# How long after an update was said its process may be in the middle of it.
MIDST_SECONDS = 0.02


# Where the processes are many, so are the machines, and no file is shared.
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_plan_made_at_two_processes_at_random_of_which_one_or_the_other_dies(
    walk: Walk, undisturbed: list[Moment], tmp_path: Path
) -> None:
    chance = random.Random(2026)
    async with fleet_of(walk.environ, tmp_path) as (fleet, balancer):
        for number, (step, expected) in enumerate(zip(path(), undisturbed, strict=True)):
            done = await walk.act(step)
            is_deadly = number % KILL_EVERY == KILL_EVERY - 1
            if is_deadly:
                await asyncio.sleep(chance.uniform(0, MIDST_SECONDS))
                web = chance.choice(fleet.webs)
                web.end()
                web.start()
            check(step, await walk.calm(done), expected, most_copies=2 if is_deadly else 1)
            if expected.stored.records["notices"]:
                # It is submitted, and its principal knows.
                break
        assert min(balancer.served.values()) > len(undisturbed) // 10, "both have served"
        assert walk.steps > KILL_EVERY * 3, "both have died"


async def test_a_burst_while_processes_are_killed_and_ended_in_order(walk: Walk, tmp_path: Path) -> None:
    async with fleet_of(walk.environ, tmp_path) as (fleet, balancer):
        crowd = await gather_crowd(walk.world)
        done = await type_all(crowd)
        await balancer.all_have_served()
        fleet.webs[0].end()
        fleet.webs[0].start()
        fleet.worker.end()
        fleet.worker.start()
        fleet.webs[1].send(signal.SIGTERM)
        assert await fleet.webs[1].ends() == 0, fleet.last_words()
        assert await walk.undone(*done), "the ends came in the middle"
        fleet.webs[1].start()
        await walk.calm(*done)
        await check_crowd(walk, crowd)
