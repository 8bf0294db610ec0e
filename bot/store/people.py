"""People: finding, registering and changing them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.store.actor import TELEGRAM, Actor
from bot.store.database import Conflict
from bot.store.inserting import insert_new
from bot.store.invites import Invited, consume_invite
from bot.store.schools import confirm_school, join
from bot.store.tables import channel_account, person, school
from conversations.facts import Person, Zone
from conversations.people_effects import JoinSchool, RegisterPerson, UpdateProfile
from conversations.rules.terms import Role, SchoolLevel

# Which wording of the consent is asked for now; grows when it tells of something new.
CONSENT_VERSION = 1


def person_of(conn: Connection, channel: str, external_id: str) -> int | None:
    """The id of the person behind an account of a channel."""
    account = channel_account.c
    query = select(account.person_id).where(account.channel == channel, account.external_id == external_id)
    return conn.execute(query).scalar_one_or_none()


def load_person(conn: Connection, person_id: int) -> Person | None:
    """The person with that id."""
    row = conn.execute(select(person).where(person.c.id == person_id)).one_or_none()
    if row is None:
        return None
    return Person(
        id=row.id,
        name=row.name,
        language=row.language,
        zone=Zone(row.zone),
        role=Role(row.role),
        school_level=SchoolLevel(row.school_level),
    )


def register(conn: Connection, wish: RegisterPerson, actor: Actor, now: datetime) -> int:
    """Keep a person with consent, account and membership; Conflict if the account or the invite is taken."""
    created = insert(person).values(
        name=wish.name,
        language=wish.language,
        zone=wish.zone,
        role=wish.role,
        school_level=wish.school_level,
        consented_at=now,
        consent_version=CONSENT_VERSION,
    )
    person_id: int = conn.execute(created.returning(person.c.id)).scalar_one()
    account = insert_new(conn, channel_account, "channel", "external_id").values(
        channel=actor.channel,
        external_id=actor.external_id,
        person_id=person_id,
        chat_id=actor.chat_id,
        reachable=True,
    )
    if conn.execute(account.returning(channel_account.c.id)).one_or_none() is None:
        raise Conflict("somebody is registered with this account")
    if wish.invite_id is not None:
        invited = consume_invite(conn, wish.invite_id, now)
        if invited.role is not wish.role:
            raise Conflict("the invite is for another role")
        _enter(conn, person_id, invited, wish, now)
    return person_id


def join_school(conn: Connection, wish: JoinSchool, actor: Actor, now: datetime) -> None:
    """Begin a membership by an invite; who leads a school is a KS from then on, of the level confirmed."""
    invited = consume_invite(conn, wish.invite_id, now)
    _enter(conn, actor.known_id, invited, wish, now)
    level = wish.school_level if invited.role is Role.KS else _level_of_school(conn, invited.school_id)
    given = {"role": invited.role, "school_level": level}
    _change(conn, actor.known_id, given)


def update_profile(conn: Connection, wish: UpdateProfile, actor: Actor) -> None:
    """Change what is given."""
    _change(conn, actor.known_id, {"name": wish.name, "zone": wish.zone, "language": wish.language})


def set_reachable(conn: Connection, chat_id: int, reachable: bool) -> None:
    """Note whether the person of a private chat on Telegram lets us write; only the reachable get notices."""
    account = channel_account.c
    of_chat = update(channel_account).where(account.channel == TELEGRAM, account.chat_id == chat_id)
    conn.execute(of_chat.where(account.reachable != reachable).values(reachable=reachable))


def _enter(
    conn: Connection, person_id: int, invited: Invited, wish: RegisterPerson | JoinSchool, now: datetime
) -> None:
    join(conn, person_id, invited.school_id, invited.role, now)
    if invited.role is Role.KS:
        confirm_school(
            conn,
            invited.school_id,
            name=wish.school_name,
            level=wish.school_level,
            zone=wish.zone,
            is_plt=wish.is_plt,
        )


def _change(conn: Connection, person_id: int, given: Mapping[str, str | None]) -> None:
    values = {column: value for column, value in given.items() if value is not None}
    if values:
        conn.execute(update(person).where(person.c.id == person_id).values(values))


def _level_of_school(conn: Connection, school_id: int) -> str | None:
    level: str | None = conn.execute(select(school.c.level).where(school.c.id == school_id)).scalar_one()
    return level
