"""Holding a final plan while something is written beside it."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, or_, select

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.supervising import decides, is_led_by_plt, may_decide
from bot.store.tables import membership, performance_plan, stage_entry
from conversations.rules.cycle import Period
from conversations.rules.terms import Capacity, PlanStatus, Role, StageId

_plan = performance_plan.c
_entry = stage_entry.c


def load_own_finals(conn: Connection, person_id: int, period: Period) -> dict[Period, int]:
    """The final plans of somebody for a half-year and the one before, the later first."""
    periods = (period.key, period.previous().key)
    query = (
        select(_plan.period, _plan.id)
        .where(
            _plan.person_id == person_id,
            _plan.period.in_(periods),
            _plan.status == PlanStatus.DISEPAKATI,
        )
        .order_by(_plan.period.desc())
    )
    return {Period.parse(row.period): row.id for row in conn.execute(query)}


def somebody_decides() -> ColumnElement[bool]:
    """The condition that anybody here decides on a plan now."""
    return exists().where(decides(membership))


def hold_final_plan(
    conn: Connection, plan_id: int, capacity: Capacity, actor: Actor, *, or_alone: bool = False
) -> Row[Any]:
    """Lock a final plan for who acts in that capacity; ConflictError for anybody else.

    With `or_alone` its owner may act for the appraiser where nobody here decides on it, or a Plt. does on
    a guru's: that happens in PMM. What is asked after this sees what was written under the lock before.
    """
    is_own = _plan.person_id == actor.known_id
    may = is_own if capacity is Capacity.OWNER else may_decide(actor.known_id)
    if or_alone and capacity is Capacity.APPRAISER:
        is_under_plt = and_(_plan.role == Role.GURU, is_led_by_plt(_plan.school_id))
        may = or_(may, and_(is_own, or_(~somebody_decides(), is_under_plt)))
    query: Select[Any] = select(_plan.id, _plan.person_id, _plan.period).where(
        _plan.id == plan_id, _plan.status == PlanStatus.DISEPAKATI, may
    )
    found = conn.execute(query.with_for_update(key_share=True)).one_or_none()
    if found is None:
        raise ConflictError("this plan is not final, or somebody else's")
    return found


def is_done(conn: Connection, plan: Row[Any], stage: StageId, capacity: Capacity) -> bool:
    """Whether a part of a stage of a held plan is done."""
    return bool(done_parts(conn, plan, _entry.stage == stage, _entry.capacity == capacity))


def done_parts(conn: Connection, plan: Row[Any], *conditions: ColumnElement[bool]) -> list[Row[Any]]:
    """The parts of stages of a held plan that are done."""
    query = select(_entry.stage, _entry.capacity, _entry.done_by).where(
        _entry.person_id == plan.person_id,
        _entry.period == plan.period,
        _entry.done_at.is_not(None),
        *conditions,
    )
    return list(conn.execute(query))
