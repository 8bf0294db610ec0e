from functools import partial

from sqlalchemy import update

from bot.store.outbox import Lane
from bot.store.people import set_reachable
from bot.store.tables import membership, outbox
from conversations.effects import ApproveMany, NoticeKind, NotifyOwner, NotifySupervisors
from conversations.rules.terms import Role
from tests.store.acting import BOT_ID, School, Store, approval


async def told(store: Store) -> list[tuple[object, object]]:
    return [(row["chat_id"], row["kind"]) for row in await store.rows(outbox)]


async def test_a_notice_is_written_with_the_decision(store: Store, school: School) -> None:
    plan = await store.submit(school.ani)
    await store.do(
        school.budi, approval(plan), NotifyOwner(NoticeKind.PLAN_APPROVED, plan.id, plan.version + 1)
    )
    (row,) = await store.rows(outbox)
    payload = {
        "kind": "plan_approved",
        "plan_id": plan.id,
        "version": 3,
        "person_id": school.ani.person_id,
    }
    assert row == {
        "id": row["id"],
        "bot_id": BOT_ID,
        "chat_id": 2,
        "lane": Lane.URGENT,
        "kind": "plan_approved",
        "dedup_key": f"2026-S2/plan/{plan.id}/3/plan_approved/{school.ani.person_id}",
        "payload": payload,
        "state": 0,
        "due_at": 0,
        "expires_at": None,
        "attempts": 0,
        "claim": None,
        "finished_at": None,
        "turn_id": None,
        "message_id": None,
        "error": None,
        "thread_id": None,
        "broadcast_id": None,
        "written_at": row["written_at"],
    }


async def test_the_same_notice_is_written_once(store: Store, school: School) -> None:
    plan = await store.submit(school.ani)
    notice = NotifyOwner(NoticeKind.PLAN_APPROVED, plan.id, plan.version)
    await store.do(school.budi, notice, notice)
    await store.do(school.budi, notice)
    assert await told(store) == [(2, "plan_approved")]
    await store.do(school.budi, NotifyOwner(NoticeKind.PLAN_APPROVED, plan.id, plan.version + 1))
    assert len(await told(store)) == 2


async def test_a_teachers_plan_is_told_to_who_leads_the_school(store: Store, school: School) -> None:
    await store.enroll(6, "Wati", Role.KS, "20100002")
    await store.enroll(7, "Joko", Role.APPRAISER, "20100001")
    plan = await store.submit(school.ani)
    await store.do(school.ani, NotifySupervisors(NoticeKind.PLAN_SUBMITTED, plan.id, plan.version))
    assert await told(store) == [(1, "plan_submitted")]
    assert {row["lane"] for row in await store.rows(outbox)} == {Lane.NORMAL}


async def test_a_principals_plan_is_told_to_every_penilai_of_the_school(store: Store, school: School) -> None:
    await store.enroll(6, "Wati", Role.KS, "20100002")
    for user_id, npsn in ((7, "20100001"), (8, "20100001"), (9, "20100002")):
        await store.enroll(user_id, f"Penilai {user_id}", Role.APPRAISER, npsn)
    plan = await store.submit(school.budi)
    await store.do(school.budi, NotifySupervisors(NoticeKind.PLAN_SUBMITTED, plan.id, plan.version))
    assert await told(store) == [(7, "plan_submitted"), (8, "plan_submitted")]


async def test_who_decides_no_more_and_the_owner_are_not_told(store: Store, school: School) -> None:
    plans = [await store.submit(owner) for owner in (school.ani, school.budi)]
    ended = update(membership).where(membership.c.person_id == school.budi.person_id)
    await store.database.transact(lambda conn: conn.execute(ended.values(ended_at=store.world.now)))
    for plan in plans:
        await store.do(school.ani, NotifySupervisors(NoticeKind.PLAN_SUBMITTED, plan.id, plan.version))
    assert await told(store) == []


async def test_a_plan_without_a_school_tells_nobody(store: Store, school: School) -> None:
    await store.submit(school.ani)
    plan = await store.plan(school.ani)
    await store.do(school.ani, NotifySupervisors(NoticeKind.PLAN_AGREED, plan.id + 1, 1))
    assert await told(store) == []


async def test_who_cannot_be_reached_gets_no_row(store: Store, school: School) -> None:
    await store.database.transact(partial(set_reachable, chat_id=2, reachable=False))
    plan = await store.submit(school.ani)
    await store.do(school.budi, NotifyOwner(NoticeKind.PLAN_APPROVED, plan.id, 3))
    assert await told(store) == []


async def test_approving_many_tells_each_owner(store: Store, school: School) -> None:
    plans = [await store.submit(owner) for owner in (school.ani, school.sari)]
    await store.do(school.budi, ApproveMany(tuple((plan.id, plan.version) for plan in plans)))
    assert await told(store) == [(2, "plan_approved"), (3, "plan_approved")]
    payloads = [row["payload"] for row in await store.rows(outbox)]
    assert [payload["version"] for payload in payloads if isinstance(payload, dict)] == [3, 3]
