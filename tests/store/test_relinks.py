"""Links that move a person to another Telegram account."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Connection

from bot.links import Links
from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.outbox import Lane, enqueue
from bot.store.people import person_of, set_reachable
from bot.store.sessions import lock_session
from bot.store.tables import audit_event, channel_account, outbox, session
from conversations.facts import InviteState, MadeRelink, Needs, Relinking
from conversations.people_effects import MakeRelink, ReportProblem, UseRelink
from conversations.rules.terms import Role
from tests.store.acting import BOT_ID, School, Store, stranger, wish_of

OPERATOR = replace(stranger(99), is_operator=True)
NEW = stranger(40)


@pytest.fixture(autouse=True)
def with_links(store: Store) -> None:
    store.world = replace(store.world, links=Links.of("contoh_bot", "42:rahasia"))


async def make(store: Store, actor: Actor) -> MadeRelink:
    person_id = actor.known_id
    await store.do(OPERATOR, MakeRelink(person_id))
    made = (await store.facts(OPERATOR, Needs(relink_for=person_id))).made_relink
    assert made is not None
    return made


async def look(store: Store, made: MadeRelink) -> Relinking:
    token = made.link.partition("=")[2]
    found = (await store.facts(NEW, Needs(token=token))).relinking
    assert found is not None
    return found


async def relink_id(store: Store, actor: Actor) -> int:
    found = await look(store, await make(store, actor))
    assert found.id is not None
    return found.id


async def person_at(store: Store, user_id: int) -> int | None:
    return await store.database.transact(partial(person_of, channel="telegram", external_id=str(user_id)))


async def test_a_link_tells_whose_account_it_is(store: Store, school: School) -> None:
    made = await make(store, school.ani)
    assert (made.person_name, made.expires_at) == ("Ani", store.world.now + timedelta(days=7))
    found = await look(store, made)
    assert (found.state, found.person_name, found.school_names) == (InviteState.VALID, "Ani", ("SDN Contoh",))
    assert (await store.facts(NEW, Needs(relink_id=found.id))).relinking == found


async def test_the_new_account_is_the_person_and_the_old_one_nobody(store: Store, school: School) -> None:
    person_id = await store.do(NEW, UseRelink(await relink_id(store, school.ani)))
    assert person_id == school.ani.person_id
    assert (await person_at(store, 40), await person_at(store, 2)) == (person_id, None)
    accounts = [row for row in await store.rows(channel_account) if row["person_id"] == person_id]
    assert [(row["chat_id"], row["reachable"]) for row in accounts] == [(40, True)]
    assert [member.role for member in (await store.facts(school.ani)).memberships] == [Role.GURU]


async def test_an_account_that_was_unreachable_is_reached_again(store: Store, school: School) -> None:
    await store.database.transact(partial(set_reachable, chat_id=2, reachable=False))
    await store.do(NEW, UseRelink(await relink_id(store, school.ani)))
    assert {row["chat_id"] for row in await store.rows(channel_account) if row["reachable"]} == {1, 3, 40}
    assert [row for row in await store.rows(outbox) if row["kind"] == "relinked"] == []


async def test_the_old_chat_is_told_and_begins_anew(store: Store, school: School) -> None:
    for chat_id in (1, 2):
        await store.database.transact(partial(lock_session, bot_id=BOT_ID, chat_id=chat_id))
    await store.do(NEW, UseRelink(await relink_id(store, school.ani)))
    assert [row["chat_id"] for row in await store.rows(session)] == [1]
    assert [row["chat_id"] for row in await store.rows(outbox) if row["kind"] == "relinked"] == [2]


async def test_what_waits_to_be_told_goes_to_the_new_chat(store: Store, school: School) -> None:
    def write(conn: Connection) -> None:
        waiting = {
            "bot_id": BOT_ID,
            "chat_id": 2,
            "lane": Lane.NORMAL,
            "kind": "nudge",
            "dedup_key": "x",
            "payload": {"person_id": school.ani.person_id, "subject_id": 1},
        }
        enqueue(conn, [waiting])

    await store.database.transact(write)
    await store.do(NEW, UseRelink(await relink_id(store, school.ani)))
    assert {row["kind"]: row["chat_id"] for row in await store.rows(outbox)} == {"nudge": 40, "relinked": 2}


async def test_each_account_that_is_left_is_told_also_on_a_way_back(store: Store, school: School) -> None:
    for user_id in (40, 2, 40):
        await store.do(stranger(user_id), UseRelink(await relink_id(store, school.ani)))
    assert [row["chat_id"] for row in await store.rows(outbox) if row["kind"] == "relinked"] == [2, 40, 2]


async def test_what_waits_for_an_operator_stays_at_the_operators_account(
    store: Store, school: School
) -> None:
    store.world = replace(store.world, operator_ids=frozenset({2}))
    await store.do(school.sari, ReportProblem("Tombol tidak bergerak"))
    await store.do(NEW, UseRelink(await relink_id(store, school.ani)))
    rows = {row["kind"]: row["chat_id"] for row in await store.rows(outbox)}
    assert rows["problem_reported"] == 2


async def test_a_link_works_once(store: Store, school: School) -> None:
    made = await make(store, school.ani)
    found = await look(store, made)
    assert found.id is not None
    await store.do(NEW, UseRelink(found.id))
    with pytest.raises(ConflictError):
        await store.do(stranger(41), UseRelink(found.id))
    used = await look(store, made)
    assert (used.state, used.person_name) == (InviteState.USED_UP, "")
    assert (await store.facts(OPERATOR, Needs(relink_for=made.person_id))).made_relink is None


async def test_of_two_who_use_a_link_at_once_one_gets_the_account(store: Store, school: School) -> None:
    wish = UseRelink(await relink_id(store, school.ani))
    results = await asyncio.gather(*(store.do(stranger(n), wish) for n in (40, 41)), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "int"]
    accounts = [row for row in await store.rows(channel_account) if row["person_id"] == school.ani.person_id]
    assert len(accounts) == 1


async def test_a_link_expires_in_the_worlds_time(store: Store, school: School) -> None:
    made = await make(store, school.ani)
    found = await look(store, made)
    store.world = replace(store.world, now=store.world.now + timedelta(days=7))
    assert (await look(store, made)).state is InviteState.EXPIRED
    with pytest.raises(ConflictError):
        await store.do(NEW, UseRelink(found.id or 0))


async def test_a_new_link_ends_the_earlier_one(store: Store, school: School) -> None:
    first, second = await make(store, school.ani), await make(store, school.ani)
    assert (await look(store, first)).state is InviteState.EXPIRED
    assert (await look(store, second)).state is InviteState.VALID


async def test_an_account_that_is_somebody_takes_no_other_person(store: Store, school: School) -> None:
    wish = UseRelink(await relink_id(store, school.ani))
    for actor in (school.sari, school.ani, replace(school.sari, person_id=None)):
        with pytest.raises(ConflictError):
            await store.do(actor, wish)
    assert await person_at(store, 2) == school.ani.person_id
    await store.do(NEW, wish)


async def test_who_registers_and_who_uses_a_link_at_once_is_one_of_both(store: Store, school: School) -> None:
    wish = UseRelink(await relink_id(store, school.ani))
    results = await asyncio.gather(
        store.do(NEW, wish), store.do(NEW, wish_of("Orang baru")), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "int"]
    assert await person_at(store, 40) is not None


async def test_nobody_but_an_operator_makes_such_links_or_is_shown_them(store: Store, school: School) -> None:
    with pytest.raises(ConflictError):
        await store.do(school.budi, MakeRelink(school.ani.known_id))
    await make(store, school.ani)
    needs = Needs(relink_for=school.ani.person_id)
    assert (await store.facts(school.budi, needs)).made_relink is None


async def test_for_nobody_no_link_is_made(store: Store, school: School) -> None:
    with pytest.raises(ConflictError):
        await store.do(OPERATOR, MakeRelink(4711))


async def test_an_unknown_token_is_neither_an_invite_nor_such_a_link(store: Store, school: School) -> None:
    facts = await store.facts(NEW, Needs(token="tidak-ada"))
    assert facts.relinking is None
    assert facts.invite is not None
    assert facts.invite.state is InviteState.UNKNOWN


async def test_both_steps_leave_a_row_in_the_audit(store: Store, school: School) -> None:
    await store.do(NEW, UseRelink(await relink_id(store, school.ani)))
    rows = [row for row in await store.rows(audit_event) if "relink" in str(row["kind"])]
    assert [(row["kind"], row["by_operator"], row["person_id"]) for row in rows] == [
        ("relink_made", True, school.ani.person_id),
        ("relinked", False, school.ani.person_id),
    ]
