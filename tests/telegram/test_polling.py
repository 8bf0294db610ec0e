import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.simulator.client import World
from bot.simulator.person import Person
from bot.telegram.api import TelegramApi, TokenRefusedError
from bot.telegram.inbox import Inbound, Inbox, Raw
from bot.telegram.polling import Poller
from conversations.events import Command, Text

BROKEN = {"message": {"message_id": "not a number"}}


class Turns:
    """Stands for the turns of the product: remembers what it was given, waits or fails when told to."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.done: list[str] = []
        self.poison: list[Raw] = []
        self.held: dict[str, asyncio.Event] = {}
        self.failures: dict[str, int] = defaultdict(int)
        self.poison_failures = 0
        self._changed = asyncio.Event()

    async def handle(self, inbound: Inbound) -> None:
        text = _text(inbound)
        self.begun.append(text)
        self._tell()
        if text in self.held:
            await self.held[text].wait()
        if self.failures[text] > 0:
            self.failures[text] -= 1
            raise ValueError(text)
        self.done.append(text)
        self._tell()

    async def on_poison(self, raw: Raw, exc: Exception) -> None:
        if self.poison_failures > 0:
            self.poison_failures -= 1
            raise OSError("the database is away")
        self.poison.append(raw)
        self._tell()

    def hold(self, text: str) -> asyncio.Event:
        self.held[text] = asyncio.Event()
        return self.held[text]

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not holds():
                await self._changed.wait()

    def _tell(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()


def _text(inbound: Inbound) -> str:
    match inbound.event:
        case Text(text):
            return text
        case Command(name):
            return f"/{name}"
    return type(inbound.event).__name__


Run = Callable[[], Any]


@asynccontextmanager
async def polling(api: TelegramApi, turns: Turns) -> AsyncIterator[Poller]:
    poller = Poller(api, Inbox(api.bot_id, api.username), turns.handle, turns.on_poison)
    running = asyncio.create_task(poller.run())
    try:
        yield poller
    finally:
        poller.stop()
        await running


@pytest.fixture
def turns() -> Turns:
    return Turns()


@pytest.fixture
async def quiet(api: TelegramApi, ani: Person, budi: Person) -> None:
    """Nothing is pending when the test begins."""
    last = (await api.fetch_updates(None, 0))[-1]["update_id"]
    await api.fetch_updates(last + 1, 0)


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
        moved = {**said["message"], "text": "dua"} if "message" in said else {}
        assert moved
        raw = {"message": {"message_id": 9, "date": 1, "text": "dua", "chat": _chat(ani), "from": _user(ani)}}
        await world.raw_update({**raw, "update_id": 77})
        await turns.until(lambda: turns.done == ["satu", "dua"])
        await world.confirmed(77)


@pytest.mark.usefixtures("quiet")
async def test_an_update_that_fails_once_is_tried_once_more(
    api: TelegramApi, turns: Turns, ani: Person, world: World
) -> None:
    turns.failures["satu"] = 1
    async with polling(api, turns):
        number = (await ani.say("satu"))["update_id"]
        await world.confirmed(number)

    assert turns.done == ["satu"]
    assert turns.poison == []


@pytest.mark.usefixtures("quiet")
async def test_an_update_that_fails_twice_is_put_aside_and_the_next_are_served(
    api: TelegramApi, turns: Turns, ani: Person, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    turns.failures["racun"] = 2
    async with polling(api, turns):
        number = (await ani.say("racun"))["update_id"]
        await ani.say("sehat")
        await world.confirmed(number)
        await turns.until(lambda: turns.done == ["sehat"])

    assert [raw["update_id"] for raw in turns.poison] == [number]
    assert "racun" not in [record.getMessage() for record in caplog.records]


@pytest.mark.usefixtures("quiet")
async def test_a_malformed_update_spoils_only_itself(
    api: TelegramApi, turns: Turns, ani: Person, world: World
) -> None:
    await ani.say("sebelum")
    number = await world.raw_update(BROKEN)
    await ani.say("sesudah")
    async with polling(api, turns):
        await world.confirmed(number)
        await turns.until(lambda: len(turns.done) == 2)

    assert turns.done == ["sebelum", "sesudah"]
    assert [raw["update_id"] for raw in turns.poison] == [number]


@pytest.mark.usefixtures("quiet")
async def test_a_poison_update_is_kept_until_it_is_stored(
    api: TelegramApi, turns: Turns, world: World
) -> None:
    turns.poison_failures = 1
    number = await world.raw_update(BROKEN)
    async with polling(api, turns):
        await world.confirmed(number)

    assert [raw["update_id"] for raw in turns.poison] == [number]


@pytest.mark.usefixtures("quiet")
async def test_a_poison_update_that_cannot_be_stored_stays_with_the_server_when_we_stop(
    api: TelegramApi, turns: Turns, world: World
) -> None:
    turns.poison_failures = 1_000_000
    number = await world.raw_update(BROKEN)
    async with polling(api, turns):
        await turns.until(lambda: turns.poison_failures < 1_000_000) if turns.begun else None
        await world.wait_for(lambda e: e["type"] == "update_delivered" and e["update_id"] == number)

    assert [update["update_id"] for update in await api.fetch_updates(None, 0)] == [number]


@pytest.mark.usefixtures("quiet")
async def test_a_turn_that_never_ends_is_given_up(
    api: TelegramApi, turns: Turns, ani: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Poller, "handle_seconds", 0.05)
    turns.hold("tanpa akhir")
    async with polling(api, turns):
        await ani.say("tanpa akhir")
        await turns.until(lambda: len(turns.poison) == 1)


@pytest.mark.usefixtures("quiet")
async def test_unknown_kinds_are_acknowledged_and_counted(
    api: TelegramApi, turns: Turns, world: World
) -> None:
    async with polling(api, turns) as poller:
        number = await world.raw_update({"something_of_next_year": {"x": 1}})
        await world.confirmed(number)

    assert poller.ignored == {"something_of_next_year": 1}


@pytest.mark.usefixtures("quiet")
async def test_a_left_over_webhook_is_deleted_first(api: TelegramApi, turns: Turns, ani: Person) -> None:
    await api.bot.set_webhook("https://example.org/hook")
    async with polling(api, turns):
        await ani.say("halo")
        await turns.until(lambda: turns.done == ["halo"])


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.polling.back_off", lambda tries: 0.01)


@pytest.mark.usefixtures("quiet", "no_pause")
async def test_a_second_poller_costs_one_line_and_polling_goes_on(
    api: TelegramApi, turns: Turns, ani: Person, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.fault("conflict", method="getUpdates", times=5)
    async with polling(api, turns):
        await ani.say("halo")
        await turns.until(lambda: turns.done == ["halo"])

    lines = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert len(lines) == 1
    assert "somebody else receives" in lines[0]


@pytest.mark.usefixtures("quiet", "no_pause")
@pytest.mark.parametrize("kind", ["502", "garbage", "hangup_before", "hangup_after", "500"])
async def test_a_server_in_trouble_is_asked_again(
    api: TelegramApi, turns: Turns, ani: Person, world: World, kind: str
) -> None:
    await world.fault(kind, method="getUpdates", times=3)
    async with polling(api, turns):
        await ani.say("halo")
        await turns.until(lambda: turns.done == ["halo"])

    assert turns.begun == ["halo"]


@pytest.mark.usefixtures("quiet")
async def test_a_token_that_is_refused_ends_polling_by_name(
    api: TelegramApi, turns: Turns, world: World
) -> None:
    await world.fault("unauthorized", method="getUpdates")
    poller = Poller(api, Inbox(api.bot_id, api.username), turns.handle, turns.on_poison)

    with pytest.raises(TokenRefusedError, match="BOT_TOKEN"):
        await poller.run()


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
