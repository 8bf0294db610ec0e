"""After an erasure nothing tells of the person, and everything of the others adds up."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert, update

from bot.delivery.budget import USUAL
from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.operating import load_health
from bot.store.sessions import Mark, lock_session, mark_shown, save_session, store_failed_update
from bot.store.stored_outbox import StoredOutbox
from bot.store.tables import (
    audit_event,
    channel_account,
    membership,
    nudge,
    outbox,
    performance_plan,
    person,
    plan_event,
    rhk_item,
    session,
)
from conversations.document_effects import DocumentKind, SendDocument
from conversations.effects import AskChange, NoticeKind, NotifySupervisors
from conversations.facts import Needs, Plan, QueueFilter
from conversations.people_effects import ErasePerson, ReportProblem
from conversations.rules.plan import AdditionalDuty, BehaviorChoice
from conversations.rules.terms import PlanStatus, Role
from conversations.session import Session, dump_session, load_session
from conversations.words import say
from tests.searching import found_in_files, found_in_tables
from tests.store.acting import BOT_ID, CONTENT, PERIOD, School, Store, approval, request

ANI_ID, BUDI_ID, SARI_ID = 7_123_456_701, 7_123_456_702, 7_123_456_703
ANI, BUDI = 'Ani Nuraïni "Lestari", S.Pd.', "Budi Wicaksono"
DUTY, FOCUS, CHANGE = "Pembina sanggar melati", "Menjawab surel di hari yang sama", "Mohon ganti seminar"
REPORT, ADVICE = "Layar saya kosong sejak kemarin", "Tambahkan kegiatan lokakarya"
WRITTEN = (DUTY, FOCUS, CHANGE, REPORT)
HER_CONTENT = replace(
    CONTENT,
    duties=(AdditionalDuty("lainnya", DUTY),),
    behaviors=(BehaviorChoice("adaptif", None, FOCUS),),
)


@pytest.fixture
async def school(store: Store) -> School:
    return School(
        budi=await store.enroll(BUDI_ID, BUDI, Role.KS, "20100001"),
        ani=await store.enroll(ANI_ID, ANI, Role.GURU, "20100001"),
        sari=await store.enroll(SARI_ID, "Sari", Role.GURU, "20100001"),
    )


async def stands(store: Store, actor: Actor, state: Session) -> None:
    """Where somebody is in a conversation."""

    def work(conn: Any) -> None:
        lock_session(conn, BOT_ID, actor.chat_id)
        save_session(conn, BOT_ID, actor.chat_id, state=dump_session(state), revision=5, screen_message_id=7)

    await store.database.transact(work)


async def place(store: Store, actor: Actor) -> Session | None:
    rows = [row for row in await store.rows(session) if row["chat_id"] == actor.chat_id]
    return load_session(rows[0]["state"], 5) if rows else None


async def failed(store: Store, update_id: int, payload: Mapping[str, Any]) -> None:
    await store.database.transact(
        lambda conn: store_failed_update(conn, BOT_ID, update_id, error="KeyError", payload=payload)
    )


async def live(store: Store, school: School) -> Plan:
    """Ani plans, asks, reports and fails; Budi stands where her name is said."""
    plan = await store.submit(school.ani, HER_CONTENT)
    await store.do(
        school.ani,
        AskChange(plan.id, plan.version, CHANGE),
        NotifySupervisors(NoticeKind.CHANGE_REQUESTED, plan.id, plan.version + 1),
        ReportProblem(REPORT),
        SendDocument(DocumentKind.OWN_DATA_JSON),
    )
    own = Session("planning", 1, {"note": CHANGE}, say("Hello, <b>{name}</b>", name=ANI))
    await stands(store, school.ani, own)
    told = Session(
        "review", 1, {"plan_id": plan.id}, say("Approved. {name} is told.", name=ANI), language="en"
    )
    await stands(store, school.budi, told)
    await stands(store, school.sari, Session("review", 1, {"note": "Anita"}))
    await failed(store, 1, {"message": {"from": {"id": ANI_ID}, "text": "halo"}})
    await failed(
        store, 2, {"callback_query": {"from": {"id": BUDI_ID}, "message": {"text": f"{ANI} mengajukan"}}}
    )
    await failed(store, 3, {"message": {"from": {"id": SARI_ID}, "text": "halo"}})
    await store.database.transact(
        lambda conn: conn.execute(
            insert(nudge).values(
                person_id=school.ani.known_id, school_id=1, day="2026-08-10", sent_by=school.budi.known_id
            )
        )
    )
    return plan


async def test_nothing_of_a_teacher_is_left_in_any_table_or_file(
    store: Store, school: School, database_url: str
) -> None:
    await live(store, school)
    is_file = database_url.startswith("sqlite")
    assert len(await found_in_tables(store.database, (ANI, *WRITTEN), (ANI_ID,))) > 8
    assert bool(found_in_files(database_url, (ANI,))) is is_file
    assert bool(found_in_files(database_url, (), (ANI_ID,))) is is_file

    assert await store.do(school.ani, ErasePerson()) is None
    assert await store.database.scrub()

    assert await found_in_tables(store.database, (ANI, *WRITTEN), (ANI_ID,)) == []
    assert found_in_files(database_url, (ANI, *WRITTEN), (ANI_ID,)) == []
    kept = await found_in_tables(store.database, (BUDI,), (BUDI_ID, SARI_ID))
    assert len(kept) > 4


async def test_a_nameless_row_stays_and_a_row_of_the_audit(store: Store, school: School) -> None:
    await live(store, school)
    await store.do(school.ani, ErasePerson())

    (row,) = [row for row in await store.rows(person) if row["id"] == school.ani.known_id]
    assert (row["name"], row["erased_at"]) == ("", store.world.now)
    last = (await store.rows(audit_event))[-1]
    assert (last["kind"], last["person_id"], last["actor_id"]) == (
        "erased",
        school.ani.known_id,
        school.ani.known_id,
    )
    (left,) = [row for row in await store.rows(membership) if row["person_id"] == school.ani.known_id]
    assert (left["ended_at"], left["end_reason"]) == (store.world.now, "erased")


async def test_her_plans_leave_the_queue_and_stay_as_rows_without_school(
    store: Store, school: School
) -> None:
    await live(store, school)
    await store.submit(school.sari)
    before = await store.facts(school.budi, Needs(queue=QueueFilter.WAITING))
    await store.do(school.ani, ErasePerson())
    after = await store.facts(school.budi, Needs(queue=QueueFilter.WAITING))

    assert (before.waiting_count, after.waiting_count) == (2, 1)
    assert after.queue is not None
    assert [entry.owner_name for entry in after.queue.entries] == ["Sari"]
    (plan,) = [row for row in await store.rows(performance_plan) if row["person_id"] == school.ani.known_id]
    assert (plan["school_id"], plan["practice"], plan["period"]) == (None, None, PERIOD.key)
    assert {row["plan_id"] for row in await store.rows(rhk_item)} == {2}
    events = [row for row in await store.rows(plan_event) if row["plan_id"] == plan["id"]]
    assert events
    assert {(row["note"], row["changes"]) for row in events} == {("", None)}


async def test_an_agreed_plan_no_longer_belongs_to_the_school_either(store: Store, school: School) -> None:
    plan = await store.submit(school.ani)
    await store.do(school.budi, approval(plan))
    values = {"status": PlanStatus.DISEPAKATI}
    await store.database.transact(lambda conn: conn.execute(update(performance_plan).values(values)))
    await store.do(school.ani, ErasePerson())

    facts = await store.facts(school.budi, Needs(queue=QueueFilter.AGREED))
    assert facts.queue is not None
    assert facts.queue.counts[QueueFilter.AGREED] == 0
    health = await store.database.read(lambda conn: load_health(conn, store.world))
    assert (health.people, sum(health.plans.values())) == (2, 0)


async def test_whoever_stands_where_her_name_is_said_is_sent_home_without_a_word(
    store: Store, school: School
) -> None:
    await live(store, school)
    await store.do(school.ani, ErasePerson())

    assert await place(store, school.ani) is None
    assert await place(store, school.budi) == Session("home", 1, {}, None, 5, "en")
    sari = await place(store, school.sari)
    assert sari is not None
    assert sari.data == {"note": "Anita"}


async def test_nothing_of_a_principal_is_left_with_the_plans_of_others(
    store: Store, school: School, database_url: str
) -> None:
    sent_back = await store.submit(school.ani)
    await store.do(school.budi, request(sent_back, ADVICE))
    waiting = await store.submit(school.sari)
    await store.do(school.budi, ErasePerson())
    assert await store.database.scrub()

    assert await found_in_tables(store.database, (BUDI, ADVICE), (BUDI_ID,)) == []
    assert found_in_files(database_url, (BUDI, ADVICE), (BUDI_ID,)) == []
    returned, still_waiting = await store.plan(school.ani), await store.plan(school.sari)
    assert (returned.status, returned.revision_note) == (PlanStatus.PERLU_PERBAIKAN, "")
    assert still_waiting.status is PlanStatus.MENUNGGU_PERSETUJUAN
    assert still_waiting.school is not None
    assert not still_waiting.school.has_ks
    told = [row for row in await store.rows(outbox) if row["kind"] == NoticeKind.SUPERVISOR_GONE]
    assert [row["chat_id"] for row in told] == [SARI_ID]
    assert waiting.version == still_waiting.version


async def test_a_request_of_a_later_principal_stays(store: Store, school: School) -> None:
    plan = await store.submit(school.ani)
    await store.do(school.budi, request(plan, ADVICE))
    citra = await store.enroll(7_123_456_709, "Citra", Role.KS, "20100001")
    again = await store.submit_again(school.ani)
    await store.do(citra, request(again, "Kurangi kegiatan"))
    await store.do(school.budi, ErasePerson())

    assert (await store.plan(school.ani)).revision_note == "Kurangi kegiatan"
    assert [entry.note for entry in (await store.plan(school.ani)).history if entry.note] == [
        "Kurangi kegiatan"
    ]


async def test_whoever_was_erased_is_unknown_and_can_register_anew(store: Store, school: School) -> None:
    await store.do(school.ani, ErasePerson())

    assert (await store.facts(school.ani)).person is None
    again = await store.enroll(ANI_ID, "Ani", Role.GURU, "20100001")
    assert again.known_id != school.ani.known_id


async def test_a_second_erasure_is_a_conflict(store: Store, school: School) -> None:
    await store.do(school.ani, ErasePerson())
    with pytest.raises(ConflictError):
        await store.do(school.ani, ErasePerson())


async def test_neither_a_waiting_lease_nor_a_late_mark_brings_anything_back(
    store: Store, school: School
) -> None:
    await live(store, school)
    sender = StoredOutbox(store.database, BOT_ID, USUAL)
    mine = [notice for notice in (await sender.claim(20, 20)).notices if notice.chat_id == ANI_ID]
    assert mine
    await store.do(school.ani, ErasePerson())

    await sender.finish(mine[0], 77)
    await sender.retry(mine[0], 1.0, counted=True)
    await sender.move(mine[0], ANI_ID)
    await store.database.transact(lambda conn: mark_shown(conn, [Mark(BOT_ID, ANI_ID, 5, 9)]))

    assert await found_in_tables(store.database, (), (ANI_ID,)) == []
    assert not [row for row in await store.rows(channel_account) if row["chat_id"] == ANI_ID]
