"""Schools and who belongs to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, exists, insert, select, update

from bot.store.tables import membership, school
from conversations.facts import Membership, School, Zone
from conversations.rules.terms import Role, SchoolLevel

_leader = membership.alias("leader")
_has_ks = (
    exists().where(
        _leader.c.school_id == school.c.id, _leader.c.role == Role.KS, _leader.c.ended_at.is_(None)
    )
).label("has_ks")

# To be selected where the school is joined; `school_of` reads them.
SCHOOL_COLUMNS: Sequence[ColumnElement[Any]] = (
    school.c.id.label("school_id"),
    school.c.npsn.label("school_npsn"),
    school.c.name.label("school_name"),
    school.c.level.label("school_level"),
    school.c.zone.label("school_zone"),
    school.c.led_by_plt.label("school_led_by_plt"),
    _has_ks,
)

_MEMBERSHIPS = (
    select(membership.c.role, *SCHOOL_COLUMNS)
    .join_from(membership, school, membership.c.school_id == school.c.id)
    .where(membership.c.person_id == bindparam("person_id"), membership.c.ended_at.is_(None))
    .order_by(membership.c.id.desc())
)


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
    )


def load_memberships(conn: Connection, person_id: int, role: Role) -> tuple[Membership, ...]:
    """Present memberships; first the school where a plan in the given role belongs.

    That is one of the same role, for a KS rather where the lead is definitive, and the latest joined.
    """
    rows = conn.execute(_MEMBERSHIPS, {"person_id": person_id}).all()
    found = [Membership(here, Role(row.role)) for row in rows if (here := school_of(row)) is not None]
    return tuple(sorted(found, key=lambda member: _distance(member, role)))


def _distance(member: Membership, role: Role) -> tuple[bool, bool]:
    return member.role is not role, member.role is Role.KS and member.school.led_by_plt


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


def join(conn: Connection, person_id: int, school_id: int, role: Role, now: datetime) -> None:
    """Begin a membership; a present one goes on."""
    if not conn.execute(select(is_member(person_id, school_id, role))).scalar_one():
        conn.execute(
            insert(membership).values(
                person_id=person_id, school_id=school_id, role=role, started_at=now, ended_at=None
            )
        )


def confirm_school(
    conn: Connection, school_id: int, *, name: str, level: SchoolLevel | None, zone: Zone | None, is_plt: bool
) -> None:
    """Write what its KS has confirmed; what is not given stays."""
    given = {"name": name or None, "level": level, "zone": zone}
    values = {column: value for column, value in given.items() if value is not None}
    conn.execute(update(school).where(school.c.id == school_id).values(led_by_plt=is_plt, **values))
