"""A process that is told to end before it has begun."""

import signal

import pytest

from tests.faults.walk import Walk


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_start_that_waits_for_the_bot_api_ends_in_order(walk: Walk) -> None:
    await walk.world.fault("502", method="getMe", times=1000)
    walk.victim.start()
    await walk.world.wait_for(lambda event: event["type"] == "fault")
    walk.victim.send(signal.SIGTERM)
    assert await walk.victim.ends() == 0, walk.victim.last_words()
