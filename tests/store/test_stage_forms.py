"""Forms of the stages: kept at once, by the right person, until they are handed in."""

import pytest

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.tables import outbox, stage_answer, target_seen
from conversations.effects import Effect, NoticeKind, NotifySupervisors
from conversations.execution_effects import CompleteStage, RateTarget
from conversations.facts import EventKind, Plan
from conversations.rules.terms import ObservationRating, Role, StageId
from tests.store.acting import School, Store, wish_of
from tests.store.halves import APPRAISER, OWNER, completed, execution, final_plan, ticked, written

SEEN = ObservationRating.EFFECTIVE


async def test_what_is_typed_is_kept_at_once_replaced_and_cleared(store: Store, school: School) -> None:
    plan = await final_plan(store, school.ani, school.budi)
    await store.do(school.ani, written(plan))
    await store.do(school.ani, written(plan, "Mengamati rekan\nlalu mencoba"))
    found = await execution(store, school.ani, plan)
    assert found.answers == {(StageId.A, "learning_effort"): "Mengamati rekan\nlalu mencoba"}
    await store.do(school.ani, written(plan, ""))
    assert await store.rows(stage_answer) == []


async def test_a_form_that_is_handed_in_is_closed_until_it_is_opened_again(
    store: Store, school: School
) -> None:
    plan = await final_plan(store, school.ani, school.budi)
    await store.do(school.ani, ticked(plan), completed(plan, StageId.A))
    done = (await execution(store, school.budi, plan)).done[StageId.A, OWNER]
    assert (done.at, done.by, done.by_id) == (store.world.now, "Ani", school.ani.person_id)
    for refused in (written(plan), ticked(plan, 1), completed(plan, StageId.A)):
        with pytest.raises(ConflictError):
            await store.do(school.ani, refused)
    await store.do(school.ani, completed(plan, StageId.A, is_done=False), written(plan))
    history = (await store.plan(school.ani)).history
    assert [(entry.kind, entry.stage, entry.actor_name) for entry in history[-2:]] == [
        (EventKind.STAGE_DONE, StageId.A, "Ani"),
        (EventKind.STAGE_REOPENED, StageId.A, "Ani"),
    ]


async def test_the_observation_is_recorded_for_what_was_ticked_after_a_is_handed_in(
    store: Store, school: School
) -> None:
    plan = await final_plan(store, school.ani, school.budi)
    await store.do(school.ani, ticked(plan, 0), ticked(plan, 2))
    with pytest.raises(ConflictError):
        await store.do(school.budi, RateTarget(plan.id, 0, SEEN))
    await store.do(school.ani, completed(plan, StageId.A))
    await store.do(school.budi, RateTarget(plan.id, 0, SEEN), RateTarget(plan.id, 0, note="Menyapa murid"))
    with pytest.raises(ConflictError):
        await store.do(school.budi, RateTarget(plan.id, 1, SEEN))
    first, second = (await execution(store, school.ani, plan)).targets
    assert (first.target, first.rating, first.note) == (0, SEEN, "Menyapa murid")
    assert (second.target, second.rating, second.note) == (2, None, "")
    await store.do(school.budi, completed(plan, StageId.B))
    with pytest.raises(ConflictError):
        await store.do(school.budi, RateTarget(plan.id, 0, note="Lain"))


async def test_what_was_observed_keeps_its_tick(store: Store, school: School) -> None:
    plan = await final_plan(store, school.ani, school.budi)
    await store.do(school.ani, ticked(plan, 0), ticked(plan, 1), completed(plan, StageId.A))
    await store.do(school.budi, RateTarget(plan.id, 0, SEEN))
    await store.do(school.ani, completed(plan, StageId.A, is_done=False), ticked(plan, 1, is_chosen=False))
    with pytest.raises(ConflictError):
        await store.do(school.ani, ticked(plan, 0, is_chosen=False))
    assert [row["target"] for row in await store.rows(target_seen)] == [0]


async def test_after_the_appraisers_next_part_nothing_before_is_opened_again(
    store: Store, school: School
) -> None:
    plan = await final_plan(store, school.ani, school.budi)
    await store.do(school.ani, completed(plan, StageId.A))
    await store.do(school.budi, completed(plan, StageId.B))
    await store.do(school.ani, completed(plan, StageId.C))
    with pytest.raises(ConflictError):
        await store.do(school.ani, completed(plan, StageId.A, is_done=False))
    await store.do(school.ani, completed(plan, StageId.C, is_done=False))
    await store.do(school.budi, completed(plan, StageId.B, is_done=False))
    await store.do(school.ani, completed(plan, StageId.A, is_done=False))


async def test_only_who_completed_it_opens_it_again(store: Store, school: School) -> None:
    plan = await final_plan(store, school.ani, school.budi)
    await store.do(school.ani, completed(plan, StageId.A))
    await store.do(school.budi, completed(plan, StageId.B))
    rudi = await store.enroll(5, "Rudi", Role.KS, "20100001")
    await refused(store, rudi, [completed(plan, StageId.B, is_done=False)])


def owners(plan: Plan) -> list[Effect]:
    return [written(plan), ticked(plan, 1), completed(plan, StageId.A), completed(plan, StageId.E)]


def appraisers(plan: Plan) -> list[Effect]:
    return [
        written(plan, stage=StageId.B, by=APPRAISER),
        RateTarget(plan.id, 0, SEEN),
        completed(plan, StageId.B),
    ]


async def refused(store: Store, actor: Actor, effects: list[Effect]) -> None:
    for effect in effects:
        with pytest.raises(ConflictError):
            await store.do(actor, effect)


async def test_nobody_does_the_part_of_somebody_else(store: Store, school: School) -> None:
    plan = await final_plan(store, school.ani, school.budi)
    await store.do(school.ani, ticked(plan))
    other = await store.enroll(6, "Wati", Role.KS, "20100002")
    for actor in (school.sari, other):
        await refused(store, actor, [*owners(plan), *appraisers(plan)])
    await refused(store, school.budi, owners(plan))
    await refused(store, school.ani, appraisers(plan))
    # Naming the other capacity does not help either.
    await refused(
        store, school.ani, [written(plan, stage=StageId.B), CompleteStage(plan.id, StageId.B, OWNER, True)]
    )
    await refused(
        store, school.budi, [written(plan, by=APPRAISER), CompleteStage(plan.id, StageId.A, APPRAISER, True)]
    )


async def test_a_former_principal_does_nothing_more(store: Store, school: School) -> None:
    plan = await final_plan(store, school.ani, school.budi)
    await store.do(school.ani, ticked(plan), completed(plan, StageId.A))
    await store.enroll(5, "Rudi", Role.KS, "20100001")
    await refused(store, school.budi, appraisers(plan))


async def test_where_nobody_here_decides_the_owner_says_that_the_observation_is_done(store: Store) -> None:
    alone = await store.register(9, wish_of("Dewi"))
    plan = await final_plan(store, alone, None)
    await store.do(alone, completed(plan, StageId.B))
    assert (StageId.B, APPRAISER) in (await execution(store, alone, plan)).done
    await store.do(alone, completed(plan, StageId.B, is_done=False))
    await refused(store, alone, [RateTarget(plan.id, 0, SEEN), written(plan, stage=StageId.B, by=APPRAISER)])


async def test_a_plan_that_is_not_final_has_no_stages(store: Store, school: School) -> None:
    plan = await store.submit(school.ani)
    await refused(store, school.ani, owners(plan))


async def test_each_stage_that_is_handed_in_is_told_once(store: Store, school: School) -> None:
    plan = await final_plan(store, school.ani, school.budi)
    for stage in (StageId.A, StageId.C, StageId.A):
        told = NotifySupervisors(NoticeKind.STAGE_HANDED_IN, plan.id, plan.version, stage)
        await store.do(school.ani, told)
    rows = [row for row in await store.rows(outbox) if row["kind"] == NoticeKind.STAGE_HANDED_IN]
    assert [(row["chat_id"], row["dedup_key"].split("/")[-2]) for row in rows] == [(1, "A"), (1, "C")]
