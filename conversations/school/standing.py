"""Where somebody stands in the half-year: what is done, what is late, what waits for who decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from conversations.execution_facts import Progress, who_fills_in
from conversations.facts import Facts
from conversations.rules.cycle import Period, is_late, stage_window
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Capacity, PlanStatus, StageId

STAGES = tuple(stage for stage in StageId if stage is not StageId.SKP)
_WITH_OWNER = frozenset({None, PlanStatus.BELUM_DIAJUKAN, PlanStatus.PERLU_PERBAIKAN, PlanStatus.DISETUJUI})
_SUBMITTED = frozenset({PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI})


class Task(StrEnum):
    """What waits for whoever decides on a plan, most urgent first."""

    APPROVE = "approve"
    CHANGE = "change"
    DATE = "date"
    OBSERVE = "observe"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Moment:
    """When, and by which rules, people of a half-year are looked at."""

    rules: RuleSet
    period: Period
    today: date
    now: datetime

    @classmethod
    def of(cls, facts: Facts) -> "Moment":
        """The present, for the half-year of the loaded progress."""
        period = facts.period if facts.progress is None else facts.progress.period
        return cls(facts.rules, period, facts.today, facts.now)

    def has_begun(self, stage: StageId) -> bool:
        """Whether the recommended months of a stage have come."""
        return self.today >= stage_window(self.rules, self.period, stage)[0]

    def is_over(self, stage: StageId) -> bool:
        """Whether the recommended months of a stage are over."""
        return is_late(self.rules, self.period, stage, self.today)


def is_final(one: Progress) -> bool:
    """Whether the plan is agreed, and the reader decides on it."""
    return one.plan_id is not None and one.status is PlanStatus.DISEPAKATI


def is_done(one: Progress, stage: StageId) -> bool:
    """Whether a stage is done by whom its form belongs to; F_G with the released rating."""
    if stage is StageId.F_G and one.is_released:
        return True
    done = one.owner_done if who_fills_in(stage) is Capacity.OWNER else one.appraiser_done
    return stage in done


def late_stages(one: Progress, moment: Moment) -> tuple[StageId, ...]:
    """The own parts that are not done though their months are over; SKP while the plan is not final."""
    if one.is_elsewhere:
        return ()
    if not is_final(one):
        return (StageId.SKP,) if one.status in _WITH_OWNER and moment.is_over(StageId.SKP) else ()
    return tuple(
        stage
        for stage in STAGES
        if who_fills_in(stage) is Capacity.OWNER and moment.is_over(stage) and not is_done(one, stage)
    )


def tasks_of(one: Progress, moment: Moment) -> tuple[Task, ...]:
    """What waits for the reader about somebody."""
    if one.plan_id is None:
        return ()
    if one.status in _SUBMITTED:
        waits = (Task.APPROVE,) if one.status is PlanStatus.MENUNGGU_PERSETUJUAN else ()
        return (Task.CHANGE,) if one.asks_change else waits
    if not is_final(one):
        return ()
    due = {
        Task.DATE: _waits_for_answer(one),
        Task.OBSERVE: _is_to_be_observed(one, moment),
        Task.RATE: _is_to_be_rated(one, moment),
    }
    return tuple(task for task, is_due in due.items() if is_due)


def all_tasks(people: Iterable[Progress], moment: Moment) -> tuple[tuple[Task, Progress], ...]:
    """Everything that waits, by kind and then by name."""
    found = [(task, one) for one in people for task in tasks_of(one, moment)]
    order = tuple(Task)
    return tuple(sorted(found, key=lambda pair: order.index(pair[0])))


def _waits_for_answer(one: Progress) -> bool:
    is_proposed = one.observation_proposed_by is Capacity.OWNER and not one.is_observation_agreed
    return is_proposed and not is_done(one, StageId.B)


def _is_to_be_observed(one: Progress, moment: Moment) -> bool:
    """Once A is handed in: from the agreed time on, without one from the first month of B."""
    if is_done(one, StageId.B) or not is_done(one, StageId.A):
        return False
    if one.observed_at is not None and one.is_observation_agreed:
        return one.observed_at <= moment.now
    return moment.has_begun(StageId.B)


def _is_to_be_rated(one: Progress, moment: Moment) -> bool:
    """From the first month of F_G on, or as soon as everything before it is done."""
    return not is_done(one, StageId.F_G) and (moment.has_begun(StageId.F_G) or is_done(one, StageId.E))
