"""A school in the months of Penilaian."""

from collections.abc import Mapping

import pytest

from conversations.rules.regulation import RuleSet
from tests.conversations.rating.desk import Desk


@pytest.fixture
def desk(rule_sets: Mapping[str, RuleSet]) -> Desk:
    return Desk(rule_sets)
