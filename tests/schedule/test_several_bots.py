"""One clock for two bots on one database: everybody is reminded by the bot that serves them."""

from dataclasses import replace

from sqlalchemy import update

from bot.schedule.clock import Clock
from bot.store.bots import Bots
from bot.store.tables import channel_account, group_chat, school_group
from conversations.facts import Zone
from conversations.rules.terms import Role
from tests.schedule.people import BOT_ID, People, local

OTHER = 88
BOTS = Bots(BOT_ID, {BOT_ID: "pertama_bot", OTHER: "kedua_bot"})


async def test_people_and_groups_are_told_by_the_bots_that_serve_them(people: People):
    for name, chat_id in (("SDN 1", -5), ("SDN 2", -6)):
        await people.school(name, Zone.WIB)
        await people.link_group(name, chat_id)
    for name in ("Ani", "Budi", "Cici"):
        await people.join(name, Role.GURU, "SDN 1")
    for name, bot_id in (("Budi", OTHER), ("Cici", 99)):
        mine = channel_account.c.person_id == people.ids[name]
        await people.write(update(channel_account).where(mine).values(bot_id=bot_id))
    for table in (group_chat, school_group):
        await people.write(update(table).where(table.c.chat_id == -6).values(bot_id=OTHER))

    people.now = local("2028-01-03")
    await Clock(people.database, lambda: replace(people.world(), bots=BOTS), BOT_ID).tick()

    chats = {name: 1000 + person_id for name, person_id in people.ids.items()}
    assert {row["chat_id"]: row["bot_id"] for row in await people.enqueued()} == {
        chats["Ani"]: BOT_ID,
        chats["Budi"]: OTHER,
        chats["Cici"]: BOT_ID,
        -5: BOT_ID,
        -6: OTHER,
    }
