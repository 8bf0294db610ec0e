import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.simulator.client import World
from bot.simulator.person import Person
from bot.telegram.api import TelegramApi
from bot.telegram.inbox import Inbox
from bot.telegram.polling import Poller
from tests.telegram.polled import Turns, polling


async def pending(api: TelegramApi) -> list[str]:
    return [update["message"]["text"] for update in await api.fetch_updates(None, 0)]


@pytest.mark.usefixtures("quiet")
async def test_the_updates_of_one_chat_come_in_order(api: TelegramApi, turns: Turns, ani: Person) -> None:
    first = turns.hold("1")
    async with polling(api, turns):
        for number in range(1, 6):
            await ani.say(str(number))
        await turns.until(lambda: turns.begun == ["1"])
        first.set()
        await turns.until(lambda: len(turns.done) == 5)

    assert turns.begun == turns.done == ["1", "2", "3", "4", "5"]


@pytest.mark.usefixtures("quiet")
async def test_a_chat_that_is_stuck_does_not_hold_another(
    api: TelegramApi, turns: Turns, ani: Person, budi: Person
) -> None:
    stuck = turns.hold("sangkut")
    async with polling(api, turns):
        await ani.say("sangkut")
        await turns.until(lambda: turns.begun == ["sangkut"])
        for number in range(3):
            await budi.say(f"lancar {number}")
            await turns.until(lambda number=number: f"lancar {number}" in turns.done)
        assert "sangkut" not in turns.done
        stuck.set()

    assert turns.begun.count("sangkut") == 1


@pytest.mark.usefixtures("quiet")
async def test_an_update_is_acknowledged_only_after_it_is_finished(
    api: TelegramApi, turns: Turns, ani: Person, budi: Person, world: World
) -> None:
    begun = turns.hold("satu")
    async with polling(api, turns):
        first = (await ani.say("satu"))["update_id"]
        await turns.until(lambda: turns.begun == ["satu"])
        later = (await budi.say("dua"))["update_id"]
        await turns.until(lambda: turns.done == ["dua"])
        again = (await budi.say("tiga"))["update_id"]
        await turns.until(lambda: turns.done == ["dua", "tiga"])
        assert not [event for event in await world.events() if event.get("update_id") in (first, later, again)
                    and event["type"] == "update_confirmed"]  # fmt: skip
        begun.set()
        await world.confirmed(first)
        await world.confirmed(again)

    assert turns.begun == ["satu", "dua", "tiga"]


@pytest.mark.usefixtures("quiet")
async def test_what_a_dead_process_left_unfinished_comes_again(
    api: TelegramApi, turns: Turns, ani: Person, budi: Person
) -> None:
    turns.hold("satu")
    dying = Poller(api, Inbox(api.bot_id, api.username), turns.handle, turns.on_poison)
    running = asyncio.create_task(dying._poll())
    await ani.say("satu")
    await budi.say("dua")
    await turns.until(lambda: turns.done == ["dua"])
    running.cancel()
    for task in dying._tasks:
        task.cancel()
    await asyncio.gather(running, *dying._tasks, return_exceptions=True)

    next_life = Turns()
    async with polling(api, next_life):
        await next_life.until(lambda: len(next_life.done) == 2)

    assert next_life.done == ["satu", "dua"]


@pytest.mark.usefixtures("quiet")
async def test_stopping_finishes_what_is_begun_and_confirms_it(
    api: TelegramApi, turns: Turns, ani: Person
) -> None:
    begun = turns.hold("satu")
    poller = Poller(api, Inbox(api.bot_id, api.username), turns.handle, turns.on_poison)
    running = asyncio.create_task(poller.run())
    await ani.say("satu")
    await turns.until(lambda: turns.begun == ["satu"])
    await ani.say("dua")
    poller.stop()
    begun.set()
    await running

    assert turns.done == ["satu"]
    assert await pending(api) == ["dua"]


@pytest.mark.usefixtures("quiet")
async def test_an_update_delivered_again_is_handed_on_again(
    api: TelegramApi, turns: Turns, ani: Person, world: World
) -> None:
    async with polling(api, turns):
        number = (await ani.say("satu"))["update_id"]
        await world.confirmed(number)
        await world.redeliver(number)
        await turns.until(lambda: turns.done == ["satu", "satu"])
        await ani.say("dua")
        await turns.until(lambda: turns.done == ["satu", "satu", "dua"])


@pytest.mark.usefixtures("quiet")
async def test_numbers_that_begin_anew_are_followed(
    api: TelegramApi, turns: Turns, ani: Person, world: World
) -> None:
    async with polling(api, turns):
        said = await ani.say("satu")
        await world.confirmed(said["update_id"])
        raw = {"message": {"message_id": 9, "date": 1, "text": "dua", "chat": _chat(ani), "from": _user(ani)}}
        await world.raw_update({**raw, "update_id": 77})
        await turns.until(lambda: turns.done == ["satu", "dua"])
        await world.confirmed(77)


@pytest.mark.usefixtures("quiet")
async def test_waiting_for_a_slow_turn_does_not_ask_the_server_in_a_circle(
    api: TelegramApi, turns: Turns, ani: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched = 0
    fetch: Callable[..., Awaitable[Any]] = api.fetch_updates

    async def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal fetched
        fetched += 1
        return await fetch(*args, **kwargs)

    monkeypatch.setattr(api, "fetch_updates", counted)
    monkeypatch.setattr(Poller, "look_again_seconds", 30)
    slow = turns.hold("lambat")
    async with polling(api, turns):
        await ani.say("lambat")
        await turns.until(lambda: turns.begun == ["lambat"])
        await ani.say("lagi")
        before = fetched
        slow.set()
        await turns.until(lambda: turns.done == ["lambat", "lagi"])

    assert before <= 3
    assert turns.begun == ["lambat", "lagi"]


def _chat(person: Person) -> dict[str, Any]:
    return {"id": person.id, "type": "private", "first_name": person.name}


def _user(person: Person) -> dict[str, Any]:
    return {"id": person.id, "is_bot": False, "first_name": person.name}
