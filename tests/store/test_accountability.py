"""Dokumen akuntabilitas: by the KS for the school, by the owner where nobody here decides."""

from dataclasses import replace

import pytest

from bot.store.accountability import load_document_file
from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.evidence import HeldFile
from bot.store.tables import accountability_document
from conversations.effects import Authority
from conversations.execution_effects import CollectDocument
from conversations.execution_facts import FileKind, SchoolDocuments, SentFile
from conversations.facts import EventKind, Needs, Plan
from conversations.rules.cycle import Period
from conversations.rules.plan import PlanContent
from conversations.rules.terms import PlanStatus, Role
from conversations.school_effects import UpdateSchool
from tests.store.acting import BOT_ID, PERIOD, School, Store, agreement, approval, draft, move, wish_of

PDF = SentFile("pdf-1", "u1", FileKind.PDF, "KOSP.pdf", 1000)
ASKED = Needs(execution=True)


async def final(store: Store, owner: Actor, approver: Actor) -> Plan:
    await store.do(approver, approval(await store.submit(owner)))
    await store.do(owner, agreement(await store.plan(owner)))
    return await store.plan(owner)


async def codes(store: Store, actor: Actor) -> list[str]:
    execution = (await store.facts(actor, ASKED)).execution
    assert execution is not None
    return [document.code for document in execution.documents]


async def school_id(store: Store, actor: Actor) -> int:
    return (await store.facts(actor)).memberships[0].school.id


async def of_school(store: Store, ks: Actor, code: str, role: Role = Role.GURU) -> CollectDocument:
    return CollectDocument(PERIOD, role, code, True, school_id=await school_id(store, ks))


async def test_what_the_ks_hands_in_counts_for_every_guru_of_the_school(store: Store, school: School) -> None:
    await final(store, school.ani, school.budi)
    await final(store, school.sari, school.budi)
    kosp = await of_school(store, school.budi, "K3")
    await store.do(school.budi, replace(kosp, file=PDF), await of_school(store, school.budi, "K5"))
    assert await codes(store, school.ani) == await codes(store, school.sari) == ["K3", "K5"]
    document = (await store.facts(school.ani, ASKED)).execution.documents[0]
    assert (document.file, document.collected_at, document.is_of_school) == (PDF, store.world.now, True)

    needs = Needs(documents_of=kosp.school_id)
    shown = (await store.facts(school.budi, needs)).school_documents
    assert shown is not None
    assert [(entry.code, entry.file) for entry in shown.documents] == [("K3", PDF), ("K5", None)]
    before = (await store.facts(school.budi, replace(needs, documents_before=True))).school_documents
    assert before == SchoolDocuments(kosp.school_id, Period(2026, 1), ())
    assert (await store.facts(school.ani, needs)).school_documents is None


async def test_what_the_ks_and_the_guru_both_need_is_handed_in_once(store: Store, school: School) -> None:
    await final(store, school.ani, school.budi)
    for_guru = replace(await of_school(store, school.budi, "K3"), for_both=True, file=PDF)
    for_ks = replace(for_guru, role=Role.KS)
    await store.do(school.budi, for_guru)
    assert await handed_in(store) == [("guru", True), ("ks", True)]
    await store.do(school.budi, replace(for_ks, is_collected=False, file=None))
    assert await handed_in(store) == []

    await store.do(school.budi, replace(draft(), role=Role.KS))
    own = await store.plan(school.budi)
    await store.do(school.budi, move(own, PlanStatus.DISEPAKATI, EventKind.AGREED_OUTSIDE, Authority.OWNER))
    await store.do(school.budi, replace(for_ks, school_id=None, plan_id=own.id))
    assert await codes(store, school.budi) == await codes(store, school.ani) == ["K3"]
    assert await handed_in(store) == [("guru", True), ("ks", False), ("ks", True)]
    with pytest.raises(ConflictError):
        await store.do(school.ani, replace(for_guru, is_collected=False))


async def handed_in(store: Store) -> list[tuple[object, bool]]:
    """For which role, and whether for a school."""
    rows = await store.rows(accountability_document)
    return sorted((row["role"], row["school_id"] is not None) for row in rows)


async def test_a_document_is_handed_in_once_and_a_file_can_follow_or_go(store: Store, school: School) -> None:
    await final(store, school.ani, school.budi)
    wish = await of_school(store, school.budi, "K3")
    await store.do(school.budi, wish)
    with pytest.raises(ConflictError):
        await store.do(school.budi, wish)
    await store.do(school.budi, replace(wish, file=PDF))
    await store.do(school.budi, replace(wish, file=replace(PDF, file_id="newer", unique_id="u2")))
    [row] = await store.rows(accountability_document)
    assert (row["file_id"], row["name"]) == ("newer", "KOSP.pdf")
    gone = replace(wish, is_collected=False)
    await store.do(school.budi, gone)
    assert await codes(store, school.ani) == []
    with pytest.raises(ConflictError):
        await store.do(school.budi, gone)


async def test_nobody_but_the_present_ks_hands_in_for_a_school(store: Store, school: School) -> None:
    plan = await final(store, school.ani, school.budi)
    wish = await of_school(store, school.budi, "K3")
    own = CollectDocument(PERIOD, Role.GURU, "K3", True, plan_id=plan.id)
    other = await store.enroll(9, "Rudi", Role.KS, "20100002")
    for actor, effect in ((school.ani, wish), (other, wish), (school.ani, own), (school.budi, own)):
        with pytest.raises(ConflictError):
            await store.do(actor, effect)
    await store.do(school.budi, wish)
    token = await store.invite(Role.KS, "20100001")
    successor = replace(wish_of("Eka", Role.KS), invite_id=await store.invite_id(token))
    eka = await store.register(10, successor)
    for effect in (replace(wish, code="K5"), replace(wish, is_collected=False), replace(wish, file=PDF)):
        with pytest.raises(ConflictError):
            await store.do(school.budi, effect)
    assert await codes(store, school.ani) == ["K3"]
    await store.do(eka, replace(wish, file=PDF))


async def test_a_guru_in_mode_mandiri_marks_them_for_the_own_plan(store: Store, school: School) -> None:
    dodi = await store.register(7, wish_of("Dodi"))
    await store.do(dodi, draft())
    plan = await store.plan(dodi)
    wish = CollectDocument(PERIOD, Role.GURU, "K3", True, plan_id=plan.id)
    with pytest.raises(ConflictError):
        await store.do(dodi, wish)
    outside = move(plan, PlanStatus.DISEPAKATI, EventKind.AGREED_OUTSIDE, Authority.OWNER)
    await store.do(dodi, outside)
    for wrong in (replace(wish, period=Period(2026, 1)), replace(wish, role=Role.KS)):
        with pytest.raises(ConflictError):
            await store.do(dodi, wrong)
    with pytest.raises(ConflictError):
        await store.do(school.ani, wish)
    await store.do(dodi, wish)
    assert await codes(store, dodi) == ["K3"]
    await store.do(dodi, replace(wish, is_collected=False))
    assert await codes(store, dodi) == []


async def test_under_a_plt_the_guru_may_mark_them_too(store: Store, school: School) -> None:
    plan = await final(store, school.ani, school.budi)
    wish = CollectDocument(PERIOD, Role.GURU, "K5", True, plan_id=plan.id)
    with pytest.raises(ConflictError):
        await store.do(school.ani, wish)
    await store.do(school.budi, UpdateSchool(await school_id(store, school.budi), is_plt=True))
    await store.do(school.ani, wish)
    assert await codes(store, school.ani) == ["K5"]


async def test_a_ks_hands_in_for_the_own_plan_through_the_school(store: Store, school: School) -> None:
    penilai = await store.enroll(20, "Eka", Role.APPRAISER, "20100001")
    await store.do(penilai, approval(await store.submit(school.budi, PlanContent("k1"))))
    await store.do(school.budi, agreement(await store.plan(school.budi)))
    await store.do(school.budi, await of_school(store, school.budi, "K6", Role.KS))
    assert await codes(store, school.budi) == ["K6"]


async def test_the_file_of_a_document_is_for_those_whom_it_concerns(store: Store, school: School) -> None:
    await final(store, school.ani, school.budi)
    await store.do(school.budi, replace(await of_school(store, school.budi, "K3"), file=PDF))
    [row] = await store.rows(accountability_document)

    async def fetched(actor: Actor) -> HeldFile | None:
        return await store.database.read(
            lambda conn: load_document_file(conn, int(str(row["id"])), actor.known_id)
        )

    other = await store.enroll(9, "Rudi", Role.KS, "20100002")
    assert await fetched(school.ani) == await fetched(school.budi) == HeldFile(PDF, BOT_ID)
    assert await fetched(school.sari) is await fetched(other) is None, "no plan of theirs needs it"
