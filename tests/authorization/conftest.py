"""A store with the world's clock in hand."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from bot.store.database import Database
from bot.store.world import World
from conversations.rules.cycle import RuleCalendar, parse_rule_set_map
from conversations.rules.regulation import RuleSet
from tests.authorization.cast import OPERATOR_ID
from tests.store.acting import Store


@pytest.fixture
def store(database: Database, rule_sets: Mapping[str, RuleSet]) -> Store:
    now = datetime(2026, 8, 10, 1, 30, tzinfo=UTC)
    calendar = RuleCalendar(parse_rule_set_map("*=pmm_2024"))
    return Store(database, World(now, rule_sets, calendar, operator_ids=frozenset({OPERATOR_ID})))
