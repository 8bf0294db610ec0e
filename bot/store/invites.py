"""Invites: links into schools whose tokens are kept only as hashes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, insert, or_, select, update

from bot.links import Links, new_nonce, token_hash
from bot.store.database import ConflictError
from bot.store.new_schools import InviteError
from bot.store.schools import SCHOOL_COLUMNS, school_of
from bot.store.tables import invite, invite_school, membership, person, school
from bot.store.world import World
from conversations.facts import Invite, InviteState, MadeInvite, School
from conversations.rules.terms import Role

_invite = invite.c
_maker = membership.alias("maker")
_leader = membership.alias("present_leader")
# What a principal has made holds only while that principal leads the school, and no more after a return.
_has_no_right_any_more = and_(
    _invite.created_by.is_not(None),
    ~exists().where(
        _maker.c.person_id == _invite.created_by,
        _maker.c.school_id == _invite.school_id,
        _maker.c.role == Role.KS,
        _maker.c.started_at <= _invite.created_at,
        _maker.c.ended_at.is_(None),
    ),
)
_is_revoked = or_(_invite.revoked_at.is_not(None), _has_no_right_any_more)
_LEADER_NAME = (
    select(person.c.name)
    .join_from(person, _leader, _leader.c.person_id == person.c.id)
    .where(_leader.c.school_id == _invite.school_id, _leader.c.role == Role.KS, _leader.c.ended_at.is_(None))
    .order_by(_leader.c.id.desc())
    .limit(1)
    .scalar_subquery()
    .label("leader_name")
)


@dataclass(frozen=True, slots=True)
class NewInvite:
    """An invite that was just made, with what is not kept of it."""

    id: int
    token: str
    link: str


@dataclass(frozen=True, slots=True)
class Invited:
    """What a consumed invite gives: a role in a school, an appraiser's in several."""

    role: Role
    school_ids: tuple[int, ...]

    @property
    def school_id(self) -> int:
        """The first school."""
        return self.school_ids[0]


def create_invite(
    conn: Connection,
    *,
    role: Role,
    school_ids: Sequence[int],
    uses: int,
    links: Links,
    now: datetime,
    expires_at: datetime,
    created_by: int | None,
) -> NewInvite:
    """Make an invite into known schools, several only for an appraiser; InviteError where that cannot be.

    `created_by` is the KS who makes it, None for an operator.
    """
    if uses < 1:
        raise InviteError("an invite can be used at least once")
    if len(school_ids) > 1 and role is not Role.APPRAISER:
        raise InviteError("only an appraiser is invited to several schools")
    nonce = new_nonce()
    token = links.token(nonce)
    values = {
        "token_hash": token_hash(token),
        "nonce": nonce,
        "role": role,
        "school_id": school_ids[0],
        "max_uses": uses,
        "used": 0,
        "created_at": now,
        "expires_at": expires_at,
        "created_by": created_by,
    }
    invite_id: int = conn.execute(insert(invite).values(values).returning(_invite.id)).scalar_one()
    more = [{"invite_id": invite_id, "school_id": school_id} for school_id in school_ids[1:]]
    if more:
        conn.execute(insert(invite_school), more)
    return NewInvite(invite_id, token, links.address(nonce))


def load_invite(conn: Connection, now: datetime, *, token: str | None, invite_id: int | None) -> Invite:
    """The invite of a token, or else of an id, as it stands at that instant of the world."""
    if token is not None:
        return _load(conn, _invite.token_hash == token_hash(token), now)
    return _load(conn, _invite.id == invite_id, now)


def consume_invite(conn: Connection, invite_id: int, now: datetime) -> Invited:
    """Count one use; ConflictError if it is meanwhile used up, expired or revoked."""
    counted = update(invite).where(_invite.id == invite_id, is_live(now)).values(used=_invite.used + 1)
    row = conn.execute(counted.returning(_invite.school_id, _invite.role)).one_or_none()
    if row is None:
        raise ConflictError("the invite cannot be used any more")
    more = select(invite_school.c.school_id).where(invite_school.c.invite_id == invite_id)
    further = conn.execute(more.order_by(invite_school.c.school_id)).scalars().all()
    return Invited(Role(row.role), (row.school_id, *further))


def live_invite(
    conn: Connection, world: World, *, school_id: int, role: Role, created_by_operator: bool
) -> MadeInvite | None:
    """The latest invite into a school in a role that can still be used, as its makers see it."""
    own = (_invite.id, _invite.nonce, _invite.token_hash, _invite.used, _invite.max_uses, _invite.expires_at)
    query = (
        select(*own, *SCHOOL_COLUMNS)
        .join_from(invite, school, _invite.school_id == school.c.id)
        .where(_is_made_for(school_id, role, created_by_operator), is_live(world.now))
        .where(_invite.nonce.is_not(None))
        .order_by(_invite.id.desc())
        .limit(1)
    )
    row = conn.execute(query).one_or_none()
    here = None if row is None else school_of(row)
    if row is None or here is None or not world.links.can_show(row.nonce, row.token_hash):
        return None
    link = world.links.address(row.nonce)
    return MadeInvite(row.id, role, here, link, row.used, row.max_uses, row.expires_at)


def revoke_invites(
    conn: Connection, now: datetime, *, school_id: int, role: Role, created_by_operator: bool
) -> None:
    """End what was made so far into a school in a role, by operators or else by its KS."""
    earlier = (_is_made_for(school_id, role, created_by_operator), is_live(now))
    conn.execute(update(invite).where(*earlier).values(revoked_at=now))


def is_live(now: datetime) -> ColumnElement[bool]:
    """The condition that an invite can be used at that instant of the world."""
    return and_(_invite.used < _invite.max_uses, _invite.expires_at > now, ~_is_revoked)


def _is_made_for(school_id: int, role: Role, created_by_operator: bool) -> ColumnElement[bool]:
    by_operator = _invite.created_by.is_(None)
    maker = by_operator if created_by_operator else ~by_operator
    return and_(_invite.school_id == school_id, _invite.role == role, maker)


def _load(conn: Connection, condition: ColumnElement[bool], now: datetime) -> Invite:
    own = (_invite.id, _invite.role, _invite.used, _invite.max_uses, _invite.expires_at, _LEADER_NAME)
    query = (
        select(*own, _is_revoked.label("is_revoked"), *SCHOOL_COLUMNS)
        .join_from(invite, school, _invite.school_id == school.c.id)
        .where(condition)
    )
    row = conn.execute(query).one_or_none()
    if row is None:
        return Invite(InviteState.UNKNOWN)
    role = Role(row.role)
    more = _more_schools(conn, row.id) if role is Role.APPRAISER else ()
    return Invite(_state(row, now), row.id, role, school_of(row), more, row.leader_name or "")


def _state(row: Row[tuple[object, ...]], now: datetime) -> InviteState:
    if row.used >= row.max_uses:
        return InviteState.USED_UP
    if row.is_revoked:
        return InviteState.REVOKED
    return InviteState.EXPIRED if row.expires_at <= now else InviteState.VALID


def _more_schools(conn: Connection, invite_id: int) -> tuple[School, ...]:
    query = (
        select(*SCHOOL_COLUMNS)
        .join_from(invite_school, school, invite_school.c.school_id == school.c.id)
        .where(invite_school.c.invite_id == invite_id)
        .order_by(school.c.name, school.c.id)
    )
    found = (school_of(row) for row in conn.execute(query))
    return tuple(here for here in found if here is not None)
