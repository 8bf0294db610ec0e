"""Every command x everybody x every group: what is linked, who is asked, and nothing personal is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.delivery.outbox import Notice
from bot.i18n import load_languages
from bot.notice_kinds import NOTICE_KINDS
from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.groups import GroupPlace, answer_in_group, load_group_facts, see_group
from bot.store.school_groups import apply_group_effect
from bot.store.tables import group_invite, group_proposal, outbox, school_group
from conversations.commands import HANDLED
from conversations.events import Command
from conversations.group_facts import GroupFacts
from conversations.groups.answers import GroupAnswer
from conversations.groups.commands import decide
from conversations.groups.effects import GroupEffect, ProposeGroup, UseGroupInvite
from tests.authorization.cast import GROUP, GROUP_ASKED, GROUP_THERE, Everybody, gather
from tests.authorization.test_effects import EVERYBODY, UndoneError
from tests.store.acting import BOT_ID, Store

LANGUAGES = load_languages()
FRESH = GroupPlace(BOT_ID, -799)
PLACES = {"own": GROUP, "other's": GROUP_THERE, "asked": GROUP_ASKED, "fresh": FRESH}
NAMES = ("Ani", "Sari", "Dodi", "Fani", "Budi", "Fajar", "Bela", "Bimo", "Mira", "Pia", "Pita", "Pram")
KS = frozenset({"ks", "other_ks"})
NOBODY = "in the name of the group"


@dataclass(frozen=True)
class Outcome:
    """What somebody's act in a group came to; it is undone."""

    linked: bool
    asked: tuple[object, ...]
    answer: GroupAnswer | None = None
    said: str = ""


@pytest.fixture
async def everybody(store: Store) -> Everybody:
    return await gather(store)


async def test_whoever_forges_an_effect_links_and_asks_nothing_that_is_not_theirs(
    store: Store, everybody: Everybody
) -> None:
    effects: Mapping[str, GroupEffect] = {
        "here": ProposeGroup(everybody.school_id),
        "any": ProposeGroup(None),
        "link": UseGroupInvite(everybody.group_invite_id),
    }
    ks, may = everybody.of("ks"), {"here": {"ks"}, "any": KS}
    for (what, effect), name in [(item, name) for item in effects.items() for name in EVERYBODY]:
        outcome = await applies(store, everybody, name, FRESH, effect)
        if what == "link":
            assert outcome == Outcome(linked=name == "ks", asked=() if name == "ks" else (ks,)), name
        else:
            asked = (everybody.of(name),) if name in may[what] else ()
            assert outcome == Outcome(linked=False, asked=asked), (what, name)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_every_command_of_everybody_in_every_group_is_answered_without_a_name(
    store: Store, everybody: Everybody
) -> None:
    names = sorted({*HANDLED, "apa"})
    for where, place in PLACES.items():
        heard: dict[GroupAnswer, str] = {}
        for name in (*EVERYBODY, NOBODY):
            facts = await known(store, everybody, name, place)
            for command in map(Command, names):
                step = decide(command, facts)
                assert step.answer is expected(command.name, name, where), (where, name, command)
                assert bool(step.effects) is (step.answer is GroupAnswer.ASKED), (where, name, command)
                if step.effects or step.answer not in heard:
                    outcome = await tells(store, everybody, name, place, command)
                    assert not outcome.linked, (where, name, command)
                    assert outcome.asked == ((everybody.of(name),) if step.effects else ())
                    assert outcome.answer is step.answer
                    heard[outcome.answer] = outcome.said
        assert all(heard.values())
        assert not [one for one in NAMES for text in heard.values() if one in text]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_link_into_a_group_is_the_principals_whoever_opens_it(
    store: Store, everybody: Everybody
) -> None:
    token = await token_of(store)
    ks = everybody.of("ks")
    for name in (*EVERYBODY, NOBODY):
        outcome = await tells(store, everybody, name, FRESH, Command("start", token))
        assert (outcome.linked, outcome.asked) == (name == "ks", () if name == "ks" else (ks,)), name
        taken = await tells(store, everybody, name, GROUP_THERE, Command("start", token))
        assert not taken.linked, name


def expected(command: str, name: str, where: str) -> GroupAnswer:
    """What a command is answered."""
    if command == "ringkasan":
        return GroupAnswer.SUMMARY if where in ("own", "other's") else GroupAnswer.NOT_LINKED
    if command == "tanya":
        return GroupAnswer.HOW_TO_ASK
    if command != "hubungkan":
        return GroupAnswer.PRIVATE
    if name == NOBODY:
        return GroupAnswer.ANONYMOUS
    if name not in KS:
        return GroupAnswer.ONLY_PRINCIPALS
    leader = {"own": "ks", "other's": "other_ks"}.get(where)
    if leader is None:
        return GroupAnswer.ASKED
    return GroupAnswer.ALREADY if name == leader else GroupAnswer.TAKEN


async def applies(
    store: Store, everybody: Everybody, name: str, place: GroupPlace, effect: GroupEffect
) -> Outcome:
    """What an effect of somebody comes to, whatever was decided before."""

    def work(conn: Connection) -> Outcome:
        before = state(conn)
        see_group(conn, place, "Grup guru", store.world)
        apply_group_effect(conn, effect, place, everybody.actors[name], store.world)
        return outcome(before, state(conn))

    return await undone(store, work)


async def tells(
    store: Store, everybody: Everybody, name: str, place: GroupPlace, command: Command
) -> Outcome:
    """What a command of somebody comes to, as a turn would do it."""
    actor = everybody.actors.get(name, everybody.actors["stranger"])

    def work(conn: Connection) -> Outcome:
        before = state(conn)
        see_group(conn, place, "Grup guru", store.world)
        step = decide(command, load(conn, store, actor, name, place, command.argument))
        for effect in step.effects:
            apply_group_effect(conn, effect, place, actor, store.world)
        if step.answer is None:
            return outcome(before, state(conn))
        answer_in_group(conn, place, step.answer, language="id", update_id=1)
        return outcome(before, state(conn), step.answer, said(conn, store))

    return await undone(store, work)


async def known(store: Store, everybody: Everybody, name: str, place: GroupPlace) -> GroupFacts:
    """What a command of somebody is decided on."""
    actor = everybody.actors.get(name, everybody.actors["stranger"])
    return await store.database.read(lambda conn: load(conn, store, actor, name, place, ""))


def load(
    conn: Connection, store: Store, actor: Actor, name: str, place: GroupPlace, token: str
) -> GroupFacts:
    return load_group_facts(
        conn,
        place,
        store.world,
        title="Grup guru",
        person_id=None if name == NOBODY else actor.person_id,
        is_anonymous=name == NOBODY,
        token=token,
    )


async def undone(store: Store, work: Any) -> Outcome:
    """Do it in a transaction that is not kept; a ConflictError changes nothing."""
    kept: list[Outcome] = []

    def attempt(conn: Connection) -> None:
        try:
            kept.append(work(conn))
        except (ConflictError, LookupError):
            kept.append(Outcome(linked=False, asked=()))
        raise UndoneError

    with pytest.raises(UndoneError):
        await store.database.transact(attempt)
    return kept[0]


def state(conn: Connection) -> tuple[list[Any], list[Any]]:
    links = select(school_group.c.school_id, school_group.c.chat_id).order_by(school_group.c.school_id)
    asked = select(group_proposal.c.id, group_proposal.c.person_id).order_by(group_proposal.c.id)
    return list(conn.execute(links)), list(conn.execute(asked))


def outcome(before: Any, after: Any, answer: GroupAnswer | None = None, text: str = "") -> Outcome:
    new = [row.person_id for row in after[1] if row not in before[1]]
    return Outcome(before[0] != after[0], tuple(new), answer, text)


def said(conn: Connection, store: Store) -> str:
    """The newest message that leaves."""
    row = conn.execute(select(outbox).order_by(outbox.c.id.desc()).limit(1)).one()
    notice = Notice(row.id, row.chat_id, row.kind, row.payload, 1, "")
    drawn = NOTICE_KINDS[row.kind](conn, notice, store.world, LANGUAGES)
    return "" if drawn is None else drawn.html


async def token_of(store: Store) -> str:
    """The token of the only link."""
    (row,) = await store.rows(group_invite)
    return store.world.links.token(str(row["nonce"]))
