from collections.abc import Mapping

import pytest

from conversations.rules.regulation import RuleSet
from tests.conversations.school.office import Office


@pytest.fixture
def office(rule_sets: Mapping[str, RuleSet]) -> Office:
    """Budi of SDN Contoh 1 at home, whom no teacher has joined yet."""
    return Office(rule_sets)
