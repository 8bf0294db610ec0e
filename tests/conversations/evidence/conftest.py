from collections.abc import Mapping

import pytest

from conversations.rules.regulation import RuleSet
from tests.conversations.evidence.keeper import Keeper


@pytest.fixture
def ani(rule_sets: Mapping[str, RuleSet]) -> Keeper:
    """Ani of SDN Contoh 1, whose final plan has no evidence yet."""
    return Keeper(rule_sets).with_final_plan()
