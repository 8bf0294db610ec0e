"""Within the process the control interface is the same as over HTTP."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.simulator import Simulator
from bot.simulator.client import World
from bot.simulator.errors import ControlError
from bot.simulator.local import LocalWorld
from bot.simulator.person import Person
from tests.simulator.pictures import png


@pytest.fixture
async def local(simulator: Simulator) -> AsyncIterator[LocalWorld]:
    async with LocalWorld(simulator, timeout=5) as opened:
        yield opened


async def test_both_ways_give_the_same_answers(world: World, local: LocalWorld, ani: Person) -> None:
    asked: list[tuple[str, dict[str, Any] | None]] = [
        (f"/chats/{ani.id}/messages", {"after": 0}),
        ("/events", {"after": 0, "limit": 3}),
        ("/calls", None),
        ("/faults", None),
    ]
    for path, query in asked:
        assert await local.ask("GET", path, query=query) == await world.ask("GET", path, query=query)


async def test_what_is_done_one_way_is_seen_the_other(world: World, local: LocalWorld, ani: Person) -> None:
    nearby = await local.user("Ani", user_id=ani.id)
    await nearby.say("Selamat pagi")
    assert (await ani.messages())[-1].text == "Selamat pagi"
    await nearby.upload(png(), "foto.png", mime="image/png", photo=True)
    assert (await ani.messages())[-1].kind == "photo"


async def test_an_answer_belongs_to_who_asked(local: LocalWorld, ani: Person) -> None:
    events = await local.events(0)
    events[0].clear()
    assert (await local.events(0))[0]


@pytest.mark.parametrize(
    ("verb", "path", "body"),
    [
        ("POST", "/users/1/send", {"text": "x"}),
        ("POST", "/clock", {"now": "kemarin"}),
    ],
)
async def test_a_refusal_is_the_same_error(
    world: World, local: LocalWorld, verb: str, path: str, body: dict[str, Any] | None
) -> None:
    refusals = []
    for way in (world, local):
        with pytest.raises(ControlError) as refused:
            await way.ask(verb, path, body)
        refusals.append((type(refused.value), str(refused.value)))
    assert refusals[0] == refusals[1]
