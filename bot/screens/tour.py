"""Everybody walks, one after another."""

from collections.abc import Mapping

from bot.i18n import Languages
from bot.screens.book import Book
from bot.screens.cast import populate
from bot.screens.crawl import Crawl
from bot.screens.personas import everybody
from bot.screens.stage import Stage
from conversations.rules.regulation import RuleSet


async def tour(languages: Languages, rule_sets: Mapping[str, RuleSet]) -> Book:
    """The book of all screens."""
    stage = Stage(languages, rule_sets)
    try:
        await stage.database.upgrade()
        personas = await everybody(await populate(stage))
        base = stage.keep()
        crawl = Crawl(stage)
        await crawl.note_notices()
        for persona in personas:
            await crawl.walk(persona, base)
        return crawl.book
    finally:
        await stage.database.close()
