"""Which lines of the PMM checklist the owner of a final plan has entered there."""

from sqlalchemy import Connection, delete, exists, literal, select

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.inserting import insert_new
from bot.store.tables import checklist_tick, performance_plan
from bot.store.world import World
from conversations.execution_effects import TickLine
from conversations.rules.terms import PlanStatus

_plan = performance_plan.c
_tick = checklist_tick.c


def load_ticks(conn: Connection, plan_id: int) -> frozenset[str]:
    """The lines of a plan that are ticked."""
    return frozenset(conn.execute(select(_tick.line).where(_tick.plan_id == plan_id)).scalars())


def tick_line(conn: Connection, wish: TickLine, actor: Actor, world: World) -> None:
    """Tick a line of the own final plan, or take the tick back; ConflictError where that is so already."""
    own = (
        _plan.id == wish.plan_id,
        _plan.person_id == actor.known_id,
        _plan.status == PlanStatus.DISEPAKATI,
    )
    if wish.is_ticked:
        row = select(_plan.id, literal(wish.line), literal(world.now, _tick.ticked_at.type)).where(*own)
        first = insert_new(conn, checklist_tick, "plan_id", "line")
        changed = conn.execute(
            first.from_select(["plan_id", "line", "ticked_at"], row).returning(_tick.plan_id)
        )
    else:
        named = (_tick.plan_id == wish.plan_id, _tick.line == wish.line, exists().where(*own))
        changed = conn.execute(delete(checklist_tick).where(*named).returning(_tick.plan_id))
    if changed.one_or_none() is None:
        raise ConflictError(
            "the line is ticked, or is not, already, or the plan is not a final one of theirs"
        )
