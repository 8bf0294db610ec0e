"""What is kept long enough goes at night, and nothing else does."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Table, insert, select, update

from bot.retention import RETENTION, Retention
from bot.store.database import db_now_ms
from bot.store.outbox import OutboxState
from bot.store.retention import Limits
from bot.store.tables import (
    audit_event,
    failed_update,
    group_invite,
    invite,
    invite_school,
    outbox,
    performance_plan,
    person,
    plan_event,
    question_band,
    question_day,
    question_wording,
    relink,
    seen_update,
    session,
    unanswered_question,
    upkeep,
)
from bot.store.upkeep import begin
from conversations.answers.effects import QUESTIONS_A_DAY, KeepQuestion, Why
from conversations.broadcast_effects import StartBroadcast
from conversations.broadcast_facts import Audience, AudienceKind
from conversations.people_effects import ErasePerson, MakeRelink
from conversations.rules.terms import Role
from conversations.school_effects import MakeGroupLink, MakeInvite
from tests.store.acting import BOT_ID, School, Store, stranger

DAY_MS = 86_400_000
FOREVER = Limits(*[0] * 9)


async def fill(store: Store, table: Table, *rows: Mapping[str, Any]) -> None:
    await store.database.transact(lambda conn: conn.execute(insert(table), list(rows)))


async def now_ms(store: Store) -> int:
    return await store.database.read(db_now_ms)


def cleaner(store: Store, limits: Limits) -> Retention:
    retention = Retention(store.database, lambda: store.world, limits)
    retention.pause_seconds = 0
    return retention


async def clean(store: Store, **days: int) -> None:
    await cleaner(store, replace(FOREVER, **days)).clean()


def message(number: int, finished_at: int | None, state: OutboxState, **more: Any) -> dict[str, Any]:
    common = {"bot_id": BOT_ID, "chat_id": 1, "lane": 1, "kind": "k", "due_at": 0, "attempts": 1}
    told = {"payload": {"person_id": number}, "error": "Forbidden", "broadcast_id": None}
    return {**common, **told, "dedup_key": str(number), "state": state, "finished_at": finished_at, **more}


async def test_seen_and_failed_updates_go_after_their_days(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.retention._SQLITE_CHUNK", 3)
    monkeypatch.setattr("bot.store.retention._CHUNK", 3)
    now = await now_ms(store)
    ages = [now - days * DAY_MS for days in (9, 9, 9, 9, 9, 9, 9, 8, 6, 1)]
    await fill(
        store, seen_update, *({"bot_id": BOT_ID, "update_id": n, "seen_at": at} for n, at in enumerate(ages))
    )
    kept = {"bot_id": BOT_ID, "error": "x", "payload": {}}
    await fill(
        store,
        failed_update,
        {**kept, "update_id": 1, "failed_at": ages[0]},
        {**kept, "update_id": 2, "failed_at": ages[9]},
    )
    await clean(store, seen_updates=7, failed_updates=7)
    await clean(store, seen_updates=7, failed_updates=7)

    assert [row["update_id"] for row in await store.rows(seen_update)] == [8, 9]
    assert [row["update_id"] for row in await store.rows(failed_update)] == [2]


async def test_messages_are_emptied_first_and_forgotten_later(store: Store, school: School) -> None:
    now = await now_ms(store)
    await store.do(school.budi, StartBroadcast(Audience(AudienceKind.MEMBERS, 1), "Rapat"))
    sent, failed = OutboxState.SENT, OutboxState.FAILED
    await fill(
        store,
        outbox,
        message(1, now - 40 * DAY_MS, sent),
        message(2, now - 40 * DAY_MS, failed),
        message(3, now - 20 * DAY_MS, sent),
        message(4, now - 5 * DAY_MS, OutboxState.CANCELLED),
        message(5, None, OutboxState.PENDING),
        message(6, now - 40 * DAY_MS, failed, broadcast_id=1),
    )
    await clean(store, message_contents=10, messages=30)

    left = {row["dedup_key"]: row["payload"] for row in await store.rows(outbox) if row["kind"] == "k"}
    whole = {"4": {"person_id": 4}, "5": {"person_id": 5}, "6": {"person_id": 6}}
    assert left == {"3": {}, **whole}, "what counts for an open broadcast stays"


async def test_what_was_emptied_is_passed_over_the_next_night(store: Store) -> None:
    now = await now_ms(store)
    await fill(store, outbox, message(1, now - 20 * DAY_MS, OutboxState.SENT))
    await clean(store, message_contents=10)
    [done] = await store.rows(upkeep)
    assert abs(int(str(done["upto"])) - (now - 10 * DAY_MS)) < 60_000

    late = update(outbox).values(payload={"late": True})
    await store.database.transact(lambda conn: conn.execute(late))
    await cleaner(store, replace(FOREVER, message_contents=10)).clean(int(str(done["upto"])))
    assert [row["payload"] for row in await store.rows(outbox)] == [{"late": True}]


async def test_visitors_go_and_people_stay_where_they_are(
    store: Store, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.retention._SQLITE_CHUNK", 2)
    monkeypatch.setattr("bot.store.retention._CHUNK", 2)
    now = await now_ms(store)
    place = {"bot_id": BOT_ID, "state": {"flow": "home"}, "revision": 1, "shown_revision": 1}
    await fill(
        store,
        session,
        *({**place, "chat_id": chat_id, "updated_at": now - 100 * DAY_MS} for chat_id in (1, 2, 50, 51, 52)),
        {**place, "chat_id": 53, "updated_at": now - DAY_MS},
    )
    await clean(store, visitors=90)

    assert [row["chat_id"] for row in await store.rows(session)] == [1, 2, 53]


async def test_questions_nobody_asks_any_more_go_with_all_that_belongs_to_them(store: Store) -> None:
    await store.do(stranger(1), KeepQuestion("Kapan TPG cair?", "id", None, Why.UNANSWERED))
    store.world = replace(store.world, now=store.world.now + timedelta(days=50))
    await store.do(stranger(1), KeepQuestion("Cara ganti jenjang?", "id", None, Why.UNANSWERED))
    await clean(store, questions=30)

    assert [row["text"] for row in await store.rows(unanswered_question)] == ["Cara ganti jenjang?"]
    assert len(await store.rows(question_wording)) == 1
    assert {row["question_id"] for row in await store.rows(question_band)} == {2}
    assert len(await store.rows(question_day)) == 1, "what was counted on days that are over goes"


async def test_one_person_cannot_fill_the_list_of_questions(store: Store) -> None:
    for number in range(QUESTIONS_A_DAY + 3):
        word = "".join(chr(97 + int(digit)) * 7 for digit in str(number))
        await store.do(stranger(1), KeepQuestion(word, "id", None, Why.UNANSWERED))
    assert await asked(store) == QUESTIONS_A_DAY

    await store.do(stranger(2), KeepQuestion("Kapan TPG cair?", "id", None, Why.UNANSWERED))
    store.world = replace(store.world, now=store.world.now + timedelta(days=1))
    await store.do(stranger(1), KeepQuestion("Cara ganti jenjang?", "id", None, Why.UNANSWERED))
    assert await asked(store) == QUESTIONS_A_DAY + 2


async def test_audit_and_links_go_when_they_are_long_over(store: Store, school: School) -> None:
    await store.do(school.budi, MakeInvite(1, Role.GURU, 20), MakeGroupLink(1))
    await store.do(replace(stranger(9), is_operator=True), MakeRelink(school.ani.known_id))
    await store.invite(Role.APPRAISER, "20100001")
    store.world = replace(store.world, now=store.world.now + timedelta(days=400))
    await store.do(school.budi, MakeInvite(1, Role.GURU, 20))
    await clean(store, audit=300, invites=300)

    assert len(await store.rows(invite)) == 1
    assert [
        *await store.rows(relink),
        *await store.rows(group_invite),
        *await store.rows(invite_school),
    ] == []
    assert [row["kind"] for row in await store.rows(audit_event)] == ["invite_made_guru"]


async def test_of_people_who_were_erased_only_the_nameless_row_stays(store: Store, school: School) -> None:
    await store.submit(school.ani)
    await store.submit(school.sari)
    await store.do(school.ani, ErasePerson())
    await clean(store, erased=30)
    assert len(await store.rows(performance_plan)) == 2

    store.world = replace(store.world, now=store.world.now + timedelta(days=31))
    await clean(store, erased=30)
    [plan] = await store.rows(performance_plan)
    assert plan["person_id"] == school.sari.known_id
    assert {row["plan_id"] for row in await store.rows(plan_event)} == {plan["id"]}
    assert len(await store.rows(person)) == 3


async def test_without_limits_everything_stays(store: Store, school: School) -> None:
    await store.submit(school.ani)
    await store.do(school.ani, ErasePerson())
    await store.do(school.budi, MakeInvite(1, Role.GURU, 20))
    await fill(store, seen_update, {"bot_id": BOT_ID, "update_id": 1, "seen_at": 0})
    await fill(store, outbox, message(1, 1, OutboxState.SENT))
    before = [
        await store.rows(table) for table in (seen_update, outbox, invite, performance_plan, audit_event)
    ]
    store.world = replace(store.world, now=store.world.now + timedelta(days=9000))
    await clean(store)

    after = [
        await store.rows(table) for table in (seen_update, outbox, invite, performance_plan, audit_event)
    ]
    assert after == before


async def test_two_clocks_clean_once_a_night(store: Store) -> None:
    clocks = [cleaner(store, Limits()) for _ in range(2)]
    assert not await clocks[0].clean_if_due(), "the first night is yet to come"

    await store.database.transact(long_ago)
    assert sorted(await asyncio.gather(*(clock.clean_if_due() for clock in clocks))) == [False, True]
    assert await store.database.transact(lambda conn: begin(conn, RETENTION, 60_000)) is None


async def test_a_clock_that_stops_leaves_the_rest_for_the_next_night(store: Store) -> None:
    await store.database.transact(lambda conn: begin(conn, RETENTION, 0))
    clock = cleaner(store, Limits())
    clock.stop()
    await clock.clean()
    await clock.run()

    finished = select(upkeep.c.finished_at)
    assert await store.database.read(lambda conn: conn.execute(finished).scalar_one()) is None


async def asked(store: Store) -> int:
    return sum(int(str(row["asked"])) for row in await store.rows(unanswered_question))


def long_ago(conn: Connection) -> None:
    conn.execute(update(upkeep).values(started_at=upkeep.c.started_at - 2 * DAY_MS))
