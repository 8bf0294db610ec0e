from collections.abc import Mapping

import pytest

from conversations.rules.regulation import RuleSet
from tests.conversations.operating.desk import Operator


@pytest.fixture
def operator(rule_sets: Mapping[str, RuleSet]) -> Operator:
    """An operator who is not registered, at the menu."""
    return Operator(rule_sets).command("start")
