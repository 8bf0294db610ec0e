from importlib.resources import files

import pytest

from bot.answering.loading import read_answers


@pytest.fixture(scope="session")
def book(rule_sets):
    """The answers that come with the product."""
    return read_answers({}, tuple(rule_sets.values()))


@pytest.fixture(scope="session")
def shipped_weights():
    """The trained weights that come with the product."""
    return (files("bot.answering") / "weights_id.txt").read_text(encoding="utf-8")
