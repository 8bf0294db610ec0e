"""How many updates a second one process takes by webhook: `python -m tests.bench.webhook [CHATS] [SECONDS]`.

From the POST of a press to the edit that answers it. The product runs on core 0, the people and a Bot API
that answers at once on core 1; `--profile FILE` writes what the product spends its time on. The processor
time of an update says more than its rate where the machine has other things to do.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import aiohttp
from sqlalchemy import Connection

from bot.rule_sets import load_rule_sets
from bot.settings import load_settings
from bot.simulator.settings import DEFAULT_TOKEN
from bot.stage.product import product_environ
from bot.store.actor import Actor
from bot.store.database import Database
from bot.store.world import World
from conversations.facts import Zone
from conversations.people_effects import RegisterPerson
from conversations.rules.terms import Role, SchoolLevel
from tests.e2e import seeding
from tests.faults.fleet import free_ports
from tests.faults.rush import BEGIN, BOT_ID

FIRST_ID = 10_000
NOTHING = Path(os.devnull)
_ANSWERS = {
    "getMe": {"id": BOT_ID, "is_bot": True, "first_name": "Asisten", "username": "asisten_kinerja_bot"},
    "sendMessage": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}},
    "editMessageText": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}},
}


@dataclass
class Phone:
    """What one person is shown; `screen` is done when the next one arrives."""

    chat_id: int
    buttons: list[str] = field(default_factory=list)
    screen: asyncio.Future[None] | None = None


class Stub(asyncio.Protocol):
    """A Bot API that answers every call at once and tells the phones what they are shown."""

    def __init__(self, phones: dict[int, Phone]) -> None:
        self._phones = phones
        self._data = b""

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._data += data
        while True:
            head, separator, rest = self._data.partition(b"\r\n\r\n")
            if not separator:
                return
            size = _length(head)
            if len(rest) < size:
                return
            self._data = rest[size:]
            self._answer(head.split(b" ", 2)[1].rpartition(b"/")[2].decode(), rest[:size])

    def _answer(self, method: str, body: bytes) -> None:
        answer = json.dumps({"ok": True, "result": _ANSWERS.get(method, True)}).encode()
        self._transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(answer)
            + answer
        )
        if method in ("sendMessage", "editMessageText"):
            given = parse_qs(body.decode())
            phone = self._phones[int(given["chat_id"][0])]
            rows = json.loads(given["reply_markup"][0])["inline_keyboard"] if "reply_markup" in given else []
            phone.buttons = [button.get("callback_data", "") for row in rows for button in row]
            if phone.screen is not None and not phone.screen.done():
                phone.screen.set_result(None)


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line[15:])
    return 0


class People:
    """Everybody presses, sees the answer, and presses again."""

    def __init__(self, phones: dict[int, Phone], url: str, secret: str) -> None:
        self._phones = phones
        self._url = url
        self._headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret}
        self._numbers: Iterator[int] = iter(range(1, 10**9))
        self.took: list[float] = []

    async def begin(self, client: aiohttp.ClientSession, phone: Phone) -> None:
        """To where RHK 1 is counted."""
        person, chat = _person(phone.chat_id)
        entity = {"type": "bot_command", "offset": 0, "length": 6}
        message = {
            "message_id": 1,
            "date": 1,
            "chat": chat,
            "from": person,
            "text": "/start",
            "entities": [entity],
        }
        await self._bring(client, phone, {"message": message})
        for action in ("plan", "edit:rhk", "cat:pelatihan", "rhk:1"):
            await self.press(client, phone, action)

    async def press(self, client: aiohttp.ClientSession, phone: Phone, action: str) -> None:
        """Press a button and wait for what follows."""
        data = next(data for data in phone.buttons if data.endswith(f":{action}"))
        person, chat = _person(phone.chat_id)
        message = {"message_id": 1, "date": 1, "chat": chat, "text": "x"}
        query = {
            "id": str(next(self._numbers)),
            "from": person,
            "chat_instance": "1",
            "data": data,
            "message": message,
        }
        await self._bring(client, phone, {"callback_query": query})

    async def press_on(self, client: aiohttp.ClientSession, phone: Phone, until: float) -> None:
        """Count up and down until then."""
        turn = 0
        while time.perf_counter() < until:
            began = time.perf_counter()
            await self.press(client, phone, f"qty:1:{3 if turn % 2 == 0 else 2}")
            self.took.append(time.perf_counter() - began)
            turn += 1

    async def _bring(self, client: aiohttp.ClientSession, phone: Phone, content: dict[str, Any]) -> None:
        phone.screen = asyncio.get_running_loop().create_future()
        update = json.dumps({"update_id": next(self._numbers), **content}).encode()
        async with client.post(self._url, data=update, headers=self._headers) as response:
            assert response.status == 200, response.status
        await phone.screen


def _person(chat_id: int) -> tuple[dict[str, Any], dict[str, Any]]:
    known = {"id": chat_id, "first_name": f"Guru {chat_id}"}
    return {**known, "is_bot": False, "language_code": "id"}, {**known, "type": "private"}


async def _seed(database_url: str, chats: int) -> None:
    database = Database.open(database_url)
    await database.upgrade()
    rules = load_rule_sets(["pmm_2024"])
    world = World(BEGIN, rules, load_settings({}, NOTHING).calendar)
    wish = RegisterPerson("Ani Lestari", "id", Zone.WIB, Role.GURU, SchoolLevel.SD)

    def work(conn: Connection) -> None:
        for chat_id in range(FIRST_ID, FIRST_ID + chats):
            actor = Actor(BOT_ID, str(chat_id), chat_id)
            seeding.register(conn, actor, wish, "", world)
            seeding.write_plan(conn, actor, world, seeding.CONTENT)

    await database.transact(work)
    await database.close()


async def _measure(options: argparse.Namespace, folder: Path) -> None:
    phones = {FIRST_ID + n: Phone(FIRST_ID + n) for n in range(options.chats)}
    loop = asyncio.get_running_loop()
    stub = await loop.create_server(lambda: Stub(phones), "127.0.0.1", 0)
    api = f"http://127.0.0.1:{stub.sockets[0].getsockname()[1]}"
    (port,) = free_ports(1)
    database_url = options.database or f"sqlite:///{folder / 'bench.db'}"
    await _seed(database_url, options.chats)
    clock = folder / "clock"
    clock.write_text(str(BEGIN.timestamp() - time.time()))
    environ = product_environ(api, DEFAULT_TOKEN, "asisten_kinerja_bot", database_url, clock)
    environ |= {"WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram", "PORT": str(port), "LOG_LEVEL": "warning"}
    environ |= {"RATE_CHAT_PER_SECOND": "1000", "RATE_CHAT_BURST": "100"}
    run = ["-m", "cProfile", "-o", options.profile] if options.profile else []
    product = await asyncio.create_subprocess_exec(
        "taskset", "-c", "0", sys.executable, *run, "-m", "bot", "web", env={**os.environ, **environ}
    )
    settings = load_settings(environ, NOTHING)
    people = People(phones, str(settings.webhook_url), settings.webhook_secret_of(DEFAULT_TOKEN).decode())
    connector = aiohttp.TCPConnector(limit=0)
    try:
        async with aiohttp.ClientSession(connector=connector) as client:
            await _ready(client, port)
            await asyncio.gather(*(people.begin(client, phone) for phone in phones.values()))
            spent = _cpu_seconds(product.pid)
            until = time.perf_counter() + options.seconds
            await asyncio.gather(*(people.press_on(client, phone, until) for phone in phones.values()))
            spent = _cpu_seconds(product.pid) - spent
    finally:
        product.terminate()
        await product.wait()
        stub.close()
    took = sorted(people.took)
    shares = ", ".join(
        f"p{share:.0%} {1000 * took[int(share * (len(took) - 1))]:.1f} ms" for share in (0.5, 0.95, 0.99)
    )
    print(f"{options.chats} at once: {len(took) / options.seconds:.0f} updates a second, {shares}")
    each = spent / len(took)
    print(f"{1000 * each:.2f} ms of the processor for each, so {1 / each:.0f} a second at most")


def _cpu_seconds(pid: int) -> float:
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


async def _ready(client: aiohttp.ClientSession, port: int) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                async with client.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientConnectorError:
                pass
            await asyncio.sleep(0.1)


def main() -> None:
    """Measure once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("chats", type=int, nargs="?", default=32)
    parser.add_argument("seconds", type=float, nargs="?", default=10.0)
    parser.add_argument("--database", default="", help="else a SQLite file")
    parser.add_argument("--profile", default="")
    os.sched_setaffinity(0, {1})
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(parser.parse_args(), Path(folder)))


if __name__ == "__main__":
    main()
