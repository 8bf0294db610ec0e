from dataclasses import replace
from datetime import date, datetime
from functools import partial

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.store.people import set_reachable
from bot.store.schools import join
from bot.store.world import World
from conversations.effects import Authority, MovePlan
from conversations.facts import EventKind, Facts, Needs, QueueFilter
from conversations.foreseeing import foresee
from conversations.rules.cycle import Period, RuleCalendar, parse_final_dates, parse_rule_set_map
from conversations.rules.plan import BehaviorChoice, PlanContent, RHKItem
from conversations.rules.terms import PlanStatus, Role
from tests.store.acting import (
    PERIOD,
    School,
    Store,
    agreement,
    approval,
    draft,
    request,
    stranger,
    wish_of,
)


def at(world: World, moment: str) -> World:
    return replace(world, now=datetime.fromisoformat(moment))


async def test_a_stranger_sees_the_world_and_nothing_else(store: Store, school: School) -> None:
    facts = await store.facts(stranger(9))
    assert (facts.person, facts.memberships, facts.own_plan, facts.queue) == (None, (), None, None)
    assert (facts.now, facts.today) == (store.world.now, date(2026, 8, 10))
    assert (facts.period, facts.current_rule_set) == (PERIOD, "pmm_2024")
    assert facts.rules.points.min_points == 32


async def test_today_and_the_period_are_those_of_the_persons_zone(store: Store) -> None:
    eka = await store.register(8, wish_of("Eka"))
    store.world = at(store.world, "2026-06-30T15:30:00+00:00")
    there, elsewhere = await store.facts(eka), await store.facts(stranger(9))
    assert (there.today, there.period) == (date(2026, 7, 1), Period(2026, 2))
    assert (elsewhere.today, elsewhere.period) == (date(2026, 6, 30), Period(2026, 1))


async def test_the_operators_calendar_is_part_of_the_facts(store: Store) -> None:
    rules = parse_rule_set_map("*=lain,2026-S2=pmm_2024")
    calendar = RuleCalendar(rules, parse_final_dates("2026-S2=2026-12-15"))
    store.world = replace(store.world, calendar=calendar)
    facts = await store.facts(stranger(9))
    assert facts.current_rule_set == "pmm_2024"
    assert facts.final_date == date(2026, 12, 15)
    assert facts.final_dates == {PERIOD: date(2026, 12, 15)}


async def test_the_own_plan_is_that_of_the_current_period(store: Store) -> None:
    eka = await store.register(8, wish_of("Eka"))
    await store.do(eka, draft())
    assert (await store.facts(eka)).own_plan is not None
    store.world = at(store.world, "2027-01-05T00:00:00+00:00")
    assert (await store.facts(eka)).own_plan is None


async def test_what_is_foreseen_of_a_draft_is_what_is_read_after_it(store: Store) -> None:
    eka = await store.register(8, wish_of("Eka"))
    await store.do(eka, draft())
    behaviors = (BehaviorChoice("pelayanan", None, "Menyapa <b>semua</b> \u202emurid"),)
    for content in (PlanContent("g2", (RHKItem(3, 2), RHKItem(1, 1)), (), behaviors), PlanContent()):
        before = await store.facts(eka)
        assert before.own_plan is not None
        wish = draft(content, before.own_plan.version, before.own_plan.content)
        await store.do(eka, wish)
        assert foresee(before, (wish,)) == await store.facts(eka)
        assert foresee(before, (wish, wish)) is None
        assert foresee(await store.facts(eka), (wish,)) is None


async def test_the_last_plan_is_the_latest_earlier_one_that_holds_anything(store: Store) -> None:
    eka = await store.register(8, wish_of("Eka"))
    contents = {(2025, 1): PlanContent("g1"), (2025, 2): PlanContent(rhk=(RHKItem(3, 1),)), (2026, 1): None}
    for key, content in contents.items():
        await store.do(eka, replace(draft(content or PlanContent()), period=Period(*key)))
    await store.do(eka, draft())
    assert (await store.facts(eka)).last_plan is None
    last = (await store.facts(eka, Needs(last_plan=True))).last_plan
    assert last is not None
    assert (last.period, last.content) == (Period(2025, 2), PlanContent(rhk=(RHKItem(3, 1),)))


async def test_whoever_had_no_plan_before_has_no_last_one(store: Store, school: School) -> None:
    await store.do(school.ani, draft())
    assert (await store.facts(school.sari, Needs(last_plan=True))).last_plan is None
    assert (await store.facts(school.ani, Needs(last_plan=True))).last_plan is None


async def test_a_school_knows_whether_it_has_a_penilai_beside_its_principal(
    store: Store, school: School
) -> None:
    def of(facts: Facts) -> tuple[bool, bool]:
        here = facts.memberships[0].school
        return here.has_appraiser, here.is_appraiser_reachable

    assert of(await store.facts(school.budi)) == (False, True)
    await store.enroll(7, "Joko", Role.APPRAISER, "20100001")
    assert of(await store.facts(school.budi)) == (True, True)
    await store.database.transact(partial(set_reachable, chat_id=7, reachable=False))
    assert of(await store.facts(school.ani)) == (True, False)


async def test_a_principal_is_not_the_penilai_of_the_own_school(store: Store, school: School) -> None:
    here = (await store.facts(school.budi)).memberships[0].school.id
    assert school.budi.person_id is not None
    as_appraiser = partial(join, person_id=school.budi.person_id, school_id=here, role=Role.APPRAISER)
    await store.database.transact(lambda conn: as_appraiser(conn, now=store.world.now))
    assert not (await store.facts(school.budi)).memberships[0].school.has_appraiser


async def test_the_history_is_loaded_only_where_it_is_needed(store: Store, school: School) -> None:
    plan = await store.submit(school.ani)
    for needs, length in ((Needs(plan_id=plan.id), 0), (Needs(plan_id=plan.id, history=True), 1)):
        reviewed = (await store.facts(school.budi, needs)).reviewed
        assert reviewed is not None
        assert len(reviewed.history) == length


async def test_a_plan_under_review_is_loaded_whoever_owns_it(store: Store, school: School) -> None:
    plan = await store.submit(school.ani)
    by_ks = await store.facts(school.budi, Needs(plan_id=plan.id))
    by_colleague = await store.facts(school.sari, Needs(plan_id=plan.id))
    assert by_ks.reviewed is not None
    assert by_ks.reviewed == by_colleague.reviewed
    assert by_ks.leads(by_ks.reviewed)
    assert not by_colleague.leads(by_ks.reviewed)
    own = await store.facts(school.ani, Needs(plan_id=plan.id))
    assert own.own_plan == own.reviewed


async def test_a_plan_that_does_not_exist_is_none(store: Store, school: School) -> None:
    assert (await store.facts(school.budi, Needs(plan_id=999))).reviewed is None


class TestQueue:
    async def queue(self, store: Store, school: School, chosen: QueueFilter) -> list[str]:
        queue = (await store.facts(school.budi, Needs(queue=chosen))).queue
        assert queue is not None
        assert queue.filter is chosen
        assert len(queue.entries) == queue.counts[chosen]
        return [entry.owner_name for entry in queue.entries]

    async def test_it_lists_the_oldest_submission_first_with_points(
        self, store: Store, school: School
    ) -> None:
        sari = await store.submit(school.sari, PlanContent(rhk=(RHKItem(1, 1),)))
        store.world = at(store.world, "2026-08-11T00:00:00+00:00")
        ani = await store.submit(school.ani)
        facts = await store.facts(school.budi, Needs(queue=QueueFilter.WAITING))
        assert facts.waiting_count == 2
        assert facts.queue is not None
        assert [(e.plan_id, e.version, e.owner_name, e.points) for e in facts.queue.entries] == [
            (sari.id, sari.version, "Sari", 8),
            (ani.id, ani.version, "Ani", 32),
        ]
        assert facts.queue.entries[0].submitted_at == sari.submitted_at

    async def test_each_plan_is_found_by_its_status(self, store: Store, school: School) -> None:
        plan = await store.submit(school.ani)
        await store.submit(school.sari)
        assert await self.queue(store, school, QueueFilter.WAITING) == ["Ani", "Sari"]
        await store.do(school.budi, request(plan, "Tambah"))
        assert await self.queue(store, school, QueueFilter.NEEDS_REVISION) == ["Ani"]
        again = await store.submit_again(school.ani)
        await store.do(school.budi, approval(again))
        assert await self.queue(store, school, QueueFilter.APPROVED) == ["Ani"]
        await store.do(school.ani, agreement(await store.plan(school.ani)))
        assert await self.queue(store, school, QueueFilter.AGREED) == ["Ani"]
        assert await self.queue(store, school, QueueFilter.WAITING) == ["Sari"]
        assert await self.queue(store, school, QueueFilter.APPROVED) == []

    async def test_requests_for_a_change_are_found_whether_or_not_approved(
        self, store: Store, school: School
    ) -> None:
        await store.ask_change(await store.submit(school.sari), school.sari)
        await store.do(school.budi, approval(await store.submit(school.ani)))
        await store.ask_change(await store.plan(school.ani), school.ani)
        assert await self.queue(store, school, QueueFilter.CHANGE_REQUESTED) == ["Sari", "Ani"]
        facts = await store.facts(school.budi, Needs(queue=QueueFilter.WAITING))
        assert facts.queue is not None
        assert [entry.change_requested for entry in facts.queue.entries] == [True]

    async def test_drafts_other_schools_and_the_own_plan_are_not_in_it(
        self, store: Store, school: School
    ) -> None:
        await store.enroll(5, "Rudi", Role.KS, "20100002")
        await store.submit(await store.enroll(6, "Wati", Role.GURU, "20100002"))
        await store.submit(school.budi)
        await store.do(school.ani, draft())
        assert await self.queue(store, school, QueueFilter.WAITING) == []

    async def test_a_penilai_sees_the_plans_of_principals_and_the_schools_they_are_of(
        self, store: Store, school: School
    ) -> None:
        rudi = await store.enroll(5, "Rudi", Role.KS, "20100002")
        joko = await store.enroll(7, "Joko", Role.APPRAISER, "20100001")
        for owner in (school.ani, school.budi, rudi):
            await store.submit(owner)
        facts = await store.facts(joko, Needs(queue=QueueFilter.WAITING))
        assert facts.queue is not None
        assert [(e.owner_name, e.school_name) for e in facts.queue.entries] == [("Budi", "SDN Contoh")]
        assert facts.waiting_count == 1
        assert await self.queue(store, school, QueueFilter.WAITING) == ["Ani"]

    async def test_an_earlier_period_stays_until_it_is_final(self, store: Store, school: School) -> None:
        plan = await store.submit(school.ani)
        store.world = at(store.world, "2027-01-03T00:00:00+00:00")
        assert await self.queue(store, school, QueueFilter.WAITING) == ["Ani"]
        approved = MovePlan(
            plan.id,
            plan.version,
            plan.status,
            PlanStatus.DISETUJUI,
            EventKind.APPROVED,
            Authority.SUPERVISOR,
        )
        agreed = MovePlan(
            plan.id,
            plan.version + 1,
            PlanStatus.DISETUJUI,
            PlanStatus.DISEPAKATI,
            EventKind.AGREED,
            Authority.OWNER,
        )
        await store.do(school.budi, approved)
        await store.do(school.ani, agreed)
        assert await self.queue(store, school, QueueFilter.AGREED) == []

    async def test_who_leads_no_school_has_no_queue(self, store: Store, school: School) -> None:
        facts = await store.facts(school.ani, Needs(queue=QueueFilter.WAITING))
        assert (facts.queue, facts.waiting_count) == (None, 0)


async def test_a_longer_queue_takes_no_more_statements(store: Store, school: School) -> None:
    async def statements() -> int:
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        event.listen(Engine, "before_cursor_execute", counted)
        await store.facts(school.budi, Needs(queue=QueueFilter.WAITING))
        event.remove(Engine, "before_cursor_execute", counted)
        return count

    await store.submit(school.ani)
    with_one = await statements()
    await store.submit(school.sari)
    assert await statements() == with_one
