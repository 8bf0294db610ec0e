"""Ends memberships, with what becomes of the plans that belonged to the school."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, exists, insert, or_, select, update

from bot.store.actor import Actor
from bot.store.audit import record, record_at
from bot.store.database import ConflictError
from bot.store.notices import notify_owners, notify_supervisors
from bot.store.outbox import Lane
from bot.store.person_notices import leaders_of, notify_people
from bot.store.schools import load_school, lock_person, present_members
from bot.store.supervising import decides
from bot.store.tables import membership, performance_plan, person, plan_event
from bot.store.world import World
from conversations.effects import NoticeKind
from conversations.facts import EndReason, EventKind, School, Zone
from conversations.people_effects import PersonNoticeKind
from conversations.plan_fates import status_after
from conversations.rules.cycle import Period
from conversations.rules.terms import PlanStatus, Role, SchoolLevel

_plan = performance_plan.c
_member = membership.c


class _Fate(NamedTuple):
    """What becomes of a plan: its status, and the school that it belongs to then."""

    status: PlanStatus
    school_id: int | None


def end_membership(
    conn: Connection,
    person_id: int,
    school_id: int,
    role: Role,
    reason: EndReason,
    world: World,
    actor: Actor,
    *,
    to_school_id: int | None = None,
) -> int:
    """End a present membership of a guru or KS and return its id, ConflictError if there is none.

    Its plans go along to the other school or come back to their owner. The KS learns that a teacher has
    gone, unless they did it themselves; owners of waiting plans learn that nobody decides on them any more.
    """
    zone = Zone(lock_person(conn, person_id).zone)
    ended_id = _end(conn, person_id, school_id, role, reason, world)
    record(conn, f"member_{reason}", actor, world, school_id=school_id, person_id=person_id)
    plans = _plans_of(conn, person_id, school_id, role, world.period(zone))
    _settle_plans(conn, plans, to_school_id, world, actor)
    _leave_role(conn, person_id, [school_id], role)
    if role is Role.GURU:
        _tell_leaders(conn, ended_id, person_id, school_id, actor)
    if role is Role.KS and reason is not EndReason.SUCCEEDED:
        _tell_waiting(conn, ended_id, school_id, actor)
    return ended_id


def end_appraisals(
    conn: Connection,
    person_id: int,
    reason: EndReason,
    world: World,
    actor: Actor,
    *,
    school_id: int | None = None,
) -> Sequence[int]:
    """End being the appraiser of one school, or of all, and return of which.

    A plan that waits where nobody appraises any more comes back to its KS, who without a penilai is in mode
    mandiri; one that could not be submitted again keeps waiting. Its owner is told.
    """
    zone = Zone(lock_person(conn, person_id).zone)
    here = () if school_id is None else (_member.school_id == school_id,)
    present = (_member.person_id == person_id, _member.role == Role.APPRAISER, _member.ended_at.is_(None))
    ended = update(membership).where(*present, *here).values(ended_at=world.now, end_reason=reason)
    rows = conn.execute(ended.returning(_member.id, _member.school_id)).all()
    if not rows:
        return ()
    school_ids = [row.school_id for row in rows]
    record_at(conn, f"member_{reason}", actor, world, school_ids, person_id=person_id)
    _leave_role(conn, person_id, school_ids, Role.APPRAISER)
    plans = _unappraised(conn, school_ids)
    back = [plan for plan in plans if _can_be_submitted(plan, world, zone)]
    _settle_plans(conn, back, None, world, actor)
    told = [(plan.id, plan.version + (plan in back)) for plan in plans]
    gone, occasion = NoticeKind.SUPERVISOR_GONE, str(max(row.id for row in rows))
    notify_owners(conn, gone, told, actor, lane=Lane.NORMAL, occasion=occasion)
    return school_ids


def end_all_memberships(
    conn: Connection, person_id: int, reason: EndReason, world: World, actor: Actor
) -> None:
    """End whatever memberships somebody has; the one that is used now comes last."""
    role = lock_person(conn, person_id).role
    if role != Role.APPRAISER:
        end_appraisals(conn, person_id, reason, world, actor)
    present = select(_member.school_id, _member.role).where(
        _member.person_id == person_id, _member.role != Role.APPRAISER, _member.ended_at.is_(None)
    )
    for row in conn.execute(present.order_by(_member.role == role, _member.id)).all():
        end_membership(conn, person_id, row.school_id, Role(row.role), reason, world, actor)
    if role == Role.APPRAISER:
        end_appraisals(conn, person_id, reason, world, actor)


def _tell_leaders(conn: Connection, ended_id: int, person_id: int, school_id: int, actor: Actor) -> None:
    told = [leader for leader in leaders_of(conn, school_id) if leader not in (actor.person_id, person_id)]
    left = PersonNoticeKind.MEMBER_LEFT
    notify_people(conn, left, told, subject_id=person_id, key=str(ended_id), actor=actor)


def _unappraised(conn: Connection, school_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Plans of KS that wait at these schools where nobody decides on them now, locked."""
    query: Select[Any] = select(_plan.id, _plan.status, _plan.version, _plan.level, _plan.period).where(
        _plan.school_id.in_(school_ids),
        _plan.status == PlanStatus.MENUNGGU_PERSETUJUAN,
        _plan.role == Role.KS,
        ~exists().where(decides(membership)),
    )
    return conn.execute(query.order_by(_plan.id).with_for_update(key_share=True)).all()


def _can_be_submitted(plan: Row[Any], world: World, zone: Zone) -> bool:
    period = world.period(zone)
    return plan.period == period.key and world.day(zone) <= world.calendar.final_date(period).isoformat()


def _tell_waiting(conn: Connection, ended_id: int, school_id: int, actor: Actor) -> None:
    """Plans of guru wait for the next KS; where somebody leads the school still, nothing changes."""
    if present_members(conn, school_id, Role.KS):
        return
    waiting = (_plan.school_id == school_id, _plan.status == PlanStatus.MENUNGGU_PERSETUJUAN)
    query = select(_plan.id, _plan.version).where(*waiting, _plan.role == Role.GURU)
    plans = [(plan.id, plan.version) for plan in conn.execute(query.order_by(_plan.id))]
    gone = NoticeKind.SUPERVISOR_GONE
    notify_owners(conn, gone, plans, actor, lane=Lane.NORMAL, occasion=str(ended_id))


def _end(
    conn: Connection, person_id: int, school_id: int, role: Role, reason: EndReason, world: World
) -> int:
    present = and_(
        _member.person_id == person_id,
        _member.school_id == school_id,
        _member.role == role,
        _member.ended_at.is_(None),
    )
    ended = update(membership).where(present).values(ended_at=world.now, end_reason=reason)
    ended_id: int | None = conn.execute(ended.returning(_member.id)).scalar_one_or_none()
    if ended_id is None:
        raise ConflictError("this membership has ended meanwhile")
    return ended_id


def _plans_of(
    conn: Connection, person_id: int, school_id: int, role: Role, period: Period
) -> Sequence[Row[Any]]:
    """Submitted plans of that school and role, locked: of the present period and earlier open ones."""
    query: Select[Any] = select(_plan.id, _plan.status, _plan.version, _plan.level).where(
        _plan.person_id == person_id,
        _plan.school_id == school_id,
        _plan.role == role,
        _plan.status != PlanStatus.BELUM_DIAJUKAN,
        or_(_plan.period >= period.key, _plan.status != PlanStatus.DISEPAKATI),
    )
    return conn.execute(query.order_by(_plan.id).with_for_update(key_share=True)).all()


def _settle_plans(
    conn: Connection, plans: Sequence[Row[Any]], to_school_id: int | None, world: World, actor: Actor
) -> None:
    """Change the plans, one statement for each fate, and write their history."""
    if not plans:
        return
    to = None if to_school_id is None else load_school(conn, to_school_id)
    of_fate: defaultdict[_Fate, list[Row[Any]]] = defaultdict(list)
    for plan in plans:
        of_fate[_fate(plan, to)].append(plan)
    for fate, settled in of_fate.items():
        _change(conn, [plan.id for plan in settled], fate)
        if fate.status is PlanStatus.MENUNGGU_PERSETUJUAN:
            moved = [(plan.id, plan.version + 1) for plan in settled]
            notify_supervisors(conn, NoticeKind.PLAN_SUBMITTED, moved, actor)
    events = [_event(plan, fate, world, actor) for fate, settled in of_fate.items() for plan in settled]
    conn.execute(insert(plan_event), events)


def _fate(plan: Row[Any], to: School | None) -> _Fate:
    after = status_after(PlanStatus(plan.status), SchoolLevel(plan.level), to)
    is_draft = after is PlanStatus.BELUM_DIAJUKAN
    return _Fate(after, None if to is None or is_draft else to.id)


def _change(conn: Connection, ids: Sequence[int], fate: _Fate) -> None:
    values: dict[str, Any] = {
        "status": fate.status,
        "school_id": fate.school_id,
        "version": _plan.version + 1,
        "change_note": "",
    }
    if fate.status is not PlanStatus.DISEPAKATI:
        values |= {"approved_at": None, "approved_by": None, "revision_note": ""}
    if fate.status is PlanStatus.BELUM_DIAJUKAN:
        values |= {"submitted_at": None}
    conn.execute(update(performance_plan).where(_plan.id.in_(ids)).values(values))


def _event(plan: Row[Any], fate: _Fate, world: World, actor: Actor) -> dict[str, Any]:
    is_draft = fate.status is PlanStatus.BELUM_DIAJUKAN
    return {
        "plan_id": plan.id,
        "at": world.now,
        "kind": EventKind.RETURNED if is_draft else EventKind.MOVED,
        "from_status": plan.status,
        "to_status": fate.status,
        "actor_id": actor.person_id,
        "note": "",
    }


def _leave_role(conn: Connection, person_id: int, school_ids: Sequence[int], role: Role) -> None:
    """Who used the assistant in this membership uses it in another one that is left, if there is any."""
    row = conn.execute(select(person.c.role, person.c.active_school_id).where(person.c.id == person_id)).one()
    if row.role != role or row.active_school_id not in (None, *school_ids):
        return
    present = select(_member.role, _member.school_id).where(
        _member.person_id == person_id, _member.ended_at.is_(None)
    )
    left = conn.execute(present.order_by(_member.id.desc())).all()
    same = next((member for member in left if member.role == role), None)
    other = same or next(iter(left), None)
    values = {
        "role": role if other is None else other.role,
        "active_school_id": None if other is None else other.school_id,
    }
    conn.execute(update(person).where(person.c.id == person_id).values(values))
