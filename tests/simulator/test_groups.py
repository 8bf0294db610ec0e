"""Groups: members, privacy, rights, being thrown out, the move to a supergroup."""

from __future__ import annotations

import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.simulator.client import World
from bot.simulator.errors import ControlError
from bot.simulator.person import Group, Person


@pytest.fixture
async def budi(world: World) -> Person:
    return await world.user("Budi")


@pytest.fixture
async def guru(world: World, budi: Person, ani: Person) -> Group:
    return await world.group("Guru SDN Contoh 1", budi, ani)


async def test_being_added_is_told(bot: Bot, guru: Group) -> None:
    change = next(u.my_chat_member for u in await bot.get_updates() if u.my_chat_member)
    assert (change.chat.id, change.chat.title) == (guru.id, "Guru SDN Contoh 1")
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("left", "member")


async def test_a_link_for_groups_adds_the_bot_and_tells_it_the_token(
    bot: Bot, world: World, budi: Person, ani: Person
) -> None:
    group = await world.group("Arisan", budi, ani, with_bot=False)
    await budi.open("https://t.me/asisten_kinerja_bot?startgroup=kode-1", chat_id=group.id)
    added, _, start = (await bot.get_updates())[-3:]
    assert added.my_chat_member is not None
    assert start.message is not None
    assert start.message.text == "/start@asisten_kinerja_bot kode-1"
    assert await bot.get_chat_member_count(group.id) == 3
    with pytest.raises(ControlError, match="must name a group"):
        await budi.open("https://t.me/asisten_kinerja_bot?startgroup=kode-1")


async def test_the_bot_looks_at_the_group(bot: Bot, guru: Group, budi: Person, ani: Person) -> None:
    chat = await bot.get_chat(guru.id)
    assert (chat.type, chat.title) == ("group", "Guru SDN Contoh 1")
    assert await bot.get_chat_member_count(guru.id) == 3
    assert (await bot.get_chat_member(guru.id, budi.id)).status == "creator"
    assert (await bot.get_chat_member(guru.id, ani.id)).status == "member"
    assert [m.user.id for m in await bot.get_chat_administrators(guru.id)] == [budi.id]
    await guru.remove(ani)
    assert (await bot.get_chat_member(guru.id, ani.id)).status == "left"


async def test_a_private_chat_can_be_looked_at(bot: Bot, ani: Person) -> None:
    chat = await bot.get_chat(ani.id)
    assert (chat.type, chat.username) == ("private", "bu_ani")


async def test_privacy_hides_what_is_not_for_the_bot(bot: Bot, guru: Group, ani: Person) -> None:
    sent = await bot.send_message(guru.id, "Halo")
    await bot.get_updates(offset=-1)
    for text in (
        "obrolan biasa",
        "/ringkasan",
        "/ringkasan@other_bot",
        "/ringkasan@asisten_kinerja_bot",
        "tanya @asisten_kinerja_bot",
    ):
        await ani.say(text, chat_id=guru.id)
    await ani.say("balasan", chat_id=guru.id, reply_to=sent.message_id)
    heard = [u.message.text for u in await bot.get_updates() if u.message]
    assert heard[-4:] == [
        "/ringkasan",
        "/ringkasan@asisten_kinerja_bot",
        "tanya @asisten_kinerja_bot",
        "balasan",
    ]
    await guru.promote_bot()
    await ani.say("obrolan biasa", chat_id=guru.id)
    newest = (await bot.get_updates(offset=-1))[0].message
    assert newest is not None
    assert newest.text == "obrolan biasa"


async def test_everyone_in_the_group_sees_its_messages(bot: Bot, guru: Group, ani: Person) -> None:
    await bot.send_message(guru.id, "Untuk semua")
    assert (await ani.last(chat_id=guru.id)).text == "Untuk semua"
    assert (await guru.messages())[-1].text == "Untuk semua"
    assert "Untuk semua" not in [m.text for m in await ani.messages()]


async def test_a_stranger_does_not_see_the_group(world: World, guru: Group) -> None:
    cici = await world.user("Cici")
    with pytest.raises(Exception, match="is in no chat"):
        await cici.messages(chat_id=guru.id)


@pytest.mark.parametrize(("supergroup", "name"), [(False, "group"), (True, "supergroup")])
async def test_a_bot_that_was_thrown_out_cannot_write(
    bot: Bot, world: World, budi: Person, supergroup: bool, name: str
) -> None:
    group = await world.group("Guru", budi, supergroup=supergroup)
    await group.remove_bot()
    with pytest.raises(Forbidden, match=f"bot was kicked from the {name} chat"):
        await bot.send_message(group.id, "x")
    await group.add_bot()
    assert await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match=f"bot is not a member of the {name} chat"):
        await bot.send_message(group.id, "x")


async def test_a_muted_bot_cannot_write(bot: Bot, guru: Group) -> None:
    await guru.mute()
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await bot.send_message(guru.id, "x")
    await guru.promote_bot()
    await bot.send_message(guru.id, "x")


async def test_an_upgraded_group_points_to_its_successor(bot: Bot, guru: Group, ani: Person) -> None:
    bigger = await guru.upgrade()
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(guru.id, "x")
    assert moved.value.new_chat_id == bigger.id
    assert str(bigger.id).startswith("-100")
    await bot.send_message(bigger.id, "x")
    assert (await ani.last(chat_id=bigger.id)).text == "x"
    told = [u.message for u in await bot.get_updates() if u.message]
    assert [m.migrate_to_chat_id for m in told if m.migrate_to_chat_id] == [bigger.id]
    assert [m.migrate_from_chat_id for m in told if m.migrate_from_chat_id] == [guru.id]


async def test_others_messages_are_deleted_by_administrators_only(bot: Bot, guru: Group, ani: Person) -> None:
    said = (await ani.say("x", chat_id=guru.id))["message"]["message_id"]
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(guru.id, said)
    await guru.promote_bot()
    assert await bot.delete_message(guru.id, said)


async def test_a_new_title_is_told(bot: Bot, guru: Group) -> None:
    await guru.rename("Guru SDN Contoh 2")
    newest = (await bot.get_updates(offset=-1))[0].message
    assert newest is not None
    assert newest.new_chat_title == "Guru SDN Contoh 2"


async def test_a_topic_of_a_forum_is_written_to_until_it_is_deleted(
    bot: Bot, world: World, budi: Person
) -> None:
    forum = await world.group("Guru", budi, supergroup=True)
    topic = await forum.open_topic("Rencana")
    await budi.say("/ringkasan", chat_id=forum.id, topic=topic)
    heard = (await bot.get_updates(offset=-1))[0].message
    assert heard is not None
    assert (heard.message_thread_id, heard.is_topic_message, heard.chat.is_forum) == (topic, True, True)
    sent = await bot.send_message(forum.id, "halo", message_thread_id=topic)
    assert sent.message_thread_id == topic
    await forum.delete_topic(topic)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(forum.id, "halo", message_thread_id=topic)


async def test_an_administrator_may_write_in_the_name_of_the_group(
    bot: Bot, guru: Group, budi: Person, ani: Person
) -> None:
    await budi.say("/ringkasan", chat_id=guru.id, anonymous=True)
    heard = (await bot.get_updates(offset=-1))[0].message
    assert heard is not None
    assert heard.from_user is not None
    assert heard.from_user.is_bot
    assert heard.sender_chat is not None
    assert heard.sender_chat.id == guru.id
    with pytest.raises(Exception, match="only administrators"):
        await ani.say("/ringkasan", chat_id=guru.id, anonymous=True)
