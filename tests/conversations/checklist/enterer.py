"""Somebody who enters a final plan in PMM; the ticks are kept as the store keeps them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.i18n import load_languages
from conversations.effects import Effect
from conversations.execution_effects import TickLine
from conversations.execution_facts import Execution
from conversations.facts import Facts, Needs, Zone
from conversations.rules.plan import AdditionalDuty, BehaviorChoice, PlanContent, RHKItem
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus
from tests.conversations.planning.record import PLAN_ID
from tests.conversations.planning.teacher import Teacher

OWN_WORDS = "Menjawab pesan orang tua pada hari yang sama"


def content(rules: RuleSet) -> PlanContent:
    """Two RHK, a duty in own words, and one focus of each kind."""
    behaviors = [BehaviorChoice(aspect.id, aspect.choices[0].id) for aspect in rules.work_behaviors]
    behaviors[1] = BehaviorChoice("p2", None, OWN_WORDS)
    return PlanContent(
        practice="g3",
        rhk=(RHKItem(3, 1), RHKItem(9, 2)),
        duties=(AdditionalDuty("wali_kelas"),),
        behaviors=tuple(behaviors),
    )


class Enterer(Teacher):
    """The store in small: ticks by plan."""

    def __init__(self, rule_sets: Mapping[str, RuleSet]) -> None:
        super().__init__(rule_sets)
        self.ticks: frozenset[str] = frozenset()

    def with_final_plan(self, given: PlanContent | None = None, **changes: Any) -> "Enterer":
        self.has_plan(given or content(self.rules), PlanStatus.DISEPAKATI, **changes)
        return self

    def opens(self) -> "Enterer":
        """The checklist from home."""
        self.stands("home", {}).press("checklist")
        return self

    def enters(self, count: int) -> "Enterer":
        """Tick the next lines."""
        for _ in range(count):
            self.press(next(action for action in self.screen.actions if action.startswith("tick:")))
        return self

    @property
    def english(self) -> list[str]:
        return self._lines("en")

    @property
    def indonesian(self) -> list[str]:
        return self._lines("id")

    def facts(self, needs: Needs) -> Facts:
        facts = super().facts(needs)
        plan = self.plan if needs.execution and needs.plan_id in (None, PLAN_ID) else None
        if plan is not None and plan.status is not PlanStatus.DISEPAKATI:
            plan = None
        return replace(
            facts,
            executed=plan,
            execution=None if plan is None else Execution(plan.id, ticks=self.ticks),
            own_ticks=self.ticks if needs.checklist else frozenset(),
        )

    def _lines(self, language: str) -> list[str]:
        drawn = load_languages()[language]
        return [drawn.draw(line, Zone.WIB) for line in self.screen.lines]

    def _apply(self, effect: Effect) -> None:
        self.effects.append(effect)
        assert isinstance(effect, TickLine)
        assert effect.plan_id == PLAN_ID
        assert (effect.line in self.ticks) is not effect.is_ticked
        line = frozenset({effect.line})
        self.ticks = self.ticks | line if effect.is_ticked else self.ticks - line
