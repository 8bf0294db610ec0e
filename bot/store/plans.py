"""Reading plans with their content and history."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    or_,
    select,
)

from bot.store.accounts import PERSON_OF_ACCOUNT
from bot.store.contents import content_columns, content_of
from bot.store.database import ConflictError
from bot.store.prepared import Prepared, Sent
from bot.store.rating_changes import RATING_EVENTS, rating_changes
from bot.store.schools import SCHOOL_COLUMNS, school_of
from bot.store.tables import (
    additional_duty,
    channel_account,
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
from conversations.rules.terms import PlanStatus, Role, SchoolLevel, StageId
from conversations.values import value

_READINGS = 3
_owner = person.alias("owner")
_approver = person.alias("approver")
_actor = person.alias("actor")
_columns = performance_plan.c

_OPEN = (PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI)

_reaches_owner = (
    exists()
    .where(channel_account.c.person_id == _columns.person_id, channel_account.c.reachable)
    .label("reaches_owner")
)


def _plans(kind: str) -> Select[Any]:
    """Plans with their content."""
    return (
        select(
            *_PLAN_COLUMNS,
            *content_columns(kind),
        )
        .join_from(performance_plan, _owner, _columns.person_id == _owner.c.id)
        .outerjoin(_approver, _columns.approved_by == _approver.c.id)
        .outerjoin(school, _columns.school_id == school.c.id)
    )


_PLAN_COLUMNS = (
    _columns.id,
    _columns.person_id,
    _columns.period,
    _columns.rule_set,
    _columns.role,
    _columns.level,
    _columns.status,
    _columns.version,
    _columns.practice,
    _columns.submitted_at,
    _columns.approved_at,
    _columns.agreed_at,
    _columns.revision_note,
    _columns.change_note,
    _owner.c.name.label("owner_name"),
    _approver.c.name.label("approver_name"),
    _reaches_owner,
    *SCHOOL_COLUMNS,
)
_is_open = and_(_columns.period < bindparam("period"), or_(*(_columns.status == each for each in _OPEN)))
_is_due = or_(_columns.period == bindparam("period"), _is_open)
_OWN = Prepared(lambda kind: _plans(kind).where(_columns.person_id == bindparam("owner_id"), _is_due))
_OWN_OF_ACCOUNT = Prepared(lambda kind: _plans(kind).where(_columns.person_id == PERSON_OF_ACCOUNT, _is_due))
_ONE = Prepared(lambda kind: _plans(kind).where(_columns.id == bindparam("plan_id")))
_VERSIONS = select(_columns.id, _columns.version).where(_columns.id.in_(bindparam("ids", expanding=True)))
_CHILDREN = {
    table: select(table)
    .where(table.c.plan_id.in_(bindparam("ids", expanding=True)))
    .order_by(table.c.plan_id, table.c.position)
    for table in (rhk_item, additional_duty, work_behavior)
}


def load_plans(
    conn: Connection, condition: ColumnElement[bool], *, with_history: bool = False
) -> tuple[Plan, ...]:
    """The plans that meet a condition on `performance_plan`."""
    return _complete(
        conn, lambda: conn.execute(_plans(conn.dialect.name).where(condition)).all(), with_history
    )


@value
class AskedPlans:
    """The own plans of whoever writes, which were sent for before it was known who that is."""

    period: Period
    sent: Sent


def ask_own_plans(conn: Connection, channel: str, external_id: str, period: Period) -> AskedPlans:
    """Send for what `load_own_plans` gives of the person behind an account."""
    account = {"channel": channel, "external_id": external_id}
    return AskedPlans(period, _OWN_OF_ACCOUNT.send(conn, **account, period=period.key))


def load_own_plans(
    conn: Connection,
    owner_id: int,
    period: Period,
    *,
    with_history: bool = False,
    asked: AskedPlans | None = None,
) -> tuple[Plan, ...]:
    """Somebody's plan of a period, and those of earlier ones that wait for a decision."""
    if asked is not None and asked.period == period and not with_history:
        return tuple(_plan(row, ()) for row in asked.sent.all())
    return _complete(conn, lambda: _OWN.all(conn, owner_id=owner_id, period=period.key), with_history)


def load_plan(conn: Connection, plan_id: int, *, with_history: bool = False) -> Plan | None:
    """The plan with that id."""
    found = _complete(conn, lambda: _ONE.all(conn, plan_id=plan_id), with_history)
    return found[0] if found else None


def load_last_plan(conn: Connection, owner_id: int, period: Period) -> Plan | None:
    """Somebody's latest plan of an earlier period that holds anything."""
    child = [exists().where(table.c.plan_id == _columns.id) for table in _CHILDREN]
    is_filled = or_(_columns.practice.is_not(None), *child)
    latest = (
        select(_columns.id)
        .where(_columns.person_id == owner_id, _columns.period < period.key, is_filled)
        .order_by(_columns.period.desc())
        .limit(1)
    )
    found = load_plans(conn, _columns.id == latest.scalar_subquery().correlate(None))
    return found[0] if found else None


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


def _complete(conn: Connection, read: Callable[[], Sequence[Any]], with_history: bool) -> tuple[Plan, ...]:
    """The plans of the rows that are read, if asked for with the history of that moment."""
    if not with_history:
        return tuple(_plan(row, ()) for row in read())
    for _ in range(_READINGS):
        rows = read()
        histories = _load_histories(conn, [row.id for row in rows]) if rows else {}
        plans = tuple(_plan(row, histories.get(row.id, ())) for row in rows)
        if _are_current(conn, plans):
            return plans
    raise ConflictError("a plan kept changing while it was read")


def _plan(row: Any, history: tuple[HistoryEntry, ...]) -> Plan:
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
        content=content_of(row),
        submitted_at=row.submitted_at,
        approved_at=row.approved_at,
        approved_by=row.approver_name,
        agreed_at=row.agreed_at,
        revision_note=row.revision_note,
        change_note=row.change_note,
        history=history,
        is_owner_reachable=bool(row.reaches_owner),
    )


def _children(conn: Connection, table: Table, plan_ids: Iterable[int]) -> Sequence[Row[Any]]:
    return conn.execute(_CHILDREN[table], {"ids": list(plan_ids)}).all()


def _load_histories(conn: Connection, plan_ids: Iterable[int]) -> dict[int, tuple[HistoryEntry, ...]]:
    event = plan_event.c
    query = (
        select(
            event.plan_id,
            event.at,
            event.kind,
            event.note,
            event.changes,
            _actor.c.name.label("actor_name"),
        )
        .join_from(plan_event, _actor, event.actor_id == _actor.c.id, isouter=True)
        .where(event.plan_id.in_(list(plan_ids)))
        .order_by(event.id)
    )
    entries: defaultdict[int, list[HistoryEntry]] = defaultdict(list)
    for row in conn.execute(query):
        stage, kind = (row.changes or {}).get("stage"), EventKind(row.kind)
        entry = HistoryEntry(
            row.at,
            kind,
            row.actor_name,
            row.note,
            None if stage is None else StageId(stage),
            rating_changes(row.changes) if kind in RATING_EVENTS else (),
        )
        entries[row.plan_id].append(entry)
    return {plan_id: tuple(found) for plan_id, found in entries.items()}


def _are_current(conn: Connection, plans: tuple[Plan, ...]) -> bool:
    """Whether all statements saw the same state: on PostgreSQL each sees what was committed before it."""
    if not plans:
        return True
    seen = {plan.id: plan.version for plan in plans}
    found = conn.execute(_VERSIONS, {"ids": list(seen)})
    return {row.id: row.version for row in found} == seen
