"""How soon a click changes the demo page, with 200 chats of 200 messages: `python -m tests.bench.page`."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser

from bot.demo.cast import Member
from bot.demo.director import Director
from bot.demo.options import parse_options
from bot.demo.running import running
from bot.simulator.state import Chat, Message
from bot.transcript.model import Arrive, Someone
from conversations.rules.terms import Role
from tests.browser.chromium import chromium
from tests.browser.journey import begin_plan
from tests.browser.picture import show_three
from tests.browser.visitor import WIDE, Troubles, Visitor

CHATS, MESSAGES = 200, 200
CLICKS = 60
TARGET_MS = 300
# Nobody clicks faster than one can read.
_PAUSE_SECONDS = 0.4
_BUSY_EVERY_SECONDS = 0.1
_FIRST_ID = 7_001_000
_WORDS = "Rencana kinerja ini sudah dibaca dan menunggu kabar dari kepala sekolah. " * 6
_KEYBOARD = {"inline_keyboard": [[{"text": "Beranda", "callback_data": "h:0:home"}]]}

# Resolves with the milliseconds until the words of the newest message of a phone are drawn anew.
_CLICK = """async ([phone, label]) => {
  const log = document.querySelector(`[data-phone="${phone}"] .messages`);
  const buttons = log.querySelectorAll(`[data-action=press][data-label="${label}"]`);
  const newest = () => [...log.querySelectorAll("[data-message] .text")].at(-1).innerText;
  const before = newest();
  const began = performance.now();
  buttons[buttons.length - 1].click();
  return await new Promise((resolve) => {
    const look = () => {
      if (newest() === before) requestAnimationFrame(look);
      else resolve(performance.now() - began);
    };
    requestAnimationFrame(look);
  });
}"""


async def _fill(director: Director) -> None:
    """Give everybody a phone and a long dialogue."""
    world = director.simulator.world
    bot = world.bot()
    for number in range(CHATS - len(director.stage.people)):
        name = f"Guru{number}"
        director.cast.members[name] = Member(name, Role.GURU, "SDN Contoh 1")
        await director.play(Arrive(Someone(name, _FIRST_ID + number, "id")))
    for person in director.stage.people.values():
        chat = world.private(bot, world.users[person.id])
        for number in range(MESSAGES):
            _write(director, chat, is_bot=number % 2 == 1)


def _write(director: Director, chat: Chat, *, is_bot: bool) -> None:
    world = director.simulator.world
    sender = world.bot().user if is_bot or chat.peer is None else chat.peer
    text = _WORDS if is_bot else "1"
    message = Message(chat.next_message_id(), chat, sender, world.clock.timestamp(), text=text)
    message.markup = _KEYBOARD if is_bot else None
    chat.messages[message.message_id] = message


@asynccontextmanager
async def _busy(director: Director) -> AsyncIterator[None]:
    """Other chats get messages of the bot all the time."""
    world = director.simulator.world
    others = [person for name, person in director.stage.people.items() if name.startswith("Guru")]

    async def write() -> None:
        while True:
            for person in others:
                world.post(world.private(world.bot(), world.users[person.id]), world.bot().user, _WORDS)
                await asyncio.sleep(_BUSY_EVERY_SECONDS)

    writing = asyncio.create_task(write())
    yield
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)


async def _measure(visitor: Visitor) -> list[float]:
    phone = await visitor.phone("Ani").get_attribute("data-phone")
    taken = []
    for click in range(CLICKS):
        label = "+ jadi 3" if click % 2 == 0 else "− jadi 2"
        taken.append(float(await visitor.page.evaluate(_CLICK, [phone, label])))
        await asyncio.sleep(_PAUSE_SECONDS)
    return sorted(taken)


async def _look(browser: Browser, director: Director, url: str) -> bool:
    context = await browser.new_context(viewport=WIDE, locale="id-ID")
    visitor = Visitor(await context.new_page(), Troubles(url))
    await visitor.arrive(url)
    await show_three(visitor)
    await begin_plan(visitor, "Ani")
    await visitor.writes("Ani", "2", "Dalam rencana: 2× = 16 poin")
    calm = _tell("nobody else is busy", await _measure(visitor))
    async with _busy(director):
        busy = _tell("ten messages a second elsewhere", await _measure(visitor))
    await context.close()
    return max(calm, busy) < TARGET_MS


def _tell(what: str, taken: list[float]) -> float:
    p50, p95 = taken[len(taken) // 2], taken[len(taken) * 95 // 100]
    print(f"{len(taken)} clicks, {what}: p50 {p50:.0f} ms, p95 {p95:.0f} ms (target {TARGET_MS} ms)")
    return p95


async def _run() -> bool:
    options = parse_options(["--no-open", "--port", "0"])
    with tempfile.TemporaryDirectory() as folder:
        async with running(options, Path(folder)) as (director, url), chromium() as browser:
            following = asyncio.create_task(director.follow())
            try:
                await _fill(director)
                print(f"{CHATS} chats of {MESSAGES} messages")
                return await _look(browser, director, url.rstrip("/"))
            finally:
                following.cancel()


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(_run()) else 1)
