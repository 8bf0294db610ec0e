"""People: finding, registering and changing them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, exists, insert, select, update

from bot.store.actor import TELEGRAM, Actor
from bot.store.audit import record
from bot.store.bots import ONE_BOT, Bots
from bot.store.database import ConflictError
from bot.store.inserting import insert_new
from bot.store.invites import Invited, consume_invite
from bot.store.joining import become_appraiser, become_teacher
from bot.store.prepared import Prepared
from bot.store.schools import hold_school, is_member, lock_person, lock_school
from bot.store.succession import lead_school
from bot.store.tables import channel_account, invite, membership, person
from bot.store.world import World
from conversations.execution_effects import ChooseJobLevel
from conversations.facts import Person, Zone
from conversations.people_effects import JoinSchool, RegisterPerson, SwitchRole, UpdateProfile
from conversations.rules.terms import JobLevel, Role, SchoolLevel

# Which wording of the consent is asked for now; grows when it tells of something new.
CONSENT_VERSION = 1
# What `person_from` reads.
PERSON_COLUMNS = tuple(
    person.c[name]
    for name in ("id", "name", "language", "zone", "role", "school_level", "retired_at", "job_level")
)
_PRESENT = Prepared(
    lambda kind: select(*PERSON_COLUMNS).where(
        person.c.id == bindparam("person_id"), person.c.erased_at.is_(None)
    )
)
_OF_ACCOUNT = Prepared(
    lambda kind: select(channel_account.c.person_id).where(
        channel_account.c.channel == bindparam("channel"),
        channel_account.c.external_id == bindparam("external_id"),
    )
)


def person_of(conn: Connection, channel: str, external_id: str) -> int | None:
    """The id of the person behind an account of a channel."""
    row = _OF_ACCOUNT.one_or_none(conn, channel=channel, external_id=external_id)
    return None if row is None else row.person_id


def load_person(conn: Connection, person_id: int) -> Person | None:
    """The person with that id; an erased one is nobody."""
    row = _PRESENT.one_or_none(conn, person_id=person_id)
    return None if row is None else person_from(row)


def person_from(row: Any) -> Person:
    """The person of a row with PERSON_COLUMNS."""
    return Person(
        id=row.id,
        name=row.name,
        language=row.language,
        zone=Zone(row.zone),
        role=Role(row.role),
        school_level=SchoolLevel(row.school_level),
        is_retired=row.retired_at is not None,
        job_level=None if row.job_level is None else JobLevel(row.job_level),
    )


def register(conn: Connection, wish: RegisterPerson, actor: Actor, world: World) -> int:
    """Keep a person with consent, account and membership; ConflictError if account or invite is taken."""
    created = insert(person).values(
        name=wish.name,
        language=wish.language,
        zone=wish.zone,
        role=wish.role,
        school_level=wish.school_level,
        consented_at=world.now,
        consent_version=CONSENT_VERSION,
    )
    person_id: int = conn.execute(created.returning(person.c.id)).scalar_one()
    account = insert_new(conn, channel_account, "channel", "external_id").values(
        channel=actor.channel,
        external_id=actor.external_id,
        person_id=person_id,
        chat_id=actor.chat_id,
        reachable=True,
        bot_id=actor.bot_id,
    )
    if conn.execute(account.returning(channel_account.c.id)).one_or_none() is None:
        raise ConflictError("somebody is registered with this account")
    actor = actor.registered(person_id)
    record(conn, "person_registered", actor, world, person_id=person_id)
    if wish.invite_id is not None:
        invited = _consume(conn, wish.invite_id, world)
        if invited.role is not wish.role:
            raise ConflictError("the invite is for another role")
        _enter(conn, invited, wish, (), world, actor)
    return person_id


def join_school(conn: Connection, wish: JoinSchool, actor: Actor, world: World) -> None:
    """Begin a membership by an invite, in whose role the assistant is used from then on."""
    invited = _consume(conn, wish.invite_id, world)
    left = () if wish.from_school_id is None else (wish.from_school_id,)
    _enter(conn, invited, wish, left, world, actor)


def update_profile(conn: Connection, wish: UpdateProfile, actor: Actor, world: World) -> None:
    """Change what is given; the level only of who has no school that tells it."""
    given = {
        "name": wish.name,
        "zone": wish.zone,
        "language": wish.language,
        "school_level": wish.school_level,
    }
    values = {column: value for column, value in given.items() if value is not None}
    if not values:
        return
    conditions = [person.c.id == actor.known_id]
    if wish.school_level is not None:
        conditions.append(~_has_role(actor.known_id, Role.GURU, Role.KS))
    if conn.execute(update(person).where(*conditions).values(values)).rowcount != 1:
        raise ConflictError("the level is that of the school")
    record(conn, "profile_changed", actor, world, person_id=actor.known_id)


def choose_job_level(conn: Connection, wish: ChooseJobLevel, actor: Actor, world: World) -> None:
    """Remember the person's jenjang jabatan."""
    mine = (person.c.id == actor.known_id, person.c.erased_at.is_(None))
    if conn.execute(update(person).where(*mine).values(job_level=wish.job_level)).rowcount != 1:
        raise ConflictError("the person was erased meanwhile")
    record(conn, "profile_changed", actor, world, person_id=actor.known_id)


def switch_role(conn: Connection, wish: SwitchRole, actor: Actor, world: World) -> None:
    """Use the assistant in another present role; without a school only where the role has none.

    An appraiser needs no school to be named.
    """
    me = actor.known_id
    # Held, so that the membership cannot be ending at the same time.
    lock_person(conn, me)
    if wish.school_id is not None:
        may = is_member(me, wish.school_id, wish.role)
    elif wish.role is Role.APPRAISER:
        may = _has_role(me, Role.APPRAISER)
    else:
        may = ~_has_role(me, wish.role)
    switched = update(person).where(person.c.id == me, may)
    values = {"role": wish.role, "active_school_id": wish.school_id}
    if conn.execute(switched.values(values)).rowcount != 1:
        raise ConflictError("this person does not have that role")
    record(conn, "role_switched", actor, world, school_id=wish.school_id, person_id=me)


def set_reachable(
    conn: Connection, chat_id: int, reachable: bool, bot_id: int | None = None, bots: Bots = ONE_BOT
) -> None:
    """Note whether the person of a private chat on Telegram lets us write; only the reachable get notices.

    Whoever writes to a bot is served by it from then on; whoever blocks one is lost only if it serves them.
    """
    account = channel_account.c
    of_chat = update(channel_account).where(account.channel == TELEGRAM, account.chat_id == chat_id)
    if bot_id is None:
        conn.execute(of_chat.where(account.reachable != reachable).values(reachable=reachable))
    elif reachable:
        conn.execute(of_chat.values(reachable=True, bot_id=bot_id))
    else:
        serves = bots.serving_of(account.bot_id, bot_id) == bot_id
        conn.execute(of_chat.where(account.reachable, serves).values(reachable=False))


def _consume(conn: Connection, invite_id: int, world: World) -> Invited:
    """Count one use; the school is locked first, so that its maker cannot be losing the lead meanwhile."""
    wanted = select(invite.c.school_id, invite.c.role).where(invite.c.id == invite_id)
    row = conn.execute(wanted).one_or_none()
    if row is not None:
        (lock_school if row.role == Role.KS else hold_school)(conn, row.school_id)
    return consume_invite(conn, invite_id, world.now)


def _enter(
    conn: Connection,
    invited: Invited,
    wish: RegisterPerson | JoinSchool,
    left: Sequence[int],
    world: World,
    actor: Actor,
) -> None:
    me = actor.known_id
    match invited.role:
        case Role.GURU:
            become_teacher(conn, me, invited.school_id, world, actor, from_school_ids=left)
        case Role.APPRAISER:
            become_appraiser(conn, me, invited.school_ids, world, actor)
        case Role.KS:
            lead_school(
                conn,
                me,
                invited.school_id,
                name=wish.school_name,
                level=wish.school_level,
                zone=wish.zone,
                is_plt=wish.is_plt,
                world=world,
                actor=actor,
            )


def _has_role(person_id: int, *roles: Role) -> ColumnElement[bool]:
    """The condition that somebody has one of these roles in any school."""
    return exists().where(
        membership.c.person_id == person_id, membership.c.role.in_(roles), membership.c.ended_at.is_(None)
    )
