"""Lines of the PMM checklist are ticked once, by the owner of a final plan alone."""

from dataclasses import replace

import pytest

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.tables import checklist_tick
from conversations.execution_effects import CompleteStage, TickLine
from conversations.facts import Needs
from conversations.rules.terms import Capacity, StageId
from tests.store.acting import School, Store, agreement, approval

LINE = "rhk:1"


async def final_plan(store: Store, school: School, owner: Actor) -> int:
    """The id of the owner's plan, which becomes final."""
    plan = await store.submit(owner)
    await store.do(school.budi, approval(plan))
    await store.do(owner, agreement(await store.plan(owner)))
    return plan.id


async def ticks(store: Store, actor: Actor) -> frozenset[str]:
    """What both ways of loading tell."""
    facts = await store.facts(actor, Needs(execution=True, checklist=True))
    assert facts.execution is not None
    assert facts.execution.ticks == facts.own_ticks
    assert facts.own_done == {stage for stage, by in facts.execution.done if by is Capacity.OWNER}
    return facts.own_ticks


async def test_stages_that_the_owner_has_done_are_known_beside_them(store: Store, school: School) -> None:
    plan_id = await final_plan(store, school, school.ani)
    await final_plan(store, school, school.sari)
    await store.do(school.ani, TickLine(plan_id, LINE, is_ticked=True))
    await store.do(school.ani, CompleteStage(plan_id, StageId.D, Capacity.OWNER, is_done=True))
    assert await ticks(store, school.ani) == {LINE}
    assert (await store.facts(school.ani, Needs(checklist=True))).own_done == {StageId.D}
    assert (await store.facts(school.sari, Needs(checklist=True))).own_done == frozenset()
    assert await ticks(store, school.sari) == frozenset()
    await store.do(school.ani, CompleteStage(plan_id, StageId.D, Capacity.OWNER, is_done=False))
    assert (await store.facts(school.ani, Needs(checklist=True))).own_done == frozenset()


async def test_a_line_is_ticked_and_taken_back(store: Store, school: School) -> None:
    wish = TickLine(await final_plan(store, school, school.ani), LINE, is_ticked=True)
    assert await ticks(store, school.ani) == frozenset()
    await store.do(school.ani, wish)
    await store.do(school.ani, replace(wish, line="submit"))
    assert await ticks(store, school.ani) == {LINE, "submit"}
    await store.do(school.ani, replace(wish, is_ticked=False))
    assert await ticks(store, school.ani) == {"submit"}


async def test_the_second_of_two_equal_ticks_changes_nothing(store: Store, school: School) -> None:
    wish = TickLine(await final_plan(store, school, school.ani), LINE, is_ticked=True)
    await store.do(school.ani, wish)
    with pytest.raises(ConflictError):
        await store.do(school.ani, wish)
    await store.do(school.ani, replace(wish, is_ticked=False))
    with pytest.raises(ConflictError):
        await store.do(school.ani, replace(wish, is_ticked=False))


async def test_only_the_owner_ticks(store: Store, school: School) -> None:
    wish = TickLine(await final_plan(store, school, school.ani), LINE, is_ticked=True)
    for somebody in (school.budi, school.sari):
        with pytest.raises(ConflictError):
            await store.do(somebody, wish)
    await store.do(school.ani, wish)
    for somebody in (school.budi, school.sari):
        with pytest.raises(ConflictError):
            await store.do(somebody, replace(wish, is_ticked=False))
    assert await ticks(store, school.ani) == {LINE}


async def test_nothing_is_ticked_before_the_plan_is_final(store: Store, school: School) -> None:
    plan = await store.submit(school.ani)
    wish = TickLine(plan.id, LINE, is_ticked=True)
    with pytest.raises(ConflictError):
        await store.do(school.ani, wish)
    await store.do(school.budi, approval(plan))
    with pytest.raises(ConflictError):
        await store.do(school.ani, wish)
    facts = await store.facts(school.ani, Needs(execution=True, checklist=True))
    assert (facts.executed, facts.own_ticks) == (None, frozenset())
    assert await store.rows(checklist_tick) == []
