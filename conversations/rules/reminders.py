"""When a stage calls for a reminder, and which one is in force on a day; the policy itself is data."""

import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, Strict, model_validator

from conversations.rules.cycle import Period, stage_window
from conversations.rules.entry import Entry, Flag
from conversations.rules.rule_set import RuleSet
from conversations.rules.terms import Capacity, PlanStatus, StageId

ONE_DAY = timedelta(days=1)
NO_PLAN: Literal["none"] = "none"
# In the place of a stage where a principal or penilai is told of plans that wait.
DIGEST: Literal["digest"] = "digest"
# In the place of an occasion where the reader asked to be reminded again.
SNOOZED: Literal["snoozed"] = "snoozed"
_SUNDAY = 6


class Occasion(StrEnum):
    """Why a reminder comes on its day."""

    OPENING = "opening"
    HALFWAY = "halfway"
    DAYS_3 = "days_3"
    DAY_1 = "day_1"
    LAST_DAY = "last_day"
    OVERDUE = "overdue"


class ReminderKind(StrEnum):
    """What can be switched off by itself."""

    OPENING = "opening"
    DEADLINE = "deadline"
    OVERDUE = "overdue"
    DIGEST = "digest"


Weekday = Annotated[int, Strict(), Field(ge=0, le=6)]
Hour = Annotated[int, Strict(), Field(ge=0, le=24)]


class OccasionRule(Entry):
    """One occasion: which day of a window it is counted from, and where it goes on a day of rest."""

    id: Occasion
    kind: ReminderKind
    anchor: Literal["first", "middle", "last", "weekly"]
    days: Annotated[int, Strict()]
    shift: Literal["earlier", "later"]


class StageRule(Entry):
    """Who is reminded of some stages: in which capacity, and in which states of the plan."""

    stages: tuple[StageId, ...]
    capacity: Capacity
    plan: tuple[PlanStatus | Literal["none"], ...]
    until_done: Flag
    occasions: tuple[Occasion, ...]


class GroupRule(Entry):
    """At which occasions of every stage the group of a school is told."""

    occasions: tuple[Occasion, ...]


class ReminderPolicy(Entry):
    """All that is to be decided about reminders; hours are local, `weekday` 0 is Monday."""

    hour: Hour
    quiet_from: Hour
    weekday: Weekday
    occasions: Annotated[tuple[OccasionRule, ...], Field(alias="occasion")]
    rules: Annotated[tuple[StageRule, ...], Field(alias="rule")]
    group: GroupRule

    @model_validator(mode="after")
    def _holds_together(self) -> "ReminderPolicy":
        stages = [stage for rule in self.rules for stage in rule.stages]
        if len(set(stages)) != len(stages):
            raise ValueError("a stage has two rules")
        named = [*self.group.occasions, *(occasion for rule in self.rules for occasion in rule.occasions)]
        if not {occasion.id for occasion in self.occasions}.issuperset(named):
            raise ValueError("a rule names an occasion that is not described")
        if self.hour >= self.quiet_from:
            raise ValueError("the usual hour is a quiet one")
        return self

    def rule_of(self, stage: StageId) -> StageRule | None:
        """Who is reminded of a stage; None where nobody is."""
        return next((rule for rule in self.rules if stage in rule.stages), None)

    def kind_of(self, occasion: Occasion) -> ReminderKind:
        """Which switch holds an occasion back."""
        return next(rule.kind for rule in self.occasions if rule.id is occasion)


def parse_policy(text: str) -> ReminderPolicy:
    """Read a policy from TOML; pydantic's ValidationError or tomllib's error tells what is wrong."""
    return ReminderPolicy.model_validate(tomllib.loads(text))


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked: all but Sundays and the holidays given."""

    holidays: Container[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether reminders go out on that day."""
        return day.weekday() != _SUNDAY and day not in self.holidays

    def next_working(self, day: date, last: date) -> date | None:
        """The day itself or the first working one after it, up to `last`."""
        return next((found for found in _days(day, last) if self.is_working(found)), None)

    def previous_working(self, day: date, first: date) -> date | None:
        """The day itself or the last working one before it, down to `first`."""
        while day >= first:
            if self.is_working(day):
                return day
            day -= ONE_DAY
        return None


@dataclass(frozen=True, slots=True)
class Planned:
    """An occasion of a stage on its day, holidays considered."""

    stage: StageId
    occasion: Occasion
    day: date


@dataclass(frozen=True, slots=True)
class Timetable:
    """The reminders of one period: the policy applied to its stages, its final date and its holidays."""

    policy: ReminderPolicy
    rules: RuleSet
    period: Period
    final_date: date
    work: WorkCalendar

    def window(self, stage: StageId) -> tuple[date, date]:
        """The days of a stage; that of SKP ends where Ajukan does."""
        first, last = stage_window(self.rules, self.period, stage)
        if stage is StageId.SKP:
            last = max(first, min(last, self.final_date))
        return first, last

    def planned(self, stage: StageId, occasions: Iterable[Occasion] | None = None) -> tuple[Planned, ...]:
        """The occasions of a stage in order of their days, at most one a day; without a choice its rule's."""
        chosen = self._occasions_of(stage) if occasions is None else frozenset(occasions)
        by_day: dict[date, Planned] = {}
        for rule in self.policy.occasions:
            if rule.id in chosen:
                by_day.update((day, Planned(stage, rule.id, day)) for day in self._days_of(rule, stage))
        return tuple(by_day[day] for day in sorted(by_day))

    def in_force(
        self, stage: StageId, day: date, occasions: Iterable[Occasion] | None = None
    ) -> Planned | None:
        """The latest occasion of a stage that has come by that day and still makes sense."""
        come = [planned for planned in self.planned(stage, occasions) if planned.day <= day]
        latest = come[-1] if come else None
        return latest if latest is not None and day <= self._end_of(latest) else None

    def is_open(self, stage: StageId, day: date) -> bool:
        """Whether something can still be done for a stage that has begun: in its window, or late."""
        return self.window(stage)[0] <= day <= self.period.end

    def digests(self) -> tuple[date, ...]:
        """The days of the weekly digest."""
        shifted = (self.work.next_working(day, self.period.end) for day in self._weekly(self.period.start))
        return tuple(sorted({day for day in shifted if day is not None}))

    def digest_in_force(self, day: date) -> date | None:
        """The day of the digest that is to be out by that day."""
        return max((found for found in self.digests() if found <= day <= self.period.end), default=None)

    def event_days(self) -> frozenset[date]:
        """Every day on which some occasion or digest falls."""
        stages = {planned.day for stage in self.rules.stages for planned in self.planned(stage.id)}
        groups = {
            planned.day
            for stage in self.rules.stages
            for planned in self.planned(stage.id, self.policy.group.occasions)
        }
        return frozenset({*stages, *groups, *self.digests()})

    def _occasions_of(self, stage: StageId) -> frozenset[Occasion]:
        rule = self.policy.rule_of(stage)
        return frozenset() if rule is None else frozenset(rule.occasions)

    def _days_of(self, rule: OccasionRule, stage: StageId) -> Iterator[date]:
        first, last = self.window(stage)
        if rule.anchor == "weekly":
            first, last = last + ONE_DAY, self.period.end
            wanted = [day + timedelta(days=rule.days) for day in self._weekly(first)]
        else:
            anchors: Mapping[str, date] = {
                "first": first,
                "middle": first + (last - first) // 2,
                "last": last,
            }
            wanted = [anchors[rule.anchor] + timedelta(days=rule.days)]
        for day in wanted:
            found = self._shifted(rule, day, first, last) if first <= day <= last else None
            if found is not None:
                yield found

    def _shifted(self, rule: OccasionRule, day: date, first: date, last: date) -> date | None:
        if rule.shift == "later":
            return self.work.next_working(day, last)
        return self.work.previous_working(day, first)

    def _end_of(self, planned: Planned) -> date:
        rule = next(rule for rule in self.policy.occasions if rule.id is planned.occasion)
        return self.period.end if rule.anchor == "weekly" else self.window(planned.stage)[1]

    def _weekly(self, since: date) -> Iterator[date]:
        return (day for day in _days(since, self.period.end) if day.weekday() == self.policy.weekday)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
