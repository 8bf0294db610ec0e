"""A school as its principal sees it, in a few statements whatever its size."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, exists, select

from bot.store.invites import live_invite
from bot.store.requests import pending_requests_to
from bot.store.school_life import load_recommended
from bot.store.schools import SCHOOL_COLUMNS, is_member, school_of
from bot.store.tables import (
    channel_account,
    membership,
    nudge,
    performance_plan,
    person,
    school,
)
from bot.store.world import World
from conversations.facts import Member, School, SchoolOverview
from conversations.rules.terms import PlanStatus, Role

_plan = performance_plan.c


def load_overview(conn: Connection, school_id: int, person_id: int, world: World) -> SchoolOverview | None:
    """The school in the half-year and on the day of its zone; None unless the person is its KS now."""
    query = select(school.c.join_code, *SCHOOL_COLUMNS).where(
        school.c.id == school_id, is_member(person_id, school.c.id, Role.KS)
    )
    row = conn.execute(query).one_or_none()
    here = None if row is None else school_of(row)
    if row is None or here is None:
        return None

    return SchoolOverview(
        school=here,
        join_code=row.join_code or "",
        members=_load_members(conn, here, world),
        requests=pending_requests_to(conn, school_id),
        recommended=load_recommended(conn, school_id),
        invite=live_invite(conn, world, school_id=school_id, role=Role.GURU, created_by_operator=False),
        successor_invite=live_invite(
            conn, world, school_id=school_id, role=Role.KS, created_by_operator=False
        ),
    )


def load_leader_name(conn: Connection, school_id: int, person_id: int) -> str:
    """Who decides on somebody's plans at a school now; empty for whoever does not belong, or is free there.

    For the KS that is the penilai, for everybody else the KS.
    """
    leader = membership.alias()
    is_ks = is_member(person_id, school_id, Role.KS)
    query = (
        select(person.c.name)
        .join_from(leader, person, leader.c.person_id == person.c.id)
        .where(
            leader.c.school_id == school_id,
            leader.c.role == case((is_ks, Role.APPRAISER), else_=Role.KS),
            leader.c.ended_at.is_(None),
            is_member(person_id, school_id, *Role),
        )
        .order_by(leader.c.id.desc())
        .limit(1)
    )
    return conn.execute(query).scalar_one_or_none() or ""


def _load_members(conn: Connection, here: School, world: World) -> tuple[Member, ...]:
    period, day = world.period(here.zone), world.day(here.zone)
    own_plan = and_(_plan.person_id == person.c.id, _plan.period == period.key)
    query = (
        select(
            person.c.id,
            person.c.name,
            _plan.id.label("plan_id"),
            _plan.status,
            _plan.version,
            and_(_plan.school_id == here.id, _plan.role == Role.GURU).label("is_of_school"),
            _is_reachable().label("is_reachable"),
            _is_nudged(here.id, day).label("is_nudged"),
        )
        .join_from(membership, person, membership.c.person_id == person.c.id)
        .outerjoin(performance_plan, own_plan)
        .where(
            membership.c.school_id == here.id,
            membership.c.role == Role.GURU,
            membership.c.ended_at.is_(None),
            person.c.erased_at.is_(None),
        )
    )
    rows = sorted(conn.execute(query), key=lambda row: (row.name.casefold(), row.id))
    return tuple(_member(row) for row in rows)


def _member(row: Row[Any]) -> Member:
    is_submitted_here = bool(row.is_of_school) and row.status != PlanStatus.BELUM_DIAJUKAN
    return Member(
        person_id=row.id,
        name=row.name,
        role=Role.GURU,
        status=None if row.status is None else PlanStatus(row.status),
        is_reachable=bool(row.is_reachable),
        nudged_today=bool(row.is_nudged),
        plan_id=row.plan_id if is_submitted_here else None,
        plan_version=row.version if is_submitted_here else 0,
    )


def _is_reachable() -> ColumnElement[bool]:
    account = channel_account.c
    return exists().where(account.person_id == person.c.id, account.reachable)


def _is_nudged(school_id: int, day: str) -> ColumnElement[bool]:
    return exists().where(
        nudge.c.person_id == person.c.id, nudge.c.school_id == school_id, nudge.c.day == day
    )
