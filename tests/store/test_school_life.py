"""Recommendations and reminders of a principal, and who may not give them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.people import set_reachable
from bot.store.tables import audit_event, nudge, outbox, school_recommendation
from conversations.facts import Needs
from conversations.rules.terms import Role
from conversations.school_effects import MarkRecommended, NudgeMember
from tests.store.acting import School, Store, wish_of

MARK = MarkRecommended(1, "g2", True)


async def recommended(store: Store, actor: Actor) -> tuple[str, ...]:
    return (await store.facts(actor, Needs(recommended=True))).recommended


async def audited(store: Store) -> list[object]:
    return [row["kind"] for row in await store.rows(audit_event)]


async def test_marks_are_kept_and_shown_to_the_teachers_of_the_school(store: Store, school: School) -> None:
    tono = await store.enroll(11, "Tono", Role.KS, "20100002")
    wati = await store.enroll(12, "Wati", Role.GURU, "20100002")
    await store.do(school.budi, MarkRecommended(1, "g5", True), MARK)
    await store.do(tono, MarkRecommended(2, "g1", True))
    assert await recommended(store, school.ani) == ("g2", "g5")
    assert await recommended(store, wati) == ("g1",)
    seen = (await store.facts(school.budi, Needs(school_id=1))).overview
    assert seen is not None
    assert seen.recommended == ("g2", "g5")


async def test_marks_are_loaded_only_where_they_are_needed(store: Store, school: School) -> None:
    await store.do(school.budi, MARK)
    alone = await store.register(21, wish_of("Dewi"))
    assert (await store.facts(school.ani)).recommended == ()
    assert await recommended(store, alone) == ()
    assert await recommended(store, school.budi) == ()


async def test_a_mark_is_taken_away_again(store: Store, school: School) -> None:
    await store.do(school.budi, MARK)
    await store.do(school.budi, replace(MARK, is_recommended=False))
    assert await recommended(store, school.ani) == ()
    assert (await audited(store))[-2:] == ["recommendation_set", "recommendation_taken"]


@pytest.mark.parametrize("is_recommended", [True, False])
async def test_what_is_already_so_is_a_conflict(store: Store, school: School, is_recommended: bool) -> None:
    if is_recommended:
        await store.do(school.budi, MARK)
    with pytest.raises(ConflictError):
        await store.do(school.budi, replace(MARK, is_recommended=is_recommended))


async def test_only_the_schools_own_principal_marks(store: Store, school: School) -> None:
    tono = await store.enroll(11, "Tono", Role.KS, "20100002")
    for actor in (school.ani, tono):
        with pytest.raises(ConflictError):
            await store.do(actor, MARK)
    await store.do(school.budi, MARK)
    for actor in (school.ani, tono):
        with pytest.raises(ConflictError):
            await store.do(actor, replace(MARK, is_recommended=False))
    assert len(await store.rows(school_recommendation)) == 1


async def test_a_reminder_reaches_the_teacher_once_a_day(store: Store, school: School) -> None:
    wish = NudgeMember(school.ani.known_id, 1)
    await store.do(school.budi, wish)
    with pytest.raises(ConflictError):
        await store.do(school.budi, wish)
    store.world = replace(store.world, now=store.world.now + timedelta(days=1))
    await store.do(school.budi, wish)
    told = await store.rows(outbox)
    assert [(row["kind"], row["chat_id"]) for row in told] == [("nudge", school.ani.chat_id)] * 2
    assert [row["payload"] for row in told] == [{"person_id": school.ani.known_id, "subject_id": 1}] * 2
    assert [row["day"] for row in await store.rows(nudge)] == ["2026-08-10", "2026-08-11"]
    assert (await audited(store)).count("member_nudged") == 2


async def test_nothing_is_sent_to_who_has_blocked_the_assistant(store: Store, school: School) -> None:
    await store.database.transact(lambda conn: set_reachable(conn, school.ani.chat_id, False))
    await store.do(school.budi, NudgeMember(school.ani.known_id, 1))
    assert await store.rows(outbox) == []


async def test_only_the_own_principal_reminds_and_only_teachers_of_the_school(
    store: Store, school: School
) -> None:
    tono = await store.enroll(11, "Tono", Role.KS, "20100002")
    wati = await store.enroll(12, "Wati", Role.GURU, "20100002")
    ani = school.ani.known_id
    refused = (
        (tono, NudgeMember(ani, 1)),
        (tono, NudgeMember(ani, 2)),
        (school.sari, NudgeMember(ani, 1)),
        (school.budi, NudgeMember(wati.known_id, 1)),
        (school.budi, NudgeMember(school.budi.known_id, 1)),
    )
    for actor, wish in refused:
        with pytest.raises(ConflictError):
            await store.do(actor, wish)
    assert (await store.rows(nudge), await store.rows(outbox)) == ([], [])
