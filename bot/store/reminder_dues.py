"""What is still due of a reminder when it is sent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from bot.store.audience import Moment
from bot.store.due import present_dues
from bot.store.own_reminders import load_undone
from bot.store.queues import count_queues, in_reach
from bot.store.reminders import zone_of
from bot.store.schools import load_memberships
from bot.store.supervising import may_decide, supervised
from bot.store.tables import performance_plan
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
    is_appraised = any(row.capacity is Capacity.APPRAISER for row in agenda.stages if row.stage in present)
    undone = load_undone(conn, person.id, table.period, table.policy) if is_appraised else {}
    stages = []
    for name, occasion in told:
        open_stage = agenda.of(StageId(name))
        if open_stage is not None and name in present and occasion in (present[name], SNOOZED):
            stage, capacity = open_stage.stage, open_stage.capacity
            people = undone.get(stage, 0) if capacity is Capacity.APPRAISER else 0
            stages.append(StageDue(stage, occasion, capacity, table.window(stage)[1], people))
    counts = _waiting(conn, person, table.period) if has_digest and DIGEST in present else {}
    since = _waiting_since(conn, person.id) if counts else None
    return Dues(
        day=day,
        stages=tuple(stages),
        has_digest=bool(counts),
        waiting=counts.get(QueueFilter.WAITING, 0),
        asking=counts.get(QueueFilter.CHANGE_REQUESTED, 0),
        since=None if since is None else since.astimezone(ZoneInfo(zone)).date(),
        can_wait=table.next_day(day) is not None,
    )


def _waiting(conn: Connection, person: Person, period: Period) -> dict[QueueFilter, int]:
    schools: Any = supervised(load_memberships(conn, person.id, person.role))
    return count_queues(conn, in_reach(person.id, schools, period))


def _waiting_since(conn: Connection, person_id: int) -> datetime | None:
    """When the oldest of the plans that wait for somebody was submitted."""
    waits = (_plan.status == PlanStatus.MENUNGGU_PERSETUJUAN, may_decide(person_id))
    since: datetime | None = conn.execute(select(func.min(_plan.submitted_at)).where(*waits)).scalar_one()
    return since
