"""A simulated year: what is sent is exactly what was written down by hand."""

from collections.abc import Mapping

import pytest

from bot.store.database import Database
from conversations.rules.regulation import RuleSet
from tests.schedule.people import People
from tests.schedule.year import Lines, Year, expected, holidays


def until(lines: Lines, day: str) -> Lines:
    """The part of a year up to a day such as 01-31."""
    found = {name: [line for line in sent if line[:5] <= day] for name, sent in lines.items()}
    return {name: sent for name, sent in found.items() if sent}


async def test_in_a_year_everybody_gets_exactly_what_the_policy_says(rule_sets: Mapping[str, RuleSet]):
    database = Database.open("sqlite:///:memory:")
    await database.upgrade()
    people = People(database, rule_sets, holidays())
    sent = await Year(people).pass_to("2028-12-31")
    await database.close()
    assert sent == expected()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_first_months_are_the_same_on_postgresql(
    database: Database, rule_sets: Mapping[str, RuleSet]
):
    people = People(database, rule_sets, holidays())
    assert await Year(people).pass_to("2028-01-20") == until(expected(), "01-20")
