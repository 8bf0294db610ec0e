from collections.abc import Mapping

import pytest

from conversations.rules.regulation import RuleSet
from tests.conversations.asking import Asker


@pytest.fixture
def asker(rule_sets: Mapping[str, RuleSet]) -> Asker:
    """Ani of SDN Contoh 1 at home on 6 July 2026, without a plan."""
    return Asker(rule_sets)
