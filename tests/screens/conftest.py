"""The book of all screens, walked through once."""

import asyncio
from collections.abc import Mapping

import pytest

from bot.i18n import Languages, load_languages
from bot.screens.book import Book
from bot.screens.tour import tour
from conversations.rules.regulation import RuleSet


@pytest.fixture(scope="session")
def languages() -> Languages:
    return load_languages()


@pytest.fixture(scope="session")
def book(languages: Languages, rule_sets: Mapping[str, RuleSet]) -> Book:
    return asyncio.run(tour(languages, rule_sets))
