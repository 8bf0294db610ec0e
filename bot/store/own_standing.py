"""How far the owner of a final plan is, as home tells it: ticked lines and stages, in one statement."""

from typing import NamedTuple

from sqlalchemy import Connection, and_, literal, select, union_all

from bot.store.tables import checklist_tick, performance_plan, stage_entry
from conversations.rules.terms import Capacity, StageId

_plan, _tick, _entry = performance_plan.c, checklist_tick.c, stage_entry.c


class OwnStanding(NamedTuple):
    """The lines of the PMM checklist that are ticked, and the stages that the owner has done."""

    ticks: frozenset[str]
    done: frozenset[StageId]


NOTHING_DONE = OwnStanding(frozenset(), frozenset())


def load_own_standing(conn: Connection, plan_id: int) -> OwnStanding:
    """Both of one plan."""
    ticks = select(literal("tick").label("kind"), _tick.line.label("name")).where(_tick.plan_id == plan_id)
    done = (
        select(literal("done").label("kind"), _entry.stage.label("name"))
        .join_from(
            performance_plan,
            stage_entry,
            and_(_entry.person_id == _plan.person_id, _entry.period == _plan.period),
        )
        .where(_plan.id == plan_id, _entry.capacity == Capacity.OWNER, _entry.done_at.is_not(None))
    )
    rows = conn.execute(union_all(ticks, done)).all()
    return OwnStanding(
        frozenset(name for kind, name in rows if kind == "tick"),
        frozenset(StageId(name) for kind, name in rows if kind == "done"),
    )
