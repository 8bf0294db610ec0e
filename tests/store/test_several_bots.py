"""Two bots on one database: by which of them somebody is told what the other has caused."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, update

from bot.store.actor import Actor
from bot.store.bots import Bots
from bot.store.database import ConflictError
from bot.store.outbox import Lane, enqueue
from bot.store.people import set_reachable
from bot.store.relinks import make_relink
from bot.store.school_groups import lose_group
from bot.store.sessions import lock_session
from bot.store.tables import channel_account, group_chat, outbox, relink, school_group
from conversations.broadcast_effects import StartBroadcast
from conversations.broadcast_facts import Audience, AudienceKind
from conversations.effects import NoticeKind, NotifyOwner, NotifySupervisors
from conversations.people_effects import MakeRelink, ReportProblem, UseRelink
from tests.store.acting import School, Store, approval, stranger

FIRST, SECOND, GONE = 77, 88, 99
OPERATOR, OTHER_OPERATOR = 501, 502
BOTS = Bots(FIRST, {FIRST: "pertama_bot", SECOND: "kedua_bot"})
RAPAT = StartBroadcast(Audience(AudienceKind.MEMBERS, 1), "Rapat pukul 10.")


@pytest.fixture
def store(store: Store) -> Store:
    store.world = replace(store.world, bots=BOTS, operator_ids=frozenset({OPERATOR, OTHER_OPERATOR}))
    return store


@pytest.fixture
async def school(store: Store, school: School) -> School:
    """Budi is with the second bot, Ani was here before there were two, Sari's bot is not there any more."""
    for chat_id, bot_id in ((1, SECOND), (2, None), (3, GONE)):
        await served(store, chat_id, bot_id)
    return School(by(school.budi, SECOND), by(school.ani, FIRST), by(school.sari, FIRST))


def by(actor: Actor, bot_id: int) -> Actor:
    """The same person, writing to that bot."""
    return replace(actor, bot_id=bot_id, bots=replace(BOTS, own=bot_id))


async def served(store: Store, chat_id: int, bot_id: int | None) -> None:
    changed = update(channel_account).where(channel_account.c.chat_id == chat_id).values(bot_id=bot_id)
    await store.database.transact(lambda conn: conn.execute(changed))


async def told(store: Store) -> list[tuple[object, object, object]]:
    return [(row["bot_id"], row["chat_id"], row["kind"]) for row in await store.rows(outbox)]


async def test_owner_and_supervisor_are_told_by_the_bots_that_serve_them(
    store: Store, school: School
) -> None:
    plan = await store.submit(school.ani)
    await store.do(school.ani, NotifySupervisors(NoticeKind.PLAN_SUBMITTED, plan.id, plan.version))
    approved = NotifyOwner(NoticeKind.PLAN_APPROVED, plan.id, plan.version + 1)
    await store.do(school.budi, approval(plan), approved)
    assert await told(store) == [(SECOND, 1, "plan_submitted"), (FIRST, 2, "plan_approved")]


async def test_whoever_writes_elsewhere_is_told_there_from_then_on(store: Store, school: School) -> None:
    await store.database.transact(lambda conn: set_reachable(conn, 2, True, SECOND, BOTS))
    plan = await store.submit(school.ani)
    await store.do(school.budi, NotifyOwner(NoticeKind.PLAN_APPROVED, plan.id, plan.version))
    assert await told(store) == [(SECOND, 2, "plan_approved")]


@pytest.mark.parametrize(
    ("chat_id", "blocked", "is_lost"),
    [(1, FIRST, False), (1, SECOND, True), (2, FIRST, True), (3, FIRST, True)],
)
async def test_whoever_blocks_a_bot_is_lost_only_if_it_serves_them(
    store: Store, school: School, chat_id: int, blocked: int, is_lost: bool
) -> None:
    await store.database.transact(lambda conn: set_reachable(conn, chat_id, False, blocked, BOTS))
    rows = {row["chat_id"]: row["reachable"] for row in await store.rows(channel_account)}
    assert rows == {1: True, 2: True, 3: True} | {chat_id: not is_lost}


async def test_operators_are_told_where_they_have_last_written(store: Store, school: School) -> None:
    await store.database.transact(lambda conn: lock_session(conn, SECOND, OPERATOR))
    await store.do(school.ani, ReportProblem("Tombol tidak bergerak"))
    assert await told(store) == [
        (SECOND, OPERATOR, "problem_reported"),
        (FIRST, OTHER_OPERATOR, "problem_reported"),
    ]


async def test_a_principal_is_told_by_the_own_bot_that_another_has_lost_the_group(
    store: Store, school: School
) -> None:
    here, now = {"bot_id": FIRST, "chat_id": -5}, store.world.now
    group = {**here, "title": "SDN Contoh", "is_inside": True, "seen_at": now}
    link = {**here, "school_id": 1, "linked_at": now}
    await store.database.transact(lambda conn: conn.execute(insert(group_chat).values(group)))
    await store.database.transact(lambda conn: conn.execute(insert(school_group).values(link)))
    await store.database.transact(lambda conn: lose_group(conn, FIRST, -5, BOTS))
    assert await told(store) == [(SECOND, 1, "group_lost")]


async def test_a_broadcast_leaves_by_the_bots_of_its_receivers(store: Store, school: School) -> None:
    await store.do(school.budi, RAPAT)
    assert await told(store) == [(FIRST, 2, "broadcast"), (FIRST, 3, "broadcast")]
    with pytest.raises(ConflictError):
        await store.do(by(school.budi, FIRST), RAPAT)


async def test_what_waits_goes_along_to_the_bot_of_the_new_account(store: Store, school: School) -> None:
    waiting = {
        "bot_id": FIRST,
        "chat_id": 2,
        "lane": Lane.NORMAL,
        "kind": "nudge",
        "dedup_key": "x",
        "payload": {"person_id": school.ani.person_id, "subject_id": 1},
    }
    await store.database.transact(lambda conn: enqueue(conn, [waiting]))
    operator = replace(stranger(OPERATOR), is_operator=True)
    assert school.ani.person_id is not None
    wish = MakeRelink(school.ani.person_id)
    await store.database.transact(lambda conn: make_relink(conn, wish, operator, store.world))
    [made] = await store.rows(relink)
    await store.do(by(stranger(40), SECOND), UseRelink(int(str(made["id"]))))
    assert await told(store) == [(SECOND, 40, "nudge"), (FIRST, 2, "relinked")]


def test_with_one_bot_it_does_not_matter_which() -> None:
    alone = Bots(FIRST, {FIRST: "pertama_bot"})
    assert not alone.is_other(GONE, FIRST)
    assert (BOTS.serving(None), BOTS.serving(GONE), BOTS.serving(SECOND)) == (FIRST, FIRST, SECOND)
    assert [BOTS.is_other(bot_id, FIRST) for bot_id in (None, GONE, FIRST, SECOND)] == [False] * 3 + [True]
