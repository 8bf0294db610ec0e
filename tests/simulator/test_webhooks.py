"""Webhooks: what may be set, and how updates are delivered, in order and until they are taken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from bot.simulator import Rates, Settings, Simulator
from bot.simulator.client import World
from bot.simulator.person import Person

SECRET = "s" * 32


class Receiver:
    """A webhook that remembers what came, and answers as it is told, first with what is queued."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.secrets: set[str | None] = set()
        self.answers: list[web.Response] = []
        self.held: dict[str, asyncio.Event] = {}
        self.at_once = 0
        self.most_at_once = 0
        self._changed = asyncio.Event()
        self.url = ""

    async def handle(self, request: web.Request) -> web.Response:
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        text = (await request.json())["message"]["text"]
        self.texts.append(text)
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        self._changed.set()
        if text in self.held:
            await self.held[text].wait()
        self.at_once -= 1
        return self.answers.pop(0) if self.answers else web.Response()

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not holds():
                self._changed.clear()
                await self._changed.wait()


@pytest.fixture
def settings() -> Settings:
    return Settings(rates=Rates.off(), local_mode=True, webhook_timeout=5, webhook_pause_scale=0.001)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    app = web.Application()
    app.router.add_post("/telegram", made.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    yield made
    for held in made.held.values():
        held.set()
    await runner.cleanup()


async def test_what_waited_and_what_follows_is_delivered_with_the_secret_and_in_order(
    bot: Bot, ani: Person, receiver: Receiver, world: World
) -> None:
    await bot.set_webhook(receiver.url, secret_token=SECRET)
    for text in ("satu", "dua"):
        await ani.say(text)
    last = await ani.say("tiga")
    await world.confirmed(last["update_id"])
    assert receiver.texts == ["/start", "satu", "dua", "tiga"]
    assert receiver.secrets == {SECRET}
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.last_error_message) == (0, None)


async def test_a_chat_waits_for_its_own_update_and_for_no_other_chat(
    bot: Bot, ani: Person, budi: Person, receiver: Receiver, world: World
) -> None:
    receiver.held["lama"] = asyncio.Event()
    await bot.set_webhook(receiver.url)
    await ani.say("lama")
    await receiver.until(lambda: "lama" in receiver.texts)
    after = await ani.say("sesudahnya")
    await world.confirmed((await budi.say("lain"))["update_id"])
    assert "sesudahnya" not in receiver.texts
    receiver.held["lama"].set()
    await world.confirmed(after["update_id"])


async def test_no_more_connections_than_asked_for(
    bot: Bot, ani: Person, budi: Person, receiver: Receiver, world: World
) -> None:
    receiver.held["lama"] = asyncio.Event()
    await bot.set_webhook(receiver.url, max_connections=1)
    await ani.say("lama")
    await receiver.until(lambda: "lama" in receiver.texts)
    other = await budi.say("lain")
    receiver.held["lama"].set()
    await world.confirmed(other["update_id"])
    assert receiver.most_at_once == 1


@pytest.mark.parametrize("status", [302, 401, 503])
async def test_what_is_refused_comes_again_and_the_error_is_told(
    bot: Bot, ani: Person, receiver: Receiver, world: World, status: int
) -> None:
    receiver.answers = [web.Response(status=status) for _ in range(3)]
    await bot.set_webhook(receiver.url)
    await world.confirmed((await ani.say("satu"))["update_id"])
    assert receiver.texts == ["/start"] * 4 + ["satu"]
    told = (await bot.get_webhook_info()).last_error_message
    assert told is not None
    assert told.startswith(f"Wrong response from the webhook: {status}")


async def test_a_webhook_that_nobody_serves_loses_nothing(bot: Bot, ani: Person, world: World) -> None:
    await bot.set_webhook("http://127.0.0.1:9/telegram")
    await world.wait_for(lambda event: event["type"] == "update_not_taken")
    info = await bot.get_webhook_info()
    assert (info.last_error_message, info.pending_update_count) == ("Connection refused", 1)
    await bot.delete_webhook()
    assert len(await bot.get_updates()) == 1


async def test_an_answer_may_ask_for_a_call_but_not_for_another_webhook(
    bot: Bot, ani: Person, receiver: Receiver, world: World
) -> None:
    receiver.answers = [
        web.json_response({"method": "sendMessage", "chat_id": ani.id, "text": "Dari jawaban"}),
        web.json_response({"method": "deleteWebhook"}),
    ]
    await bot.set_webhook(receiver.url)
    await world.confirmed((await ani.say("satu"))["update_id"])
    assert (await ani.last()).text == "Dari jawaban"
    assert (await bot.get_webhook_info()).url == receiver.url


async def test_setting_the_same_again_delivers_nothing_twice(
    bot: Bot, ani: Person, receiver: Receiver, world: World
) -> None:
    receiver.held["/start"] = asyncio.Event()
    await bot.set_webhook(receiver.url, secret_token=SECRET)
    await receiver.until(lambda: receiver.texts == ["/start"])
    await bot.set_webhook(receiver.url, secret_token=SECRET)
    receiver.held["/start"].set()
    await world.confirmed((await ani.say("satu"))["update_id"])
    assert receiver.texts == ["/start", "satu"]


async def test_an_update_can_come_again_by_webhook_too(
    bot: Bot, ani: Person, receiver: Receiver, world: World
) -> None:
    await bot.set_webhook(receiver.url)
    number = (await ani.say("satu"))["update_id"]
    await world.confirmed(number)
    await world.redeliver(number)
    await receiver.until(lambda: receiver.texts == ["/start", "satu", "satu"])


async def test_polling_and_a_webhook_exclude_each_other(bot: Bot, ani: Person, receiver: Receiver) -> None:
    waiting = asyncio.create_task(bot.get_updates(offset=-1, timeout=5))
    await bot.set_webhook(receiver.url)
    with pytest.raises(Conflict):
        await bot.get_updates()
    await bot.delete_webhook()
    await asyncio.gather(waiting, return_exceptions=True)


class TestRefusals:
    """What a server that is not local refuses, and what every server refuses."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(rates=Rates.off())

    @pytest.mark.parametrize(
        ("url", "options", "words"),
        [
            ("http://example.org/telegram", {}, "An HTTPS URL must be provided"),
            ("https://example.org:9000/telegram", {}, "only on ports 80, 88, 443 or 8443"),
            ("https:///telegram", {}, "invalid webhook url"),
            ("https://example.org/t", {"max_connections": 101}, "from 1 to 100"),
            ("https://example.org/t", {"max_connections": 0}, "from 1 to 100"),
            ("https://example.org/t", {"secret_token": "a b"}, "unallowed characters"),
            ("https://example.org/t", {"secret_token": "a" * 257}, "too long"),
            ("https://example.org/t", {"allowed_updates": ["messages"]}, "no updates called messages"),
        ],
    )
    async def test_a_webhook_that_telegram_would_not_take(
        self, bot: Bot, simulator: Simulator, url: str, options: dict[str, object], words: str
    ) -> None:
        with pytest.raises(BadRequest, match=f"(?i){words}"):
            await bot.set_webhook(url, **options)
        assert (await bot.get_webhook_info()).url == ""

    @pytest.mark.parametrize("port", ["", ":88", ":8443"])
    async def test_ports_of_telegram(self, bot: Bot, simulator: Simulator, port: str) -> None:
        assert await bot.set_webhook(f"https://example.org{port}/telegram")
