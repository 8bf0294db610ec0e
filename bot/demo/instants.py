"""The moments at which something falls due by itself, for stepping through them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from conversations.facts import Zone
from conversations.rules.assessment_models import Stage
from conversations.rules.cycle import Period, current_stages, stage_window
from conversations.rules.regulation import RuleSet

MORNING = time(8)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NextStage:
    """A stage that comes, and its first recommended day."""

    stage: Stage
    day: date


def due_instants(rules: RuleSet, after: datetime, until: datetime) -> list[datetime]:
    """The aware moments after one and up to another, in order: mornings of the days on which stages and
    half-years begin or are over, in each zone.
    """
    period = Period.of(after.date()).previous()
    days: set[date] = set()
    while period.start <= until.date() + _DAY:
        days |= _days(rules, period)
        period = period.next()
    moments = {_morning(day, zone) for day in days for zone in Zone}
    return sorted(moment for moment in moments if after < moment <= until)


def next_stage(rules: RuleSet, today: date) -> NextStage | None:
    """The stage whose recommended months begin next, in this half-year or the one after."""
    period = Period.of(today)
    coming = [
        NextStage(stage, stage_window(rules, one, stage.id)[0])
        for one in (period, period.next())
        for stage in rules.stages
    ]
    return min((one for one in coming if one.day > today), key=lambda one: one.day, default=None)


def stages_on(rules: RuleSet, today: date) -> tuple[Stage, ...]:
    """The stages whose recommended months hold that day."""
    return current_stages(rules, Period.of(today), today)


def morning_of(day: date) -> datetime:
    """08.00 WIB of a day."""
    return _morning(day, Zone.WIB)


def _days(rules: RuleSet, period: Period) -> set[date]:
    """The first days of stages and of the half-year, and the days after their last ones."""
    return {period.start, *_edges(rules, period)}


def _edges(rules: RuleSet, period: Period) -> Iterator[date]:
    for stage in rules.stages:
        first, last = stage_window(rules, period, stage.id)
        yield first
        yield last + _DAY


def _morning(day: date, zone: Zone) -> datetime:
    return datetime.combine(day, MORNING, ZoneInfo(zone))
