"""Leaving, mutasi, removal and retirement: what becomes of plans and of the people concerned."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.store.tables import audit_event, membership, performance_plan
from conversations.facts import EventKind, Needs
from conversations.people_effects import JoinSchool, LeaveSchool
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from tests.store.acting import School, Store, agreement, approval
from tests.store.moving import (
    AGREED,
    APPROVED,
    DRAFT,
    HERE,
    NEEDS_REVISION,
    THERE,
    WAITING,
    Places,
    ask_to_join,
    change_school,
    is_removed,
    leaves,
    moves_to,
    plan_with,
    retires,
    told,
    two_schools,
)


@pytest.fixture
async def places(store: Store, school: School) -> Places:
    return await two_schools(store, school)


WITHOUT_DESTINATION = {
    WAITING: (DRAFT, EventKind.RETURNED),
    NEEDS_REVISION: (DRAFT, EventKind.RETURNED),
    APPROVED: (DRAFT, EventKind.RETURNED),
    AGREED: (AGREED, EventKind.MOVED),
}


@pytest.mark.parametrize("goes", [leaves, retires, is_removed])
@pytest.mark.parametrize("status", WITHOUT_DESTINATION)
async def test_without_another_school_an_open_plan_is_a_draft_again_and_a_final_one_stays(
    store: Store, places: Places, goes: Any, status: PlanStatus
) -> None:
    before = await plan_with(store, places, status)
    await goes(store, places)
    after = await store.plan(places.here.ani)
    to, kind = WITHOUT_DESTINATION[status]
    assert (after.status, after.school, after.version) == (to, None, before.version + 1)
    assert after.history[-1].kind is kind
    assert after.change_note == ""
    assert after.content == before.content
    if to is DRAFT:
        assert (after.revision_note, after.submitted_at, after.approved_at, after.approved_by) == (
            "",
            None,
            None,
            None,
        )
    else:
        assert (after.approved_by, after.agreed_at) == (before.approved_by, before.agreed_at)


async def test_a_draft_is_not_touched(store: Store, places: Places) -> None:
    before = await plan_with(store, places, DRAFT)
    await leaves(store, places)
    assert await store.plan(places.here.ani) == before


WITH_DESTINATION = {
    WAITING: (WAITING, True, EventKind.MOVED),
    NEEDS_REVISION: (DRAFT, False, EventKind.RETURNED),
    APPROVED: (WAITING, True, EventKind.MOVED),
    AGREED: (AGREED, True, EventKind.MOVED),
}


@pytest.mark.parametrize("way", ["link", "request"])
@pytest.mark.parametrize("status", WITH_DESTINATION)
async def test_with_mutasi_the_plan_goes_along_and_the_old_principal_loses_it(
    store: Store, places: Places, status: PlanStatus, way: str
) -> None:
    before = await plan_with(store, places, status)
    if way == "link":
        await moves_to(store, places)
    else:
        await store.do(places.citra, await ask_to_join(store, places.here.ani, places.there_id))
    after = await store.plan(places.here.ani)
    to, goes_along, kind = WITH_DESTINATION[status]
    assert (after.status, after.version) == (to, before.version + 1)
    assert (after.school and after.school.id) == (places.there_id if goes_along else None)
    assert after.history[-1].kind is kind
    if to is not AGREED:
        assert (after.approved_by, after.approved_at, after.change_note) == (None, None, "")
    (only,) = (await store.facts(places.here.ani)).memberships
    assert (only.school.npsn, only.role) == (THERE, Role.GURU)
    assert not (await store.facts(places.here.budi)).leads(after)
    assert (await store.facts(places.citra)).leads(after) is goes_along
    assert await told(store, "member_left") == [1]
    assert await told(store, "plan_submitted") == ([9] if to is WAITING else [])


@pytest.mark.parametrize("values", [{"led_by_plt": True}, {"level": SchoolLevel.SMA}])
@pytest.mark.parametrize("status", [WAITING, APPROVED])
async def test_where_nobody_can_decide_on_it_as_it_is_the_plan_is_a_draft_again(
    store: Store, places: Places, status: PlanStatus, values: dict[str, object]
) -> None:
    await plan_with(store, places, status)
    await change_school(store, places.there_id, **values)
    await moves_to(store, places)
    after = await store.plan(places.here.ani)
    assert (after.status, after.school) == (DRAFT, None)
    assert after.history[-1].kind is EventKind.RETURNED


async def test_a_school_of_unknown_level_takes_the_plan_as_it_is(store: Store, places: Places) -> None:
    await plan_with(store, places, WAITING)
    await change_school(store, places.there_id, level=None)
    await moves_to(store, places)
    assert (await store.plan(places.here.ani)).status is WAITING


async def test_who_has_gone_is_known_to_the_old_principal_until_they_come_back(
    store: Store, places: Places
) -> None:
    ani, budi = places.here.ani, places.here.budi
    needs = Needs(departed_id=ani.known_id)
    assert (await store.facts(budi, needs)).departed is None
    await moves_to(store, places)
    gone = (await store.facts(budi, needs)).departed
    assert gone is not None
    assert (gone.name, gone.school.id) == ("Ani", places.here_id)
    assert (await store.facts(places.citra, needs)).departed is None
    invite_id = await store.invite_id(await store.invite(Role.GURU, HERE))
    await store.do(ani, JoinSchool(invite_id, from_school_id=places.there_id))
    assert (await store.facts(budi, needs)).departed is None
    school = (await store.facts(places.citra, Needs(former_school_id=places.here_id))).former_school
    assert school is not None
    assert school.npsn == HERE


async def test_the_move_is_written_down_without_names(store: Store, places: Places) -> None:
    await moves_to(store, places)
    ani_id = places.here.ani.person_id
    (ended,) = [row for row in await store.rows(membership) if row["ended_at"] is not None]
    assert (ended["person_id"], ended["end_reason"]) == (ani_id, "moved")
    kinds = [row["kind"] for row in await store.rows(audit_event) if row["person_id"] == ani_id]
    assert kinds == ["person_registered", "member_joined", "member_moved", "member_joined"]


async def test_an_earlier_plan_that_is_still_open_goes_along_and_a_final_one_stays_where_it_was(
    store: Store, places: Places
) -> None:
    await plan_with(store, places, WAITING)
    store.world = replace(store.world, now=store.world.now + timedelta(days=200))
    await moves_to(store, places)
    earlier = (await store.facts(places.here.ani)).earlier_plan
    assert earlier is not None
    assert earlier.school is not None
    assert earlier.school.id == places.there_id
    await store.do(places.citra, approval(earlier))
    approved = (await store.facts(places.here.ani)).earlier_plan
    assert approved is not None
    await store.do(places.here.ani, agreement(approved))
    await store.do(places.here.ani, LeaveSchool(places.there_id, Role.GURU))
    (row,) = await store.rows(performance_plan)
    assert (row["status"], row["school_id"]) == (AGREED, places.there_id)


async def test_who_is_removed_is_told_and_the_principal_who_did_it_is_not(
    store: Store, places: Places
) -> None:
    await is_removed(store, places)
    assert await told(store, "member_removed") == [2]
    assert await told(store, "member_left") == []
