"""Loads what somebody chose for their reminders, and what is done or put off."""

from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from bot.store.audience import whereabouts
from bot.store.due import waits_for
from bot.store.supervising import may_decide
from bot.store.tables import (
    performance_plan,
    reminded,
    reminder_setting,
    school,
    snooze,
    stage_entry,
    stage_mute,
)
from bot.store.world import World
from conversations.facts import Membership, Person
from conversations.own_reminders import ReminderChoice, Reminders
from conversations.rules.cycle import Period
from conversations.rules.reminder_policy import ReminderKind, ReminderPolicy
from conversations.rules.terms import Capacity, PlanStatus, Role, StageId

_plan = performance_plan.c
_entry = stage_entry.c


def load_reminders(
    conn: Connection, person: Person, memberships: Sequence[Membership], world: World
) -> Reminders:
    """The reminders of a person as things stand."""
    where = conn.execute(whereabouts(), {"at_person": person.id}).one()
    zone = ZoneInfo(where.zone)
    today = world.now.astimezone(zone).date()
    timetable = world.timetable(today)
    period, policy = timetable.period, timetable.policy
    return Reminders(
        timetable=timetable,
        following=world.timetable(period.next().start),
        today=today,
        zone=zone,
        usual_hour=policy.hour if where.reminder_hour is None else where.reminder_hour,
        choice=_load_choice(conn, person.id),
        school_hours=_load_school_hours(conn, memberships),
        muted=_load_muted(conn, person.id, period),
        again=_load_again(conn, person.id, period),
        done=_load_done(conn, person.id, period),
        undone=load_undone(conn, person.id, period, policy),
        marked=_load_marked(conn, person.id, period),
        is_awaited=bool(conn.execute(select(waits_for(person.id))).scalar_one()),
        told_on=_load_told_on(conn, person.id),
    )


def _load_choice(conn: Connection, person_id: int) -> ReminderChoice:
    query = select(reminder_setting).where(reminder_setting.c.person_id == person_id)
    row = conn.execute(query).mappings().one_or_none()
    if row is None:
        return ReminderChoice()
    off = frozenset(kind for kind in ReminderKind if not row[kind])
    return ReminderChoice(row["is_on"], row["hour"], off)


def _load_school_hours(conn: Connection, memberships: Sequence[Membership]) -> Mapping[int, int]:
    led = [member.school.id for member in memberships if member.role is Role.KS]
    if not led:
        return {}
    chosen = (school.c.id.in_(led), school.c.reminder_hour.is_not(None))
    rows = conn.execute(select(school.c.id, school.c.reminder_hour).where(*chosen))
    return {row.id: row.reminder_hour for row in rows}


def _load_muted(conn: Connection, person_id: int, period: Period) -> frozenset[StageId]:
    own = stage_mute.c
    query = select(own.stage).where(own.person_id == person_id, own.period == period.key)
    return frozenset(StageId(stage) for stage in conn.execute(query).scalars())


def _load_again(conn: Connection, person_id: int, period: Period) -> Mapping[str, date]:
    own = snooze.c
    query = select(own.stage, own.day).where(own.person_id == person_id, own.period == period.key)
    return {row.stage: date.fromisoformat(row.day) for row in conn.execute(query)}


def _load_done(conn: Connection, person_id: int, period: Period) -> frozenset[StageId]:
    own = (_entry.person_id == person_id, _entry.period == period.key, _entry.capacity == Capacity.OWNER)
    query = select(_entry.stage).where(*own, _entry.done_at.is_not(None))
    return frozenset(StageId(stage) for stage in conn.execute(query).scalars())


def load_undone(
    conn: Connection, person_id: int, period: Period, policy: ReminderPolicy
) -> Mapping[StageId, int]:
    """By stage, how many with a final plan are still to be appraised; nothing where there are none."""
    final = (_plan.period == period.key, _plan.status == PlanStatus.DISEPAKATI, may_decide(person_id))
    people = conn.execute(select(func.count()).select_from(performance_plan).where(*final)).scalar_one()
    if not people:
        return {}
    done = (
        select(_entry.stage, func.count().label("people"))
        .join(performance_plan, _entry.person_id == _plan.person_id)
        .where(
            *final,
            _entry.period == period.key,
            _entry.capacity == Capacity.APPRAISER,
            _entry.done_at.is_not(None),
        )
        .group_by(_entry.stage)
    )
    by_stage = {row.stage: row.people for row in conn.execute(done)}
    stages = (stage for rule in policy.rules if rule.capacity is Capacity.APPRAISER for stage in rule.stages)
    return {stage: people - by_stage.get(stage, 0) for stage in stages}


def _load_marked(conn: Connection, person_id: int, period: Period) -> frozenset[StageId]:
    """In which stages the person has marked somebody whom they appraise now."""
    final = (_plan.period == period.key, _plan.status == PlanStatus.DISEPAKATI, may_decide(person_id))
    query = (
        select(_entry.stage)
        .distinct()
        .join(performance_plan, _entry.person_id == _plan.person_id)
        .where(
            *final,
            _entry.period == period.key,
            _entry.capacity == Capacity.APPRAISER,
            _entry.done_by == person_id,
        )
    )
    return frozenset(StageId(stage) for stage in conn.execute(query).scalars())


def _load_told_on(conn: Connection, person_id: int) -> date | None:
    query = select(func.max(reminded.c.sent_day)).where(reminded.c.person_id == person_id)
    day = conn.execute(query).scalar_one()
    return None if day is None else date.fromisoformat(day)
