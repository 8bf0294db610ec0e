"""How far the teachers of a school are, counted by the database: no name is ever loaded for a group."""

from sqlalchemy import Connection, and_, distinct, func, select

from bot.store.tables import membership, performance_plan, person, stage_entry
from conversations.group_facts import GroupCounts
from conversations.rules.cycle import Period
from conversations.rules.terms import PlanStatus, Role, StageId
from conversations.session import DEFAULT_LANGUAGE

_plan = performance_plan.c
_member = membership.c


def load_group_counts(conn: Connection, school_id: int, period: Period) -> GroupCounts:
    """The plans of the present guru in a half-year by status; of the final ones, how many did which stage."""
    present = and_(_member.school_id == school_id, _member.role == Role.GURU, _member.ended_at.is_(None))
    own = and_(_plan.person_id == _member.person_id, _plan.period == period.key)
    by_status = (
        select(_plan.status, func.count().label("many"))
        .select_from(membership)
        .outerjoin(performance_plan, own)
        .where(present)
        .group_by(_plan.status)
    )
    statuses = {
        None if row.status is None else PlanStatus(row.status): row.many for row in conn.execute(by_status)
    }
    entry = stage_entry.c
    by_stage = (
        select(entry.stage, func.count(distinct(entry.person_id)).label("many"))
        .join_from(membership, performance_plan, own)
        .join(stage_entry, and_(entry.person_id == _member.person_id, entry.period == period.key))
        .where(present, _plan.status == PlanStatus.DISEPAKATI, entry.done_at.is_not(None))
        .group_by(entry.stage)
    )
    return GroupCounts(statuses, {StageId(row.stage): row.many for row in conn.execute(by_stage)})


def language_of_school(conn: Connection, school_id: int) -> str:
    """The language of who leads a school, which is spoken in its group."""
    query = (
        select(person.c.language)
        .join_from(membership, person, _member.person_id == person.c.id)
        .where(_member.school_id == school_id, _member.role == Role.KS, _member.ended_at.is_(None))
        .order_by(_member.id.desc())
        .limit(1)
    )
    return conn.execute(query).scalar_one_or_none() or DEFAULT_LANGUAGE
