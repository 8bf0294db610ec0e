from collections.abc import Mapping

import pytest

from conversations.rules.regulation import RuleSet
from tests.conversations.planning.teacher import Teacher


@pytest.fixture
def teacher(rule_sets: Mapping[str, RuleSet]) -> Teacher:
    """Ani of SDN Contoh 1 at home on 6 July 2026, without a plan."""
    return Teacher(rule_sets)
