"""What people choose about their reminders, and which stages they mark as done."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    delete,
    func,
    literal,
    select,
    update,
)

from bot.store.actor import Actor
from bot.store.audit import record
from bot.store.database import ConflictError
from bot.store.inserting import insert_new
from bot.store.schools import is_member
from bot.store.supervising import may_decide
from bot.store.tables import (
    performance_plan,
    reminder_setting,
    school,
    snooze,
    stage_entry,
    stage_mute,
)
from bot.store.world import World
from conversations.reminder_effects import (
    ChooseHour,
    ChooseSchoolHour,
    MarkStage,
    MuteStage,
    RemindAgain,
    ReminderEffect,
    SwitchKind,
    TurnReminders,
)
from conversations.rules.reminder_policy import ReminderKind
from conversations.rules.terms import Capacity, PlanStatus, Role

_plan = performance_plan.c
_entry = stage_entry.c


def apply_reminder_effect(conn: Connection, effect: ReminderEffect, actor: Actor, world: World) -> None:
    """Apply one effect in the transaction of the decision."""
    match effect:
        case TurnReminders(is_on):
            _choose(conn, actor, world, {"is_on": is_on})
        case ChooseHour(hour):
            _choose(conn, actor, world, {"hour": hour})
        case SwitchKind(kind, is_on):
            _choose(conn, actor, world, {str(kind): is_on})
        case MuteStage():
            _mute_stage(conn, effect, actor, world)
        case RemindAgain():
            _remind_again(conn, effect, actor)
        case MarkStage():
            _mark_stage(conn, effect, actor, world)
        case ChooseSchoolHour():
            _choose_school_hour(conn, effect, actor, world)


def _choose(conn: Connection, actor: Actor, world: World, chosen: Mapping[str, Any]) -> None:
    """Change what is given of the person's choice; the rest stays, and is everything at first."""
    own = reminder_setting.c
    everything = {"is_on": True, "hour": None, **{str(kind): True for kind in ReminderKind}}
    first = insert_new(conn, reminder_setting, "person_id")
    conn.execute(first.values(person_id=actor.known_id, **everything))
    conn.execute(update(reminder_setting).where(own.person_id == actor.known_id).values(**chosen))
    record(conn, "reminders_chosen", actor, world, person_id=actor.known_id)


def _mute_stage(conn: Connection, wish: MuteStage, actor: Actor, world: World) -> None:
    own = stage_mute.c
    row = {"person_id": actor.known_id, "period": wish.period.key, "stage": wish.stage}
    if wish.is_muted:
        statement = insert_new(conn, stage_mute, *row).values(row)
    else:
        statement = delete(stage_mute).where(*(own[name] == value for name, value in row.items()))
    if conn.execute(statement.returning(own.stage)).one_or_none() is None:
        raise ConflictError("the stage is muted, or is not, already")
    kind = "stage_muted" if wish.is_muted else "stage_unmuted"
    record(conn, kind, actor, world, person_id=actor.known_id)


def _remind_again(conn: Connection, wish: RemindAgain, actor: Actor) -> None:
    """The latest wish replaces the one before."""
    own, key = snooze.c, {"person_id": actor.known_id, "period": wish.period.key}
    named = and_(*(own[name] == value for name, value in key.items()), own.stage.in_(wish.stages))
    conn.execute(delete(snooze).where(named))
    if wish.day is not None:
        rows = [{**key, "stage": stage, "day": wish.day.isoformat()} for stage in wish.stages]
        conn.execute(insert_new(conn, snooze), rows)


def _mark_stage(conn: Connection, wish: MarkStage, actor: Actor, world: World) -> None:
    changed = _set_marks(conn, wish, actor, world) if wish.is_done else _take_marks(conn, wish, actor)
    if not changed:
        raise ConflictError("nothing is left to mark, or no mark is left to be taken back")
    kind = "stage_marked" if wish.is_done else "stage_unmarked"
    record(conn, kind, actor, world, person_id=actor.known_id)


def _set_marks(conn: Connection, wish: MarkStage, actor: Actor, world: World) -> bool:
    columns = ("person_id", "period", "stage", "capacity", "done_at", "done_by")
    values = (wish.period.key, wish.stage, wish.capacity, world.now, actor.known_id)
    given = [literal(value, _entry[name].type) for name, value in zip(columns[1:], values, strict=True)]
    whose = _owners(wish, actor).with_only_columns(_plan.person_id, *given)
    begun = update(stage_entry).where(
        *_same(wish), _entry.done_at.is_(None), _entry.person_id.in_(_owners(wish, actor))
    )
    done = begun.values(done_at=world.now, done_by=actor.known_id).returning(_entry.person_id)
    count = len(conn.execute(done).all())
    first = insert_new(conn, stage_entry, "person_id", "period", "stage", "capacity")
    made = conn.execute(first.from_select(columns, whose).returning(_entry.person_id)).all()
    return bool(count + len(made))


def _take_marks(conn: Connection, wish: MarkStage, actor: Actor) -> bool:
    """What the actor marked last; an entry that holds nothing else goes."""
    mine = (*_same(wish), _entry.done_by == actor.known_id, _entry.person_id.in_(_owners(wish, actor)))
    at = conn.execute(select(func.max(_entry.done_at)).where(*mine)).scalar_one_or_none()
    if at is None:
        return False
    taken = update(stage_entry).where(*mine, _entry.done_at == at).values(done_at=None, done_by=None)
    return bool(conn.execute(taken.returning(_entry.person_id)).all())


def _same(wish: MarkStage) -> tuple[ColumnElement[bool], ...]:
    return (
        _entry.period == wish.period.key,
        _entry.stage == wish.stage,
        _entry.capacity == wish.capacity,
    )


def _owners(wish: MarkStage, actor: Actor) -> Select[Any]:
    """Whose final plan the mark is about: the actor's own, or those that the actor decides on."""
    is_own = wish.capacity is Capacity.OWNER
    whose = _plan.person_id == actor.known_id if is_own else may_decide(actor.known_id)
    final = (_plan.period == wish.period.key, _plan.status == PlanStatus.DISEPAKATI)
    return select(_plan.person_id).where(whose, *final)


def _choose_school_hour(conn: Connection, wish: ChooseSchoolHour, actor: Actor, world: World) -> None:
    leads = is_member(actor.known_id, wish.school_id, Role.KS)
    chosen = update(school).where(school.c.id == wish.school_id, leads).values(reminder_hour=wish.hour)
    if conn.execute(chosen.returning(school.c.id)).one_or_none() is None:
        raise ConflictError("the school is led by somebody else")
    record(conn, "reminder_hour_chosen", actor, world, school_id=wish.school_id)
