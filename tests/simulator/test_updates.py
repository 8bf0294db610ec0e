"""Getting updates: polling, confirming, conflicts, kinds, the same update again."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot, Update
from telegram.error import Conflict

from bot.simulator import Simulator
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.simulator.settings import DEFAULT_TOKEN


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text if update.message else None for update in updates]


async def test_what_is_not_confirmed_comes_again(bot: Bot, ani: Person) -> None:
    await ani.say("satu")
    first = await bot.get_updates()
    again = await bot.get_updates()
    assert [u.update_id for u in first] == [u.update_id for u in again]
    assert texts(again) == ["/start", "satu"]


async def test_an_offset_confirms_everything_below_it(bot: Bot, ani: Person) -> None:
    await ani.say("satu")
    start, one = await bot.get_updates()
    assert [u.update_id for u in await bot.get_updates(offset=one.update_id)] == [one.update_id]
    assert await bot.get_updates(offset=one.update_id + 1) == ()
    assert start.update_id == one.update_id - 1


async def test_a_negative_offset_keeps_only_the_newest(bot: Bot, ani: Person) -> None:
    for text in ("satu", "dua", "tiga"):
        await ani.say(text)
    assert texts(await bot.get_updates(offset=-2)) == ["dua", "tiga"]
    assert texts(await bot.get_updates()) == ["dua", "tiga"]


async def test_a_limit_gives_the_oldest_first(bot: Bot, ani: Person) -> None:
    await ani.say("satu")
    assert texts(await bot.get_updates(limit=1)) == ["/start"]


async def test_a_long_poll_ends_with_the_first_update(bot: Bot, ani: Person) -> None:
    (start,) = await bot.get_updates()
    waiting = asyncio.create_task(bot.get_updates(offset=start.update_id + 1, timeout=20))
    await ani.world.confirmed(start.update_id)
    await ani.say("satu")
    assert texts(await waiting) == ["satu"]


async def test_a_long_poll_ends_empty_after_its_time(bot: Bot) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def test_a_second_poller_ends_the_first(bot: Bot, simulator: Simulator) -> None:
    async with Bot(DEFAULT_TOKEN, base_url=simulator.base_url) as other:
        ended = await asyncio.gather(
            bot.get_updates(timeout=1), other.get_updates(timeout=1), return_exceptions=True
        )
    conflicts = [str(outcome) for outcome in ended if isinstance(outcome, Conflict)]
    assert len(conflicts) == 1
    assert "terminated by other getUpdates request; make sure that only one bot instance" in conflicts[0]


async def test_a_webhook_refuses_polling_until_it_is_deleted(bot: Bot, ani: Person) -> None:
    assert await bot.set_webhook("https://example.com/hook", max_connections=7)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.max_connections) == ("https://example.com/hook", 1, 7)
    assert await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()
    assert (await bot.get_webhook_info()).url == ""


async def test_only_allowed_kinds_arrive_and_the_choice_is_remembered(bot: Bot, ani: Person) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["callback_query", "my_chat_member"])
    await ani.say("tidak sampai")
    await ani.block()
    await ani.unblock()
    updates = await bot.get_updates()
    assert texts(updates)[:1] == ["/start"]
    assert [u.my_chat_member is not None for u in updates] == [False, True, True]
    await bot.get_updates(allowed_updates=[])
    await ani.say("sampai")
    assert texts(await bot.get_updates())[-1] == "sampai"


async def test_an_update_can_come_again_under_its_number(bot: Bot, world: World, ani: Person) -> None:
    (start,) = await bot.get_updates()
    assert await bot.get_updates(offset=start.update_id + 1) == ()
    assert await world.redeliver() == start.update_id
    again = await bot.get_updates(offset=start.update_id + 1)
    assert [(u.update_id, u.message and u.message.text) for u in again] == [(start.update_id, "/start")]
    assert await bot.get_updates(offset=start.update_id + 1) == ()


async def test_the_same_content_can_come_under_a_new_number(bot: Bot, world: World, ani: Person) -> None:
    (start,) = await bot.get_updates()
    number = await world.duplicate(start.update_id)
    twin = (await bot.get_updates(offset=start.update_id + 1))[0]
    assert (twin.update_id, twin.message) == (number, start.message)


async def test_any_object_can_be_injected_as_an_update(bot: Bot, world: World) -> None:
    number = await world.raw_update({"business_connection_of_tomorrow": {"x": 1}})
    assert [u.update_id for u in await bot.get_updates()] == [number]


async def test_an_edited_message_arrives_as_such(bot: Bot, ani: Person) -> None:
    said = await ani.say("satu")
    await ani.edit(said["message"]["message_id"], "dua")
    newest = (await bot.get_updates(offset=-1))[0]
    assert newest.edited_message is not None
    assert newest.edited_message.text == "dua"


async def test_a_killed_poller_takes_no_update_with_it(
    bot: Bot, world: World, ani: Person, simulator: Simulator
) -> None:
    (start,) = await bot.get_updates()
    host, port = simulator.url.removeprefix("http://").split(":")
    _, writer = await asyncio.open_connection(host, int(port))
    path = f"/bot{DEFAULT_TOKEN}/getUpdates?timeout=30&offset={start.update_id + 1}"
    writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    await world.confirmed(start.update_id)
    writer.transport.abort()
    await world.redeliver(start.update_id)
    assert texts(await bot.get_updates(offset=start.update_id + 1, timeout=5)) == ["/start"]
