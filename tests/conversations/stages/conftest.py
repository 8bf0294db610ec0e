from collections.abc import Mapping

import pytest

from conversations.rules.regulation import RuleSet
from tests.conversations.stages.half_year import HalfYear


@pytest.fixture
def half_year(rule_sets: Mapping[str, RuleSet]) -> HalfYear:
    """Ani's final plan on 10 August 2026, appraised by Budi."""
    return HalfYear(rule_sets)
