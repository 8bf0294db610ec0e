"""Groups where the wire matters: links into them, forums, nameless administrators, supergroups."""

import pytest

from bot.simulator.person import Group
from bot.simulator.shown import Seen
from bot.store.tables import group_chat, outbox, school_group
from conversations.words import say
from tests.e2e.stage import Player, Stage

TITLE = "Guru SDN Contoh 1"
US = "@asisten_kinerja_bot"
YES, TRY = say("Ya, hubungkan"), say("Kirim pesan uji")
LINKED = "/ringkasan"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_group_is_linked_by_the_link_of_its_principal(stage: Stage, sri: Player, ani: Player) -> None:
    group = await stage.world.group(TITLE, sri.person, ani.person, with_bot=False)
    await sri.types("/hubungkan")
    await sri.presses(say("Make a link"))
    shown = await sri.sees(say("The link is ready: press it and choose the group."))
    (url,) = [button["url"] for row in shown.rows for button in row if "url" in button]
    await sri.person.open(url, chat_id=group.id)
    await ani.person.sees(LINKED, chat_id=group.id)
    await ani.person.say("/ringkasan", chat_id=group.id)
    counted = await ani.person.sees("1 guru", chat_id=group.id)
    assert "Ani" not in counted.text
    assert [command["command"] for command in await ani.person.commands(chat_id=group.id)] == [
        "ringkasan",
        "tanya",
        "hubungkan",
    ]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_nameless_administrator_is_sent_to_the_private_chat(stage: Stage, sri: Player) -> None:
    group = await stage.world.group(TITLE, sri.person)
    await sri.person.say(f"/hubungkan{US}", chat_id=group.id, anonymous=True)
    await sri.person.sees("/sekolah", chat_id=group.id)
    assert await stage.count(school_group) == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_topic_is_written_to_until_it_is_gone_and_then_the_group_itself(
    stage: Stage, sri: Player
) -> None:
    forum = await stage.world.group(TITLE, sri.person, supergroup=True)
    topic = await forum.open_topic("Rencana kinerja")
    await _links(stage, sri, forum, topic)
    assert (await _newest(forum)).raw["extra"]["message_thread_id"] == topic
    await forum.delete_topic(topic)
    await sri.types("/hubungkan")
    await sri.presses(TRY)
    await stage.settled()
    assert "extra" not in (await _newest(forum)).raw
    (row,) = await stage.rows(school_group)
    assert row["thread_id"] is None


async def test_what_is_on_its_way_while_a_group_becomes_a_supergroup_arrives_once(
    stage: Stage, sri: Player
) -> None:
    group = await stage.world.group(TITLE, sri.person)
    await _links(stage, sri, group)
    await stage.world.fault("500", method="sendMessage", chat_id=group.id)
    await sri.types("/hubungkan")
    await sri.presses(TRY)
    bigger = await group.upgrade()
    await stage.settled()
    assert sum("uji" in seen.text for seen in await bigger.messages()) == 1
    assert {row["moved_to"] for row in await stage.rows(group_chat)} == {None, bigger.id}
    (row,) = await stage.rows(school_group)
    assert row["chat_id"] == bigger.id
    await sri.presses(TRY)
    await stage.settled()
    assert sum("uji" in seen.text for seen in await bigger.messages()) == 2
    assert {row["state"] for row in await stage.rows(outbox)} <= {1, 3}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_group_that_throws_the_assistant_out_is_told_to_the_principal(
    stage: Stage, sri: Player
) -> None:
    group = await stage.world.group(TITLE, sri.person)
    await _links(stage, sri, group)
    await group.remove_bot()
    await sri.sees(
        say(
            "The assistant cannot write to the group {group} of {school} any more.",
            group=TITLE,
            school="SDN Contoh 1",
        )
    )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_group_that_does_not_let_the_assistant_write_is_told_and_can_be_tried_again(
    stage: Stage, sri: Player
) -> None:
    group = await stage.world.group(TITLE, sri.person)
    await _links(stage, sri, group)
    await group.mute()
    await sri.types("/hubungkan")
    await sri.presses(TRY)
    await sri.sees(say("It was taken out, or the group does not let it write. The link is kept."))
    await group.mute(False)
    await sri.types("/hubungkan")
    await sri.presses(TRY)
    await stage.settled()
    assert "uji" in (await _newest(group)).text
    (row,) = await stage.rows(group_chat)
    assert row["is_inside"]


async def _links(stage: Stage, sri: Player, group: Group, topic: int | None = None) -> None:
    await sri.person.say("/hubungkan", chat_id=group.id, topic=topic)
    await stage.settled()
    await sri.presses(YES)
    await stage.settled()
    assert LINKED in (await _newest(group)).text


async def _newest(group: Group) -> Seen:
    return [seen for seen in await group.messages() if seen.from_bot and seen.kind == "text"][-1]
