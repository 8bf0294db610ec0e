"""Who is to be reminded of what on a day, as one statement for all people of a zone and an hour.

Composing such a statement costs more than running it on a school, so those of one shape are made once;
whatever differs from day to day are its parameters, whose names begin with `at_`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)

from bot.store.audience import Moment, audience, somebody
from bot.store.columns import UtcDateTime
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
from conversations.rules.reminder_policy import DIGEST, NO_PLAN, SNOOZED, ReminderKind
from conversations.rules.reminders import Agenda
from conversations.rules.terms import Capacity, PlanStatus, Role, StageId

_plan = performance_plan.c


@dataclass(frozen=True, slots=True)
class _StageShape:
    """What there is to do in a stage that is open, and the kind of the occasion in force, if there is one."""

    stage: StageId
    capacity: Capacity
    states: tuple[str, ...]
    until_done: bool
    kind: ReminderKind | None


@dataclass(frozen=True, slots=True)
class _Shape:
    """All that two moments must have in common to share a statement."""

    stages: tuple[_StageShape, ...]
    has_digest: bool
    is_new: bool


def new_dues(moment: Moment, agenda: Agenda) -> tuple[Select[Any], Mapping[str, Any]]:
    """What was not enqueued yet, as rows of `reminded`: a statement and its parameters.

    At most one row for each person and stage, of people with ids after `at_after`, up to `at_upto`.
    """
    return _statement(_shape(agenda, is_new=True)), _parameters(moment, agenda)


def present_dues(moment: Moment, agenda: Agenda, person_id: int) -> tuple[Select[Any], Mapping[str, Any]]:
    """What somebody has to do on a day, whenever it was enqueued, in the same columns."""
    return _statement(_shape(agenda, is_new=False)), {**_parameters(moment, agenda), "at_person": person_id}


def _shape(agenda: Agenda, *, is_new: bool) -> _Shape:
    stages = (
        _StageShape(each.stage, each.capacity, each.states, each.until_done, each.kind)
        for each in agenda.stages
    )
    return _Shape(tuple(stages), agenda.digest is not None, is_new)


def _parameters(moment: Moment, agenda: Agenda) -> dict[str, Any]:
    found: dict[str, Any] = {
        "at_day": moment.day.isoformat(),
        "at_period": agenda.period.key,
        "at_zone": moment.zone,
        "at_hour": moment.hour,
        "at_usual": agenda.usual_hour,
    }
    for each in agenda.stages:
        planned = each.planned
        found[f"at_occasion_{each.stage}"] = "" if planned is None else planned.occasion
        found[f"at_since_{each.stage}"] = "" if planned is None else planned.day.isoformat()
        found[f"at_instant_{each.stage}"] = moment.at(moment.day if planned is None else planned.day)
    since = "" if agenda.digest is None else agenda.digest.isoformat()
    instant = moment.at(agenda.digest or moment.day)
    return {**found, "at_since_digest": since, "at_instant_digest": instant}


@lru_cache(maxsize=128)
def _statement(shape: _Shape) -> Select[Any]:
    found = (audience() if shape.is_new else somebody()).cte("audience")
    rows = [*(_stage_rows(shape, stage, found) for stage in shape.stages), _digest_rows(shape, found)]
    due = union_all(*rows).subquery("due")
    # An INSERT ... SELECT with ON CONFLICT is ambiguous to SQLite unless there is a WHERE. In order, all is
    # found before the first row is written, so that the table that is asked does not grow meanwhile.
    return select(due).where(literal(True)).order_by(due.c.person_id, due.c.stage)


def _stage_rows(shape: _Shape, stage: _StageShape, found: CTE) -> Select[Any]:
    since = _text(f"at_since_{stage.stage}")
    again, told, mute = (each.alias() for each in (snooze, reminded, stage_mute))
    is_again = and_(again.c.day <= _text("at_day"), again.c.day > since)
    falls_due: ColumnElement[bool] = false() if stage.kind is None else found.c[stage.kind]
    day = case((is_again, again.c.day), else_=since)
    occasion = case((is_again, SNOOZED), else_=_text(f"at_occasion_{stage.stage}"))
    query = (
        select(*_columns(found, stage.stage, occasion, day))
        .select_from(found)
        .outerjoin(again, _same(again.c, found, stage.stage))
        .outerjoin(mute, _same(mute.c, found, stage.stage))
    )
    if shape.is_new:
        falls_due = and_(falls_due, found.c.consented_at < _instant(f"at_instant_{stage.stage}"))
        query = query.outerjoin(told, _same(told.c, found, stage.stage))
        query = query.where(func.coalesce(told.c.occasion_day, "") < day)
    query = query.where(mute.c.person_id.is_(None), or_(func.coalesce(is_again, false()), falls_due))
    return (
        _as_owner(query, stage, found)
        if stage.capacity is Capacity.OWNER
        else _as_appraiser(query, stage, found)
    )


def _as_owner(query: Select[Any], stage: _StageShape, found: CTE) -> Select[Any]:
    own = and_(_plan.person_id == found.c.id, _plan.period == _text("at_period"))
    query = query.outerjoin(performance_plan, own).where(found.c.owns_plans, _in_states(stage.states))
    return query.where(~_is_done(stage, found.c.id)) if stage.until_done else query


def _as_appraiser(query: Select[Any], stage: _StageShape, found: CTE) -> Select[Any]:
    member = membership.alias("appraising")
    undone = exists().where(
        member.c.person_id == found.c.id,
        decides(member),
        _plan.period == _text("at_period"),
        _in_states(stage.states),
    )
    query = query.where(found.c.supervises)
    return query.where(undone.where(~_is_done(stage, _plan.person_id)) if stage.until_done else undone)


def _is_done(stage: _StageShape, person_id: ColumnElement[int]) -> ColumnElement[bool]:
    entry = stage_entry.c
    return exists().where(
        entry.person_id == person_id,
        entry.period == _text("at_period"),
        entry.stage == stage.stage,
        entry.capacity == stage.capacity,
        entry.done_at.is_not(None),
    )


def _in_states(states: Sequence[str]) -> ColumnElement[bool]:
    """An approved plan whose owner asks for a change waits for somebody else."""
    stored = [state for state in states if state not in (NO_PLAN, PlanStatus.DISETUJUI)]
    conditions: list[ColumnElement[bool]] = [_plan.status.in_(stored)]
    if PlanStatus.DISETUJUI in states:
        conditions.append(and_(_plan.status == PlanStatus.DISETUJUI, _plan.change_note == ""))
    if NO_PLAN in states:
        conditions.append(_plan.id.is_(None))
    return or_(*conditions)


def _digest_rows(shape: _Shape, found: CTE) -> Select[Any]:
    since, again, told = _text("at_since_digest"), snooze.alias(), reminded.alias()
    is_again = and_(again.c.day <= _text("at_day"), again.c.day > since)
    day = case((is_again, again.c.day), else_=since)
    query = (
        select(*_columns(found, DIGEST, case((is_again, SNOOZED), else_=DIGEST), day))
        .select_from(found)
        .outerjoin(again, _same(again.c, found, DIGEST))
    )
    falls_due: ColumnElement[bool] = found.c[ReminderKind.DIGEST] if shape.has_digest else false()
    if shape.is_new:
        instant = _instant("at_instant_digest")
        falls_due = and_(falls_due, found.c.consented_at < instant, waits_for(found.c.id, instant))
        query = query.outerjoin(told, _same(told.c, found, DIGEST))
        query = query.where(func.coalesce(told.c.occasion_day, "") < day)
    return query.where(
        found.c.supervises, waits_for(found.c.id), or_(func.coalesce(is_again, false()), falls_due)
    )


def waits_for(person_id: Any, since: ColumnElement[datetime] | None = None) -> ColumnElement[bool]:
    """The condition that a plan waits for somebody's decision, and did at an instant.

    Those of schools led by a Plt. do not, as the system approves them.
    """
    member, led, event = membership.alias("deciding"), school.alias("led"), plan_event.alias("asked")
    waits = _plan.status == PlanStatus.MENUNGGU_PERSETUJUAN
    asks = and_(
        _plan.status.in_((PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI)), _plan.change_note != ""
    )
    if since is not None:
        waits = and_(waits, _plan.submitted_at < since)
        asked_before = exists().where(
            event.c.plan_id == _plan.id, event.c.kind == EventKind.CHANGE_REQUESTED, event.c.at < since
        )
        asks = and_(asks, asked_before)
    is_plt = exists().where(led.c.id == member.c.school_id, led.c.led_by_plt, member.c.role == Role.KS)
    return exists().where(member.c.person_id == person_id, decides(member), or_(waits, asks), ~is_plt)


def _columns(
    found: CTE, stage: str, occasion: ColumnElement[str], day: ColumnElement[str]
) -> Sequence[ColumnElement[Any]]:
    values = {
        "person_id": found.c.id,
        "period": _text("at_period"),
        "stage": literal(str(stage)),
        "occasion": occasion,
        "occasion_day": day,
        "sent_day": _text("at_day"),
    }
    return [value.label(name) for name, value in values.items()]


def _same(columns: Any, found: CTE, stage: str) -> ColumnElement[bool]:
    return and_(
        columns.person_id == found.c.id, columns.period == _text("at_period"), columns.stage == str(stage)
    )


def _text(name: str) -> BindParameter[str]:
    return bindparam(name, type_=String())


def _instant(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=UtcDateTime())
