"""Who is to be reminded of what on a day, as one statement for all people of a zone and an hour."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    String,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)

from bot.store.audience import Moment
from bot.store.supervising import decides
from bot.store.tables import (
    membership,
    performance_plan,
    plan_event,
    reminded,
    school,
    snooze,
    stage_entry,
    stage_mute,
)
from conversations.facts import EventKind
from conversations.rules.reminders import (
    DIGEST,
    NO_PLAN,
    SNOOZED,
    ReminderKind,
    StageRule,
)
from conversations.rules.terms import Capacity, PlanStatus, Role, StageId

_plan = performance_plan.c
# What only Ajukan ends.
_BEFORE_SUBMISSION = (NO_PLAN, PlanStatus.BELUM_DIAJUKAN, PlanStatus.PERLU_PERBAIKAN)


def due_rows(moment: Moment, who: Select[Any], *, only_new: bool = True) -> Select[Any]:
    """What is due to whom, as columns of `reminded`: at most one row for each person and stage.

    With `only_new` what was enqueued already, or fell due before somebody registered, is left out.
    """
    found = who.cte("audience")
    stages = moment.timetable.rules.stages
    asked = [_stage_rows(moment, found, stage.id, only_new) for stage in stages]
    rows = [query for query in (*asked, _digest_rows(moment, found, only_new)) if query is not None]
    due = union_all(*rows).subquery("due") if rows else None
    if due is None:
        empty = [literal("", String).label(name) for name in reminded.c.keys()[1:]]
        return select(found.c.id.label("person_id"), *empty).where(false())
    return select(due).where(literal(True))


def _stage_rows(moment: Moment, found: CTE, stage: StageId, only_new: bool) -> Select[Any] | None:
    table, rule = moment.timetable, moment.timetable.policy.rule_of(stage)
    if rule is None or not table.is_open(stage, moment.day):
        return None
    planned = table.in_force(stage, moment.day)
    since = "" if planned is None else planned.day.isoformat()
    again, told, mute = (each.alias() for each in (snooze, reminded, stage_mute))
    is_again = and_(again.c.day <= moment.day.isoformat(), again.c.day > since)
    falls_due: ColumnElement[bool] = false()
    if planned is not None:
        falls_due = found.c[table.policy.kind_of(planned.occasion)]
        if only_new:
            falls_due = and_(falls_due, found.c.consented_at < moment.at(planned.day))
    day = case((is_again, again.c.day), else_=since)
    occasion = case((is_again, SNOOZED), else_="" if planned is None else planned.occasion)
    query = (
        select(*_columns(moment, found, stage, occasion, day))
        .select_from(found)
        .outerjoin(again, _same(again.c, found, moment, stage))
        .outerjoin(mute, _same(mute.c, found, moment, stage))
        .where(mute.c.person_id.is_(None), or_(func.coalesce(is_again, false()), falls_due))
    )
    if only_new:
        query = query.outerjoin(told, _same(told.c, found, moment, stage)).where(
            func.coalesce(told.c.occasion_day, "") < day
        )
    return _with_something_to_do(query, moment, found, stage, rule)


def _with_something_to_do(
    query: Select[Any], moment: Moment, found: CTE, stage: StageId, rule: StageRule
) -> Select[Any]:
    states = _states(moment, rule, stage)
    entry = stage_entry.c
    is_done = exists().where(
        entry.period == moment.period,
        entry.stage == stage,
        entry.capacity == rule.capacity,
        entry.done_at.is_not(None),
    )
    if rule.capacity is Capacity.OWNER:
        query = query.outerjoin(
            performance_plan, and_(_plan.person_id == found.c.id, _plan.period == moment.period)
        ).where(found.c.owns_plans, _in_states(states))
        return query.where(~is_done.where(entry.person_id == found.c.id)) if rule.until_done else query
    member = membership.alias("appraising")
    undone = exists().where(
        member.c.person_id == found.c.id,
        decides(member),
        _plan.period == moment.period,
        _in_states(states),
        *([~is_done.where(entry.person_id == _plan.person_id)] if rule.until_done else []),
    )
    return query.where(undone)


def _states(moment: Moment, rule: StageRule, stage: StageId) -> Sequence[str]:
    """After the final date nobody is reminded of what cannot be submitted any more."""
    is_over = stage is StageId.SKP and moment.day > moment.timetable.final_date
    return [state for state in rule.plan if not (is_over and state in _BEFORE_SUBMISSION)]


def _in_states(states: Sequence[str]) -> ColumnElement[bool]:
    """An approved plan whose owner asks for a change waits for somebody else."""
    stored = [state for state in states if state not in (NO_PLAN, PlanStatus.DISETUJUI)]
    conditions: list[ColumnElement[bool]] = [_plan.status.in_(stored)]
    if PlanStatus.DISETUJUI in states:
        conditions.append(and_(_plan.status == PlanStatus.DISETUJUI, _plan.change_note == ""))
    if NO_PLAN in states:
        conditions.append(_plan.id.is_(None))
    return or_(*conditions)


def _digest_rows(moment: Moment, found: CTE, only_new: bool) -> Select[Any] | None:
    day = moment.timetable.digest_in_force(moment.day)
    if day is None:
        return None
    told = reminded.alias()
    query = select(*_columns(moment, found, DIGEST, literal(DIGEST), literal(day.isoformat()))).where(
        found.c[ReminderKind.DIGEST], waiting_for(found.c.id, moment.at(day) if only_new else None)
    )
    if only_new:
        query = query.outerjoin(told, _same(told.c, found, moment, DIGEST)).where(
            func.coalesce(told.c.occasion_day, "") < day.isoformat(),
            found.c.consented_at < moment.at(day),
        )
    return query


def waiting_for(person_id: Any, since: datetime | None = None) -> ColumnElement[bool]:
    """The condition that plans wait for somebody's decision, and did at an instant.

    Those of schools led by a Plt. do not, as the system approves them.
    """
    member, led, event = membership.alias("deciding"), school.alias("led"), plan_event.alias("asked")
    is_open = _plan.status.in_((PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI))
    asks = and_(is_open, _plan.change_note != "")
    waits = _plan.status == PlanStatus.MENUNGGU_PERSETUJUAN
    if since is not None:
        waits = and_(waits, _plan.submitted_at < since)
        asked_before = exists().where(
            event.c.plan_id == _plan.id, event.c.kind == EventKind.CHANGE_REQUESTED, event.c.at < since
        )
        asks = and_(asks, asked_before)
    is_plt = exists().where(led.c.id == member.c.school_id, led.c.led_by_plt, member.c.role == Role.KS)
    return exists().where(member.c.person_id == person_id, decides(member), or_(waits, asks), ~is_plt)


def _columns(
    moment: Moment,
    found: CTE,
    stage: str,
    occasion: ColumnElement[str],
    day: ColumnElement[str],
) -> Sequence[ColumnElement[Any]]:
    values = {
        "person_id": found.c.id,
        "period": literal(moment.period),
        "stage": literal(str(stage)),
        "occasion": occasion,
        "occasion_day": day,
        "sent_day": literal(moment.day.isoformat()),
    }
    return [value.label(name) for name, value in values.items()]


def _same(columns: Any, found: CTE, moment: Moment, stage: str) -> ColumnElement[bool]:
    return and_(columns.person_id == found.c.id, columns.period == moment.period, columns.stage == str(stage))
