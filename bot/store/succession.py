"""Who comes to lead a school, and what becomes of the plans that wait there."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from bot.store.actor import Actor
from bot.store.audit import record
from bot.store.database import ConflictError
from bot.store.joining import begin_membership
from bot.store.moves import end_membership
from bot.store.notices import notify_owners
from bot.store.outbox import Lane
from bot.store.person_notices import leaders_of, notify_people
from bot.store.schools import is_member, lock_people, lock_school
from bot.store.tables import membership, performance_plan, plan_event, school
from bot.store.world import World
from conversations.effects import NoticeKind
from conversations.facts import EndReason, EventKind, Zone
from conversations.people_effects import PersonNoticeKind
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from conversations.school_effects import UpdateSchool

_plan = performance_plan.c
_WAITING, _APPROVED = PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI


def lead_school(
    conn: Connection,
    person_id: int,
    school_id: int,
    *,
    name: str,
    level: SchoolLevel | None,
    zone: Zone | None,
    is_plt: bool,
    world: World,
    actor: Actor,
) -> None:
    """Make somebody the KS of a school after whoever led it; what is confirmed of the school is written."""
    lock_school(conn, school_id)
    former_ids = leaders_of(conn, school_id)
    lock_people(conn, [person_id, *former_ids])
    for former_id in former_ids:
        if former_id != person_id:
            _succeed(conn, former_id, school_id, world, actor)
    if conn.execute(select(is_member(person_id, school_id, Role.GURU))).scalar_one():
        end_membership(conn, person_id, school_id, Role.GURU, EndReason.MOVED, world, actor)
    _write(conn, school_id, {"name": name or None, "level": level, "zone": zone, "led_by_plt": is_plt})
    # A second school that is led as Plt. does not take the place of the own one.
    is_used = not (is_plt and _leads_definitively(conn, person_id))
    membership_id = begin_membership(
        conn, person_id, school_id, Role.KS, world, actor, level=level, is_used=is_used
    )
    if is_plt:
        approve_waiting(conn, school_id, world, actor)
    else:
        _tell_owners(conn, school_id, membership_id, actor)


def update_school(conn: Connection, wish: UpdateSchool, world: World, actor: Actor) -> None:
    """Write what the KS changes of the own school; under a Plt. the waiting plans are approved."""
    before = lock_school(conn, wish.school_id)
    if not conn.execute(select(is_member(actor.known_id, wish.school_id, Role.KS))).scalar_one():
        raise ConflictError("only its KS changes a school")
    given = {"name": wish.name, "level": wish.level, "zone": wish.zone, "led_by_plt": wish.is_plt}
    _write(conn, wish.school_id, given)
    record(conn, "school_changed", actor, world, school_id=wish.school_id)
    if wish.is_plt and not before.led_by_plt:
        approve_waiting(conn, wish.school_id, world, actor)


def approve_waiting(conn: Connection, school_id: int, world: World, actor: Actor) -> None:
    """Approve by the system what waits without an open request for a change, and tell the owners."""
    is_waiting = (_plan.status == _WAITING, _plan.change_note == "")
    plans = _guru_plans(conn, school_id, *is_waiting)
    if not plans:
        return
    values = {
        "status": _APPROVED,
        "approved_at": world.now,
        "approved_by": None,
        "version": _plan.version + 1,
    }
    ids = [plan.id for plan in plans]
    conn.execute(update(performance_plan).where(_plan.id.in_(ids)).values(values))
    approved = {
        "at": world.now,
        "kind": EventKind.AUTO_APPROVED,
        "from_status": _WAITING,
        "to_status": _APPROVED,
        "actor_id": None,
        "note": "",
    }
    conn.execute(insert(plan_event), [{"plan_id": plan_id, **approved} for plan_id in ids])
    versions = [(plan.id, plan.version + 1) for plan in plans]
    notify_owners(conn, NoticeKind.AUTO_APPROVED, versions, actor, lane=Lane.NORMAL)


def _succeed(conn: Connection, former_id: int, school_id: int, world: World, actor: Actor) -> None:
    ended_id = end_membership(conn, former_id, school_id, Role.KS, EndReason.SUCCEEDED, world, actor)
    kind = PersonNoticeKind.SUCCEEDED
    notify_people(conn, kind, [former_id], subject_id=school_id, key=str(ended_id), actor=actor)


def _tell_owners(conn: Connection, school_id: int, membership_id: int, actor: Actor) -> None:
    """Owners of open plans learn who decides from now on."""
    plans = _guru_plans(conn, school_id, _plan.status.in_((_WAITING, _APPROVED)))
    versions = [(plan.id, plan.version) for plan in plans]
    changed = NoticeKind.SUPERVISOR_CHANGED
    notify_owners(conn, changed, versions, actor, lane=Lane.NORMAL, occasion=str(membership_id))


def _guru_plans(conn: Connection, school_id: int, *conditions: Any) -> Sequence[Row[Any]]:
    """Plans of the school's teachers, locked in one order."""
    query: Select[Any] = select(_plan.id, _plan.version).where(
        _plan.school_id == school_id, _plan.role == Role.GURU, *conditions
    )
    return conn.execute(query.order_by(_plan.id).with_for_update(key_share=True)).all()


def _leads_definitively(conn: Connection, person_id: int) -> bool:
    query = select(membership.c.id).join_from(membership, school, membership.c.school_id == school.c.id)
    found = query.where(
        membership.c.person_id == person_id,
        membership.c.role == Role.KS,
        membership.c.ended_at.is_(None),
        ~school.c.led_by_plt,
    )
    return conn.execute(found.limit(1)).first() is not None


def _write(conn: Connection, school_id: int, given: dict[str, Any]) -> None:
    values = {column: value for column, value in given.items() if value is not None}
    if values:
        conn.execute(update(school).where(school.c.id == school_id).values(values))
