"""Whose group it is: links into groups, one group a school, and what becomes of it with its people."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.store.database import ConflictError
from bot.store.tables import group_invite, group_proposal
from conversations.facts import Needs
from conversations.people_effects import ErasePerson, JoinSchool, LeaveSchool
from conversations.rules.terms import Role
from conversations.school_effects import LinkGroup, MakeGroupLink, SendTestPost, UnlinkGroup
from tests.groups.hall import BOT_NAME, GROUP, OTHER, TITLE, Hall
from tests.store.acting import School, Store

LED = 1


async def test_a_link_opened_by_the_principal_links_at_once_and_works_once(
    hall: Hall, school: School
) -> None:
    token = await _token(hall.store, school)
    await hall.says(school.budi, f"/start@{BOT_NAME} {token}")
    assert await hall.linked() == [(LED, GROUP, None)]
    (linked,) = await hall.hears()
    assert "SDN Contoh" in linked
    (told,) = await hall.read(school.budi.chat_id)
    assert TITLE in told.html
    await hall.enters(school.budi, OTHER)
    await hall.hears(OTHER)
    await hall.says(school.budi, f"/start@{BOT_NAME} {token}", OTHER)
    assert await hall.linked() == [(LED, GROUP, None)]
    assert "tidak berlaku lagi" in (await hall.hears(OTHER))[0]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("who", ["ani", None])
async def test_a_link_opened_by_somebody_else_asks_the_principal(
    hall: Hall, school: School, who: str | None
) -> None:
    token = await _token(hall.store, school)
    await hall.says(getattr(school, who) if who else None, f"/start@{BOT_NAME} {token}")
    assert await hall.linked() == []
    (question,) = await hall.read(school.budi.chat_id)
    await hall.presses(school.budi, str(question.rows[0][0].data))
    assert await hall.linked() == [(LED, GROUP, None)]


async def test_a_link_ends_with_time_with_a_newer_one_and_with_the_lead(hall: Hall, school: School) -> None:
    first, second = await _token(hall.store, school), await _token(hall.store, school)
    await hall.says(school.budi, f"/start@{BOT_NAME} {first}")
    later = hall.store.world.now + timedelta(days=8)
    hall.store.world = replace(hall.store.world, now=later)
    await hall.says(school.budi, f"/start@{BOT_NAME} {second}")
    third = await _token(hall.store, school)
    await hall.store.do(school.budi, LeaveSchool(LED, Role.KS))
    await hall.says(school.budi, f"/start@{BOT_NAME} {third}")
    assert await hall.linked() == []
    assert all("tidak berlaku lagi" in told for told in await hall.hears())


async def test_a_school_has_one_group_and_the_one_before_is_told(hall: Hall, school: School) -> None:
    await hall.links(school.budi)
    await hall.enters(school.budi, OTHER)
    await hall.hears()
    await hall.links(school.budi, OTHER)
    assert await hall.linked() == [(LED, OTHER, None)]
    (told,) = await hall.hears()
    assert "bukan lagi grup sekolah" in told


async def test_the_group_of_one_school_is_not_taken_by_the_principal_of_another(
    hall: Hall, school: School
) -> None:
    tono = await hall.store.enroll(11, "Tono", Role.KS, "20100002")
    await hall.says(tono, "/hubungkan")
    (question,) = await hall.read(tono.chat_id)
    await hall.links(school.budi)
    await hall.hears()
    shown = await hall.presses(tono, str(question.rows[0][0].data))
    assert "sekolah lain" in shown
    await hall.says(tono, "/hubungkan")
    assert await hall.linked() == [(LED, GROUP, None)]
    assert "kepala sekolahnya" in (await hall.hears())[0]


async def test_a_principal_of_two_schools_gives_the_group_from_one_to_the_other(
    hall: Hall, school: School
) -> None:
    await hall.links(school.budi)
    await _leads_second(hall.store, school)
    await hall.says(school.budi, "/hubungkan")
    question = (await hall.read(school.budi.chat_id))[-1]
    shown = await hall.presses(school.budi, str(question.rows[0][0].data))
    assert "sekolah yang mana" in shown
    proposal_id = (await hall.store.rows(group_proposal))[-1]["id"]
    assert isinstance(proposal_id, int)
    await hall.store.do(school.budi, LinkGroup(proposal_id, 2))
    assert await hall.linked() == [(2, GROUP, None)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_letting_go_tells_the_group(hall: Hall, school: School) -> None:
    await hall.links(school.budi)
    await hall.hears()
    await hall.store.do(school.budi, UnlinkGroup(LED))
    assert await hall.linked() == []
    assert "bukan lagi grup sekolah" in (await hall.hears())[0]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_test_that_comes_after_the_link_has_ended_is_not_sent(hall: Hall, school: School) -> None:
    await hall.links(school.budi)
    await hall.hears()
    await hall.store.do(school.budi, SendTestPost(LED))
    await hall.store.do(school.budi, UnlinkGroup(LED))
    assert len(await hall.hears()) == 1


async def test_a_successor_finds_the_group_and_may_let_it_go(hall: Hall, school: School) -> None:
    await hall.links(school.budi)
    rina = await hall.store.enroll(4, "Rina", Role.KS, "20100001")
    group = (await hall.store.facts(rina, Needs(group_of=LED))).school_group
    assert group is not None
    assert group.title == TITLE
    assert (await hall.store.facts(school.budi, Needs(group_of=LED))).school_group is None
    await hall.store.do(rina, UnlinkGroup(LED))
    assert await hall.linked() == []


async def test_a_question_of_a_former_principal_links_nothing(hall: Hall, school: School) -> None:
    await hall.says(school.budi, "/hubungkan")
    (question,) = await hall.read(school.budi.chat_id)
    await hall.store.enroll(4, "Rina", Role.KS, "20100001")
    await hall.presses(school.budi, str(question.rows[0][0].data))
    assert await hall.linked() == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_school_without_a_principal_keeps_its_group(hall: Hall, school: School) -> None:
    await hall.links(school.budi)
    await hall.store.do(school.budi, LeaveSchool(LED, Role.KS))
    await hall.hears()
    await hall.says(school.ani, "/ringkasan")
    assert "2 guru" in (await hall.hears())[0]


async def test_who_is_erased_is_not_known_to_any_group(hall: Hall, school: School) -> None:
    await _token(hall.store, school)
    await hall.links(school.budi)
    await hall.says(school.budi, "/hubungkan", OTHER)
    await hall.store.do(school.budi, ErasePerson())
    assert await hall.linked() == [(LED, GROUP, None)]
    assert await hall.store.rows(group_proposal) == []
    assert await hall.store.rows(group_invite) == []


async def _token(store: Store, school: School) -> str:
    await store.do(school.budi, MakeGroupLink(LED))
    made = (await store.facts(school.budi, Needs(group_of=LED))).group_link
    assert made is not None
    return made.link.partition("startgroup=")[2]


async def _leads_second(store: Store, school: School) -> None:
    token = await store.invite(Role.KS, "20100002", "SDN Contoh 2")
    await store.do(school.budi, JoinSchool(await store.invite_id(token), is_plt=True))


async def test_of_two_schools_that_take_a_group_at_once_one_wins(hall: Hall, school: School) -> None:
    tono = await hall.store.enroll(11, "Tono", Role.KS, "20100002")
    for ks in (school.budi, tono):
        await hall.says(ks, "/hubungkan")
    questions = [row["id"] for row in await hall.store.rows(group_proposal)]
    wishes = [LinkGroup(int(str(number)), led) for number, led in zip(questions, (LED, 2), strict=True)]
    outcomes = await asyncio.gather(
        *(hall.store.do(ks, wish) for ks, wish in zip((school.budi, tono), wishes, strict=True)),
        return_exceptions=True,
    )
    assert sorted(isinstance(outcome, ConflictError) for outcome in outcomes) == [False, True]
    assert len(await hall.linked()) == 1
