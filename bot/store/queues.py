"""The plans that somebody decides on."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from bot.store.plans import load_rhk_items
from bot.store.supervising import of_schools
from bot.store.tables import performance_plan, person, school
from conversations.facts import QueueEntry, QueueFilter
from conversations.rules.cycle import Period
from conversations.rules.plan import total_points
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Role

_plan = performance_plan.c
_asks = _plan.change_note != ""
OPEN = (PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI)
_CONDITIONS: Mapping[QueueFilter, ColumnElement[bool]] = {
    QueueFilter.WAITING: _plan.status == PlanStatus.MENUNGGU_PERSETUJUAN,
    QueueFilter.CHANGE_REQUESTED: and_(_plan.status.in_(OPEN), _asks),
    QueueFilter.NEEDS_REVISION: _plan.status == PlanStatus.PERLU_PERBAIKAN,
    QueueFilter.APPROVED: _plan.status == PlanStatus.DISETUJUI,
    QueueFilter.AGREED: _plan.status == PlanStatus.DISEPAKATI,
}


def in_reach(person_id: int, schools: Mapping[Role, Sequence[int]], period: Period) -> ColumnElement[bool]:
    """Others' submitted plans of these roles at these schools.

    Those of this period, and earlier ones that are not final.
    """
    is_current = or_(_plan.period == period.key, _plan.status != PlanStatus.DISEPAKATI)
    return and_(of_schools(schools), _plan.person_id != person_id, is_current)


def count_queues(conn: Connection, reach: ColumnElement[bool]) -> dict[QueueFilter, int]:
    """How many plans each filter finds."""
    columns = [func.count().filter(condition).label(name) for name, condition in _CONDITIONS.items()]
    row = conn.execute(select(*columns).where(reach)).one()
    return {name: row._mapping[name] for name in QueueFilter}


def load_queue(
    conn: Connection,
    reach: ColumnElement[bool],
    chosen: QueueFilter,
    rule_sets: Mapping[str, RuleSet],
) -> tuple[QueueEntry, ...]:
    """The plans of a filter, oldest submission first."""
    query = (
        select(
            _plan.id,
            _plan.version,
            _plan.rule_set,
            _plan.submitted_at,
            _asks.label("asks"),
            person.c.name,
            school.c.name.label("school_name"),
        )
        .join_from(performance_plan, person, _plan.person_id == person.c.id)
        .join(school, _plan.school_id == school.c.id)
        .where(reach, _CONDITIONS[chosen])
        .order_by(_plan.submitted_at, _plan.id)
    )
    rows = conn.execute(query).all()
    items = load_rhk_items(conn, [row.id for row in rows])
    return tuple(
        QueueEntry(
            plan_id=row.id,
            version=row.version,
            owner_name=row.name,
            points=total_points(rule_sets[row.rule_set], items[row.id]),
            submitted_at=row.submitted_at,
            change_requested=row.asks,
            school_name=row.school_name,
        )
        for row in rows
    )
