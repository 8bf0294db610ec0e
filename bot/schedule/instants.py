"""The instants of the world at which something falls due for anybody."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.schedule.moments import possible_hours
from bot.store.audience import Moment
from bot.store.clock_runs import hours_in_use, snoozed_days, zones_in_use
from bot.store.world import World
from conversations.facts import Zone
from conversations.rules.cycle import Period
from conversations.rules.reminders import ONE_DAY

# No holidays last so long.
_FAR = timedelta(days=62)


def due_instants(conn: Connection, world: World, after: datetime, until: datetime) -> tuple[datetime, ...]:
    """The instants after `after`, up to `until`, at which something falls due for anybody, in order.

    They are those of the zones and hours in use. The first working day is always among them, because what
    people did meanwhile may make something due then; while nobody does anything, a tick at each instant
    is as good as a clock that never stopped.
    """
    hours = sorted(hours_in_use(conn, possible_hours(world), world.policy.hour))
    days = _eventful_days(conn, world, after, until)
    found = {
        instant
        for zone in zones_in_use(conn)
        for hour in hours
        for instant in _instants(world, zone, hour, days, after, until)
    }
    return tuple(sorted(found))


def next_instant(conn: Connection, world: World) -> datetime | None:
    """The first instant after now; None if there is nobody."""
    hours = hours_in_use(conn, possible_hours(world), world.policy.hour)
    until = world.now + _FAR
    firsts = (
        next(_instants(world, zone, hour, frozenset(), world.now, until), None)
        for zone in zones_in_use(conn)
        for hour in hours
    )
    return min((instant for instant in firsts if instant is not None), default=None)


def _eventful_days(conn: Connection, world: World, after: datetime, until: datetime) -> frozenset[date]:
    """Days with an occasion, and working days on which somebody wants to be reminded again."""
    first, last = after.date() - ONE_DAY, until.date() + ONE_DAY
    found: set[date] = set()
    period = Period.of(first)
    while period.start <= last:
        found |= world.timetable(period.start).event_days()
        period = period.next()
    wished = (world.work.next_working(day, Period.of(day).end) for day in snoozed_days(conn, first))
    return frozenset(found | {day for day in wished if day is not None})


def _instants(
    world: World, zone: Zone, hour: int, days: frozenset[date], after: datetime, until: datetime
) -> Iterator[datetime]:
    local = ZoneInfo(zone)
    is_first = True
    for day in _working_days(world, after.astimezone(local).date(), until.astimezone(local).date()):
        instant = Moment(day, zone, hour).at(day)
        if after < instant <= until and (is_first or day in days):
            yield instant
        is_first = is_first and instant <= after


def _working_days(world: World, first: date, last: date) -> Iterator[date]:
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return (day for day in days if world.work.is_working(day))
