"""Who comes to lead a school: rights, plans that wait, and who is told."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.tables import audit_event, membership, outbox, person
from conversations.effects import Authority, MovePlan
from conversations.facts import EventKind, Needs, Plan
from conversations.people_effects import JoinSchool, LeaveSchool, RegisterPerson, Retire
from conversations.rules.terms import Role, SchoolLevel
from conversations.school_effects import MakeInvite, UpdateSchool
from tests.store.acting import School, Store, approval, draft, stranger, submission, wish_of
from tests.store.moving import APPROVED, DRAFT, HERE, WAITING, told


async def invited(store: Store) -> int:
    return await store.invite_id(await store.invite(Role.KS, HERE))


async def successor(store: Store, *, is_plt: bool = False) -> Actor:
    """Dewi comes from outside to lead the school."""
    wish = replace(wish_of("Dewi", Role.KS), invite_id=await invited(store), is_plt=is_plt)
    return await store.register(4, wish)


def by_system(plan: Plan) -> MovePlan:
    """What follows Ajukan under a Plt."""
    by = Authority.OWNER
    return MovePlan(plan.id, plan.version, WAITING, APPROVED, EventKind.AUTO_APPROVED, by, by_system=True)


async def school_id(store: Store, who: Actor) -> int:
    return (await store.facts(who)).memberships[0].school.id


async def test_the_former_principal_loses_every_right_and_is_told(store: Store, school: School) -> None:
    plan = await store.submit(school.ani)
    dewi = await successor(store)
    assert (await store.facts(school.budi)).memberships == ()
    with pytest.raises(ConflictError):
        await store.do(school.budi, approval(plan))
    await store.do(dewi, approval(plan))
    assert await told(store, "succeeded") == [1]
    (ended,) = [row for row in await store.rows(membership) if row["ended_at"] is not None]
    assert (ended["person_id"], ended["role"], ended["end_reason"]) == (
        school.budi.person_id,
        Role.KS,
        "succeeded",
    )


async def test_waiting_and_approved_plans_stay_and_their_owners_are_told(
    store: Store, school: School
) -> None:
    waits = await store.submit(school.ani)
    approved = await store.submit(school.sari)
    await store.do(school.budi, approval(approved))
    await successor(store)
    assert await store.plan(school.ani) == waits
    assert (await store.plan(school.sari)).status is APPROVED
    assert await told(store, "supervisor_changed") == [2, 3]
    assert await told(store, "supervisor_gone") == []


async def test_every_succession_is_told_even_where_the_plan_has_not_changed(
    store: Store, school: School
) -> None:
    await store.submit(school.ani)
    await successor(store)
    await store.do(school.sari, JoinSchool(await invited(store)))
    assert await told(store, "supervisor_changed") == [2, 2]
    assert await told(store, "succeeded") == [1, 4]


async def test_under_a_plt_what_waits_is_approved_by_the_system(store: Store, school: School) -> None:
    await store.submit(school.ani)
    asked = await store.submit(school.sari)
    await store.ask_change(asked, school.sari)
    before = await store.plan(school.ani)
    await successor(store, is_plt=True)
    after = await store.plan(school.ani)
    assert (after.status, after.version, after.approved_by) == (APPROVED, before.version + 1, None)
    assert (after.history[-1].kind, after.history[-1].actor_name) == (EventKind.AUTO_APPROVED, None)
    assert (await store.plan(school.sari)).status is WAITING
    assert await told(store, "auto_approved") == [2]
    assert await told(store, "supervisor_changed") == []


async def test_a_principal_who_becomes_plt_has_the_waiting_plans_approved_once(
    store: Store, school: School
) -> None:
    await store.submit(school.ani)
    wish = UpdateSchool(await school_id(store, school.budi), is_plt=True)
    await store.do(school.budi, wish)
    assert (await store.plan(school.ani)).status is APPROVED
    facts = await store.facts(school.budi)
    assert facts.school is not None
    assert facts.school.led_by_plt
    await store.do(school.budi, wish)
    await store.do(school.budi, replace(wish, is_plt=False))
    assert await told(store, "auto_approved") == [2]


async def test_only_what_is_given_of_a_school_changes_and_only_by_its_principal(
    store: Store, school: School
) -> None:
    here_id = await school_id(store, school.budi)
    citra = await store.enroll(9, "Citra", Role.KS, "20100002")
    for who in (citra, school.ani):
        with pytest.raises(ConflictError):
            await store.do(who, UpdateSchool(here_id, name="Diubah"))
    await store.do(school.budi, UpdateSchool(here_id, name="SDN Baru", level=SchoolLevel.SMP))
    here = (await store.facts(school.budi)).memberships[0].school
    assert (here.name, here.level, here.led_by_plt) == ("SDN Baru", SchoolLevel.SMP, False)
    await successor(store)
    with pytest.raises(ConflictError):
        await store.do(school.budi, UpdateSchool(here_id, name="Diubah"))
    changes = [row for row in await store.rows(audit_event) if row["kind"] == "school_changed"]
    assert [row["actor_id"] for row in changes] == [school.budi.person_id]


async def test_a_guru_of_the_school_who_comes_to_lead_it_is_its_guru_no_more(
    store: Store, school: School
) -> None:
    await store.submit(school.ani)
    await store.do(school.ani, JoinSchool(await invited(store), SchoolLevel.SD))
    facts = await store.facts(school.ani, Needs(history=True))
    assert [(m.role, m.school.npsn) for m in facts.memberships] == [(Role.KS, HERE)]
    assert facts.person is not None
    assert facts.person.role is Role.KS
    assert facts.own_plan is not None
    assert (facts.own_plan.status, facts.own_plan.school) == (DRAFT, None)
    assert facts.own_plan.history[-1].kind is EventKind.RETURNED
    assert await told(store, "supervisor_changed") == []


@pytest.mark.parametrize("effect", [LeaveSchool, Retire])
async def test_without_a_successor_waiting_plans_keep_waiting_and_their_owners_are_told(
    store: Store, school: School, effect: Any
) -> None:
    waits = await store.submit(school.ani)
    here_id = await school_id(store, school.budi)
    await store.do(school.budi, Retire() if effect is Retire else LeaveSchool(here_id, Role.KS))
    after = await store.plan(school.ani)
    assert (after.status, after.version) == (WAITING, waits.version)
    assert after.school is not None
    assert not after.school.has_ks
    assert await told(store, "supervisor_gone") == [2]
    dewi = await successor(store)
    await store.do(dewi, approval(after))
    assert (await store.plan(school.ani)).status is APPROVED


async def test_the_plan_of_a_principal_comes_back_to_them(store: Store, school: School) -> None:
    await store.submit(school.budi)
    assert (await store.plan(school.budi)).status is WAITING
    await successor(store)
    plan = await store.plan(school.budi)
    assert (plan.status, plan.school) == (DRAFT, None)


async def test_a_second_school_led_as_plt_does_not_take_the_place_of_the_own_one(
    store: Store, school: School
) -> None:
    invite_id = await store.invite_id(await store.invite(Role.KS, "20100002", "SDN Sebelah"))
    await store.do(school.budi, JoinSchool(invite_id, SchoolLevel.SMP, is_plt=True))
    facts = await store.facts(school.budi)
    assert [m.school.npsn for m in facts.memberships] == [HERE, "20100002"]
    assert facts.person is not None
    assert facts.person.school_level is SchoolLevel.SD


async def test_of_two_successors_at_once_one_leads_the_school(store: Store, school: School) -> None:
    wishes: list[RegisterPerson] = [
        replace(wish_of(name, Role.KS), invite_id=await invited(store)) for name in ("Dewi", "Eka")
    ]
    await asyncio.gather(*(store.do(stranger(4 + n), wish) for n, wish in enumerate(wishes)))
    leaders = [
        row for row in await store.rows(membership) if row["role"] == Role.KS and row["ended_at"] is None
    ]
    assert len(leaders) == 1
    assert len(await told(store, "succeeded")) == 2


async def test_a_decision_and_a_succession_at_once_leave_one_truth(store: Store, school: School) -> None:
    plan = await store.submit(school.ani)
    wish = replace(wish_of("Dewi", Role.KS), invite_id=await invited(store), is_plt=True)
    await asyncio.gather(
        store.do(school.budi, approval(plan)), store.do(stranger(4), wish), return_exceptions=True
    )
    after = await store.plan(school.ani)
    assert (after.status, after.version) == (APPROVED, plan.version + 1)
    notices = {row["kind"] for row in await store.rows(outbox)}
    assert ("auto_approved" in notices) is (after.approved_by is None)


async def test_what_is_submitted_while_a_school_comes_to_be_led_by_a_plt_does_not_wait(
    store: Store, school: School
) -> None:
    here_id = await school_id(store, school.budi)
    await store.do(school.ani, draft())
    submitted = replace(submission(await store.plan(school.ani), here_id), is_plt=False)
    await asyncio.gather(
        store.do(school.ani, submitted),
        store.do(school.budi, UpdateSchool(here_id, is_plt=True)),
        return_exceptions=True,
    )
    assert (await store.plan(school.ani)).status in (DRAFT, APPROVED)


@pytest.mark.parametrize("is_plt", [False, True])
async def test_a_plan_is_submitted_only_where_the_school_is_led_as_was_seen(
    store: Store, school: School, *, is_plt: bool
) -> None:
    here_id = await school_id(store, school.budi)
    await store.do(school.budi, UpdateSchool(here_id, is_plt=is_plt))
    await store.do(school.ani, draft())
    wish = submission(await store.plan(school.ani), here_id)
    with pytest.raises(ConflictError):
        await store.do(school.ani, replace(wish, is_plt=not is_plt))
    await store.do(school.ani, replace(wish, is_plt=is_plt))
    assert (await store.plan(school.ani)).status is WAITING


async def test_the_system_approves_only_plans_of_guru_under_a_plt(store: Store, school: School) -> None:
    await store.enroll(20, "Eka", Role.APPRAISER, HERE)
    here_id = await school_id(store, school.budi)
    of_guru, of_ks = await store.submit(school.ani), await store.submit(school.budi)
    for plan, owner in ((of_guru, school.ani), (of_ks, school.budi)):
        with pytest.raises(ConflictError):
            await store.do(owner, by_system(plan))
    await store.do(school.budi, UpdateSchool(here_id, is_plt=True))
    with pytest.raises(ConflictError):
        await store.do(school.budi, by_system(of_ks))


async def test_a_handover_link_ends_with_the_lead_of_who_made_it_also_at_the_same_time(
    store: Store, school: School
) -> None:
    here_id = await school_id(store, school.budi)
    await store.do(school.budi, MakeInvite(here_id, Role.KS, 1))
    made = (await store.facts(school.budi, Needs(school_id=here_id))).overview
    assert made is not None
    assert made.successor_invite is not None
    by_budi = replace(wish_of("Dewi", Role.KS), invite_id=made.successor_invite.id)
    by_operator = replace(wish_of("Eka", Role.KS), invite_id=await invited(store))
    await asyncio.gather(
        store.do(stranger(5), by_operator), store.do(stranger(4), by_budi), return_exceptions=True
    )
    # Whoever comes first, the operator's link holds, and what Budi made does not hold against it.
    (leader,) = [
        row["person_id"]
        for row in await store.rows(membership)
        if row["role"] == Role.KS and row["ended_at"] is None
    ]
    names = {row["id"]: row["name"] for row in await store.rows(person)}
    assert names[leader] == "Eka"


async def test_two_principals_who_change_places_at_once_both_arrive(store: Store, school: School) -> None:
    citra = await store.enroll(9, "Citra", Role.KS, "20100002")
    here, there = await invited(store), await store.invite_id(await store.invite(Role.KS, "20100002"))
    await asyncio.gather(store.do(school.budi, JoinSchool(there)), store.do(citra, JoinSchool(here)))
    for who, npsn in ((school.budi, "20100002"), (citra, HERE)):
        assert [m.school.npsn for m in (await store.facts(who)).memberships] == [npsn]
