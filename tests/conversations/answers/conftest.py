from collections.abc import Mapping

import pytest

from conversations.rules.regulation import RuleSet
from tests.conversations.answers.book import Asker


@pytest.fixture
def asker(rule_sets: Mapping[str, RuleSet]) -> Asker:
    """Ani of SDN Contoh 1 at home on 6 July 2026, without a plan, with a book of a few answers."""
    return Asker(rule_sets)
