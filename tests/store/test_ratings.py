"""Ratings in the database: who may write them, that one decision wins, and what the history keeps."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.facts import load_facts
from bot.store.tables import outbox, plan_event, plan_rating, stage_entry
from conversations.effects import Authority, NoticeKind, NotifyOwner
from conversations.execution_effects import ReleaseRating, SaveRating
from conversations.execution_facts import PlanRating, RatingHint, RatingSource
from conversations.facts import EventKind, Needs, Plan, RatingChange
from conversations.people_effects import LeaveSchool
from conversations.plan_history import history_pages
from conversations.reminder_effects import MarkStage
from conversations.rules.terms import Capacity, PlanStatus, Rating, Role, StageId
from conversations.screens import Screen
from tests.conversations.onboarding.talking import text_of
from tests.store.acting import PERIOD, School, Store, agreement, approval, move

ABOVE, MEETS, BELOW = Rating.ABOVE, Rating.MEETS, Rating.BELOW


async def agreed(store: Store, school: School, owner: Actor) -> Plan:
    """The owner's final plan."""
    await store.do(school.budi, approval(await store.submit(owner)))
    await store.do(owner, agreement(await store.plan(owner)))
    return await store.plan(owner)


@pytest.fixture
async def plan(store: Store, school: School) -> Plan:
    return await agreed(store, school, school.ani)


def full(store: Store, plan: Plan, version: int | None = None, result: Rating = ABOVE) -> SaveRating:
    """Everything rated by who appraises the plan."""
    rules = store.world.rule_sets[plan.rule_set]
    return SaveRating(
        plan.id,
        version,
        RatingSource.APPRAISER,
        {aspect.id: MEETS for aspect in rules.practice_aspects},
        {behavior.id: MEETS for behavior in rules.work_behaviors},
        result,
        MEETS,
        "Lanjutkan",
    )


def entry(plan: Plan, version: int | None = None) -> SaveRating:
    """What an owner read in PMM."""
    return SaveRating(plan.id, version, RatingSource.OWNER, {}, {}, MEETS, MEETS, "")


async def kept(store: Store, reader: Actor, plan: Plan) -> PlanRating | None:
    execution = (await store.facts(reader, Needs(plan_id=plan.id, execution=True))).execution
    assert execution is not None
    return execution.rating


async def events(store: Store) -> list[str]:
    rows = await store.rows(plan_event)
    return [row["kind"] for row in rows if row["kind"].startswith("rat")]


async def refused(store: Store, actor: Actor, wish: SaveRating | ReleaseRating) -> None:
    with pytest.raises(ConflictError):
        await store.do(actor, wish)


async def test_a_draft_is_kept_with_every_press_and_released_once(
    store: Store, school: School, plan: Plan
) -> None:
    first = replace(full(store, plan), behaviors={}, work_result=None, work_behavior=None)
    await store.do(school.budi, first)
    await refused(store, school.budi, ReleaseRating(plan.id, 1))
    await store.do(school.budi, replace(full(store, plan), version=1))
    assert await events(store) == []
    assert await store.rows(stage_entry) == []
    await store.do(school.budi, ReleaseRating(plan.id, 2), NotifyOwner(NoticeKind.RATED, plan.id, 3))
    await refused(store, school.budi, ReleaseRating(plan.id, 2))
    await refused(store, school.budi, ReleaseRating(plan.id, 3))
    rating = await kept(store, school.ani, plan)
    assert rating is not None
    assert (rating.released_at, rating.rated_by, rating.version) == (store.world.now, "Budi", 3)
    assert (rating.work_result, rating.work_behavior, rating.note) == (ABOVE, MEETS, "Lanjutkan")
    assert await events(store) == [EventKind.RATED]
    (done,) = await store.rows(stage_entry)
    assert (done["person_id"], done["stage"], done["capacity"], done["done_by"]) == (
        school.ani.person_id,
        StageId.F_G,
        Capacity.APPRAISER,
        school.budi.person_id,
    )
    told = [row for row in await store.rows(outbox) if row["kind"] == NoticeKind.RATED]
    assert [row["chat_id"] for row in told] == [school.ani.chat_id]


async def test_the_appraisers_part_may_be_marked_as_done_before(
    store: Store, school: School, plan: Plan
) -> None:
    await store.do(school.budi, MarkStage(PERIOD, StageId.F_G, Capacity.APPRAISER, is_done=True))
    await store.do(school.budi, full(store, plan))
    await store.do(school.budi, ReleaseRating(plan.id, 1))
    assert len(await store.rows(stage_entry)) == 1


async def test_a_correction_keeps_what_was_there_before(store: Store, school: School, plan: Plan) -> None:
    await store.do(school.budi, full(store, plan))
    await store.do(school.budi, ReleaseRating(plan.id, 1))
    await refused(store, school.budi, replace(full(store, plan, 2), behaviors={}))
    await refused(store, school.budi, replace(full(store, plan, 2), work_result=None))
    await store.do(school.budi, full(store, plan, 2, BELOW))
    assert await events(store) == [EventKind.RATED, EventKind.RATING_CORRECTED]
    changes = (await store.rows(plan_event))[-1]["changes"]
    assert (changes["before"]["work_result"], changes["after"]["work_result"]) == ("above", "below")
    assert changes["before"]["aspects"] == changes["after"]["aspects"]
    rating = await kept(store, school.ani, plan)
    assert rating is not None
    assert rating.released_at is not None
    history = (await store.facts(school.ani, Needs(plan_id=plan.id, history=True))).reviewed
    assert history is not None
    last = history.history[-1]
    assert (last.kind, last.ratings) == (
        EventKind.RATING_CORRECTED,
        (RatingChange("overall:result", ABOVE, BELOW),),
    )
    pages = history_pages(history, store.world.rule_sets["pmm_2024"])
    assert text_of(Screen(pages[0])).endswith(
        "corrected the rating\n• Overall, Hasil kerja: Di Atas Ekspektasi → <b>Di Bawah Ekspektasi</b>\n"
    )


async def test_nobody_else_writes_a_rating(store: Store, school: School, plan: Plan) -> None:
    citra = await store.enroll(8, "Citra", Role.KS, "20100002")
    penilai = await store.enroll(9, "Dedi", Role.APPRAISER, "20100001")
    for stranger in (school.ani, school.sari, citra, penilai):
        await refused(store, stranger, full(store, plan))
        await refused(store, stranger, entry(plan))
    await refused(store, school.budi, entry(plan))
    await store.do(school.budi, full(store, plan))
    for stranger in (school.ani, school.sari, citra, penilai):
        await refused(store, stranger, full(store, plan, 1))
        await refused(store, stranger, entry(plan, 1))
        await refused(store, stranger, ReleaseRating(plan.id, 1))
    await store.do(school.budi, ReleaseRating(plan.id, 1))
    assert (await store.facts(citra, Needs(plan_id=plan.id, execution=True))).execution is None


async def test_a_former_principal_has_lost_the_right_and_the_next_goes_on(
    store: Store, school: School, plan: Plan
) -> None:
    await store.do(school.budi, full(store, plan))
    citra = await store.enroll(8, "Citra", Role.KS, "20100001")
    await refused(store, school.budi, full(store, plan, 1))
    await refused(store, school.budi, ReleaseRating(plan.id, 1))
    await store.do(citra, full(store, plan, 1, BELOW))
    await store.do(citra, ReleaseRating(plan.id, 2))
    rating = await kept(store, school.ani, plan)
    assert rating is not None
    assert (rating.rated_by, rating.work_result) == ("Citra", BELOW)


async def test_a_plan_that_is_not_final_is_not_rated(store: Store, school: School) -> None:
    plan = await store.submit(school.ani)
    await refused(store, school.budi, full(store, plan))
    await store.do(school.budi, approval(plan))
    await refused(store, school.budi, full(store, plan))


async def test_of_two_appraisers_at_once_one_wins(store: Store, school: School, plan: Plan) -> None:
    school_id = (await store.facts(school.budi)).memberships[0].school.id
    assert school_id
    outcomes = await asyncio.gather(
        store.do(school.budi, full(store, plan)),
        store.do(school.budi, full(store, plan, result=BELOW)),
        return_exceptions=True,
    )
    assert sorted(isinstance(each, ConflictError) for each in outcomes) == [False, True]
    (row,) = await store.rows(plan_rating)
    assert row["version"] == 1
    outcomes = await asyncio.gather(
        store.do(school.budi, ReleaseRating(plan.id, 1)),
        store.do(school.budi, full(store, plan, 1, BELOW)),
        return_exceptions=True,
    )
    assert sorted(isinstance(each, ConflictError) for each in outcomes) == [False, True]


async def test_two_penilai_of_a_principal_share_one_rating(store: Store, school: School) -> None:
    dedi = await store.enroll(8, "Dedi", Role.APPRAISER, "20100001")
    eka = await store.enroll(9, "Eka", Role.APPRAISER, "20100001")
    await store.do(dedi, approval(await store.submit(school.budi)))
    await store.do(school.budi, agreement(await store.plan(school.budi)))
    plan = await store.plan(school.budi)
    await store.do(dedi, full(store, plan))
    await refused(store, eka, full(store, plan))
    await store.do(eka, full(store, plan, 1, BELOW))
    await refused(store, dedi, ReleaseRating(plan.id, 1))
    await store.do(dedi, ReleaseRating(plan.id, 2))
    await refused(store, school.budi, entry(plan, 3))


async def test_under_a_plt_the_owner_enters_what_pmm_says_and_the_history_keeps_it(store: Store) -> None:
    plt = await store.enroll(1, "Budi", Role.KS, "20100001", is_plt=True)
    ani = await store.enroll(2, "Ani", Role.GURU, "20100001")
    plan = await store.submit(ani)
    by_system = move(plan, PlanStatus.DISETUJUI, EventKind.AUTO_APPROVED, Authority.OWNER)
    await store.do(ani, replace(by_system, by_system=True))
    await store.do(ani, agreement(await store.plan(ani)))
    plan = await store.plan(ani)
    await refused(store, ani, replace(entry(plan), work_behavior=None))
    await store.do(ani, entry(plan))
    rating = await kept(store, ani, plan)
    assert rating is not None
    assert (rating.source, rating.released_at) == (RatingSource.OWNER, store.world.now)
    await store.do(ani, replace(entry(plan, 1), work_result=BELOW))
    assert await events(store) == [EventKind.RATING_ENTERED] * 2
    changes = [row["changes"] for row in await store.rows(plan_event) if row["kind"] == "rating_entered"]
    assert (changes[0]["before"], changes[1]["before"]["work_result"]) == (None, "meets")
    # Who leads the school may rate in its place, and then the owner enters nothing any more.
    await store.do(plt, full(store, plan, 2))
    await refused(store, ani, entry(plan, 3))
    assert (await events(store))[-1] == EventKind.RATING_CORRECTED


async def test_without_a_principal_the_owner_enters_what_pmm_says(
    store: Store, school: School, plan: Plan
) -> None:
    await refused(store, school.ani, entry(plan))
    school_id = (await store.facts(school.budi)).memberships[0].school.id
    await store.do(school.budi, LeaveSchool(school_id, Role.KS))
    await store.do(school.ani, entry(plan))


async def test_home_counts_who_waits_for_a_rating_once_the_months_have_begun(
    store: Store, school: School, plan: Plan
) -> None:
    async def hint(actor: Actor, day: date) -> RatingHint | None:
        now = store.world.now.replace(year=day.year, month=day.month, day=day.day)
        world = replace(store.world, now=now)

        def work(conn: Connection) -> RatingHint | None:
            facts = load_facts(conn, person_id=actor.person_id, needs=Needs(ratings=True), world=world)
            return facts.rating_hint

        return await store.database.transact(work)

    assert await hint(school.budi, date(2026, 11, 30)) == RatingHint(0, False, None)
    assert await hint(school.budi, date(2026, 12, 1)) == RatingHint(1, True, None)
    assert await hint(school.budi, date(2027, 1, 5)) == RatingHint(1, False, None)
    assert await hint(school.ani, date(2026, 12, 1)) == RatingHint(0, True, None)
    await store.do(school.budi, full(store, plan))
    assert await hint(school.budi, date(2026, 12, 1)) == RatingHint(1, True, None)
    await store.do(school.budi, ReleaseRating(plan.id, 1))
    assert await hint(school.budi, date(2026, 12, 1)) == RatingHint(0, True, None)
    assert await hint(school.ani, date(2027, 1, 5)) == RatingHint(0, False, plan.id)
