"""Files as evidence of a final plan: whose they are, where they lie, and that none counts twice."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.evidence import HeldFile, load_sent_file
from bot.store.tables import evidence
from conversations.effects import Effect
from conversations.execution_effects import AssignFile, KeepFile, RemoveFile
from conversations.execution_facts import Execution, FileKind, SentFile
from conversations.facts import Needs, Plan
from conversations.rules.cycle import Period
from conversations.rules.terms import Role
from tests.store.acting import BOT_ID, School, Store, agreement, approval, draft, submission

PDF = SentFile("pdf-1", "u1", FileKind.PDF, "Sertifikat.pdf", 10_485_760)
PHOTO = SentFile("photo-1", "u2", FileKind.PHOTO, "", 90_000)
ASKED = Needs(execution=True)


async def final(store: Store, owner: Actor, approver: Actor) -> Plan:
    await store.do(approver, approval(await store.submit(owner)))
    await store.do(owner, agreement(await store.plan(owner)))
    return await store.plan(owner)


async def execution(store: Store, actor: Actor, needs: Needs = ASKED) -> Execution:
    found = (await store.facts(actor, needs)).execution
    assert found is not None
    return found


@pytest.fixture
async def plan(store: Store, school: School) -> Plan:
    return await final(store, school.ani, school.budi)


async def test_files_are_kept_moved_and_removed(store: Store, school: School, plan: Plan) -> None:
    await store.do(school.ani, KeepFile(plan.id, PDF, "rhk:1:1"), KeepFile(plan.id, PHOTO))
    first, second = (await execution(store, school.ani)).evidence
    assert (first.file, first.slot, first.sent_at) == (PDF, "rhk:1:1", store.world.now)
    assert (second.file, second.slot) == (PHOTO, None)

    await store.do(school.ani, AssignFile(plan.id, second.id, "rhk:1:1"), AssignFile(plan.id, first.id, None))
    assert [file.slot for file in (await execution(store, school.ani)).evidence] == [None, "rhk:1:1"]

    await store.do(school.ani, RemoveFile(plan.id, first.id))
    assert [file.file for file in (await execution(store, school.ani)).evidence] == [PHOTO]


async def test_the_same_file_twice_at_once_is_kept_once(store: Store, school: School, plan: Plan) -> None:
    again = replace(PDF, file_id="pdf-1-again")
    wishes = (KeepFile(plan.id, PDF, "rhk:1:1"), KeepFile(plan.id, again, "rhk:1:2"))
    results = await asyncio.gather(*(store.do(school.ani, w) for w in wishes), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "int"]
    assert len(await store.rows(evidence)) == 1


async def test_nobody_else_touches_the_files_of_a_plan(store: Store, school: School, plan: Plan) -> None:
    await store.do(school.ani, KeepFile(plan.id, PDF, "rhk:1:1"))
    [kept] = (await execution(store, school.ani)).evidence
    await final(store, school.sari, school.budi)
    forbidden: tuple[Effect, ...] = (
        KeepFile(plan.id, PHOTO),
        AssignFile(plan.id, kept.id, None),
        RemoveFile(plan.id, kept.id),
    )
    for actor in (school.sari, school.budi):
        for effect in forbidden:
            with pytest.raises(ConflictError):
                await store.do(actor, effect)
    [after] = (await execution(store, school.ani)).evidence
    assert after == kept


async def test_a_file_belongs_to_the_plan_that_it_was_sent_for(
    store: Store, school: School, plan: Plan
) -> None:
    await store.do(school.ani, KeepFile(plan.id, PDF))
    [kept] = (await execution(store, school.ani)).evidence
    later = await next_half_year(store, school)
    with pytest.raises(ConflictError):
        await store.do(school.ani, AssignFile(later.id, kept.id, "rhk:1:1"))


async def test_before_sepakati_nothing_is_kept(store: Store, school: School) -> None:
    plan = await store.submit(school.ani)
    with pytest.raises(ConflictError):
        await store.do(school.ani, KeepFile(plan.id, PDF))
    await store.do(school.budi, approval(plan))
    with pytest.raises(ConflictError):
        await store.do(school.ani, KeepFile(plan.id, PDF))
    facts = await store.facts(school.ani, ASKED)
    assert (facts.executed, facts.execution) == (None, None)


async def test_what_counted_for_an_rhk_in_one_half_year_counts_in_no_other(
    store: Store, school: School, plan: Plan
) -> None:
    await store.do(school.ani, KeepFile(plan.id, PDF, "rhk:1:1"), KeepFile(plan.id, PHOTO, "duty:0"))
    later = await next_half_year(store, school)
    assert (await execution(store, school.ani)).files_before == {PDF.unique_id}

    with pytest.raises(ConflictError):
        await store.do(school.ani, KeepFile(later.id, PDF, "rhk:1:1"))
    await store.do(school.ani, KeepFile(later.id, PDF, "duty:0"), KeepFile(later.id, PHOTO, "rhk:1:1"))
    kept = (await execution(store, school.ani)).evidence[0]
    with pytest.raises(ConflictError):
        await store.do(school.ani, AssignFile(later.id, kept.id, "rhk:1:2"))


async def test_what_was_not_handed_in_counts_in_the_next_half_year(
    store: Store, school: School, plan: Plan
) -> None:
    await store.do(school.ani, KeepFile(plan.id, PDF))
    later = await next_half_year(store, school)
    await store.do(school.ani, KeepFile(later.id, PDF, "rhk:1:1"))
    before = await execution(store, school.ani, Needs(execution=True, plan_id=plan.id))
    assert before.files_before == {PDF.unique_id}
    with pytest.raises(ConflictError):
        await store.do(school.ani, AssignFile(plan.id, before.evidence[0].id, "rhk:1:1"))


async def test_a_file_is_fetched_by_its_owner_and_whoever_decides_on_the_plan(
    store: Store, school: School, plan: Plan
) -> None:
    await store.do(school.ani, KeepFile(plan.id, PDF))
    [kept] = (await execution(store, school.ani)).evidence

    async def fetched(actor: Actor) -> HeldFile | None:
        return await store.database.read(lambda conn: load_sent_file(conn, kept.id, actor.known_id))

    other = await store.enroll(9, "Rudi", Role.KS, "20100002")
    assert await fetched(school.ani) == await fetched(school.budi) == HeldFile(PDF, BOT_ID)
    assert await fetched(school.sari) is await fetched(other) is None


async def next_half_year(store: Store, school: School) -> Plan:
    """Ani's next plan is final too."""
    store.world = replace(store.world, now=datetime(2027, 2, 1, tzinfo=UTC))
    await store.do(school.ani, replace(draft(), period=Period(2027, 1)))
    plan = await store.plan(school.ani)
    assert plan.school is None
    [member] = (await store.facts(school.ani)).memberships
    await store.do(school.ani, submission(plan, member.school.id))
    await store.do(school.budi, approval(await store.plan(school.ani)))
    await store.do(school.ani, agreement(await store.plan(school.ani)))
    return await store.plan(school.ani)
