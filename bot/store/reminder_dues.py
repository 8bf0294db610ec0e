"""What is still due of a reminder when it is sent."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, exists, func, select

from bot.store.audience import Moment
from bot.store.due import present_dues
from bot.store.queues import count_queues, in_reach
from bot.store.reminders import zone_of
from bot.store.schools import load_memberships
from bot.store.supervising import decides, supervised
from bot.store.tables import membership, performance_plan, stage_entry
from bot.store.world import World
from conversations.facts import Person, QueueFilter
from conversations.reminder_dues import Dues, StageDue
from conversations.rules.cycle import Period
from conversations.rules.reminder_policy import DIGEST, SNOOZED
from conversations.rules.terms import Capacity, PlanStatus, StageId

_plan = performance_plan.c


def load_dues(
    conn: Connection, person: Person, told: Sequence[Sequence[str]], has_digest: bool, world: World
) -> Dues | None:
    """What of these stages and occasions is in force and undone; None for who wants no reminders any more."""
    zone = zone_of(conn, person.id)
    if zone is None:
        return None
    day = world.now.astimezone(ZoneInfo(zone)).date()
    table = world.timetable(day)
    agenda = table.agenda(day)
    statement, parameters = present_dues(Moment(day, zone, agenda.usual_hour), agenda, person.id)
    present = {row.stage: row.occasion for row in conn.execute(statement, parameters)}
    stages = []
    for name, occasion in told:
        open_stage = agenda.of(StageId(name))
        if open_stage is not None and name in present and occasion in (present[name], SNOOZED):
            stage, capacity = open_stage.stage, open_stage.capacity
            people = _undone(conn, person.id, table.period, stage) if capacity is Capacity.APPRAISER else 0
            stages.append(StageDue(stage, occasion, capacity, table.window(stage)[1], people))
    counts = _waiting(conn, person, table.period) if has_digest and DIGEST in present else {}
    return Dues(
        day=day,
        stages=tuple(stages),
        has_digest=bool(counts),
        waiting=counts.get(QueueFilter.WAITING, 0),
        asking=counts.get(QueueFilter.CHANGE_REQUESTED, 0),
    )


def _undone(conn: Connection, person_id: int, period: Period, stage: StageId) -> int:
    """For how many somebody still has to do a stage as who appraises them."""
    entry = stage_entry.c
    is_done = exists().where(
        entry.person_id == _plan.person_id,
        entry.period == period.key,
        entry.stage == stage,
        entry.capacity == Capacity.APPRAISER,
        entry.done_at.is_not(None),
    )
    query = select(func.count(_plan.id.distinct())).join_from(
        performance_plan, membership, decides(membership)
    )
    final = (_plan.period == period.key, _plan.status == PlanStatus.DISEPAKATI)
    return conn.execute(query.where(membership.c.person_id == person_id, *final, ~is_done)).scalar_one()


def _waiting(conn: Connection, person: Person, period: Period) -> dict[QueueFilter, int]:
    schools: Any = supervised(load_memberships(conn, person.id, person.role))
    return count_queues(conn, in_reach(person.id, schools, period))
