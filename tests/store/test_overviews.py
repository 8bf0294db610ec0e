"""What a principal sees of the school, and that nobody else sees it."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import event, insert, update
from sqlalchemy.engine import Engine

from bot.store.actor import Actor
from bot.store.people import set_reachable
from bot.store.tables import join_request, membership, person
from bot.store.tables import school as schools
from conversations.facts import Member, Needs, RequestState, SchoolOverview, Zone
from conversations.rules.terms import PlanStatus, Role
from conversations.school_effects import NudgeMember
from tests.store.acting import (
    School,
    Store,
    agreement,
    approval,
    draft,
    request,
    wish_of,
)

WAITING = PlanStatus.MENUNGGU_PERSETUJUAN


async def overview(store: Store, school: School, school_id: int = 1) -> SchoolOverview:
    found = (await store.facts(school.budi, Needs(school_id=school_id))).overview
    assert found is not None
    return found


async def member_named(store: Store, school: School, name: str) -> Member:
    return next(one for one in (await overview(store, school)).members if one.name == name)


async def asks(store: Store, person_id: int, school_id: int, minutes: int, state: str = "pending") -> None:
    """Somebody asks to join so many minutes after the beginning."""
    at = store.world.now + timedelta(minutes=minutes)
    row = {"person_id": person_id, "school_id": school_id, "state": state, "asked_at": at}
    await store.database.transact(lambda conn: conn.execute(insert(join_request).values(row)))


async def test_the_overview_has_the_teachers_in_order_of_their_names(store: Store, school: School) -> None:
    await store.enroll(4, "citra", Role.GURU, "20100001")
    seen = await overview(store, school)
    assert [one.name for one in seen.members] == ["Ani", "citra", "Sari"]
    assert {one.role for one in seen.members} == {Role.GURU}
    assert (seen.school.npsn, seen.school.has_ks) == ("20100001", True)


async def test_every_status_of_the_half_year_is_told(store: Store, school: School) -> None:
    names = ("Dewi", "Eka", "Fajar")
    dewi, eka, fajar = [
        await store.enroll(number, name, Role.GURU, "20100001") for number, name in enumerate(names, start=4)
    ]
    await store.do(school.ani, draft())
    await store.submit(school.sari)
    await store.do(school.budi, request(await store.submit(dewi), "Tambah seminar"))
    await store.do(school.budi, approval(await store.submit(eka)))
    await store.do(school.budi, approval(await store.submit(fajar)))
    await store.do(fajar, agreement(await store.plan(fajar)))
    await store.enroll(9, "Gita", Role.GURU, "20100001")
    seen = await overview(store, school)
    assert {one.name: one.status for one in seen.members} == {
        "Ani": PlanStatus.BELUM_DIAJUKAN,
        "Sari": WAITING,
        "Dewi": PlanStatus.PERLU_PERBAIKAN,
        "Eka": PlanStatus.DISETUJUI,
        "Fajar": PlanStatus.DISEPAKATI,
        "Gita": None,
    }


async def test_a_submitted_plan_can_be_opened_and_a_draft_cannot(store: Store, school: School) -> None:
    plan = await store.submit(school.ani)
    await store.do(school.sari, draft())
    ani, sari = [await member_named(store, school, name) for name in ("Ani", "Sari")]
    assert (ani.plan_id, ani.plan_version) == (plan.id, plan.version)
    assert (sari.plan_id, sari.plan_version) == (None, 0)


async def test_a_plan_that_went_to_another_school_cannot_be_opened(store: Store, school: School) -> None:
    tono = await store.enroll(11, "Tono", Role.KS, "20100002")
    await store.submit(school.ani)
    await _now_at(store, school.ani.known_id, 2)
    seen = (await store.facts(tono, Needs(school_id=2))).overview
    assert seen is not None
    assert [(one.name, one.status, one.plan_id) for one in seen.members] == [("Ani", WAITING, None)]


async def test_the_half_year_is_that_of_the_schools_zone(store: Store, school: School) -> None:
    await store.do(school.ani, draft())
    await _school_in(store, Zone.WIT)
    before_new_year_in_jakarta = datetime.fromisoformat("2026-12-31T16:30:00+00:00")
    store.world = replace(store.world, now=before_new_year_in_jakarta)
    assert (await member_named(store, school, "Ani")).status is None
    await _school_in(store, Zone.WIB)
    assert (await member_named(store, school, "Ani")).status is PlanStatus.BELUM_DIAJUKAN


async def test_whom_the_assistant_cannot_write_to_is_marked(store: Store, school: School) -> None:
    await store.database.transact(lambda conn: set_reachable(conn, school.ani.chat_id, False))
    assert not (await member_named(store, school, "Ani")).is_reachable
    assert (await member_named(store, school, "Sari")).is_reachable


async def test_a_reminder_counts_until_midnight_of_the_schools_zone(store: Store, school: School) -> None:
    await store.do(school.budi, NudgeMember(school.ani.known_id, 1))
    assert (await member_named(store, school, "Ani")).nudged_today
    assert not (await member_named(store, school, "Sari")).nudged_today
    await _school_in(store, Zone.WIT)
    store.world = replace(store.world, now=datetime.fromisoformat("2026-08-10T14:59:00+00:00"))
    assert (await member_named(store, school, "Ani")).nudged_today
    store.world = replace(store.world, now=datetime.fromisoformat("2026-08-10T15:00:00+00:00"))
    assert not (await member_named(store, school, "Ani")).nudged_today


async def test_requests_that_wait_come_oldest_first(store: Store, school: School) -> None:
    people = [await store.register(number, wish_of(f"Guru {number}")) for number in (21, 22, 23)]
    for minutes, actor in zip((9, 3, 5), people, strict=True):
        await asks(store, actor.known_id, 1, minutes)
    await asks(store, school.ani.known_id, 1, 1, RequestState.WITHDRAWN)
    seen = await overview(store, school)
    assert [one.person_name for one in seen.requests] == ["Guru 22", "Guru 23", "Guru 21"]
    assert {one.state for one in seen.requests} == {RequestState.PENDING}
    assert {one.school.id for one in seen.requests} == {1}


async def test_nothing_of_another_school_is_in_it(store: Store, school: School) -> None:
    tono = await store.enroll(11, "Tono", Role.KS, "20100002")
    wati = await store.enroll(12, "Wati", Role.GURU, "20100002")
    await store.submit(wati)
    stranger = await store.register(21, wish_of("Guru 21"))
    await asks(store, stranger.known_id, 2, 1)
    await store.do(tono, NudgeMember(wati.known_id, 2))
    seen = await overview(store, school)
    assert [one.name for one in seen.members] == ["Ani", "Sari"]
    assert (seen.requests, seen.recommended) == ((), ())
    assert not any(one.nudged_today for one in seen.members)


async def test_who_has_left_or_is_erased_is_not_counted(store: Store, school: School) -> None:
    await _leaves(store, school.ani.known_id)
    erased = update(person).where(person.c.id == school.sari.known_id).values(erased_at=store.world.now)
    await store.database.transact(lambda conn: conn.execute(erased))
    assert (await overview(store, school)).members == ()


async def test_nobody_but_the_present_principal_gets_it(store: Store, school: School) -> None:
    tono = await store.enroll(11, "Tono", Role.KS, "20100002")

    async def seen_by(actor: Actor) -> SchoolOverview | None:
        return (await store.facts(actor, Needs(school_id=1))).overview

    assert await seen_by(school.ani) is None
    assert await seen_by(tono) is None
    assert await seen_by(school.budi) is not None
    await _leaves(store, school.budi.known_id)
    assert await seen_by(school.budi) is None


async def test_a_large_school_takes_no_more_statements_than_a_small_one(store: Store, school: School) -> None:
    statements: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    async def count() -> int:
        statements.clear()
        await overview(store, school)
        return len(statements)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        small = await count()
        for number in range(30, 40):
            await store.submit(await store.enroll(number, f"Guru {number}", Role.GURU, "20100001"))
        assert await count() == small
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def test_the_name_of_who_leads_is_for_those_who_belong_there(store: Store, school: School) -> None:
    tono = await store.enroll(11, "Tono", Role.KS, "20100002")
    needs = Needs(leader_of=1)
    assert (await store.facts(school.ani, needs)).leader_name == "Budi"
    assert (await store.facts(tono, needs)).leader_name == ""
    await _leaves(store, school.budi.known_id)
    assert (await store.facts(school.ani, needs)).leader_name == ""


async def _leaves(store: Store, person_id: int) -> None:
    ended = update(membership).where(membership.c.person_id == person_id).values(ended_at=store.world.now)
    await store.database.transact(lambda conn: conn.execute(ended))


async def _now_at(store: Store, person_id: int, school_id: int) -> None:
    """Somebody belongs to another school, and the plan was left behind."""
    moved = update(membership).where(membership.c.person_id == person_id).values(school_id=school_id)
    await store.database.transact(lambda conn: conn.execute(moved))


async def _school_in(store: Store, zone: Zone) -> None:
    moved = update(schools).where(schools.c.id == 1).values(zone=zone)
    await store.database.transact(lambda conn: conn.execute(moved))
