import pytest

from bot.answering.loading import read_answers


@pytest.fixture(scope="session")
def book(rule_sets):
    """The answers that come with the product."""
    return read_answers({}, tuple(rule_sets.values()))
