"""The forms of the stages: what is written into them, ticked in them, and when they are handed in."""

from typing import Any

from sqlalchemy import Connection, Row, delete, insert, update

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.final_plans import done_parts, hold_final_plan, is_done
from bot.store.inserting import insert_new
from bot.store.tables import plan_event, stage_answer, stage_entry, target_seen
from bot.store.world import World
from conversations.execution_effects import ChooseTarget, CompleteStage, RateTarget, WriteAnswer
from conversations.execution_facts import who_fills_in
from conversations.facts import EventKind
from conversations.rules.terms import Capacity, PlanStatus, StageId

_entry = stage_entry.c
_ORDER = tuple(StageId)


def write_answer(conn: Connection, wish: WriteAnswer, actor: Actor, world: World) -> None:
    """Write a field at once; what was written there before is replaced."""
    _check_part(wish.stage, wish.capacity)
    plan = hold_final_plan(conn, wish.plan_id, wish.capacity, actor)
    if is_done(conn, plan, wish.stage, wish.capacity):
        raise ConflictError("this form is handed in")
    own = stage_answer.c
    here = (own.plan_id == wish.plan_id, own.stage == wish.stage, own.field == wish.field)
    if not wish.text:
        conn.execute(delete(stage_answer).where(*here))
        return
    written = {"text": wish.text, "written_at": world.now, "written_by": actor.known_id}
    if conn.execute(update(stage_answer).where(*here).values(**written)).rowcount == 0:
        key = {"plan_id": wish.plan_id, "stage": wish.stage, "field": wish.field}
        conn.execute(insert(stage_answer).values(**key, **written))


def choose_target(conn: Connection, wish: ChooseTarget, actor: Actor) -> None:
    """Tick a target perilaku; one that was observed already keeps its tick."""
    plan = hold_final_plan(conn, wish.plan_id, Capacity.OWNER, actor)
    _check_open(conn, plan, StageId.A, Capacity.OWNER)
    _check_open(conn, plan, StageId.B, Capacity.APPRAISER)
    own = target_seen.c
    if wish.is_chosen:
        values = {"plan_id": wish.plan_id, "target": wish.target, "rating": None, "note": ""}
        statement = insert_new(conn, target_seen, "plan_id", "target").values(values)
    else:
        statement = delete(target_seen).where(
            own.plan_id == wish.plan_id, own.target == wish.target, own.rating.is_(None), own.note == ""
        )
    if conn.execute(statement.returning(own.target)).one_or_none() is None:
        raise ConflictError("the target perilaku is ticked, or is not, already")


def rate_target(conn: Connection, wish: RateTarget, actor: Actor) -> None:
    """Record how a ticked target perilaku was seen, once A is handed in and until B is done."""
    plan = hold_final_plan(conn, wish.plan_id, Capacity.APPRAISER, actor)
    _check_open(conn, plan, StageId.B, Capacity.APPRAISER)
    if not is_done(conn, plan, StageId.A, Capacity.OWNER):
        raise ConflictError("A is not handed in")
    values: dict[str, Any] = {} if wish.rating is None else {"rating": wish.rating}
    values |= {} if wish.note is None else {"note": wish.note}
    own = target_seen.c
    ticked = (own.plan_id == wish.plan_id, own.target == wish.target)
    if values and conn.execute(update(target_seen).where(*ticked).values(values)).rowcount == 0:
        raise ConflictError("this target perilaku is not ticked")


def complete_stage(conn: Connection, wish: CompleteStage, actor: Actor, world: World) -> None:
    """Hand in a form, or take it back; where nobody here decides, the owner does so for the appraiser."""
    _check_part(wish.stage, wish.capacity)
    plan = hold_final_plan(conn, wish.plan_id, wish.capacity, actor, or_alone=True)
    if wish.is_done:
        _set_done(conn, wish, plan, actor, world)
    else:
        _take_back(conn, wish, plan, actor)
    event = {
        "plan_id": wish.plan_id,
        "at": world.now,
        "kind": EventKind.STAGE_DONE if wish.is_done else EventKind.STAGE_REOPENED,
        "from_status": PlanStatus.DISEPAKATI,
        "to_status": PlanStatus.DISEPAKATI,
        "actor_id": actor.known_id,
        "note": "",
        "changes": {"stage": wish.stage},
    }
    conn.execute(insert(plan_event).values(event))


def _set_done(conn: Connection, wish: CompleteStage, plan: Row[Any], actor: Actor, world: World) -> None:
    key = {"person_id": plan.person_id, "period": plan.period, "stage": wish.stage, "capacity": wish.capacity}
    done = {"done_at": world.now, "done_by": actor.known_id}
    here = [_entry[name] == value for name, value in key.items()]
    begun = update(stage_entry).where(*here, _entry.done_at.is_(None)).values(**done)
    if conn.execute(begun).rowcount:
        return
    made = insert_new(conn, stage_entry, *key).values(**key, **done).returning(_entry.stage)
    if conn.execute(made).one_or_none() is None:
        raise ConflictError("this part is done already")


def _take_back(conn: Connection, wish: CompleteStage, plan: Row[Any], actor: Actor) -> None:
    """Only by who completed it, and until the appraiser has completed a later stage."""
    later = _ORDER[_ORDER.index(wish.stage) + 1 :]
    if done_parts(conn, plan, _entry.stage.in_(later), _entry.capacity == Capacity.APPRAISER):
        raise ConflictError("a later stage is done")
    taken = (
        update(stage_entry)
        .where(
            _entry.person_id == plan.person_id,
            _entry.period == plan.period,
            _entry.stage == wish.stage,
            _entry.capacity == wish.capacity,
            _entry.done_by == actor.known_id,
            _entry.done_at.is_not(None),
        )
        .values(done_at=None, done_by=None)
    )
    if conn.execute(taken).rowcount == 0:
        raise ConflictError("this part is open, or somebody else has completed it")


def _check_part(stage: StageId, capacity: Capacity) -> None:
    if who_fills_in(stage) is not capacity:
        raise ConflictError("this form is the other side's")


def _check_open(conn: Connection, plan: Row[Any], stage: StageId, capacity: Capacity) -> None:
    if is_done(conn, plan, stage, capacity):
        raise ConflictError("this part is done")
