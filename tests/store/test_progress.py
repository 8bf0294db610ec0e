"""How far everybody is on whose plans somebody decides, and that nobody else sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, event, insert, update
from sqlalchemy.engine import Engine

from bot.store.actor import Actor
from bot.store.people import set_reachable
from bot.store.tables import (
    accountability_document,
    evidence,
    membership,
    observation,
    performance_plan,
    person,
    plan_rating,
    stage_entry,
)
from conversations.execution_effects import ChooseJobLevel
from conversations.execution_facts import Progress
from conversations.facts import Needs
from conversations.people_effects import JoinSchool
from conversations.rules.terms import Capacity, JobLevel, PlanStatus, Predicate, Role, StageId
from conversations.school import Place, SchoolFlow, SchoolState
from conversations.school_effects import NudgeMember
from tests.store.acting import PERIOD, School, Store, agreement, approval, draft
from tests.store.crowds import add_teachers

HERE = "20100001"
THERE = "20100002"


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    statements: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def progress(store: Store, actor: Actor, *, before: bool = False) -> tuple[Progress, ...]:
    found = (await store.facts(actor, Needs(progress=True, progress_before=before))).progress
    assert found is not None
    assert found.period == (PERIOD.previous() if before else PERIOD)
    return found.people


async def of(store: Store, actor: Actor, name: str) -> Progress:
    return next(one for one in await progress(store, actor) if one.name == name)


async def final(store: Store, owner: Actor, by: Actor) -> int:
    """A final plan of 2 x RHK 2 and 2 x RHK 1 with two tugas tambahan; returns its id."""
    plan = await store.submit(owner)
    await store.do(by, approval(plan))
    await store.do(owner, agreement(await store.plan(owner)))
    return plan.id


async def write(store: Store, table: object, **values: object) -> None:
    await store.database.transact(lambda conn: conn.execute(insert(table).values(**values)))


async def put_file(store: Store, plan_id: int, owner: Actor, slot: str | None, name: str) -> None:
    await write(
        store,
        evidence,
        plan_id=plan_id,
        person_id=owner.known_id,
        slot=slot,
        kind="pdf",
        file_id=name,
        file_unique_id=name,
        name=name,
        size=1,
        sent_at=store.world.now,
    )


async def rate(store: Store, plan_id: int, by: Actor, result: str | None, *, released: bool) -> None:
    await write(
        store,
        plan_rating,
        plan_id=plan_id,
        source="appraiser",
        aspects={},
        behaviors={},
        work_result=result,
        work_behavior="above",
        note="",
        rated_by=by.known_id,
        updated_at=store.world.now,
        released_at=store.world.now if released else None,
        version=1,
    )


async def hand_in(store: Store, by: Actor, *codes: str, school_id: int = 1) -> None:
    def work(conn: Connection) -> None:
        rows = [
            {
                "school_id": school_id,
                "period": PERIOD.key,
                "role": Role.GURU,
                "code": code,
                "name": "",
                "size": 0,
                "collected_at": store.world.now,
                "collected_by": by.known_id,
            }
            for code in codes
        ]
        conn.execute(insert(accountability_document), rows)

    await store.database.transact(work)


async def test_everybody_is_there_by_name_with_or_without_a_plan(store: Store, school: School) -> None:
    await store.do(school.ani, draft())
    await store.enroll(4, "citra", Role.GURU, HERE)
    people = await progress(store, school.budi)
    assert [(one.name, one.status, one.plan_id) for one in people] == [
        ("Ani", PlanStatus.BELUM_DIAJUKAN, None),
        ("citra", None, None),
        ("Sari", None, None),
    ]
    assert {(one.role, one.school_id, one.planned_points) for one in people} == {(Role.GURU, 1, 0)}


async def test_points_are_those_of_units_with_a_file_up_to_what_was_planned(
    store: Store, school: School
) -> None:
    plan_id = await final(store, school.ani, school.budi)
    for name, slot in (("a", "rhk:2:1"), ("b", "rhk:2:1"), ("c", "rhk:2:3"), ("d", "duty:0"), ("e", None)):
        await put_file(store, plan_id, school.ani, slot, name)
    rules = store.world.rule_sets["pmm_2024"]
    ani = await of(store, school.budi, "Ani")
    assert ani.planned_points == 2 * rules.rhk(2).points + 2 * rules.rhk(1).points
    assert ani.collected_points == rules.rhk(2).points
    assert (ani.collected_files, ani.needed_files, ani.min_points) == (2, 6, 32)
    assert (ani.plan_id, ani.status) == (plan_id, PlanStatus.DISEPAKATI)


async def test_stages_are_told_apart_by_who_has_done_them(store: Store, school: School) -> None:
    await final(store, school.ani, school.budi)
    for stage, capacity, at in (
        (StageId.A, Capacity.OWNER, store.world.now),
        (StageId.B, Capacity.APPRAISER, store.world.now),
        (StageId.C, Capacity.OWNER, None),
    ):
        await write(
            store,
            stage_entry,
            person_id=school.ani.known_id,
            period=PERIOD.key,
            stage=stage,
            capacity=capacity,
            done_at=at,
            done_by=None,
        )
    ani = await of(store, school.budi, "Ani")
    assert StageId.A in ani.owner_done
    assert StageId.C not in ani.owner_done
    assert StageId.B in ani.appraiser_done
    assert StageId.A not in ani.appraiser_done


async def test_the_observation_is_told_with_who_proposed_it(store: Store, school: School) -> None:
    plan_id = await final(store, school.ani, school.budi)
    at = store.world.now + timedelta(days=20)
    await write(
        store,
        observation,
        plan_id=plan_id,
        starts_at=at,
        proposed_by=Capacity.OWNER,
        agreed_at=None,
        version=1,
    )
    ani = await of(store, school.budi, "Ani")
    assert (ani.observed_at, ani.observation_proposed_by) == (at, Capacity.OWNER)
    assert not ani.is_observation_agreed


async def test_the_predikat_is_shown_when_released_and_no_document_is_missing(
    store: Store, school: School
) -> None:
    plan_id = await final(store, school.ani, school.budi)
    await store.do(school.ani, ChooseJobLevel(JobLevel.AHLI_MADYA))
    await rate(store, plan_id, school.budi, "above", released=False)
    ani = await of(store, school.budi, "Ani")
    assert (ani.is_rated, ani.is_released, ani.predicate) == (True, False, None)
    released = update(plan_rating).values(released_at=store.world.now)
    await store.database.transact(lambda conn: conn.execute(released))
    ani = await of(store, school.budi, "Ani")
    assert (ani.is_released, ani.missing_documents, ani.predicate) == (True, ("K3", "K4", "K5"), None)
    await hand_in(store, school.budi, "K3", "K5")
    assert (await of(store, school.budi, "Ani")).missing_documents == ("K4",)
    for position in (0, 1):
        await put_file(store, plan_id, school.ani, f"duty:{position}", f"sk{position}")
    ani = await of(store, school.budi, "Ani")
    assert (ani.missing_documents, ani.predicate) == ((), Predicate.SANGAT_BAIK)
    assert ani.job_level is JobLevel.AHLI_MADYA


async def test_half_a_rating_is_none(store: Store, school: School) -> None:
    plan_id = await final(store, school.ani, school.budi)
    await rate(store, plan_id, school.budi, None, released=False)
    assert not (await of(store, school.budi, "Ani")).is_rated


async def test_who_cannot_be_written_to_or_was_reminded_today_is_marked(store: Store, school: School) -> None:
    await store.database.transact(lambda conn: set_reachable(conn, school.ani.chat_id, False))
    await store.do(school.budi, NudgeMember(school.sari.known_id, 1))
    people = {one.name: one for one in await progress(store, school.budi)}
    assert (people["Ani"].is_reachable, people["Ani"].nudged_today) == (False, False)
    assert (people["Sari"].is_reachable, people["Sari"].nudged_today) == (True, True)
    store.world = replace(store.world, now=datetime.fromisoformat("2026-08-11T01:00:00+00:00"))
    assert not (await of(store, school.budi, "Sari")).nudged_today


async def test_a_penilai_sees_the_principals_of_the_schools_and_no_teacher(
    store: Store, school: School
) -> None:
    eka = await store.enroll(20, "Eka", Role.APPRAISER, HERE)
    await final(store, school.ani, school.budi)
    plan = await store.submit(school.budi)
    seen = [(one.name, one.role, one.plan_id, one.status) for one in await progress(store, eka)]
    assert seen == [("Budi", Role.KS, plan.id, PlanStatus.MENUNGGU_PERSETUJUAN)]
    assert [one.name for one in await progress(store, school.budi)] == ["Ani", "Sari"]


async def test_a_principal_of_two_schools_is_there_once_where_the_plan_is(
    store: Store, school: School
) -> None:
    of_other = await store.invite_id(await store.invite(Role.KS, THERE, "SDN Lain"))
    await store.do(school.budi, JoinSchool(of_other, is_plt=True))
    eka = await store.enroll(20, "Eka", Role.APPRAISER, HERE)
    await store.do(eka, JoinSchool(await store.invite_id(await store.invite(Role.APPRAISER, THERE))))
    plan = await store.submit(school.budi)
    seen = [(one.name, one.school_id, one.plan_id) for one in await progress(store, eka)]
    assert plan.school is not None
    assert seen == [("Budi", plan.school.id, plan.id)]


async def test_nobody_of_another_school_and_nobody_for_those_who_decide_on_nothing(
    store: Store, school: School
) -> None:
    tono = await store.enroll(11, "Tono", Role.KS, THERE)
    await store.enroll(12, "Wati", Role.GURU, THERE)
    assert [one.name for one in await progress(store, tono)] == ["Wati"]
    assert [one.name for one in await progress(store, school.budi)] == ["Ani", "Sari"]
    assert await progress(store, school.ani) == ()


async def test_a_former_principal_sees_nobody(store: Store, school: School) -> None:
    await final(store, school.ani, school.budi)
    ended = update(membership).where(membership.c.person_id == school.budi.known_id)
    now = store.world.now
    await store.database.transact(lambda conn: conn.execute(ended.values(ended_at=now)))
    assert await progress(store, school.budi) == ()


async def test_who_has_left_is_not_among_them_and_neither_is_who_was_erased(
    store: Store, school: School
) -> None:
    ended = update(membership).where(membership.c.person_id == school.ani.known_id)
    gone = update(person).where(person.c.id == school.sari.known_id)
    now = store.world.now
    await store.database.transact(lambda conn: conn.execute(ended.values(ended_at=now)))
    await store.database.transact(lambda conn: conn.execute(gone.values(erased_at=now)))
    assert await progress(store, school.budi) == ()


async def test_of_a_plan_at_another_school_nothing_but_its_status_is_told(
    store: Store, school: School
) -> None:
    plan_id = await final(store, school.ani, school.budi)
    await store.enroll(11, "Tono", Role.KS, THERE)
    await put_file(store, plan_id, school.ani, "rhk:2:1", "a")
    moved = update(performance_plan).values(school_id=2)
    await store.database.transact(lambda conn: conn.execute(moved))
    ani = await of(store, school.budi, "Ani")
    assert (ani.is_elsewhere, ani.plan_id, ani.planned_points, ani.collected_files) == (True, None, 0, 0)
    assert ani.owner_done == frozenset()


async def test_the_half_year_before_holds_those_with_a_plan_here_though_they_have_left(
    store: Store, school: School
) -> None:
    plan_id = await final(store, school.ani, school.budi)
    await rate(store, plan_id, school.budi, "meets", released=False)
    ended = update(membership).where(membership.c.person_id == school.ani.known_id)
    earlier = update(performance_plan).values(period=PERIOD.previous().key)
    now = store.world.now
    await store.database.transact(lambda conn: conn.execute(ended.values(ended_at=now)))
    await store.database.transact(lambda conn: conn.execute(earlier))
    seen = [(one.name, one.plan_id, one.is_rated) for one in await progress(store, school.budi, before=True)]
    assert seen == [("Ani", plan_id, True)]
    assert [one.name for one in await progress(store, school.budi)] == ["Sari"]


async def test_a_school_of_150_takes_no_more_statements_than_one_of_3(store: Store, school: School) -> None:
    await add_teachers(store, 1, 1)
    few = [await statements_of(store, school, place) for place in Place]
    await add_teachers(store, 1, 147, first=2000)
    assert [await statements_of(store, school, place) for place in Place] == few
    people = await progress(store, school.budi)
    assert len(people) == 150
    crowd = [one for one in people if one.plan_id is not None]
    assert {(one.collected_files, one.needed_files, one.is_released) for one in crowd} == {(3, 7, True)}


async def statements_of(store: Store, school: School, place: Place) -> int:
    """How many statements a screen of the school takes."""
    needs = SchoolFlow().needs(SchoolState(school_id=1, place=place))
    with counted() as statements:
        await store.facts(school.budi, needs)
    return len(statements)
