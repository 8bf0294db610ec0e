"""People in a fresh database."""

from collections.abc import Mapping

import pytest

from bot.store.database import Database
from conversations.rules.regulation import RuleSet
from tests.schedule.people import People


@pytest.fixture
def people(database: Database, rule_sets: Mapping[str, RuleSet]) -> People:
    return People(database, rule_sets)
