"""Faults on demand."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from bot.simulator import Simulator
from bot.simulator.client import World
from bot.simulator.errors import ControlError
from bot.simulator.person import Person
from bot.simulator.settings import DEFAULT_TOKEN


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("429", RetryAfter),
        ("500", NetworkError),
        ("502", NetworkError),
        ("garbage", TelegramError),
        ("hangup_before", NetworkError),
        ("blocked", Forbidden),
        ("deactivated", Forbidden),
        ("chat_not_found", BadRequest),
        ("no_rights", BadRequest),
        ("edit_not_found", BadRequest),
    ],
)
async def test_the_next_call_fails_once_and_without_effect(
    bot: Bot, world: World, ani: Person, kind: str, error: type[TelegramError]
) -> None:
    await world.fault(kind, retry_after=3)
    with pytest.raises(error):
        await bot.send_message(ani.id, "pertama")
    assert await world.faults() == []
    await bot.send_message(ani.id, "kedua")
    assert [m.text for m in await ani.messages() if m.from_bot] == ["kedua"]


async def test_a_hangup_after_the_effect_leaves_the_message_there(
    bot: Bot, world: World, ani: Person
) -> None:
    await world.fault("hangup_after", method="sendMessage", chat_id=ani.id)
    with pytest.raises(NetworkError):
        await bot.send_message(ani.id, "sampai")
    assert (await ani.last()).text == "sampai"


@pytest.mark.parametrize("effect", [True, False])
async def test_a_time_out_may_or_may_not_have_had_an_effect(
    simulator: Simulator, world: World, ani: Person, effect: bool
) -> None:
    hasty = HTTPXRequest(read_timeout=0.2)
    async with Bot(DEFAULT_TOKEN, base_url=simulator.base_url, request=hasty) as bot:
        await world.fault("timeout", method="sendMessage", seconds=30, effect=effect)
        with pytest.raises(TimedOut):
            await bot.send_message(ani.id, "sampai?")
    assert ([m.text for m in await ani.messages() if m.from_bot] == ["sampai?"]) is effect


async def test_a_fault_can_wait_for_a_method_a_chat_and_a_later_call(
    bot: Bot, world: World, ani: Person
) -> None:
    budi = await world.user("Budi")
    await budi.start()
    await world.fault("500", method="sendMessage", chat_id=budi.id, skip=1, times=2)
    await bot.send_message(ani.id, "x")
    await bot.send_message(budi.id, "satu")
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.send_message(budi.id, "hilang")
    await bot.send_message(budi.id, "dua")
    assert [m.text for m in await budi.messages() if m.from_bot] == ["satu", "dua"]


async def test_polling_fails_only_when_it_is_named(bot: Bot, world: World, ani: Person) -> None:
    await world.fault("500")
    assert len(await bot.get_updates()) == 1
    await world.fault("502", method="getUpdates")
    with pytest.raises(NetworkError):
        await bot.get_updates()


async def test_any_refusal_can_be_ordered(bot: Bot, world: World, ani: Person) -> None:
    await world.fault("error", code=400, description="Bad Request: PEER_FLOOD")
    with pytest.raises(BadRequest, match="Peer_flood"):
        await bot.send_message(ani.id, "x")


async def test_faults_are_seen_among_the_calls(bot: Bot, world: World, ani: Person) -> None:
    await world.fault("500", effect=True)
    with pytest.raises(NetworkError):
        await bot.send_message(ani.id, "x")
    call = (await world.calls(method="sendMessage"))[-1]
    assert (call["fault"], call["ok"], call["params"]["text"]) == ("500", True, "x")


async def test_an_order_that_cannot_be_understood_is_refused(world: World) -> None:
    with pytest.raises(ControlError, match="kind must be one of"):
        await world.fault("earthquake")
    with pytest.raises(ControlError, match="unknown fields: color"):
        await world.fault("500", color="red")
    with pytest.raises(ControlError, match="invalid literal"):
        await world.fault("500", times="often")
    assert await world.faults() == []


async def test_the_server_stops_while_a_call_is_held(simulator: Simulator, world: World, ani: Person) -> None:
    await world.fault("timeout", seconds=300)
    async with aiohttp.ClientSession() as session:
        call = session.get(f"{simulator.base_url}{DEFAULT_TOKEN}/getMe")
        seq = await world.last_event()

        async def held() -> None:
            with pytest.raises(aiohttp.ClientError):
                await call

        waiting = asyncio.create_task(held())
        await world.wait_for(lambda e: e["type"] == "fault", after=seq)
        await simulator.stop()
        await waiting
