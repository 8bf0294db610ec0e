"""A school and its group, on both databases."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.links import Links
from bot.store.database import Database
from bot.store.world import World
from conversations.rules.cycle import RuleCalendar, parse_rule_set_map
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Role
from tests.groups.hall import BOT_NAME, Hall
from tests.store.acting import School, Store


@pytest.fixture
def store(database: Database, rule_sets: Mapping[str, RuleSet]) -> Store:
    now = datetime(2026, 8, 10, 1, 30, tzinfo=UTC)
    world = World(now, rule_sets, RuleCalendar(parse_rule_set_map("*=pmm_2024")))
    return Store(database, replace(world, links=Links(BOT_NAME, b"key")))


@pytest.fixture
async def school(store: Store) -> School:
    return School(
        budi=await store.enroll(1, "Budi", Role.KS, "20100001"),
        ani=await store.enroll(2, "Ani", Role.GURU, "20100001"),
        sari=await store.enroll(3, "Sari", Role.GURU, "20100001"),
    )


@pytest.fixture
async def hall(store: Store, school: School) -> Hall:
    """The assistant was added to the group of the school; its greeting is read."""
    hall = Hall(store)
    await hall.enters(school.ani)
    assert len(await hall.hears()) == 1
    return hall
