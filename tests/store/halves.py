"""Final plans in a database, to be gone on with."""

from datetime import datetime, timedelta

from bot.store.actor import Actor
from conversations.effects import Authority
from conversations.execution_effects import (
    AgreeObservation,
    ChooseTarget,
    CompleteStage,
    ProposeObservation,
    WriteAnswer,
)
from conversations.execution_facts import Execution
from conversations.facts import EventKind, Needs, Plan
from conversations.rules.terms import Capacity, PlanStatus, StageId
from tests.store.acting import Store, agreement, approval, draft, move

OWNER, APPRAISER = Capacity.OWNER, Capacity.APPRAISER


async def final_plan(store: Store, owner: Actor, decider: Actor | None) -> Plan:
    """A plan that was approved and agreed to; without a decider one that was agreed outside."""
    if decider is None:
        await store.do(owner, draft())
        plan = await store.plan(owner)
        await store.do(owner, move(plan, PlanStatus.DISEPAKATI, EventKind.AGREED_OUTSIDE, Authority.OWNER))
        return await store.plan(owner)
    await store.do(decider, approval(await store.submit(owner)))
    await store.do(owner, agreement(await store.plan(owner)))
    return await store.plan(owner)


async def execution(store: Store, reader: Actor, plan: Plan) -> Execution:
    """What the reader may know of what became of a plan."""
    facts = await store.facts(reader, Needs(plan_id=plan.id, execution=True))
    assert facts.execution is not None
    return facts.execution


def at(store: Store, hours: float) -> datetime:
    """An instant some hours from now."""
    return store.world.now.replace(microsecond=0) + timedelta(hours=hours)


def written(
    plan: Plan, text: str = "Pelatihan mandiri", stage: StageId = StageId.A, by: Capacity = OWNER
) -> WriteAnswer:
    return WriteAnswer(plan.id, stage, "learning_effort", text, by)


def ticked(plan: Plan, target: int = 0, is_chosen: bool = True) -> ChooseTarget:
    return ChooseTarget(plan.id, target, is_chosen)


def proposed(
    plan: Plan, starts_at: datetime, by: Capacity = OWNER, version: int | None = None
) -> ProposeObservation:
    return ProposeObservation(plan.id, version, starts_at, by)


def agreed(plan: Plan, by: Capacity = APPRAISER, version: int = 1) -> AgreeObservation:
    return AgreeObservation(plan.id, version, by)


def completed(plan: Plan, stage: StageId, is_done: bool = True) -> CompleteStage:
    by = APPRAISER if stage in (StageId.B, StageId.F_G) else OWNER
    return CompleteStage(plan.id, stage, by, is_done)
