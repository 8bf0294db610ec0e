"""When a stage calls for a reminder, and what is in force on a day: a policy applied to a half-year."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from conversations.rules.cycle import Period, stage_window
from conversations.rules.reminder_policy import NO_PLAN, Occasion, OccasionRule, ReminderKind, ReminderPolicy
from conversations.rules.rule_set import RuleSet
from conversations.rules.terms import Capacity, PlanStatus, StageId

ONE_DAY = timedelta(days=1)
_SUNDAY = 6
# What only Ajukan ends; after the final date nobody is reminded of it any more.
_BEFORE_SUBMISSION = (NO_PLAN, PlanStatus.BELUM_DIAJUKAN, PlanStatus.PERLU_PERBAIKAN)


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
class OpenStage:
    """A stage in which something can be done on a day, by whom, and the occasion in force, if there is one.

    `states` are those of plans with something to do: a PlanStatus, or `none`.
    """

    stage: StageId
    capacity: Capacity
    states: tuple[str, ...]
    until_done: bool
    planned: Planned | None
    kind: ReminderKind | None


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is in force on a day: of stages, for groups, and the day of the digest that is to be out."""

    day: date
    period: Period
    usual_hour: int
    stages: tuple[OpenStage, ...]
    digest: date | None
    posts: tuple[Planned, ...]

    def of(self, stage: StageId) -> OpenStage | None:
        """An open stage; None where it is not."""
        return next((open_stage for open_stage in self.stages if open_stage.stage is stage), None)


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

    def states_with_work(self, stage: StageId, day: date) -> tuple[str, ...]:
        """The states of plans with something to do in a stage on a day: a PlanStatus, or `none`."""
        rule = self.policy.rule_of(stage)
        is_over = stage is StageId.SKP and day > self.final_date
        states = () if rule is None else rule.plan
        return tuple(state for state in states if not (is_over and state in _BEFORE_SUBMISSION))

    def next_day(self, day: date) -> date | None:
        """The next working day of the period after a day."""
        return self.work.next_working(day + ONE_DAY, self.period.end)

    def agenda(self, day: date) -> Agenda:
        """What is in force on a day of the period."""
        open_stages = (self._open_stage(stage.id, day) for stage in self.rules.stages)
        posts = (self.in_force(stage.id, day, self.policy.group.occasions) for stage in self.rules.stages)
        return Agenda(
            day=day,
            period=self.period,
            usual_hour=self.policy.hour,
            stages=tuple(stage for stage in open_stages if stage is not None),
            digest=max((found for found in self.digests() if found <= day), default=None),
            posts=tuple(planned for planned in posts if planned is not None),
        )

    def digests(self) -> tuple[date, ...]:
        """The days of the weekly digest."""
        shifted = (self.work.next_working(day, self.period.end) for day in self._weekly(self.period.start))
        return tuple(sorted({day for day in shifted if day is not None}))

    def event_days(self) -> frozenset[date]:
        """Every day on which some occasion or digest falls."""
        stages = {planned.day for stage in self.rules.stages for planned in self.planned(stage.id)}
        groups = {
            planned.day
            for stage in self.rules.stages
            for planned in self.planned(stage.id, self.policy.group.occasions)
        }
        return frozenset({*stages, *groups, *self.digests()})

    def _open_stage(self, stage: StageId, day: date) -> OpenStage | None:
        rule = self.policy.rule_of(stage)
        if rule is None or not self.is_open(stage, day):
            return None
        planned = self.in_force(stage, day)
        kind = None if planned is None else self.policy.kind_of(planned.occasion)
        states = self.states_with_work(stage, day)
        return OpenStage(stage, rule.capacity, states, rule.until_done, planned, kind)

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
