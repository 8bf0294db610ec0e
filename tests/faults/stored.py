"""What the database holds, without numbers and instants that may differ between two walks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from bot.store.outbox import OutboxState
from bot.store.tables import (
    accountability_document,
    additional_duty,
    audit_event,
    checklist_tick,
    evidence,
    failed_update,
    invite,
    join_request,
    membership,
    observation,
    outbox,
    performance_plan,
    person,
    plan_event,
    plan_rating,
    relink,
    rhk_item,
    school,
    seen_update,
    session,
    stage_answer,
    stage_entry,
    target_seen,
    work_behavior,
)

Rows = tuple[tuple[Any, ...], ...]

_actor = person.alias("actor")
_PLAN = (
    person.c.name,
    *(performance_plan.c[name] for name in ("period", "rule_set", "status", "version", "practice")),
    *(performance_plan.c[name] for name in ("revision_note", "change_note")),
    *(performance_plan.c[name] for name in ("submitted_at", "approved_at", "agreed_at")),
)
_RECORDS: dict[str, Select[Any]] = {
    "people": select(
        *person.c["name", "language", "zone", "role", "school_level", "active_school_id", "retired_at"]
    ).order_by(person.c.name),
    "schools": select(*school.c["npsn", "name", "level", "zone", "led_by_plt"]),
    "members": select(person.c.name, *membership.c["role", "ended_at", "end_reason"])
    .join_from(person, membership)
    .order_by(membership.c.id),
    "invites": select(*invite.c["role", "used"]).order_by(invite.c.id),
    "requests": select(person.c.name, *join_request.c["state", "decided_at"])
    .join_from(join_request, person, join_request.c.person_id == person.c.id)
    .order_by(join_request.c.id),
    "relinks": select(person.c.name, relink.c.used_at).join_from(relink, person).order_by(relink.c.id),
    "audit": select(audit_event.c.kind, audit_event.c.school_id, _actor.c.name, person.c.name.label("whom"))
    .join_from(audit_event, _actor, audit_event.c.actor_id == _actor.c.id, isouter=True)
    .join(person, audit_event.c.person_id == person.c.id, isouter=True)
    .order_by(audit_event.c.id),
    "plans": select(*_PLAN).join_from(performance_plan, person, performance_plan.c.person_id == person.c.id),
    "rhk": select(*rhk_item.c["rhk_number", "quantity"]).order_by(rhk_item.c.position),
    "duties": select(*additional_duty.c["duty_id", "text"]).order_by(additional_duty.c.position),
    "behaviors": select(*work_behavior.c["aspect_id", "choice_id", "text"]).order_by(
        work_behavior.c.position
    ),
    "history": select(*plan_event.c["kind", "from_status", "to_status", "note", "at"], person.c.name)
    .join_from(plan_event, person, plan_event.c.actor_id == person.c.id, isouter=True)
    .order_by(plan_event.c.id),
    "answers": select(*stage_answer.c["stage", "field", "text", "written_at"]).order_by(
        stage_answer.c.stage, stage_answer.c.field
    ),
    "targets": select(*target_seen.c["target", "rating", "note"]).order_by(target_seen.c.target),
    "observations": select(*observation.c["starts_at", "proposed_by", "agreed_at", "version"]),
    "stages": select(*stage_entry.c["stage", "capacity", "done_at"]).order_by(
        stage_entry.c.stage, stage_entry.c.capacity
    ),
    "evidence": select(*evidence.c["slot", "kind", "file_unique_id", "name", "sent_at"]).order_by(
        evidence.c.id
    ),
    "documents": select(
        *accountability_document.c["period", "role", "code", "file_unique_id", "name", "collected_at"]
    ).order_by(accountability_document.c.id),
    "ratings": select(
        *plan_rating.c["source", "aspects", "behaviors", "work_result", "work_behavior", "note"],
        *plan_rating.c["released_at", "version"],
    ).order_by(plan_rating.c.plan_id),
    "ticks": select(*checklist_tick.c["line", "ticked_at"]).order_by(checklist_tick.c.line),
    "notices": select(*outbox.c["chat_id", "kind", "state"]).order_by(outbox.c.id),
    "positions": select(*session.c["chat_id", "revision", "state"]).order_by(session.c.chat_id),
    "failed": select(failed_update.c.error),
    "updates": select(func.count()).select_from(seen_update),
}


@dataclass(frozen=True)
class Stored:
    """All that was decided, by kind."""

    records: dict[str, Rows]


def read_stored(conn: Connection) -> Stored:
    """Read it in one transaction."""
    return Stored({name: _rows(conn.execute(query).all()) for name, query in _RECORDS.items()})


def read_undone(conn: Connection, update_ids: Sequence[int]) -> list[str]:
    """What is still to be done about these updates and what was decided before."""
    counts = {
        f"{len(update_ids)} updates": len(update_ids) - _count(conn, seen_update.c.update_id.in_(update_ids)),
        "unshown": _count(conn, session.c.shown_revision != session.c.revision),
        "unsent": _count(conn, outbox.c.state == OutboxState.PENDING),
    }
    return [name for name, count in counts.items() if count]


def _count(conn: Connection, condition: ColumnElement[bool]) -> int:
    return conn.execute(select(func.count()).where(condition)).scalar_one()


def _rows(rows: Sequence[Any]) -> Rows:
    return tuple(tuple(_plain(value) for value in row) for row in rows)


def _plain(value: Any) -> Any:
    """Instants to the minute; of a position all but the plan's number, which a rolled back plan uses up."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, dict):
        return repr({name: part for name, part in value.items() if name != "data"})
    return value
