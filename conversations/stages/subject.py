"""Whose stages are looked at, and what the reader may do in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from conversations.execution_facts import Execution, StageDone, who_fills_in
from conversations.facts import Facts, Person, Plan
from conversations.rules.assessment_models import Stage, StageForm
from conversations.rules.cycle import current_stages, stage_window
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Capacity, Role, StageId
from conversations.words import Say, Words, say

# What is filled in here; the plan came before, the rating has its own place.
STAGES = (StageId.A, StageId.B, StageId.C, StageId.D, StageId.E)
_ORDER = tuple(StageId)


@dataclass(frozen=True, slots=True)
class Subject:
    """A final plan, what became of it, and as whom the reader looks at it.

    `is_alone`: nobody here decides on the plan. `may_be_in_pmm`: neither, or it is not known who appraises a
    guru under a Plt., so that the appraiser's part may have happened in PMM.
    """

    plan: Plan
    execution: Execution
    rules: RuleSet
    capacity: Capacity
    reader: Person
    is_alone: bool
    may_be_in_pmm: bool

    @property
    def is_owner(self) -> bool:
        """Whether the reader's own plan is looked at."""
        return self.capacity is Capacity.OWNER

    def stage(self, stage: StageId) -> Stage:
        """A stage by the rules of the plan."""
        return self.rules.stage(stage)

    def form(self, stage: StageId) -> StageForm | None:
        """The form of a stage for the role of the plan."""
        return self.stage(stage).form_for(self.plan.role)

    def window(self, stage: StageId) -> tuple[date, date]:
        """The first and the last recommended day."""
        return stage_window(self.rules, self.plan.period, stage)

    def answer(self, stage: StageId, field: str) -> str:
        """What is written in a field."""
        return self.execution.answers.get((stage, field), "")

    def done(self, stage: StageId) -> StageDone | None:
        """Since when the form of a stage is handed in."""
        return self.execution.done.get((stage, who_fills_in(stage)))

    def may_fill_in(self, stage: StageId) -> bool:
        """Whether the reader writes the form of a stage, and it is still open."""
        return who_fills_in(stage) is self.capacity and self.done(stage) is None

    def may_write(self, stage: StageId) -> bool:
        """Whether the reader writes now: the observation is recorded after the preparation is handed in."""
        is_prepared = stage is not StageId.B or self.done(StageId.A) is not None
        return is_prepared and self.may_fill_in(stage)

    def may_say_done(self, stage: StageId) -> bool:
        """Whether the owner tells that the appraiser's part is done in PMM, as nobody here does it."""
        is_others = who_fills_in(stage) is not self.capacity
        return is_others and self.is_owner and self.may_be_in_pmm and self.done(stage) is None

    def may_reopen(self, stage: StageId) -> bool:
        """Whether the reader handed it in, and the appraiser has completed no later stage."""
        done = self.done(stage)
        if done is None or done.by_id != self.reader.id:
            return False
        if who_fills_in(stage) is not self.capacity and not (self.is_owner and self.may_be_in_pmm):
            return False
        later = _ORDER[_ORDER.index(stage) + 1 :]
        return not any((each, Capacity.APPRAISER) in self.execution.done for each in later)

    def may_read(self, stage: StageId) -> bool:
        """Whether the reader sees what is written: the own draft always, the other side's once handed in."""
        return who_fills_in(stage) is self.capacity or self._is_handed_in(stage)

    def _is_handed_in(self, stage: StageId) -> bool:
        """Whether it was handed in here; what the owner tells of the appraiser's part is written in PMM."""
        done = self.done(stage)
        if done is None:
            return False
        return who_fills_in(stage) is Capacity.OWNER or done.by_id != self.plan.owner_id

    @property
    def may_arrange(self) -> bool:
        """Whether the date of the observation can still be moved."""
        return (StageId.B, Capacity.APPRAISER) not in self.execution.done


def subject_of(facts: Facts) -> Subject | None:
    """What the reader may look at; None where there is no such final plan, or it is none of theirs."""
    plan, execution, person = facts.executed, facts.execution, facts.person
    if plan is None or execution is None or person is None:
        return None
    is_owner = plan.owner_id == person.id
    if not is_owner and not facts.leads(plan):
        return None
    capacity = Capacity.OWNER if is_owner else Capacity.APPRAISER
    alone = is_alone(plan)
    in_pmm = alone or (plan.role is Role.GURU and plan.school is not None and plan.school.led_by_plt)
    return Subject(plan, execution, facts.rules_of(plan), capacity, person, alone, in_pmm)


def is_alone(plan: Plan) -> bool:
    """Whether nobody here decides on a plan, so that what the appraiser does happens in PMM."""
    if plan.school is None:
        return True
    return not (plan.school.has_appraiser if plan.role is Role.KS else plan.school.has_ks)


def present_stage(rules: RuleSet, plan: Plan, today: date, done: Collection[StageId]) -> StageId | None:
    """The stage in which the owner of a final plan has something to do now, or next; None: all is done."""
    left = [s for s in STAGES if who_fills_in(s) is Capacity.OWNER and s not in done]
    now = {stage.id for stage in current_stages(rules, plan.period, today)}
    present = [stage for stage in left if stage in now]
    late = [stage for stage in left if today > stage_window(rules, plan.period, stage)[1]]
    return next(iter([*present, *late, *left]), None)


def late_stages(rules: RuleSet, plan: Plan, today: date, done: Collection[StageId]) -> tuple[StageId, ...]:
    """What the owner of a final plan has not done though its months are over."""
    left = (s for s in STAGES if who_fills_in(s) is Capacity.OWNER and s not in done)
    return tuple(stage for stage in left if today > stage_window(rules, plan.period, stage)[1])


def with_told(what: Say, subject: Subject) -> Say:
    """What was done, and that the other side is told of it, or must be told in person."""
    if is_reached(subject):
        return say("{what} {who} is told.", what=what, who=other_side_first(subject))
    tell = say(
        "The assistant cannot reach {who} now, so please tell them about it yourself.",
        who=other_side(subject),
    )
    return say("{what} {tell}", what=what, tell=tell)


def is_reached(subject: Subject) -> bool:
    """Whether the other side lets the assistant write."""
    school = subject.plan.school
    if not subject.is_owner or school is None:
        return subject.plan.is_owner_reachable
    return school.is_appraiser_reachable if subject.plan.role is Role.KS else school.is_ks_reachable


def other_side(subject: Subject) -> Words:
    """The one with whom the reader does it, inside a sentence."""
    if not subject.is_owner:
        return subject.plan.owner_name
    return say("your penilai") if subject.plan.role is Role.KS else say("your principal")


def other_side_first(subject: Subject) -> Words:
    """The one with whom the reader does it, at the beginning of a sentence."""
    if not subject.is_owner:
        return subject.plan.owner_name
    return say("Your penilai") if subject.plan.role is Role.KS else say("Your principal")
