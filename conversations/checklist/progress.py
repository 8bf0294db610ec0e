"""Which lines of the checklist are ticked, and which comes next."""

from collections.abc import Set
from dataclasses import dataclass

from conversations.checklist.lines import Line, lines_of
from conversations.facts import Facts, Plan
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus


@dataclass(frozen=True, slots=True)
class Checklist:
    """The lines of a final plan with their ticks; ticks of other lines are none."""

    plan: Plan
    rules: RuleSet
    lines: tuple[Line, ...]
    ticks: Set[str]

    @property
    def ticked(self) -> int:
        """How many lines are ticked."""
        return sum(self.is_ticked(line) for line in self.lines)

    @property
    def is_done(self) -> bool:
        """Whether every line is ticked."""
        return self.ticked == len(self.lines)

    def is_ticked(self, line: Line) -> bool:
        """Whether that line is entered in PMM."""
        return line.id in self.ticks

    def line(self, line_id: str) -> Line | None:
        """The line with that id, else the first that is not ticked; None where all are."""
        named = next((line for line in self.lines if line.id == line_id), None)
        return named or next((line for line in self.lines if not self.is_ticked(line)), None)

    def next_after(self, line: Line) -> Line | None:
        """The next other line that is not ticked, from the end on from the beginning; None: there is none."""
        place = self.lines.index(line)
        others = (*self.lines[place + 1 :], *self.lines[:place])
        return next((other for other in others if not self.is_ticked(other)), None)


def checklist_of(facts: Facts) -> Checklist | None:
    """The checklist of the final plan that the facts are about, if it is the reader's own."""
    plan, execution = facts.executed, facts.execution
    if plan is None or execution is None or facts.person is None or plan.owner_id != facts.person.id:
        return None
    return _checklist(facts, plan, execution.ticks)


def open_checklist_of(facts: Facts) -> Checklist | None:
    """The checklist of the own plan of this half-year, while a line of it is open."""
    plan = facts.own_plan
    if plan is None or plan.status is not PlanStatus.DISEPAKATI:
        return None
    checklist = _checklist(facts, plan, facts.own_ticks)
    return None if checklist.is_done else checklist


def _checklist(facts: Facts, plan: Plan, ticks: Set[str]) -> Checklist:
    rules = facts.rules_of(plan)
    return Checklist(plan, rules, lines_of(plan, rules), ticks)
