"""Changing plans: each change is one conditional UPDATE, so that of two decisions one wins."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, insert, or_, select, tuple_, update

from bot.store.actor import Actor
from bot.store.contents import content_json, replace_content
from bot.store.database import ConflictError
from bot.store.inserting import insert_new
from bot.store.plans import load_plan
from bot.store.prepared import Prepared
from bot.store.schools import hold_school, lock_membership
from bot.store.supervising import belongs_as_owner, is_led_by_plt, may_decide
from bot.store.tables import performance_plan, plan_event
from conversations.effects import ApproveMany, AskChange, Authority, MovePlan, ReviseContent, SavePlan
from conversations.facts import EventKind
from conversations.rules.plan import PlanContent
from conversations.rules.terms import PlanStatus, Role

_plan = performance_plan.c
_EDITABLE = (PlanStatus.BELUM_DIAJUKAN, PlanStatus.PERLU_PERBAIKAN)
_OPEN = (PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI)
_WRITTEN = ("rule_set", "role", "level", "practice")
_WRITE = Prepared(
    lambda kind: (
        update(performance_plan)
        .where(
            _plan.person_id == bindparam("of_person"),
            _plan.period == bindparam("of_period"),
            _plan.version == bindparam("of_version"),
            or_(*(_plan.status == status for status in _EDITABLE)),
        )
        .values({name: bindparam(f"new_{name}") for name in _WRITTEN} | {"version": _plan.version + 1})
        .returning(_plan.id)
    )
)


def save_plan(conn: Connection, wish: SavePlan, actor: Actor) -> None:
    """Start the actor's plan of a period, or write it while it may be edited."""
    written = {
        "rule_set": wish.rule_set,
        "role": wish.role,
        "level": wish.level,
        "practice": wish.content.practice,
    }
    if wish.version is None:
        plan_id = _start_plan(conn, actor.known_id, wish.period.key, written)
    else:
        mine = {"of_person": actor.known_id, "of_period": wish.period.key, "of_version": wish.version}
        row = _WRITE.one_or_none(conn, **mine, **{f"new_{name}": value for name, value in written.items()})
        if row is None:
            raise ConflictError("this plan has changed meanwhile")
        plan_id = row.id
    # Every change of a content makes a new version, so this is what is stored.
    replace_content(conn, plan_id, wish.content, wish.before)


def move_plan(conn: Connection, wish: MovePlan, actor: Actor, now: datetime) -> None:
    """Move a plan on; on submission only to a school where the owner is what the plan says."""
    conditions = [
        _is_version(wish.plan_id, wish.version),
        _plan.status == wish.from_status,
        _may(actor.known_id, wish.authority),
    ]
    if wish.school_id is not None:
        # Held, so that neither the lead changes nor the owner leaves at the same time.
        hold_school(conn, wish.school_id)
        lock_membership(conn, actor.known_id, wish.school_id, Role.GURU, Role.KS)
        conditions.append(belongs_as_owner(actor.known_id, wish.school_id))
    if wish.is_plt is not None:
        is_plt = is_led_by_plt(wish.school_id)
        conditions.append(is_plt if wish.is_plt else ~is_plt)
    if wish.by_system:
        conditions += [_plan.role == Role.GURU, is_led_by_plt(_plan.school_id)]
    _change(conn, and_(*conditions), _stamps(wish, actor.known_id, now))
    event = _event(wish.plan_id, now, wish.kind, wish.from_status, wish.to_status)
    actor_id = None if wish.by_system else actor.known_id
    conn.execute(insert(plan_event).values(**event, actor_id=actor_id, note=wish.note))


def ask_change(conn: Connection, wish: AskChange, actor: Actor, now: datetime) -> None:
    """Keep the owner's request at a plan that is submitted and not yet final."""
    mine = _may(actor.known_id, Authority.OWNER)
    condition = and_(_is_version(wish.plan_id, wish.version), mine, _plan.status.in_(_OPEN))
    plan_id = _change(conn, condition, {"change_note": wish.note})
    status = conn.execute(select(_plan.status).where(_plan.id == plan_id)).scalar_one()
    event = _event(plan_id, now, EventKind.CHANGE_REQUESTED, status, status)
    conn.execute(insert(plan_event).values(**event, actor_id=actor.known_id, note=wish.note))


def revise_content(conn: Connection, wish: ReviseContent, actor: Actor, now: datetime) -> None:
    """Write the supervisor's content into a waiting plan; the history keeps what was there before."""
    waiting = PlanStatus.MENUNGGU_PERSETUJUAN
    before = _content_before(conn, wish.plan_id)
    may = _may(actor.known_id, Authority.SUPERVISOR)
    condition = and_(_is_version(wish.plan_id, wish.version), may, _plan.status == waiting)
    plan_id = _change(conn, condition, {"practice": wish.content.practice, "change_note": ""})
    replace_content(conn, plan_id, wish.content, before)
    changes = {"before": content_json(before), "after": content_json(wish.content)}
    event = _event(plan_id, now, wish.kind, waiting, waiting)
    conn.execute(insert(plan_event).values(**event, actor_id=actor.known_id, note=wish.note, changes=changes))


def approve_many(conn: Connection, wish: ApproveMany, actor: Actor, now: datetime) -> None:
    """Approve all listed plans or none."""
    waiting, approved = PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI
    listed = tuple_(_plan.id, _plan.version).in_(wish.plans)
    may = _may(actor.known_id, Authority.SUPERVISOR)
    values = {
        "status": approved,
        "version": _plan.version + 1,
        "approved_at": now,
        "approved_by": actor.known_id,
        "change_note": "",
    }
    changed = update(performance_plan).where(listed, may, _plan.status == waiting).values(values)
    if conn.execute(changed).rowcount != len(wish.plans):
        raise ConflictError("not all of these plans wait unchanged")
    events = [_event(plan_id, now, EventKind.APPROVED, waiting, approved) for plan_id, _ in wish.plans]
    if events:
        conn.execute(
            insert(plan_event), [{**event, "actor_id": actor.known_id, "note": ""} for event in events]
        )


def _start_plan(conn: Connection, owner_id: int, period: str, written: Mapping[str, Any]) -> int:
    started = insert_new(conn, performance_plan, "person_id", "period").values(
        **written,
        person_id=owner_id,
        period=period,
        status=PlanStatus.BELUM_DIAJUKAN,
        version=1,
        revision_note="",
        change_note="",
    )
    plan_id: int | None = conn.execute(started.returning(_plan.id)).scalar_one_or_none()
    if plan_id is None:
        raise ConflictError("this plan was started meanwhile")
    return plan_id


def _stamps(wish: MovePlan, actor_id: int, now: datetime) -> dict[str, Any]:
    """What a move writes beside the version."""
    values: dict[str, Any] = {"status": wish.to_status, "change_note": "", "revision_note": ""}
    if wish.from_status in _EDITABLE:
        values |= {"submitted_at": now, "school_id": wish.school_id}
    match wish.to_status:
        case PlanStatus.DISETUJUI:
            values |= {"approved_at": now, "approved_by": None if wish.by_system else actor_id}
        case PlanStatus.DISEPAKATI:
            values |= {"agreed_at": now}
        case PlanStatus.PERLU_PERBAIKAN:
            values |= {"approved_at": None, "approved_by": None, "revision_note": wish.note}
        case _:
            values |= {"approved_at": None, "approved_by": None}
    return values


def _change(conn: Connection, condition: ColumnElement[bool], values: Mapping[str, Any]) -> int:
    changed = update(performance_plan).where(condition).values(**values, version=_plan.version + 1)
    plan_id: int | None = conn.execute(changed.returning(_plan.id)).scalar_one_or_none()
    if plan_id is None:
        raise ConflictError("this plan has changed meanwhile")
    return plan_id


def _is_version(plan_id: int, version: int) -> ColumnElement[bool]:
    return and_(_plan.id == plan_id, _plan.version == version)


def _may(person_id: int, authority: Authority) -> ColumnElement[bool]:
    """The right to change a plan, looked up once more in the statement that changes it."""
    if authority is Authority.OWNER:
        return _plan.person_id == person_id
    return may_decide(person_id)


def _event(plan_id: int, now: datetime, kind: EventKind, before: str, after: str) -> dict[str, Any]:
    return {"plan_id": plan_id, "at": now, "kind": kind, "from_status": before, "to_status": after}


def _content_before(conn: Connection, plan_id: int) -> PlanContent:
    found = load_plan(conn, plan_id)
    if found is None:
        raise ConflictError("this plan is gone")
    return found.content
