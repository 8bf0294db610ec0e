"""The stages of a day, and when the next one begins."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from conversations.facts import Zone
from conversations.rules.assessment_models import Stage
from conversations.rules.cycle import Period, current_stages, stage_window
from conversations.rules.regulation import RuleSet

MORNING = time(8)


@dataclass(frozen=True, slots=True)
class NextStage:
    """A stage that comes, and its first recommended day."""

    stage: Stage
    day: date


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
    return datetime.combine(day, MORNING, ZoneInfo(Zone.WIB))
