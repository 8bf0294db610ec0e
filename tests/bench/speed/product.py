"""The product beside the bots it is compared with: people who are at their RHK, and the processes."""

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection

from bot.links import Links
from bot.rule_sets import load_rule_sets
from bot.store.actor import Actor
from bot.store.database import Database
from bot.store.world import World
from conversations.facts import Zone
from conversations.people_effects import RegisterPerson
from conversations.rules.cycle import FinalDates, RuleCalendar, RuleSetMap
from conversations.rules.terms import Role, SchoolLevel
from tests.bench.speed.load import Crowd, Visitor
from tests.e2e import seeding

TOKEN = "100001:simulator-token"
SECRET = "a-secret-that-is-long-enough-for-a-bench"
_UNLIMITED = {
    "RATE_CHAT_BURST": "100",
    "RATE_CHAT_PER_SECOND": "1000",
    "RATE_PERSON_PER_SECOND": "1000",
    "RATE_BULK_PER_SECOND": "1000",
}


async def prepare(url: str, chat_ids: Sequence[int]) -> None:
    """A migrated database with a guru in each of these chats."""
    database = Database.open(url)
    await database.upgrade()
    calendar = RuleCalendar(RuleSetMap("pmm_2024"), FinalDates())
    links = Links("bangku_bot", b"a key for the bench")
    world = World(datetime.now(UTC), load_rule_sets(["pmm_2024"]), calendar, links=links)

    def register(conn: Connection) -> None:
        for chat_id in chat_ids:
            actor = Actor(100001, str(chat_id), chat_id)
            wish = RegisterPerson("Ani Lestari", "id", Zone.WIB, Role.GURU, SchoolLevel.SD)
            seeding.register(conn, actor, wish, "", world)
            seeding.write_plan(conn, actor, world, seeding.CONTENT)

    await database.transact(register)
    await database.close()


def environ(database_url: str, api: str, port: int) -> Mapping[str, str]:
    """The settings of a web process."""
    return {
        **{name: value for name, value in os.environ.items() if name not in ("PORT", "DATABASE_URL")},
        **_UNLIMITED,
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": f"{api}/bot",
        "BOT_FILE_URL": f"{api}/file/bot",
        "DATABASE_URL": database_url,
        "WEBHOOK_URL": "https://bangku.example.sch.id/telegram",
        "WEBHOOK_SECRET": SECRET,
        "PORT": str(port),
        "LOG_LEVEL": "warning",
    }


COMMAND = (sys.executable, "-m", "bot", "web")


async def open_rhk(crowd: Crowd) -> None:
    """Everybody walks to the screen where an RHK is counted."""
    await crowd.once(lambda visitor: visitor.message("/rencana"))
    for action in ("edit:rhk", "cat:pelatihan", "rhk:1"):
        await crowd.once(lambda visitor, action=action: visitor.press(action))


def count(visitor: Visitor) -> Mapping[str, object]:
    """One more or one less of that RHK: a turn that reads, decides, writes and draws."""
    return visitor.press(f"qty:1:{3 if visitor.turn % 2 == 0 else 2}")


async def answers(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(600):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise TimeoutError("nobody listens")


async def ready(port: int) -> None:
    """Wait until it takes updates."""
    await answers(port)
    for _ in range(600):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = await reader.read()
        writer.close()
        if b" 200 " in answer.split(b"\r\n", 1)[0]:
            return
        await asyncio.sleep(0.05)
    raise TimeoutError("not ready")
