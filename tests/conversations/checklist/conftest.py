from collections.abc import Mapping

import pytest

from conversations.rules.regulation import RuleSet
from tests.conversations.checklist.enterer import Enterer


@pytest.fixture
def ani(rule_sets: Mapping[str, RuleSet]) -> Enterer:
    """Ani of SDN Contoh 1 at home, with a final plan of which nothing is entered in PMM yet."""
    return Enterer(rule_sets).with_final_plan()
