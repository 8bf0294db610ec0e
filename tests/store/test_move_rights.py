"""Who may move whom; what happens at once; roles that are used."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.tables import membership, performance_plan, person
from conversations.facts import EndReason
from conversations.people_effects import (
    JoinSchool,
    LeaveSchool,
    RemoveMember,
    Retire,
    ReturnToService,
    SwitchRole,
    UpdateProfile,
)
from conversations.rules.terms import Role, SchoolLevel
from tests.store.acting import School, Store, approval, draft, submission, wish_of
from tests.store.moving import (
    DRAFT,
    HERE,
    THERE,
    WAITING,
    Places,
    ask_to_join,
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


class TestRights:
    """Who has no right meets a conflict, and nothing is changed."""

    async def refused(self, store: Store, who: Actor, *effects: Any) -> None:
        before = [await store.rows(table) for table in (membership, performance_plan, person)]
        with pytest.raises(ConflictError):
            await store.do(who, *effects)
        assert [await store.rows(table) for table in (membership, performance_plan, person)] == before

    async def test_the_old_principal_decides_on_the_plan_no_more(self, store: Store, places: Places) -> None:
        plan = await plan_with(store, places, WAITING)
        await moves_to(store, places)
        await self.refused(store, places.here.budi, approval(plan))
        await self.refused(store, places.here.budi, approval(await store.plan(places.here.ani)))

    async def test_only_the_principal_of_the_school_removes_a_teacher(
        self, store: Store, places: Places
    ) -> None:
        removal = RemoveMember(places.here.ani.known_id, places.here_id, EndReason.REMOVED)
        for who in (places.citra, places.here.sari, places.here.ani):
            await self.refused(store, who, removal)
        await store.do(places.here.budi, LeaveSchool(places.here_id, Role.KS))
        await self.refused(store, places.here.budi, removal)

    async def test_a_principal_removes_neither_a_principal_nor_somebody_elsewhere(
        self, store: Store, places: Places
    ) -> None:
        for person_id in (places.here.budi.known_id, places.citra.known_id):
            wish = RemoveMember(person_id, places.here_id, EndReason.REMOVED)
            await self.refused(store, places.here.budi, wish)

    async def test_only_the_principal_of_the_school_answers_a_request(
        self, store: Store, places: Places
    ) -> None:
        wish = await ask_to_join(store, places.here.ani, places.there_id)
        for who in (places.here.budi, places.here.ani, places.here.sari):
            await self.refused(store, who, wish)
            await self.refused(store, who, replace(wish, is_accepted=False))
        await store.do(places.citra, replace(wish, is_accepted=False))
        assert await told(store, "join_refused") == [2]
        await self.refused(store, places.citra, wish)

    async def test_a_membership_is_left_once(self, store: Store, places: Places) -> None:
        await leaves(store, places)
        await self.refused(store, places.here.ani, LeaveSchool(places.here_id, Role.GURU))
        await self.refused(store, places.here.budi, LeaveSchool(places.here_id, Role.GURU))

    async def test_a_guru_does_not_belong_to_two_schools(self, store: Store, places: Places) -> None:
        invite_id = await store.invite_id(await store.invite(Role.GURU, THERE))
        await self.refused(store, places.here.ani, JoinSchool(invite_id))
        await self.refused(store, places.here.ani, JoinSchool(invite_id, from_school_id=places.there_id))

    async def test_one_is_not_principal_and_guru_of_the_same_school(
        self, store: Store, places: Places
    ) -> None:
        invite_id = await store.invite_id(await store.invite(Role.GURU, HERE))
        await self.refused(store, places.here.budi, JoinSchool(invite_id))

    async def test_only_a_present_role_is_switched_to(self, store: Store, places: Places) -> None:
        for wish in (
            SwitchRole(Role.KS, places.here_id),
            SwitchRole(Role.GURU, places.there_id),
            SwitchRole(Role.GURU, None),
            SwitchRole(Role.APPRAISER, None),
        ):
            await self.refused(store, places.here.ani, wish)

    async def test_the_level_of_who_has_a_school_is_that_of_the_school(
        self, store: Store, places: Places
    ) -> None:
        await self.refused(store, places.here.ani, UpdateProfile(school_level=SchoolLevel.SMK))
        await leaves(store, places)
        await store.do(places.here.ani, UpdateProfile(school_level=SchoolLevel.SMK))
        found = (await store.facts(places.here.ani)).person
        assert found is not None
        assert found.school_level is SchoolLevel.SMK


async def race(store: Store, *turns: Any) -> list[str]:
    """What became of turns that are taken at once, in order of their names."""
    results = await asyncio.gather(*turns, return_exceptions=True)
    return sorted(type(result).__name__ for result in results)


async def test_of_a_decision_and_a_move_at_once_the_plan_ends_at_the_new_school(
    store: Store, places: Places
) -> None:
    plan = await plan_with(store, places, WAITING)
    outcomes = await race(store, store.do(places.here.budi, approval(plan)), moves_to(store, places))
    assert outcomes in (["ConflictError", "NoneType"], ["NoneType", "int"])
    after = await store.plan(places.here.ani)
    assert after.school is not None
    assert (after.status, after.school.id, after.approved_by) == (WAITING, places.there_id, None)


async def test_of_leaving_and_removal_at_once_one_wins(store: Store, places: Places) -> None:
    outcomes = await race(store, leaves(store, places), is_removed(store, places))
    assert outcomes == ["ConflictError", "NoneType"]
    assert (await store.facts(places.here.ani)).memberships == ()


async def test_of_two_moves_at_once_one_school_has_the_teacher(store: Store, places: Places) -> None:
    wish = await ask_to_join(store, places.here.ani, places.there_id)
    await store.enroll(8, "Dodi", Role.KS, "20100003")
    invite_id = await store.invite_id(await store.invite(Role.GURU, "20100003"))
    link = JoinSchool(invite_id, from_school_id=places.here_id)
    await race(store, store.do(places.citra, wish), store.do(places.here.ani, link))
    assert len((await store.facts(places.here.ani)).memberships) == 1


async def test_what_is_submitted_while_one_is_removed_waits_nowhere(store: Store, places: Places) -> None:
    await store.do(places.here.ani, draft())
    plan = await store.plan(places.here.ani)
    await race(
        store,
        store.do(places.here.ani, submission(plan, places.here_id)),
        is_removed(store, places),
    )
    after = await store.plan(places.here.ani)
    assert (after.status, after.school) == (DRAFT, None)


async def test_who_retires_has_no_school_and_returns_without_one(store: Store, places: Places) -> None:
    budi = places.here.budi
    await store.do(budi, Retire())
    facts = await store.facts(budi)
    assert facts.memberships == ()
    assert facts.person is not None
    assert (facts.person.is_retired, facts.person.role) == (True, Role.KS)
    with pytest.raises(ConflictError):
        await store.do(budi, Retire())
    await store.do(budi, ReturnToService())
    returned = (await store.facts(budi)).person
    assert returned is not None
    assert not returned.is_retired
    with pytest.raises(ConflictError):
        await store.do(budi, ReturnToService())


async def test_who_retires_asks_no_school_any_more(store: Store, places: Places) -> None:
    wish = await ask_to_join(store, places.here.ani, places.there_id)
    await retires(store, places)
    assert (await store.facts(places.here.ani)).own_request is None
    with pytest.raises(ConflictError):
        await store.do(places.citra, wish)
    found = (await store.facts(places.here.ani)).person
    assert found is not None
    assert found.is_retired


async def test_who_switches_to_a_role_that_ends_meanwhile_uses_what_is_left(
    store: Store, places: Places
) -> None:
    invite_id = await store.invite_id(await store.invite(Role.GURU, HERE))
    await store.do(places.citra, JoinSchool(invite_id))
    await store.do(places.citra, SwitchRole(Role.KS, places.there_id))
    removal = RemoveMember(places.citra.known_id, places.here_id, EndReason.REMOVED)
    await race(
        store,
        store.do(places.here.budi, removal),
        store.do(places.citra, SwitchRole(Role.GURU, places.here_id)),
    )
    await stands(store, places.citra, Role.KS, places.there_id)


async def test_who_retired_and_joins_a_school_serves_again(store: Store, places: Places) -> None:
    await retires(store, places)
    await store.do(places.here.ani, JoinSchool(await store.invite_id(await store.invite(Role.GURU, HERE))))
    found = (await store.facts(places.here.ani)).person
    assert found is not None
    assert not found.is_retired


async def test_roles_are_switched_and_what_is_left_is_used(store: Store, places: Places) -> None:
    citra, here_id, there_id = places.citra, places.here_id, places.there_id
    await store.do(citra, JoinSchool(await store.invite_id(await store.invite(Role.GURU, HERE))))
    await stands(store, citra, Role.GURU, here_id)
    await store.do(citra, SwitchRole(Role.KS, there_id))
    await stands(store, citra, Role.KS, there_id)
    await store.do(citra, LeaveSchool(there_id, Role.KS))
    await stands(store, citra, Role.GURU, here_id)
    await store.do(citra, SwitchRole(Role.KS, None))
    facts = await store.facts(citra)
    assert facts.person is not None
    assert (facts.person.role, facts.school) == (Role.KS, None)


async def stands(store: Store, who: Actor, role: Role, school_id: int) -> None:
    """The assistant is used in that membership."""
    facts = await store.facts(who)
    assert facts.person is not None
    first = facts.memberships[0]
    assert (facts.person.role, first.role, first.school.id) == (role, role, school_id)


async def test_an_appraiser_comes_to_several_schools_and_a_principal_stays_one(
    store: Store, places: Places
) -> None:
    invite_id = await store.invite_id(await store.invite(Role.APPRAISER, THERE))
    await store.do(places.here.budi, JoinSchool(invite_id))
    facts = await store.facts(places.here.budi)
    assert [(m.role, m.school.npsn) for m in facts.memberships] == [(Role.KS, HERE), (Role.APPRAISER, THERE)]
    assert facts.person is not None
    assert facts.person.role is Role.KS
    invite_id = await store.invite_id(await store.invite(Role.APPRAISER, THERE))
    eka = await store.register(20, replace(wish_of("Eka", Role.APPRAISER), invite_id=invite_id))
    found = (await store.facts(eka)).person
    assert found is not None
    assert found.role is Role.APPRAISER
