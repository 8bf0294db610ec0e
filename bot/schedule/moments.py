"""Which zones and hours have their reminders at an instant of the world."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.store.audience import Moment
from bot.store.world import World
from conversations.facts import Zone


def possible_hours(world: World) -> range:
    """The hours that can be chosen."""
    return range(world.policy.quiet_from)


def open_moments(world: World, hours: Iterable[int], at: datetime | None = None) -> tuple[Moment, ...]:
    """Whoever may be reminded at that instant, the world's own if none is given: by zone and hour."""
    wanted = sorted(hours)
    return tuple(moment for zone in Zone for moment in _of_zone(world, zone, wanted, at or world.now))


def _of_zone(world: World, zone: Zone, hours: Iterable[int], at: datetime) -> Iterable[Moment]:
    local = at.astimezone(ZoneInfo(zone))
    day = local.date()
    if not world.work.is_working(day) or local.hour >= world.policy.quiet_from:
        return ()
    return (Moment(day, zone, hour) for hour in hours if hour <= local.hour)
