from pathlib import Path

import pytest

import conversations.rules.regulation as regulation
from conversations.rules.plan import BehaviorChoice, PlanContent, RHKItem
from conversations.rules.regulation import RuleSet, parse_rule_set

RULE_SET_FILE = Path(regulation.__file__).parent / "regulations" / "pmm_2024.toml"


@pytest.fixture(scope="session")
def rule_set_text() -> str:
    return RULE_SET_FILE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def rules(rule_set_text: str) -> RuleSet:
    return parse_rule_set(rule_set_text, name=RULE_SET_FILE.name)


@pytest.fixture
def complete_plan(rules: RuleSet) -> PlanContent:
    """A guru's plan with exactly 32 points and the first choice of every aspect."""
    behaviors = tuple(BehaviorChoice(aspect.id, aspect.choices[0].id) for aspect in rules.work_behaviors)
    return PlanContent(practice="g1", rhk=(RHKItem(1, 2), RHKItem(2, 2)), behaviors=behaviors)
