"""The server itself: forms of a request, the record of calls, the control interface over plain HTTP."""

from __future__ import annotations

import ast
import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

import bot.simulator
from bot.simulator import BotSpec, Rates, Settings, Simulator
from bot.simulator.__main__ import parser, rates
from bot.simulator.client import World
from bot.simulator.errors import ControlError
from bot.simulator.person import Person
from bot.simulator.settings import DEFAULT_TOKEN

PACKAGE = Path(bot.simulator.__file__).parent


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.mark.parametrize("form", ["query", "urlencoded", "json", "multipart"])
async def test_parameters_come_in_every_form(
    simulator: Simulator, http: aiohttp.ClientSession, ani: Person, form: str
) -> None:
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    values = {"chat_id": str(ani.id), "text": "Halo", "reply_markup": json.dumps(markup)}
    sent: dict[str, Any] = {
        "query": {"params": values},
        "urlencoded": {"data": values},
        "json": {"json": {"chat_id": ani.id, "text": "Halo", "reply_markup": markup}},
        "multipart": {"data": aiohttp.FormData(values, default_to_multipart=True)},
    }[form]
    verb = "GET" if form == "query" else "POST"
    async with http.request(verb, f"{simulator.base_url}{DEFAULT_TOKEN}/SendMESSAGE", **sent) as answer:
        body = await answer.json()
    assert body["ok"]
    assert body["result"]["reply_markup"] == markup
    assert (await ani.last()).labels == ["Ya"]


async def test_a_body_that_cannot_be_read_is_refused(
    simulator: Simulator, http: aiohttp.ClientSession
) -> None:
    url = f"{simulator.base_url}{DEFAULT_TOKEN}/sendMessage"
    headers = {"Content-Type": "application/json"}
    for body in ("{", "[]"):
        async with http.post(url, data=body, headers=headers) as answer:
            assert answer.status == 400
            assert (await answer.json())["description"] == "Bad Request: can't parse JSON object"


async def test_every_call_is_remembered_with_its_answer(bot: Bot, world: World, ani: Person) -> None:
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="y")]])
    sent = await bot.send_message(ani.id, "Halo", reply_markup=keys)
    call = (await world.calls(method="sendMessage", chat_id=ani.id))[-1]
    assert (call["ok"], call["result"]["message_id"]) == (True, sent.message_id)
    assert call["params"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Ya"
    assert (await ani.last()).raw["call_ids"] == [call["id"]]
    assert (await world.ask("GET", f"/calls/{call['id']}"))["method"] == "sendMessage"


async def test_what_happened_can_be_waited_for(bot: Bot, world: World, ani: Person) -> None:
    seq = await world.last_event()
    waiting = asyncio.create_task(
        world.wait_for(lambda e: e["type"] == "message" and e["message"]["text"] == "Halo", after=seq)
    )
    await bot.send_message(ani.id, "Halo")
    assert (await waiting)["chat_id"] == ani.id
    with pytest.raises(TimeoutError, match="it did not happen"):
        await world.wait_for(lambda e: e["type"] == "never", after=seq, within=0.05)


async def test_a_person_waits_until_the_screen_says_so(bot: Bot, ani: Person) -> None:
    sent = await bot.send_message(ani.id, "12 / 32 poin")
    waiting = asyncio.create_task(ani.sees("32 / 32 poin"))
    await bot.edit_message_text("32 / 32 poin", ani.id, sent.message_id)
    assert (await waiting).version == 2
    with pytest.raises(TimeoutError, match="Ani waits for 'selesai', but sees '32 / 32 poin'"):
        await ani.sees("selesai", within=0.05)


async def test_the_world_settles_when_all_is_confirmed(bot: Bot, world: World, ani: Person) -> None:
    with pytest.raises(TimeoutError):
        await world.settled(within=0.2)
    (start,) = await bot.get_updates()
    await bot.get_updates(offset=start.update_id + 1)
    await world.settled(calm=0.05)


async def test_the_state_tells_everyone_but_no_token(world: World, ani: Person) -> None:
    state = await world.state()
    assert [user["first_name"] for user in state["users"]] == ["Ani"]
    assert state["bots"][0]["username"] == "asisten_kinerja_bot"
    assert DEFAULT_TOKEN not in json.dumps(state)


@pytest.mark.parametrize("path", ["/users/1/send", "/groups/-1/add", "/users/1/press", "/groups"])
async def test_a_control_request_about_nobody_is_explained(world: World, path: str) -> None:
    with pytest.raises(ControlError) as refusal:
        await world.ask("POST", path, {"text": "x", "title": "x", "user_id": 1, "data": "x", "creator": 1})
    assert refusal.value.status == 404


TWO_BOTS = Settings(bots=(BotSpec(), BotSpec("100002:other", "other_bot")), rates=Rates.off())


@pytest.mark.parametrize("settings", [TWO_BOTS])
async def test_two_bots_have_their_own_chats_and_updates(
    simulator: Simulator, bot: Bot, world: World, ani: Person
) -> None:
    async with Bot("100002:other", base_url=simulator.base_url) as other:
        assert await other.get_updates() == ()
        ani_there = Person(world, ani.id, "Ani", bot_id=other.id)
        await ani_there.say("halo sana")
        assert [u.message and u.message.text for u in await other.get_updates()] == ["halo sana"]
        await other.send_message(ani.id, "dari sana")
        assert [m.text for m in await ani.messages()] == ["/start"]
        assert [m.text for m in await ani_there.messages()] == ["halo sana", "dari sana"]


def test_rates_are_read_from_the_command_line() -> None:
    assert rates("off") == Rates.off()
    assert rates("5,off,60") == Rates(overall_per_second=5, chat_per_second=None, group_per_minute=60)
    assert parser().parse_args([]).port == 9000


async def test_it_runs_alone(tmp_path: Path, http: aiohttp.ClientSession) -> None:
    clock = tmp_path / "clock"
    command = ["-m", "bot.simulator", "--port", "0", "--rates", "off", "--clock-file", str(clock)]
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, cwd=PACKAGE.parent.parent, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert found is not None
    async with World(found[0]) as world:
        await world.advance("1d")
        assert float(clock.read_text()) == 86_400
    process.terminate()
    assert await process.wait() == 0


def test_the_simulator_stands_alone() -> None:
    foreign = set()
    for file in PACKAGE.rglob("*.py"):
        inside = len(file.relative_to(PACKAGE).parts)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                foreign |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level <= inside, f"{file} imports from outside"
                foreign |= {(node.module or "").split(".")[0]} if node.level == 0 else set()
    assert foreign - set(sys.stdlib_module_names) == {"aiohttp"}


def test_every_control_route_is_documented(simulator: Simulator) -> None:
    page = (PACKAGE.parent.parent / "docs" / "simulator.md").read_text(encoding="utf-8")
    routes = {
        (route.method, re.sub(r"\{(\w+)[^}]*\}", r"{\1}", route.resource.canonical))
        for route in simulator.app.router.routes()
        if route.resource is not None and route.resource.canonical.startswith("/control/")
    }
    missing = {f"{verb} {path}" for verb, path in routes if verb != "HEAD" and f"{verb} {path}" not in page}
    assert missing == set()
