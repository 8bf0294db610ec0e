from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.tables import membership, performance_plan, plan_event
from conversations.effects import (
    ApproveMany,
    AskChange,
    Authority,
    Effect,
    MovePlan,
)
from conversations.facts import EventKind, HistoryEntry, Needs, Plan
from conversations.rules.plan import BehaviorChoice, PlanContent, RHKItem
from conversations.rules.terms import PlanStatus, Role
from tests.store.acting import (
    CONTENT,
    LESS,
    School,
    Store,
    agreement,
    approval,
    draft,
    move,
    request,
    revision,
    submission,
    undo,
    wish_of,
)

WAITING, APPROVED = PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI
REVISION, AGREED = PlanStatus.PERLU_PERBAIKAN, PlanStatus.DISEPAKATI


async def test_a_draft_is_read_back_as_it_was_entered(store: Store, school: School) -> None:
    await store.do(school.ani, draft())
    plan = await store.plan(school.ani)
    assert plan.content == CONTENT
    assert (plan.status, plan.version, plan.school) == (PlanStatus.BELUM_DIAJUKAN, 1, None)
    assert (plan.owner_id, plan.owner_name, plan.history) == (school.ani.person_id, "Ani", ())


async def test_saving_again_replaces_everything(store: Store, school: School) -> None:
    await store.do(school.ani, draft())
    await store.do(school.ani, draft(LESS, version=1))
    plan = await store.plan(school.ani)
    assert (plan.content, plan.version) == (LESS, 2)
    await store.do(school.ani, draft(PlanContent(), version=2, before=LESS))
    assert (await store.plan(school.ani)).content == PlanContent()


async def test_a_plan_is_started_once_a_period(store: Store, school: School) -> None:
    await store.do(school.ani, draft())
    with pytest.raises(ConflictError):
        await store.do(school.ani, draft(LESS))
    assert (await store.plan(school.ani)).content == CONTENT


async def test_a_draft_decided_on_an_older_version_is_not_saved(store: Store, school: School) -> None:
    await store.do(school.ani, draft())
    await store.do(school.ani, draft(LESS, version=1))
    with pytest.raises(ConflictError):
        await store.do(school.ani, draft(CONTENT, version=1))
    assert (await store.plan(school.ani)).content == LESS


async def test_submission_sends_the_plan_to_the_school(store: Store, school: School) -> None:
    plan = await store.submit(school.ani)
    assert (plan.status, plan.version, plan.submitted_at) == (WAITING, 2, store.world.now)
    assert plan.school is not None
    assert plan.school.npsn == "20100001"
    assert plan.history == (HistoryEntry(store.world.now, EventKind.SUBMITTED, "Ani"),)


async def test_a_plan_goes_to_no_school_where_the_owner_is_not(store: Store, school: School) -> None:
    budi_2 = await store.enroll(5, "Rudi", Role.KS, "20100002")
    elsewhere = (await store.facts(budi_2)).memberships[0].school.id
    await store.do(school.ani, draft())
    with pytest.raises(ConflictError):
        await store.do(school.ani, submission(await store.plan(school.ani), elsewhere))
    assert (await store.plan(school.ani)).status is PlanStatus.BELUM_DIAJUKAN


async def test_in_mode_mandiri_a_plan_is_agreed_outside(store: Store) -> None:
    eka = await store.register(8, wish_of("Eka"))
    await store.do(eka, draft())
    plan = await store.plan(eka)
    await store.do(eka, move(plan, AGREED, EventKind.AGREED_OUTSIDE, Authority.OWNER))
    plan = await store.plan(eka)
    assert (plan.status, plan.school, plan.approved_at, plan.agreed_at) == (
        AGREED,
        None,
        None,
        store.world.now,
    )


async def test_approval_names_who_approved(store: Store, school: School) -> None:
    await store.do(school.budi, approval(await store.submit(school.ani)))
    plan = await store.plan(school.ani)
    assert (plan.status, plan.approved_by, plan.approved_at) == (APPROVED, "Budi", store.world.now)
    assert [entry.actor_name for entry in plan.history] == ["Ani", "Budi"]


async def test_under_a_plt_the_system_approves(store: Store) -> None:
    await store.enroll(1, "Budi", Role.KS, "20100001", is_plt=True)
    ani = await store.enroll(2, "Ani", Role.GURU, "20100001")
    await store.do(ani, draft())
    plan = await store.plan(ani)
    member = (await store.facts(ani)).memberships[0]
    automatic = MovePlan(
        plan.id, 2, WAITING, APPROVED, EventKind.AUTO_APPROVED, Authority.OWNER, by_system=True
    )
    await store.do(ani, submission(plan, member.school.id), automatic)
    plan = await store.plan(ani)
    assert (plan.status, plan.version, plan.approved_by) == (APPROVED, 3, None)
    assert plan.approved_at == store.world.now
    assert [(entry.kind, entry.actor_name) for entry in plan.history] == [
        (EventKind.SUBMITTED, "Ani"),
        (EventKind.AUTO_APPROVED, None),
    ]


async def test_a_request_for_revision_opens_the_plan_with_a_note(store: Store, school: School) -> None:
    await store.do(school.budi, request(await store.submit(school.ani), "Tambah RHK"))
    plan = await store.plan(school.ani)
    assert (plan.status, plan.revision_note, plan.history[-1].note) == (REVISION, "Tambah RHK", "Tambah RHK")
    await store.do(school.ani, draft(LESS, version=plan.version))
    again = await store.plan(school.ani)
    assert (again.status, again.revision_note, again.content) == (REVISION, "Tambah RHK", LESS)
    assert again.school is not None
    await store.do(school.ani, submission(again, again.school.id))
    assert (await store.plan(school.ani)).revision_note == ""


async def test_undoing_an_approval_clears_it(store: Store, school: School) -> None:
    await store.do(school.budi, approval(await store.submit(school.ani)))
    await store.do(school.budi, undo(await store.plan(school.ani)))
    plan = await store.plan(school.ani)
    assert (plan.status, plan.approved_at, plan.approved_by) == (WAITING, None, None)
    assert plan.submitted_at == store.world.now


async def test_agreement_keeps_the_approval(store: Store, school: School) -> None:
    await store.do(school.budi, approval(await store.submit(school.ani)))
    store.world = replace(store.world, now=store.world.now + timedelta(days=2))
    await store.do(school.ani, agreement(await store.plan(school.ani)))
    plan = await store.plan(school.ani)
    assert (plan.status, plan.agreed_at, plan.approved_by) == (AGREED, store.world.now, "Budi")
    assert plan.approved_at == store.world.now - timedelta(days=2)


@pytest.mark.parametrize("approved", [False, True])
async def test_a_request_for_a_change_stays_with_the_plan_until_it_moves(
    store: Store, school: School, approved: bool
) -> None:
    plan = await store.submit(school.ani)
    if approved:
        await store.do(school.budi, approval(plan))
        plan = await store.plan(school.ani)
    await store.do(school.ani, AskChange(plan.id, plan.version, "RHK 2 terlalu banyak"))
    asked = await store.plan(school.ani)
    assert (asked.status, asked.change_note, asked.version) == (
        plan.status,
        "RHK 2 terlalu banyak",
        plan.version + 1,
    )
    assert (asked.history[-1].kind, asked.history[-1].note) == (
        EventKind.CHANGE_REQUESTED,
        "RHK 2 terlalu banyak",
    )
    await store.do(school.budi, undo(asked) if approved else approval(asked))
    assert (await store.plan(school.ani)).change_note == ""


async def test_the_supervisor_changes_a_waiting_plan_and_the_history_keeps_both(
    store: Store, school: School
) -> None:
    plan = await store.submit(school.ani)
    await store.do(school.ani, AskChange(plan.id, plan.version, "Kurangi"))
    plan = await store.plan(school.ani)
    content = replace(CONTENT, rhk=(RHKItem(3, 1),), behaviors=(BehaviorChoice("adaptif", None, "Baru"),))
    await store.do(school.budi, revision(plan, content))
    revised = await store.plan(school.ani)
    assert (revised.content, revised.change_note, revised.status) == (content, "", WAITING)
    assert (revised.history[-1].kind, revised.history[-1].actor_name) == (EventKind.RHK_CHANGED, "Budi")
    changes = (await store.rows(plan_event))[-1]["changes"]
    assert isinstance(changes, dict)
    assert changes["before"]["rhk"] == [{"number": 2, "quantity": 2}, {"number": 1, "quantity": 2}]
    assert changes["after"]["rhk"] == [{"number": 3, "quantity": 1}]


async def test_all_listed_plans_are_approved_together(store: Store, school: School) -> None:
    plans = [await store.submit(owner) for owner in (school.ani, school.sari)]
    await store.do(school.budi, ApproveMany(tuple((plan.id, plan.version) for plan in plans)))
    for owner in (school.ani, school.sari):
        plan = await store.plan(owner)
        assert (plan.status, plan.version, plan.approved_by) == (APPROVED, 3, "Budi")
        assert (plan.history[-1].kind, plan.history[-1].actor_name) == (EventKind.APPROVED, "Budi")


async def test_where_one_of_the_listed_plans_has_moved_none_is_approved(store: Store, school: School) -> None:
    plans = [await store.submit(owner) for owner in (school.ani, school.sari)]
    await store.do(school.sari, AskChange(plans[1].id, plans[1].version, "Tunggu"))
    with pytest.raises(ConflictError):
        await store.do(school.budi, ApproveMany(tuple((plan.id, plan.version) for plan in plans)))
    assert (await store.plan(school.ani)).status is WAITING


async def test_a_ks_does_not_decide_on_the_own_plan(store: Store, school: School) -> None:
    plan = await store.submit(school.budi)
    for effect in (approval(plan), revision(plan), ApproveMany(((plan.id, plan.version),))):
        with pytest.raises(ConflictError):
            await store.do(school.budi, effect)
    assert (await store.plan(school.budi)).status is WAITING


async def test_a_penilai_decides_on_the_plan_of_a_principal(store: Store, school: School) -> None:
    joko = await store.enroll(7, "Joko", Role.APPRAISER, "20100001")
    plan = await store.submit(school.budi)
    assert plan.role is Role.KS
    await store.do(joko, revision(plan))
    plan = await store.plan(school.budi)
    await store.do(joko, approval(plan))
    await store.do(joko, undo(await store.plan(school.budi)))
    await store.do(joko, ApproveMany(((plan.id, plan.version + 2),)))
    approved = await store.plan(school.budi)
    assert (approved.status, approved.approved_by, approved.content) == (APPROVED, "Joko", LESS)
    await store.do(school.budi, agreement(approved))
    assert (await store.plan(school.budi)).status is AGREED


async def test_a_plan_goes_only_where_the_owner_is_what_the_plan_says(store: Store, school: School) -> None:
    here = (await store.facts(school.budi)).memberships[0].school.id
    await store.do(school.budi, draft())
    with pytest.raises(ConflictError):
        await store.do(school.budi, submission(await store.plan(school.budi), here))
    await store.do(school.budi, replace(draft(version=1), role=Role.KS))
    await store.do(school.budi, submission(await store.plan(school.budi), here))
    assert (await store.plan(school.budi)).status is WAITING


class TestWhoMay:
    @pytest.fixture
    async def plan(self, store: Store, school: School) -> Plan:
        return await store.submit(school.ani)

    def decisions(self, plan: Plan) -> list[Effect]:
        many = ApproveMany(((plan.id, plan.version),))
        return [approval(plan), request(plan, "?"), revision(plan), many]

    async def refused(self, store: Store, actor: Actor, effects: list[Effect], owner: Actor) -> None:
        before = await store.rows(performance_plan)
        for effect in effects:
            with pytest.raises(ConflictError):
                await store.do(actor, effect)
        assert await store.rows(performance_plan) == before
        assert (await store.plan(owner)).content == CONTENT

    async def test_another_schools_ks_decides_nothing(self, store: Store, school: School, plan: Plan) -> None:
        rudi = await store.enroll(5, "Rudi", Role.KS, "20100002")
        await self.refused(store, rudi, self.decisions(plan), school.ani)

    async def test_the_penilai_of_the_principal_decides_nothing_on_a_teachers_plan(
        self, store: Store, school: School, plan: Plan
    ) -> None:
        joko = await store.enroll(7, "Joko", Role.APPRAISER, "20100001")
        await self.refused(store, joko, self.decisions(plan), school.ani)

    async def test_only_a_penilai_of_the_school_decides_on_a_principals_plan(
        self, store: Store, school: School, plan: Plan
    ) -> None:
        rudi = await store.enroll(5, "Rudi", Role.KS, "20100002")
        lia = await store.enroll(8, "Lia", Role.APPRAISER, "20100002")
        of_budi = await store.submit(school.budi)
        for actor in (rudi, lia, school.ani):
            await self.refused(store, actor, self.decisions(of_budi), school.budi)

    async def test_a_penilai_who_appraises_no_more_decides_nothing(
        self, store: Store, school: School, plan: Plan
    ) -> None:
        joko = await store.enroll(7, "Joko", Role.APPRAISER, "20100001")
        of_budi = await store.submit(school.budi)
        ended = update(membership).where(membership.c.person_id == joko.person_id)
        await store.database.transact(lambda conn: conn.execute(ended.values(ended_at=store.world.now)))
        await self.refused(store, joko, self.decisions(of_budi), school.budi)

    async def test_a_colleague_decides_nothing(self, store: Store, school: School, plan: Plan) -> None:
        await self.refused(store, school.sari, self.decisions(plan), school.ani)

    async def test_the_owner_does_not_decide_as_supervisor(
        self, store: Store, school: School, plan: Plan
    ) -> None:
        await self.refused(store, school.ani, self.decisions(plan), school.ani)

    async def test_a_replaced_ks_decides_nothing(self, store: Store, school: School, plan: Plan) -> None:
        ended = update(membership).where(membership.c.person_id == school.budi.person_id)
        await store.database.transact(lambda conn: conn.execute(ended.values(ended_at=store.world.now)))
        await self.refused(store, school.budi, self.decisions(plan), school.ani)

    async def test_nobody_acts_as_the_owner_of_anothers_plan(
        self, store: Store, school: School, plan: Plan
    ) -> None:
        await store.do(school.budi, approval(plan))
        plan = await store.plan(school.ani)
        effects: list[Effect] = [agreement(plan), AskChange(plan.id, plan.version, "?")]
        for actor in (school.sari, school.budi):
            await self.refused(store, actor, effects, school.ani)

    async def test_a_submitted_plan_is_locked_for_its_owner(
        self, store: Store, school: School, plan: Plan
    ) -> None:
        await self.refused(store, school.ani, [draft(LESS, version=plan.version)], school.ani)

    async def test_nothing_changes_after_sepakati(self, store: Store, school: School, plan: Plan) -> None:
        await store.do(school.budi, approval(plan))
        await store.do(school.ani, agreement(await store.plan(school.ani)))
        final = await store.plan(school.ani)
        by_owner: list[Effect] = [draft(LESS, final.version), AskChange(final.id, final.version, "?")]
        await self.refused(store, school.ani, by_owner, school.ani)
        stale = [replace(undo(final), from_status=APPROVED), replace(approval(final), from_status=WAITING)]
        await self.refused(store, school.budi, [*stale, revision(final)], school.ani)

    async def test_an_old_version_decides_nothing(self, store: Store, school: School, plan: Plan) -> None:
        await store.do(school.ani, AskChange(plan.id, plan.version, "Ubah"))
        await self.refused(store, school.budi, self.decisions(plan), school.ani)


async def test_a_failing_effect_takes_the_whole_turn_back(store: Store, school: School) -> None:
    plan = await store.submit(school.ani)
    with pytest.raises(ConflictError):
        await store.do(school.budi, approval(plan), approval(plan))
    assert (await store.plan(school.ani)).status is WAITING
    assert (await store.facts(school.budi, Needs())).waiting_count == 1
