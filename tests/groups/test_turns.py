"""Groups from the update to what leaves: asked, linked, counted; redelivered updates change nothing."""

import pytest

from bot.store.groups import leave_topic
from bot.store.people import set_reachable
from bot.store.tables import audit_event, group_proposal, outbox, person
from conversations.school_effects import SendTestPost
from tests.groups.hall import BOT_NAME, GROUP, SUPERGROUP, TITLE, Hall
from tests.store.acting import BOT_ID, School, approval

LED = 1


async def test_a_principal_links_the_group_in_private_and_the_group_is_told(
    hall: Hall, school: School
) -> None:
    await hall.says(school.budi, "/hubungkan")
    (asked,) = await hall.hears()
    assert "percakapan pribadi" in asked
    (question,) = await hall.read(school.budi.chat_id)
    assert TITLE in question.html
    shown = await hall.presses(school.budi, str(question.rows[0][0].data))
    assert TITLE in shown
    assert await hall.linked() == [(LED, GROUP, None)]
    (told,) = await hall.hears()
    assert "SDN Contoh" in told
    assert [row["kind"] for row in await hall.store.rows(audit_event)][-1] == "group_linked"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_only_the_last_question_is_answered(hall: Hall, school: School) -> None:
    for _ in range(2):
        await hall.says(school.budi, "/hubungkan")
    (question,) = await hall.read(school.budi.chat_id)
    assert await hall.presses(school.budi, "n:0:group_yes:1")
    assert await hall.linked() == []
    await hall.presses(school.budi, str(question.rows[0][0].data))
    assert await hall.linked() == [(LED, GROUP, None)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_redelivered_command_asks_and_answers_once(hall: Hall, school: School) -> None:
    message = hall.message(school.budi, text="/hubungkan")
    await hall.update(message=message)
    for _ in range(2):
        await hall.again(message=message)
    assert len(await hall.store.rows(group_proposal)) == 1
    assert len(await hall.hears()) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("who", ["ani", None])
async def test_nobody_else_links_anything(hall: Hall, school: School, who: str | None) -> None:
    await hall.says(getattr(school, who) if who else None, "/hubungkan")
    assert len(await hall.hears()) == 1
    assert await hall.store.rows(group_proposal) == []


async def test_counts_are_told_in_a_linked_group_and_no_name(hall: Hall, school: School) -> None:
    await hall.says(school.ani, "/ringkasan")
    (before,) = await hall.hears()
    assert "/hubungkan" in before
    await hall.links(school.budi)
    await hall.store.do(school.budi, approval(await hall.store.submit(school.ani)))
    await hall.hears()
    await hall.says(school.ani, f"/ringkasan@{BOT_NAME}")
    (told,) = await hall.hears()
    assert "2 guru" in told
    assert "Disetujui: 1" in told
    assert "Belum mulai: 1" in told
    assert not any(name in told for name in ("Ani", "Sari", "Budi"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_talk_and_commands_of_other_bots_leave_no_trace(hall: Hall, school: School) -> None:
    await hall.changes(school.ani, "member", "administrator")
    for text in ("halo semua", "/mulai", "/start", "/ringkasan@bot_lain", f"@{BOT_NAME} apa kabar?"):
        await hall.says(school.ani, text)
    await hall.update(
        message=hall.message(school.ani, voice={"file_id": "a", "file_unique_id": "b", "duration": 1})
    )
    assert await hall.hears() == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_group_hears_in_the_language_of_its_principal(hall: Hall, school: School) -> None:
    await hall.links(school.budi)
    speaks_english = person.update().where(person.c.id == school.budi.known_id).values(language="en")
    await hall.store.database.transact(lambda conn: conn.execute(speaks_english))
    await hall.hears()
    await hall.says(school.ani, "/ringkasan")
    (told,) = await hall.hears()
    assert "2 teachers:" in told


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_forum_is_posted_to_in_the_topic_of_the_command(hall: Hall, school: School) -> None:
    await hall.enters(school.ani, SUPERGROUP)
    await hall.hears(SUPERGROUP)
    await hall.links(school.budi, SUPERGROUP, topic=77)
    assert await hall.linked() == [(LED, SUPERGROUP, 77)]
    await hall.store.do(school.budi, SendTestPost(LED))
    assert {row["thread_id"] for row in await hall.leaving(SUPERGROUP)} == {77}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_reply_in_a_group_that_is_no_forum_has_no_topic(hall: Hall, school: School) -> None:
    await hall.update(message=hall.message(school.ani, text="/ringkasan", message_thread_id=12))
    assert [row["thread_id"] for row in await hall.leaving(GROUP)] == [None]


async def test_a_topic_that_is_deleted_leaves_the_group_itself(hall: Hall, school: School) -> None:
    await hall.enters(school.ani, SUPERGROUP)
    await hall.links(school.budi, SUPERGROUP, topic=77)
    await hall.store.database.transact(lambda conn: leave_topic(conn, BOT_ID, SUPERGROUP, 77))
    assert await hall.linked() == [(LED, SUPERGROUP, None)]
    assert {row["thread_id"] for row in await hall.leaving(SUPERGROUP)} == {None}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_nobody_makes_the_assistant_write_more_than_the_group_has_read(
    hall: Hall, school: School
) -> None:
    for _ in range(9):
        await hall.says(school.ani, "/ringkasan")
    rows = await hall.store.rows(outbox)
    assert sum(row["kind"] == "group_answer" and row["state"] == 0 for row in rows) == 3


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_principal_who_blocks_the_assistant_is_told_where_to_unblock_it(
    hall: Hall, school: School
) -> None:
    await _blocks(hall, school)
    await hall.says(school.budi, "/hubungkan")
    (told,) = await hall.hears()
    assert f"t.me/{BOT_NAME}" in told
    assert await hall.store.rows(group_proposal) == []


async def _blocks(hall: Hall, school: School) -> None:

    await hall.store.database.transact(lambda conn: set_reachable(conn, school.budi.chat_id, False))
