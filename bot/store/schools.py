"""Schools and who belongs to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, exists, select

from bot.store.accounts import PERSON_OF_ACCOUNT
from bot.store.database import ConflictError
from bot.store.inserting import insert_new
from bot.store.prepared import Prepared, Sent
from bot.store.tables import channel_account, membership, person, school
from conversations.facts import Departed, Membership, School, Zone
from conversations.rules.terms import Role, SchoolLevel

_leader = membership.alias("leader")
_account_of_leader = channel_account.alias("account_of_leader")
_leads_now = and_(_leader.c.school_id == school.c.id, _leader.c.role == Role.KS, _leader.c.ended_at.is_(None))
_has_ks = exists().where(_leads_now).label("has_ks")
_reaches_ks = (
    exists()
    .where(_leads_now, _account_of_leader.c.person_id == _leader.c.person_id, _account_of_leader.c.reachable)
    .label("reaches_ks")
)
_appraiser = membership.alias("appraiser")
_account_of_appraiser = channel_account.alias("account_of_appraiser")
_appraises_now = and_(
    _appraiser.c.school_id == school.c.id,
    _appraiser.c.role == Role.APPRAISER,
    _appraiser.c.ended_at.is_(None),
    # Nobody decides on their own plan, so a KS does not count as the penilai of the same school.
    ~exists()
    .where(
        _leads_now,
        _leader.c.person_id == _appraiser.c.person_id,
    )
    .correlate(school, _appraiser),
)
_has_appraiser = exists().where(_appraises_now).label("has_appraiser")
_reaches_appraiser = (
    exists()
    .where(
        _appraises_now,
        _account_of_appraiser.c.person_id == _appraiser.c.person_id,
        _account_of_appraiser.c.reachable,
    )
    .label("reaches_appraiser")
)

# To be selected where the school is joined; `school_of` reads them.
SCHOOL_COLUMNS: Sequence[ColumnElement[Any]] = (
    school.c.id.label("school_id"),
    school.c.npsn.label("school_npsn"),
    school.c.name.label("school_name"),
    school.c.level.label("school_level"),
    school.c.zone.label("school_zone"),
    school.c.led_by_plt.label("school_led_by_plt"),
    _has_ks,
    _reaches_ks,
    _has_appraiser,
    _reaches_appraiser,
)


def _present_memberships(person_id: ColumnElement[int]) -> Select[Any]:
    return (
        select(membership.c.role, person.c.active_school_id, *SCHOOL_COLUMNS)
        .join_from(membership, school, membership.c.school_id == school.c.id)
        .join(person, membership.c.person_id == person.c.id)
        .where(membership.c.person_id == person_id, membership.c.ended_at.is_(None))
        .order_by(membership.c.id.desc())
    )


_MEMBERSHIPS = Prepared(lambda kind: _present_memberships(bindparam("person_id")))
_MEMBERSHIPS_OF_ACCOUNT = Prepared(lambda kind: _present_memberships(PERSON_OF_ACCOUNT))


def school_of(row: Row[Any]) -> School | None:
    """The school of a row with SCHOOL_COLUMNS; None where none was joined."""
    if row.school_id is None:
        return None
    return School(
        id=row.school_id,
        npsn=row.school_npsn,
        name=row.school_name,
        level=None if row.school_level is None else SchoolLevel(row.school_level),
        zone=None if row.school_zone is None else Zone(row.school_zone),
        has_ks=bool(row.has_ks),
        led_by_plt=row.school_led_by_plt,
        is_ks_reachable=bool(row.reaches_ks) or not row.has_ks,
        has_appraiser=bool(row.has_appraiser),
        is_appraiser_reachable=bool(row.reaches_appraiser) or not row.has_appraiser,
    )


def load_school(conn: Connection, school_id: int) -> School | None:
    """The school with that id."""
    row = conn.execute(select(*SCHOOL_COLUMNS).where(school.c.id == school_id)).one_or_none()
    return None if row is None else school_of(row)


def load_departed(conn: Connection, person_id: int, school_ids: Sequence[int]) -> Departed | None:
    """Somebody with that of these schools that they left last and have not come back to."""
    again = membership.alias("again")
    query = (
        select(person.c.name.label("person_name"), *SCHOOL_COLUMNS)
        .join_from(membership, school, membership.c.school_id == school.c.id)
        .join(person, membership.c.person_id == person.c.id)
        .where(
            membership.c.person_id == person_id,
            membership.c.school_id.in_(school_ids),
            membership.c.ended_at.is_not(None),
            ~exists().where(
                again.c.person_id == person_id,
                again.c.school_id == school.c.id,
                again.c.role == Role.GURU,
                again.c.ended_at.is_(None),
            ),
        )
        .order_by(membership.c.ended_at.desc(), membership.c.id.desc())
        .limit(1)
    )
    row = conn.execute(query).one_or_none()
    left = None if row is None else school_of(row)
    return None if row is None or left is None else Departed(row.person_name, left)


def load_memberships(conn: Connection, person_id: int, role: Role) -> tuple[Membership, ...]:
    """Present memberships; first the one in which the assistant is used now, given the present role.

    Where that has ended it is one of the same role, for a KS rather where the lead is definitive, and the
    latest joined.
    """
    return memberships_from(ask_memberships(conn, person_id), role)


def ask_memberships(conn: Connection, person_id: int) -> Sent:
    """Send for somebody's memberships, which `memberships_from` reads."""
    return _MEMBERSHIPS.send(conn, person_id=person_id)


def ask_memberships_of_account(conn: Connection, channel: str, external_id: str) -> Sent:
    """Send for those of the person behind an account."""
    return _MEMBERSHIPS_OF_ACCOUNT.send(conn, channel=channel, external_id=external_id)


def memberships_from(asked: Sent, role: Role) -> tuple[Membership, ...]:
    """The memberships that were asked for, in the order of `load_memberships`."""
    rows = asked.all()
    active_id = rows[0].active_school_id if rows else None
    found = [Membership(here, Role(row.role)) for row in rows if (here := school_of(row)) is not None]
    return tuple(sorted(found, key=lambda member: _distance(member, role, active_id)))


def _distance(member: Membership, role: Role, active_school_id: int | None) -> tuple[bool, bool, bool]:
    is_active = member.school.id == active_school_id
    is_plt = member.role is Role.KS and member.school.led_by_plt
    return member.role is not role, not is_active, is_plt


def is_member(person_id: int, school_id: Any, *roles: Role) -> ColumnElement[bool]:
    """The condition that somebody belongs to a school now, in one of the roles."""
    return exists().where(
        membership.c.person_id == person_id,
        membership.c.school_id == school_id,
        membership.c.role.in_(roles),
        membership.c.ended_at.is_(None),
    )


def present_members(conn: Connection, school_id: int, role: Role) -> Sequence[int]:
    """Who belongs to a school now in that role."""
    query = select(membership.c.person_id).where(
        membership.c.school_id == school_id, membership.c.role == role, membership.c.ended_at.is_(None)
    )
    return list(conn.execute(query.order_by(membership.c.id)).scalars())


def join(conn: Connection, person_id: int, school_id: int, role: Role, now: datetime) -> int:
    """Begin a membership and return its id; a present one goes on."""
    values = {"person_id": person_id, "school_id": school_id, "role": role, "started_at": now}
    conn.execute(insert_new(conn, membership).values(**values, ended_at=None))
    present = (membership.c.person_id == person_id, membership.c.school_id == school_id)
    query = select(membership.c.id).where(
        *present, membership.c.role == role, membership.c.ended_at.is_(None)
    )
    return int(conn.execute(query).scalar_one())


def lock_person(conn: Connection, person_id: int) -> Row[Any]:
    """The row of a person, so that nobody else changes their memberships before the transaction ends."""
    return conn.execute(select(person).where(person.c.id == person_id).with_for_update(key_share=True)).one()


def lock_people(conn: Connection, person_ids: Sequence[int]) -> None:
    """Lock several people, in one order, so that two turns never wait for each other."""
    rows = select(person.c.id).where(person.c.id.in_(person_ids)).order_by(person.c.id)
    conn.execute(rows.with_for_update(key_share=True)).all()


def hold_school(conn: Connection, school_id: int) -> None:
    """Keep a school as it is led now until the transaction ends; locked before people and memberships."""
    conn.execute(select(school.c.id).where(school.c.id == school_id).with_for_update(read=True)).one()


def lock_school(conn: Connection, school_id: int) -> Row[Any]:
    """The row of a school, so that of two who come to lead it at once one comes second."""
    return conn.execute(select(school).where(school.c.id == school_id).with_for_update(key_share=True)).one()


def lock_membership(conn: Connection, person_id: int, school_id: int, *roles: Role) -> None:
    """Keep a present membership from ending before the transaction does; ConflictError if there is none."""
    query = select(membership.c.id).where(
        membership.c.person_id == person_id,
        membership.c.school_id == school_id,
        membership.c.role.in_(roles),
        membership.c.ended_at.is_(None),
    )
    if conn.execute(query.with_for_update(read=True)).first() is None:
        raise ConflictError("this membership has ended meanwhile")
