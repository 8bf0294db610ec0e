"""The date of an observation: one side proposes, the other agrees, and nobody is in two places at once."""

import asyncio

import pytest

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.tables import observation
from conversations.effects import Effect
from conversations.facts import EventKind, Plan
from conversations.rules.terms import Role, StageId
from conversations.school_effects import UpdateSchool
from tests.store.acting import School, Store, wish_of
from tests.store.halves import APPRAISER, OWNER, agreed, at, completed, execution, final_plan, proposed


async def refused(store: Store, actor: Actor, *effects: Effect) -> None:
    for effect in effects:
        with pytest.raises(ConflictError):
            await store.do(actor, effect)


async def test_either_side_proposes_and_the_other_agrees(store: Store, school: School) -> None:
    plan = await final_plan(store, school.ani, school.budi)
    await store.do(school.ani, proposed(plan, at(store, 48)))
    await refused(store, school.ani, agreed(plan, OWNER), agreed(plan))
    await store.do(school.budi, proposed(plan, at(store, 50), APPRAISER, 1))
    await refused(store, school.budi, agreed(plan, APPRAISER, 2))
    await refused(store, school.ani, agreed(plan, OWNER, 1))
    await store.do(school.ani, agreed(plan, OWNER, 2))
    found = (await execution(store, school.budi, plan)).observation
    assert found is not None
    assert (found.starts_at, found.agreed_at, found.version) == (at(store, 50), store.world.now, 3)
    assert (await store.plan(school.ani)).history[-1].kind is EventKind.OBSERVATION_AGREED
    await store.do(school.ani, proposed(plan, at(store, 60), OWNER, 3))
    moved = (await execution(store, school.ani, plan)).observation
    assert moved is not None
    assert moved.agreed_at is None


async def test_a_proposal_on_an_old_version_does_not_count(store: Store, school: School) -> None:
    plan = await final_plan(store, school.ani, school.budi)
    await store.do(school.ani, proposed(plan, at(store, 48)))
    await refused(store, school.budi, proposed(plan, at(store, 50), APPRAISER))
    await store.do(school.ani, proposed(plan, at(store, 49), OWNER, 1))
    await refused(store, school.budi, agreed(plan), proposed(plan, at(store, 50), APPRAISER, 1))


async def test_of_two_answers_at_once_one_wins(store: Store, school: School) -> None:
    plan = await final_plan(store, school.ani, school.budi)
    await store.do(school.ani, proposed(plan, at(store, 48)))
    answers = (agreed(plan), proposed(plan, at(store, 50), APPRAISER, 1))
    results = await asyncio.gather(
        *(store.do(school.budi, answer) for answer in answers),
        store.do(school.ani, proposed(plan, at(store, 51), OWNER, 1)),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "ConflictError", "int"]
    assert [row["version"] for row in await store.rows(observation)] == [2]


async def two_plans(store: Store, school: School) -> tuple[Plan, Plan]:
    return (
        await final_plan(store, school.ani, school.budi),
        await final_plan(store, school.sari, school.budi),
    )


async def test_within_the_hour_of_an_agreed_observation_there_is_no_other(
    store: Store, school: School
) -> None:
    first, second = await two_plans(store, school)
    await store.do(school.ani, proposed(first, at(store, 48)))
    await store.do(school.budi, agreed(first))
    assert (await execution(store, school.sari, second)).booked == (at(store, 48),)
    assert (await execution(store, school.ani, first)).booked == ()
    for hours in (47.5, 48, 48.9):
        await refused(store, school.sari, proposed(second, at(store, hours)))
        await refused(store, school.budi, proposed(second, at(store, hours), APPRAISER))
    await store.do(school.sari, proposed(second, at(store, 49)))
    await store.do(school.budi, agreed(second))


async def test_of_two_proposals_for_one_hour_the_principal_agrees_to_one(
    store: Store, school: School
) -> None:
    first, second = await two_plans(store, school)
    await store.do(school.ani, proposed(first, at(store, 48)))
    await store.do(school.sari, proposed(second, at(store, 48.5)))
    results = await asyncio.gather(
        store.do(school.budi, agreed(first)), store.do(school.budi, agreed(second)), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "int"]


async def test_principals_of_other_schools_are_free(store: Store, school: School) -> None:
    other = await store.enroll(6, "Wati", Role.KS, "20100002")
    joko = await store.enroll(7, "Joko", Role.GURU, "20100002")
    first, second = await final_plan(store, school.ani, school.budi), await final_plan(store, joko, other)
    await store.do(school.ani, proposed(first, at(store, 48)))
    await store.do(school.budi, agreed(first))
    await store.do(joko, proposed(second, at(store, 48)))
    await store.do(other, agreed(second))


async def test_nobody_else_arranges_it(store: Store, school: School) -> None:
    plan = await final_plan(store, school.ani, school.budi)
    await store.do(school.ani, proposed(plan, at(store, 48)))
    other = await store.enroll(6, "Wati", Role.KS, "20100002")
    later = at(store, 60)
    for actor in (school.sari, other):
        for by in (OWNER, APPRAISER):
            await refused(store, actor, proposed(plan, later, by, 1), agreed(plan, by))
    await refused(store, school.budi, proposed(plan, later, OWNER, 1))
    await refused(store, school.ani, proposed(plan, later, APPRAISER, 1))
    await store.enroll(5, "Rudi", Role.KS, "20100001")
    await refused(store, school.budi, agreed(plan))


async def test_once_it_is_recorded_its_date_stays(store: Store, school: School) -> None:
    plan = await final_plan(store, school.ani, school.budi)
    await store.do(school.ani, proposed(plan, at(store, 48)))
    await store.do(school.ani, completed(plan, StageId.A))
    await store.do(school.budi, completed(plan, StageId.B))
    await refused(store, school.budi, agreed(plan))
    await refused(store, school.ani, proposed(plan, at(store, 49), OWNER, 1))


async def test_where_nobody_here_decides_the_date_is_set_at_once(store: Store) -> None:
    alone = await store.register(9, wish_of("Dewi"))
    plan = await final_plan(store, alone, None)
    await store.do(alone, proposed(plan, at(store, 48)))
    found = (await execution(store, alone, plan)).observation
    assert found is not None
    assert found.agreed_at == store.world.now


async def test_under_a_plt_the_owner_may_say_that_it_was_observed(store: Store, school: School) -> None:
    plan = await final_plan(store, school.ani, school.budi)
    await refused(store, school.ani, completed(plan, StageId.B))
    assert plan.school is not None
    await store.do(school.budi, UpdateSchool(plan.school.id, is_plt=True))
    await store.do(school.ani, completed(plan, StageId.B))
