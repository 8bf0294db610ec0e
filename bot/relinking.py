"""Links that recover an account, made on the command line."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from bot.clock import world_clock
from bot.errors import CommandError
from bot.i18n import load_languages
from bot.inviting import bot_links
from bot.settings import Settings
from bot.store.actor import AT_THE_SERVER
from bot.store.operating import find_people_without_school, load_school_card
from bot.store.relinks import live_relink, make_relink
from bot.store.world import World
from bot.upgrading import opened_database
from conversations.facts import MadeRelink, Zone
from conversations.people_effects import MakeRelink
from conversations.rules.terms import Role
from conversations.session import DEFAULT_LANGUAGE
from conversations.words import Words, say


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody at a school, or without one."""

    person_id: int
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Whom:
    """Whose account is lost; without an NPSN somebody who belongs to no school."""

    npsn: str | None
    name: str | None
    person_id: int | None = None


async def list_people(settings: Settings, npsn: str) -> Sequence[Known]:
    """Who belongs to a school; a CommandError where it is not known."""
    async with opened_database(settings) as database:
        return await database.read(lambda conn: _members(conn, npsn))


async def relink(settings: Settings, whom: Whom, bot: str | None = None) -> MadeRelink:
    """Make a link for exactly one person; a CommandError where it cannot be said who that is."""
    links = await bot_links(settings, bot)
    now = world_clock(settings.world_clock_file)()
    lasts = timedelta(days=settings.invite_days)
    world = World(now, {}, settings.calendar, links=links, invite_lasts=lasts)

    def make(conn: Connection) -> MadeRelink:
        person_id = _the_one(_candidates(conn, whom), whom)
        make_relink(conn, MakeRelink(person_id), AT_THE_SERVER, world)
        made = live_relink(conn, world, person_id)
        if made is None:
            raise CommandError("the link was not made: run the command once more")
        return made

    async with opened_database(settings) as database:
        return await database.transact(make)


def describe(made: MadeRelink) -> str:
    """The link in words, in the default language."""
    lines: tuple[Words, ...] = (
        say("Recovery link for {name}:", name=made.person_name),
        made.link,
        say("It works once and until {until}.", until=made.expires_at),
        say("Be sure who asks: whoever opens it becomes this person here, and the old account is out."),
    )
    language = load_languages()[DEFAULT_LANGUAGE]
    return "\n".join(language.translate(line, Zone.WIB) for line in lines)


def relink_json(made: MadeRelink) -> str:
    """The link for machines."""
    told = {
        "person_id": made.person_id,
        "name": made.person_name,
        "link": made.link,
        "expires_at": made.expires_at.isoformat(),
    }
    return json.dumps(told, ensure_ascii=False)


def people_json(people: Sequence[Known]) -> str:
    """The people for machines."""
    told = [{"person_id": one.person_id, "name": one.name, "role": one.role} for one in people]
    return json.dumps(told, ensure_ascii=False)


def describe_people(people: Sequence[Known]) -> str:
    """One line for each: number, name and role."""
    return "\n".join(f"{one.person_id}\t{one.name}\t{one.role}" for one in people)


def _members(conn: Connection, npsn: str) -> Sequence[Known]:
    card = load_school_card(conn, npsn)
    if card is None:
        raise CommandError(f"no school with NPSN {npsn} is registered")
    return [Known(member.person_id, member.name, member.role) for member in card.members]


def _candidates(conn: Connection, whom: Whom) -> Sequence[Known]:
    if whom.npsn is None:
        found = find_people_without_school(conn, whom.name or "")
        people: Sequence[Known] = [Known(one.person_id, one.name, one.role) for one in found]
    else:
        people = _members(conn, whom.npsn)
    if whom.person_id is not None:
        return [one for one in people if one.person_id == whom.person_id]
    return [one for one in people if _is_called(one.name, whom.name or "")]


def _is_called(name: str, given: str) -> bool:
    """Whether that is the name, with or without the titles behind its first comma."""
    plain = {name.casefold(), name.partition(",")[0].strip().casefold()}
    return " ".join(given.split()).casefold() in plain


def _the_one(found: Sequence[Known], whom: Whom) -> int:
    who = repr(whom.name) if whom.person_id is None else f"number {whom.person_id}"
    where = "without a school" if whom.npsn is None else f"at the school with NPSN {whom.npsn}"
    if not found:
        raise CommandError(f"nobody called {who} is {where}")
    if len(found) > 1:
        numbers = ", ".join(str(one.person_id) for one in found)
        raise CommandError(
            f"{len(found)} people called {who} are {where}: choose one by --person ({numbers})"
        )
    return found[0].person_id
