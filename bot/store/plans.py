"""Reading plans with their content and history."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, select

from bot.store.database import Conflict
from bot.store.schools import SCHOOL_COLUMNS, school_of
from bot.store.tables import (
    additional_duty,
    performance_plan,
    person,
    plan_event,
    rhk_item,
    school,
    work_behavior,
)
from conversations.facts import EventKind, HistoryEntry, Plan
from conversations.rules.cycle import Period
from conversations.rules.plan import AdditionalDuty, BehaviorChoice, PlanContent, RHKItem
from conversations.rules.terms import PlanStatus, Role, SchoolLevel

_READINGS = 3
_owner = person.alias("owner")
_approver = person.alias("approver")
_actor = person.alias("actor")


def load_plans(
    conn: Connection, condition: ColumnElement[bool], *, with_history: bool = False
) -> tuple[Plan, ...]:
    """The plans that meet a condition on `performance_plan`."""
    for _ in range(_READINGS):
        plans = _read_plans(conn, condition, with_history)
        if _are_current(conn, plans):
            return plans
    raise Conflict("a plan kept changing while it was read")


def load_contents(conn: Connection, practices: Mapping[int, str | None]) -> dict[int, PlanContent]:
    """What was entered in plans, given their chosen practice by plan id."""
    items = load_rhk_items(conn, practices)
    duties: defaultdict[int, list[AdditionalDuty]] = defaultdict(list)
    for row in _children(conn, additional_duty, practices):
        duties[row.plan_id].append(AdditionalDuty(row.duty_id, row.text))
    choices: defaultdict[int, list[BehaviorChoice]] = defaultdict(list)
    for row in _children(conn, work_behavior, practices):
        choices[row.plan_id].append(BehaviorChoice(row.aspect_id, row.choice_id, row.text))
    return {
        plan_id: PlanContent(practice, items[plan_id], tuple(duties[plan_id]), tuple(choices[plan_id]))
        for plan_id, practice in practices.items()
    }


def load_rhk_items(conn: Connection, plan_ids: Iterable[int]) -> dict[int, tuple[RHKItem, ...]]:
    """The chosen RHK by plan id, for each of the plans."""
    ids = list(plan_ids)
    items: dict[int, list[RHKItem]] = {plan_id: [] for plan_id in ids}
    for row in _children(conn, rhk_item, ids):
        items[row.plan_id].append(RHKItem(row.rhk_number, row.quantity))
    return {plan_id: tuple(found) for plan_id, found in items.items()}


def _read_plans(conn: Connection, condition: ColumnElement[bool], with_history: bool) -> tuple[Plan, ...]:
    rows = conn.execute(_plans().where(condition)).all()
    practices = {row.id: row.practice for row in rows}
    if not practices:
        return ()
    contents = load_contents(conn, practices)
    histories = _load_histories(conn, practices) if with_history else {}
    return tuple(_plan(row, contents[row.id], histories.get(row.id, ())) for row in rows)


def _plans() -> Select[Any]:
    plan = performance_plan
    return (
        select(
            plan.c.id,
            plan.c.person_id,
            plan.c.period,
            plan.c.rule_set,
            plan.c.role,
            plan.c.level,
            plan.c.status,
            plan.c.version,
            plan.c.practice,
            plan.c.submitted_at,
            plan.c.approved_at,
            plan.c.agreed_at,
            plan.c.revision_note,
            plan.c.change_note,
            _owner.c.name.label("owner_name"),
            _approver.c.name.label("approver_name"),
            *SCHOOL_COLUMNS,
        )
        .join_from(plan, _owner, plan.c.person_id == _owner.c.id)
        .outerjoin(_approver, plan.c.approved_by == _approver.c.id)
        .outerjoin(school, plan.c.school_id == school.c.id)
    )


def _plan(row: Row[Any], content: PlanContent, history: tuple[HistoryEntry, ...]) -> Plan:
    return Plan(
        id=row.id,
        owner_id=row.person_id,
        owner_name=row.owner_name,
        school=school_of(row),
        period=Period.parse(row.period),
        rule_set=row.rule_set,
        role=Role(row.role),
        level=SchoolLevel(row.level),
        status=PlanStatus(row.status),
        version=row.version,
        content=content,
        submitted_at=row.submitted_at,
        approved_at=row.approved_at,
        approved_by=row.approver_name,
        agreed_at=row.agreed_at,
        revision_note=row.revision_note,
        change_note=row.change_note,
        history=history,
    )


def _children(conn: Connection, table: Table, plan_ids: Iterable[int]) -> Sequence[Row[Any]]:
    mine = table.c.plan_id.in_(list(plan_ids))
    return conn.execute(select(table).where(mine).order_by(table.c.plan_id, table.c.position)).all()


def _load_histories(conn: Connection, plan_ids: Iterable[int]) -> dict[int, tuple[HistoryEntry, ...]]:
    event = plan_event.c
    query = (
        select(event.plan_id, event.at, event.kind, event.note, _actor.c.name.label("actor_name"))
        .join_from(plan_event, _actor, event.actor_id == _actor.c.id, isouter=True)
        .where(event.plan_id.in_(list(plan_ids)))
        .order_by(event.id)
    )
    entries: defaultdict[int, list[HistoryEntry]] = defaultdict(list)
    for row in conn.execute(query):
        entry = HistoryEntry(row.at, EventKind(row.kind), row.actor_name, row.note)
        entries[row.plan_id].append(entry)
    return {plan_id: tuple(found) for plan_id, found in entries.items()}


def _are_current(conn: Connection, plans: tuple[Plan, ...]) -> bool:
    """Whether all statements saw the same state: on PostgreSQL each sees what was committed before it."""
    if not plans:
        return True
    seen = {plan.id: plan.version for plan in plans}
    columns = performance_plan.c
    query = select(columns.id, columns.version).where(columns.id.in_(seen))
    return {row.id: row.version for row in conn.execute(query)} == seen
