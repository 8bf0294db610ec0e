"""Decisions at the same time: one wins, the other is a conflict."""

import asyncio

import pytest

from conversations.effects import ApproveMany, AskChange, Effect
from conversations.facts import Plan
from conversations.rules.terms import Role
from tests.store.acting import LESS, School, Store, approval, draft, request, revision


def rivals(plan: Plan) -> dict[str, Effect]:
    return {
        "revision": revision(plan),
        "approval": approval(plan),
        "request": request(plan, "Tambah"),
        "many": ApproveMany(((plan.id, plan.version),)),
    }


@pytest.mark.parametrize("first", ["approval", "revision"])
@pytest.mark.parametrize("second", ["approval", "request", "revision", "many", "ask"])
async def test_of_two_decisions_at_once_exactly_one_wins(
    store: Store, school: School, first: str, second: str
) -> None:
    rudi = await store.enroll(5, "Rudi", Role.KS, "20100001")
    plan = await store.submit(school.ani)
    asking = AskChange(plan.id, plan.version, "Ubah")
    other = store.do(school.ani, asking) if second == "ask" else store.do(rudi, rivals(plan)[second])
    results = await asyncio.gather(store.do(school.budi, rivals(plan)[first]), other, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "int"]
    after = await store.plan(school.ani)
    assert (after.version, len(after.history)) == (plan.version + 1, 2)


async def test_a_plan_started_twice_at_once_is_started_once(store: Store, school: School) -> None:
    results = await asyncio.gather(*(store.do(school.ani, draft()) for _ in range(2)), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "int"]
    assert (await store.plan(school.ani)).version == 1


async def test_of_two_drafts_on_the_same_version_one_is_saved_whole(store: Store, school: School) -> None:
    await store.do(school.ani, draft())
    results = await asyncio.gather(
        *(store.do(school.ani, draft(LESS, version=1)) for _ in range(2)), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "int"]
    assert (await store.plan(school.ani)).content == LESS
