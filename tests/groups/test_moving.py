"""Groups that move, are renamed, throw the assistant out and take it back."""

import pytest

from bot.store.groups import move_group
from conversations.school_effects import SendTestPost, UnlinkGroup
from tests.groups.hall import GROUP, SUPERGROUP, TITLE, Hall
from tests.store.acting import BOT_ID, School

LED = 1


async def test_a_group_that_becomes_a_supergroup_takes_everything_along(hall: Hall, school: School) -> None:
    await hall.links(school.budi)
    await hall.hears()
    await hall.store.do(school.budi, SendTestPost(LED))
    await _moves(hall, school)
    assert await hall.linked() == [(LED, SUPERGROUP, None)]
    assert await hall.seen() == {SUPERGROUP: (TITLE, True)}
    assert len(await hall.hears(SUPERGROUP)) == 1
    assert await hall.hears(GROUP) == []
    await hall.says(school.ani, "/ringkasan", SUPERGROUP)
    assert "2 guru" in (await hall.hears(SUPERGROUP))[0]


async def test_a_question_about_a_group_outlives_its_move(hall: Hall, school: School) -> None:
    await hall.says(school.budi, "/hubungkan")
    (question,) = await hall.read(school.budi.chat_id)
    await _moves(hall, school)
    await hall.presses(school.budi, str(question.rows[0][0].data))
    assert await hall.linked() == [(LED, SUPERGROUP, None)]


@pytest.mark.parametrize("told", ["old", "new", "sender", "all"])
async def test_whoever_learns_of_the_move_first_it_happens_once(
    hall: Hall, school: School, told: str
) -> None:
    await hall.links(school.budi)
    await hall.hears()
    await hall.store.do(school.budi, SendTestPost(LED))
    if told in ("old", "all"):
        await hall.update(message=hall.message(school.ani, migrate_to_chat_id=SUPERGROUP))
    if told in ("new", "all"):
        await hall.update(message=hall.message(school.ani, SUPERGROUP, migrate_from_chat_id=GROUP))
    if told in ("sender", "all"):
        await hall.store.database.transact(lambda conn: move_group(conn, BOT_ID, GROUP, SUPERGROUP))
    assert await hall.linked() == [(LED, SUPERGROUP, None)]
    assert len(await hall.hears(SUPERGROUP)) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_new_title_is_known(hall: Hall, school: School) -> None:
    await hall.update(message=hall.message(school.ani, new_chat_title="Guru hebat"))
    assert (await hall.seen())[GROUP] == ("Guru hebat", True)
    assert await hall.hears() == []


async def test_a_group_that_throws_the_assistant_out_keeps_its_link_and_the_principal_is_told_once(
    hall: Hall, school: School
) -> None:
    await hall.links(school.budi)
    await hall.hears()
    await hall.read(school.budi.chat_id)
    for _ in range(2):
        await hall.changes(school.ani, "member", "kicked")
    (told,) = await hall.read(school.budi.chat_id)
    assert TITLE in told.html
    assert await hall.linked() == [(LED, GROUP, None)]
    await hall.enters(school.ani)
    (again,) = await hall.hears()
    assert "SDN Contoh" in again


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_loss_that_is_over_is_not_told(hall: Hall, school: School) -> None:
    await hall.links(school.budi)
    await hall.read(school.budi.chat_id)
    await hall.changes(school.ani, "member", "left")
    await hall.enters(school.ani)
    assert await hall.read(school.budi.chat_id) == []


async def _moves(hall: Hall, school: School) -> None:
    hall.titles[SUPERGROUP] = TITLE
    await hall.update(message=hall.message(school.ani, migrate_to_chat_id=SUPERGROUP))
    await hall.update(message=hall.message(school.ani, SUPERGROUP, migrate_from_chat_id=GROUP))


async def test_what_was_claimed_before_the_move_is_still_drawn(hall: Hall, school: School) -> None:
    await hall.links(school.budi)
    await hall.hears()
    await hall.store.do(school.budi, SendTestPost(LED))
    (row,) = await hall.leaving(GROUP)
    await _moves(hall, school)
    assert await hall.draws([row], GROUP)
    await hall.store.do(school.budi, UnlinkGroup(LED))
    assert await hall.draws([row], GROUP) == []
