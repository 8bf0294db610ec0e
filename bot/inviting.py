"""Links that the operator makes on the command line."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import aiohttp
from sqlalchemy import Connection

from bot.clock import world_clock
from bot.errors import CommandError
from bot.i18n import load_languages
from bot.links import Links
from bot.settings import Settings
from bot.store.actor import AT_THE_SERVER
from bot.store.audit import record
from bot.store.invites import create_invite, load_invite
from bot.store.new_schools import InviteError, register_schools
from bot.store.world import World
from bot.tokens import bot_id_in
from bot.upgrading import opened_database
from conversations.facts import Zone
from conversations.rules.terms import Role
from conversations.session import DEFAULT_LANGUAGE
from conversations.words import Words, say, say_n

_PATIENCE = aiohttp.ClientTimeout(total=20)


@dataclass(frozen=True, slots=True)
class InviteLink:
    """A link into a school in a role, for so many uses; `expires_at` is aware UTC.

    `more_npsns` are further schools of an appraiser.
    """

    role: Role
    npsn: str
    school: str
    link: str
    token: str
    uses: int
    expires_at: datetime
    more_npsns: tuple[str, ...] = ()

    def json(self) -> str:
        """The link for machines."""
        return json.dumps({**asdict(self), "expires_at": self.expires_at.isoformat()}, ensure_ascii=False)


async def invite(
    settings: Settings,
    role: Role,
    npsn: str,
    school: str,
    uses: int,
    more_npsns: tuple[str, ...] = (),
    bot: str | None = None,
) -> InviteLink:
    """Make a link to a bot, by its name or the first one.

    An unknown school becomes known by its name, the further ones of an appraiser are.
    """
    # Asked first: without the name there is no link, and then no invite must be left behind.
    links = await bot_links(settings, bot)
    now = world_clock(settings.world_clock_file)()
    expires_at = now + timedelta(days=settings.invite_days)

    def make(conn: Connection) -> InviteLink:
        school_ids = register_schools(conn, (npsn, *more_npsns), school)
        new = create_invite(
            conn,
            role=role,
            school_ids=school_ids,
            uses=uses,
            links=links,
            now=now,
            expires_at=expires_at,
            created_by=None,
        )
        world = World(now, {}, settings.calendar)
        record(conn, f"invite_made_{role}", AT_THE_SERVER, world, school_id=school_ids[0], by_operator=True)
        known = load_invite(conn, now, token=None, invite_id=new.id).school
        name = known.name if known else ""
        return InviteLink(role, npsn, name, new.link, new.token, uses, expires_at, more_npsns)

    async with opened_database(settings) as database:
        try:
            return await database.transact(make)
        except InviteError as error:
            raise CommandError(str(error)) from None


async def bot_links(settings: Settings, bot: str | None = None) -> Links:
    """The links of the bot with that name, else of the first one; they hold at every bot.

    Names are asked from the server unless the settings tell them.
    """
    return Links.of(await _username(settings, bot), settings.token)


async def _username(settings: Settings, bot: str | None) -> str:
    if bot is None:
        return settings.bot_username or await _ask_username(settings, settings.token)
    found = [await _ask_username(settings, token) for token in settings.tokens]
    wanted = bot.removeprefix("@").lower()
    for username in found:
        if username.lower() == wanted:
            return username
    names = ", ".join(f"@{username}" for username in found)
    raise CommandError(f"--bot: @{wanted} is not one of the bots here: {names}")


def describe(made: InviteLink) -> str:
    """The link in words, in the default language."""
    language = load_languages()[DEFAULT_LANGUAGE]
    until = say_n(
        "It works once, until {until}.",
        "It works {count} times, until {until}.",
        made.uses,
        until=made.expires_at,
    )
    lines: tuple[Words, ...] = (_title(made), made.link, until, _advice(made))
    return "\n".join(language.translate(line, Zone.WIB) for line in lines)


def _title(made: InviteLink) -> Words:
    match made.role:
        case Role.KS:
            return say(
                "Activation link for the principal of {school} (NPSN {npsn}):",
                school=made.school,
                npsn=made.npsn,
            )
        case Role.APPRAISER if made.more_npsns:
            return say(
                "Activation link for the penilai of {count} schools, first {school} (NPSN {npsn}):",
                count=1 + len(made.more_npsns),
                school=made.school,
                npsn=made.npsn,
            )
        case Role.APPRAISER:
            return say(
                "Activation link for the penilai of {school} (NPSN {npsn}):",
                school=made.school,
                npsn=made.npsn,
            )
        case Role.GURU:
            return say(
                "Invite link for the teachers of {school} (NPSN {npsn}):", school=made.school, npsn=made.npsn
            )


def _advice(made: InviteLink) -> Words:
    match made.role:
        case Role.KS:
            return say("Send it to the principal only: whoever opens it first leads the school here.")
        case Role.APPRAISER:
            return say("Send it to the penilai only: whoever opens it decides on the principals' plans.")
        case Role.GURU:
            return say("Send it to the teachers of this school only: whoever opens it joins the school.")


async def _ask_username(settings: Settings, token: str) -> str:
    address = f"{settings.bot_api_url}{token}/getMe"
    try:
        async with aiohttp.ClientSession(timeout=_PATIENCE) as http, http.get(address) as answer:
            body = await answer.json(content_type=None)
        return str(body["result"]["username"])
    except (aiohttp.ClientError, TimeoutError, ValueError):
        raise CommandError("BOT_API_URL: the Bot API server there does not answer") from None
    except (KeyError, TypeError):
        which = "BOT_TOKEN" if len(settings.tokens) == 1 else f"BOT_TOKENS (bot {bot_id_in(token)})"
        raise CommandError(f"{which} is wrong: the Bot API server refuses it") from None
