"""Invites: links into a school whose tokens are kept only as hashes."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select, update

from bot.store.database import Conflict
from bot.store.inserting import insert_new
from bot.store.schools import SCHOOL_COLUMNS, school_of
from bot.store.tables import invite, school
from conversations.facts import Invite, InviteState
from conversations.rules.terms import Role

MOST_SCHOOL_NAME_CHARS = 120
_TOKEN_BYTES = 16
_NPSN = re.compile(r"[0-9]{8}", re.ASCII)


class InviteError(ValueError):
    """An invite that cannot be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Invited:
    """What a consumed invite gives."""

    school_id: int
    role: Role


def create_invite(
    conn: Connection,
    *,
    role: Role,
    npsn: str,
    school_name: str | None,
    uses: int,
    expires_at: datetime,
    created_by: int | None,
) -> str:
    """Make an invite and return its token, which is not kept; InviteError where that cannot be.

    An invite for a KS registers the school. Its name may be corrected until its KS has confirmed it.
    """
    if not _NPSN.fullmatch(npsn):
        raise InviteError("an NPSN has 8 digits")
    if uses < 1:
        raise InviteError("an invite can be used at least once")
    name = " ".join((school_name or "").split())
    school_id = _register_school(conn, npsn, name) if role is Role.KS else _registered_school(conn, npsn)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    values = {
        "token_hash": _hash(token),
        "role": role,
        "school_id": school_id,
        "max_uses": uses,
        "used": 0,
        "expires_at": expires_at,
        "created_by": created_by,
    }
    conn.execute(insert(invite).values(values))
    return token


def load_invite(conn: Connection, now: datetime, *, token: str | None, invite_id: int | None) -> Invite:
    """The invite of a token, or else of an id, as it stands at that instant of the world."""
    if token is not None:
        return _load(conn, invite.c.token_hash == _hash(token), now)
    return _load(conn, invite.c.id == invite_id, now)


def consume_invite(conn: Connection, invite_id: int, now: datetime) -> Invited:
    """Count one use; Conflict if it is meanwhile used up or expired."""
    usable = (invite.c.id == invite_id, invite.c.used < invite.c.max_uses, invite.c.expires_at > now)
    counted = update(invite).where(*usable).values(used=invite.c.used + 1)
    row = conn.execute(counted.returning(invite.c.school_id, invite.c.role)).one_or_none()
    if row is None:
        raise Conflict("the invite cannot be used any more")
    return Invited(row.school_id, Role(row.role))


def _load(conn: Connection, condition: ColumnElement[bool], now: datetime) -> Invite:
    own = (invite.c.id, invite.c.role, invite.c.used, invite.c.max_uses, invite.c.expires_at)
    query = select(*own, *SCHOOL_COLUMNS).join_from(invite, school, invite.c.school_id == school.c.id)
    row = conn.execute(query.where(condition)).one_or_none()
    if row is None:
        return Invite(InviteState.UNKNOWN)
    if row.used >= row.max_uses:
        state = InviteState.USED_UP
    elif row.expires_at <= now:
        state = InviteState.EXPIRED
    else:
        state = InviteState.VALID
    return Invite(state, row.id, Role(row.role), school_of(row))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _registered_school(conn: Connection, npsn: str) -> int:
    school_id: int | None = conn.execute(
        select(school.c.id).where(school.c.npsn == npsn)
    ).scalar_one_or_none()
    if school_id is None:
        raise InviteError(f"no school with NPSN {npsn} is registered: invite its KS first")
    return school_id


def _register_school(conn: Connection, npsn: str, name: str) -> int:
    if len(name) > MOST_SCHOOL_NAME_CHARS:
        raise InviteError(f"the name of a school has 1 to {MOST_SCHOOL_NAME_CHARS} characters")
    known = conn.execute(select(school.c.id).where(school.c.npsn == npsn)).scalar_one_or_none()
    if known is None and not name:
        raise InviteError(f"no school with NPSN {npsn} is registered: its name is needed")
    new = insert_new(conn, school, "npsn").values(
        npsn=npsn, name=name, level=None, zone=None, led_by_plt=False
    )
    if known is None:
        conn.execute(new)
    elif name:
        unconfirmed = (school.c.id == known, school.c.level.is_(None))
        conn.execute(update(school).where(*unconfirmed).values(name=name))
    return _registered_school(conn, npsn)
