"""Somebody who writes, on both databases."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from bot.store.database import Database
from bot.store.world import World
from conversations.rules.cycle import RuleCalendar, parse_rule_set_map
from conversations.rules.regulation import RuleSet
from tests.turns.talking import Talk


@pytest.fixture
def talk(database: Database, rule_sets: Mapping[str, RuleSet]) -> Talk:
    """Somebody who writes, and the turns that decide."""
    now = datetime(2026, 8, 10, 1, 30, tzinfo=UTC)
    return Talk(database, World(now, rule_sets, RuleCalendar(parse_rule_set_map("*=pmm_2024"))))
