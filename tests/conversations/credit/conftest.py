from collections.abc import Mapping

import pytest

from conversations.rules.regulation import RuleSet
from tests.conversations.credit.calculator import Calculator


@pytest.fixture
def ani(rule_sets: Mapping[str, RuleSet]) -> Calculator:
    """Ani of SDN Contoh 1 at home, with a plan, and without a jenjang jabatan so far."""
    calculator = Calculator(rule_sets)
    calculator.has_plan()
    return calculator
