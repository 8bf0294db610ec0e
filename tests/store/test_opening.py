import asyncio

import pytest
from sqlalchemy import Connection, text, update

from bot.store.database import ConflictError
from bot.store.effects import apply_effects
from bot.store.facts import load_facts_for
from bot.store.opening import Opening, open_turn
from bot.store.sessions import save_session
from bot.store.tables import person
from bot.store.who import NOBODY
from conversations.facts import Needs
from conversations.rules.cycle import Period
from tests.store.acting import BOT_ID, PERIOD, School, Store, draft

CHAT, STATE = 5, {"flow": "planning"}


def opened(conn: Connection, update_id: int, external_id: str = "5") -> Opening:
    return open_turn(conn, BOT_ID, CHAT, update_id, external_id, PERIOD)


def settled(conn: Connection, update_id: int, external_id: str = "5") -> Opening:
    """A turn that leaves a place behind."""
    opening = opened(conn, update_id, external_id)
    save_session(conn, BOT_ID, CHAT, STATE, opening.row.revision + 1, None)
    return opening


async def test_a_new_chat_of_a_stranger_has_an_empty_place(store: Store) -> None:
    opening = await store.database.transact(lambda conn: opened(conn, 1))
    assert (opening.is_new, opening.row.state, opening.row.revision, opening.who) == (True, None, 0, NOBODY)


async def test_who_writes_is_known_with_their_schools(store: Store, school: School) -> None:
    for update_id in (1, 2):
        opening = await store.database.transact(
            lambda conn, number=update_id: settled(conn, number, school.ani.external_id)
        )
        assert opening.who.person is not None
        assert opening.who.person_id == school.ani.person_id
        assert [member.school.npsn for member in opening.who.memberships] == ["20100001"]


@pytest.mark.parametrize("is_known", [True, False])
async def test_of_an_update_that_comes_twice_at_once_one_is_new(store: Store, is_known: bool) -> None:
    if is_known:
        await store.database.transact(lambda conn: settled(conn, 1))
    openings = await asyncio.gather(
        *(store.database.transact(lambda conn: settled(conn, 2)) for _ in range(3))
    )
    assert sorted(opening.is_new for opening in openings) == [False, False, True]
    assert len({opening.row.revision for opening in openings}) == 3, "one after the other"


async def test_an_update_that_was_given_up_is_new_again(store: Store) -> None:
    def give_up(conn: Connection) -> None:
        opened(conn, 1)
        raise ConflictError("changed")

    with pytest.raises(ConflictError):
        await store.database.transact(give_up)
    assert (await store.database.transact(lambda conn: opened(conn, 1))).is_new


@pytest.mark.parametrize("is_known", [True, False])
async def test_who_waits_for_the_place_sees_what_the_turn_before_has_changed(
    store: Store, school: School, is_known: bool
) -> None:
    if is_known:
        await store.database.transact(lambda conn: settled(conn, 1))
    loop, later = asyncio.get_running_loop(), asyncio.Queue[asyncio.Task[tuple[Opening, int]]]()

    def look(conn: Connection) -> tuple[Opening, int]:
        opening = opened(conn, 3, school.ani.external_id)
        return opening, len(opening.plans.sent.all())

    def begin_another() -> None:
        later.put_nowait(asyncio.create_task(store.database.transact(look)))

    def rename(conn: Connection) -> None:
        settled(conn, 2)
        loop.call_soon_threadsafe(begin_another)
        _await_waiting(conn)
        conn.execute(update(person).where(person.c.id == school.ani.person_id).values(name="Ani Baru"))
        apply_effects(conn, (draft(),), school.ani, store.world)

    await store.database.transact(rename)
    opening, plans = await (await later.get())
    assert plans == 1
    assert opening.row.state == STATE
    assert opening.who.person is not None
    assert opening.who.person.name == "Ani Baru"


def _await_waiting(conn: Connection) -> None:
    """Until somebody waits for a lock; on SQLite nobody has begun before this is over."""
    if conn.dialect.name == "sqlite":
        return
    waiting = text("SELECT count(*) FROM pg_locks, pg_sleep(0.01) WHERE NOT granted")
    assert any(conn.execute(waiting).scalar_one() for _ in range(1000))


@pytest.mark.parametrize("needs", [Needs(), Needs(history=True)])
@pytest.mark.parametrize("guessed", [PERIOD, Period(2026, 1), Period(2027, 1)])
async def test_the_own_plans_are_those_of_the_persons_half_year_whichever_was_guessed(
    store: Store, school: School, guessed: Period, needs: Needs
) -> None:
    await store.submit(school.ani)

    def look(conn: Connection) -> None:
        opening = open_turn(conn, BOT_ID, CHAT, 1, school.ani.external_id, guessed)
        known = load_facts_for(conn, opening.who, needs=needs, world=store.world, asked=opening.plans)
        assert known == load_facts_for(conn, opening.who, needs=needs, world=store.world)
        assert known.own_plan is not None
        assert bool(known.own_plan.history) == needs.history

    await store.database.transact(look)
