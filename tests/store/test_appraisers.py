"""Appraisers who come to many schools and leave them, and the plans of principals that wait for them."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection, event, insert
from sqlalchemy.engine import Engine

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.tables import audit_event, invite_school, membership
from bot.store.tables import school as schools
from conversations.facts import EventKind, Needs
from conversations.people_effects import JoinSchool, LeaveSchool, Retire
from conversations.rules.cycle import FinalDates
from conversations.rules.terms import Role
from conversations.school_effects import NudgeMember
from tests.store.acting import PERIOD, School, Store, approval, wish_of
from tests.store.moving import DRAFT, HERE, WAITING, told

ALL = LeaveSchool(None, Role.APPRAISER)


@pytest.fixture
async def eka(store: Store, school: School) -> Actor:
    return await store.enroll(20, "Eka", Role.APPRAISER, HERE)


async def test_a_penilai_reminds_the_principal_of_a_school_and_nobody_else(
    store: Store, school: School, eka: Actor
) -> None:
    await store.do(eka, NudgeMember(school.budi.known_id, 1))
    assert await told(store, "nudge") == [1]
    assert (await store.facts(school.budi, Needs(leader_of=1))).leader_name == "Eka"
    assert (await store.facts(school.ani, Needs(leader_of=1))).leader_name == "Budi"
    for sender, reminded in ((eka, school.budi), (eka, school.ani), (school.budi, eka)):
        with pytest.raises(ConflictError):
            await store.do(sender, NudgeMember(reminded.known_id, 1))


@pytest.mark.parametrize("effect", [ALL, Retire()])
async def test_what_waits_for_the_last_penilai_comes_back_when_they_leave(
    store: Store, school: School, eka: Actor, effect: LeaveSchool | Retire
) -> None:
    of_guru, waits = await store.submit(school.ani), await store.submit(school.budi)
    await store.do(eka, effect)
    after = await store.plan(school.budi)
    assert (after.status, after.school, after.version) == (DRAFT, None, waits.version + 1)
    assert (after.history[-1].kind, after.content) == (EventKind.RETURNED, waits.content)
    assert await told(store, "supervisor_gone") == [1]
    assert (await store.plan(school.ani)).version == of_guru.version
    assert (await store.facts(eka)).memberships == ()


async def test_while_another_penilai_is_left_the_plan_waits_on(
    store: Store, school: School, eka: Actor
) -> None:
    other = await store.enroll(21, "Fajar", Role.APPRAISER, HERE)
    waits = await store.submit(school.budi)
    await store.do(eka, ALL)
    assert await store.plan(school.budi) == waits
    assert await told(store, "supervisor_gone") == []
    await store.do(other, approval(waits))


async def test_a_principal_is_no_penilai_of_the_own_plan(store: Store, school: School, eka: Actor) -> None:
    await store.do(school.budi, JoinSchool(await store.invite_id(await store.invite(Role.APPRAISER, HERE))))
    await store.submit(school.budi)
    await store.do(eka, ALL)
    assert (await store.plan(school.budi)).status is DRAFT


async def test_what_could_not_be_submitted_again_waits_for_the_next_penilai(
    store: Store, school: School, eka: Actor
) -> None:
    waits = await store.submit(school.budi)
    closed = FinalDates({PERIOD: date(2026, 7, 31)})
    store.world = replace(store.world, calendar=replace(store.world.calendar, final_dates=closed))
    await store.do(eka, ALL)
    after = await store.plan(school.budi)
    assert (after.status, after.version) == (WAITING, waits.version)
    assert await told(store, "supervisor_gone") == [1]
    await store.do(await store.enroll(21, "Fajar", Role.APPRAISER, HERE), approval(waits))


async def test_one_school_is_left_and_the_others_stay(store: Store, school: School) -> None:
    eka = await appraiser_of(store, 3)
    ids = [member.school.id for member in (await store.facts(eka)).memberships]
    await store.do(eka, LeaveSchool(ids[0], Role.APPRAISER))
    assert {member.school.id for member in (await store.facts(eka)).memberships} == set(ids[1:])
    with pytest.raises(ConflictError):
        await store.do(eka, LeaveSchool(ids[0], Role.APPRAISER))
    await store.do(eka, ALL)
    with pytest.raises(ConflictError):
        await store.do(eka, ALL)
    ended = [row for row in await store.rows(membership) if row["ended_at"] is not None]
    assert sorted(str(row["school_id"]) for row in ended) == sorted(map(str, ids))
    left = [row["school_id"] for row in await store.rows(audit_event) if row["kind"] == "member_left"]
    assert sorted(map(str, left)) == sorted(map(str, ids))


async def test_coming_and_leaving_take_as_many_statements_for_many_schools_as_for_a_few(
    store: Store, school: School
) -> None:
    counts = []
    for count in (2, 12):
        with Counting() as counting:
            eka = await appraiser_of(store, count)
            await store.do(eka, ALL)
        counts.append(counting.count)
    assert counts[0] == counts[1]


class Counting:
    """How many statements were executed meanwhile."""

    def __enter__(self) -> "Counting":
        self.count = 0
        event.listen(Engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *error: object) -> None:
        event.remove(Engine, "before_cursor_execute", self._note)

    def _note(self, *statement: object) -> None:
        self.count += 1


async def appraiser_of(store: Store, count: int) -> Actor:
    """Somebody who has just become the appraiser of so many schools."""
    invite_id = await store.invite_id(await store.invite(Role.APPRAISER, HERE))

    def add_schools(conn: Connection) -> None:
        names = [f"{count:02}{number:06}" for number in range(1, count)]
        rows = [{"npsn": name, "name": name, "led_by_plt": False, "join_code": name} for name in names]
        made = insert(schools).returning(schools.c.id)
        ids = conn.execute(made, rows).scalars().all()
        conn.execute(insert(invite_school), [{"invite_id": invite_id, "school_id": new} for new in ids])

    await store.database.transact(add_schools)
    wish = replace(wish_of("Eka", Role.APPRAISER), invite_id=invite_id)
    return await store.register(100 + count, wish)
