"""Everybody walks, one after another."""

from collections.abc import Mapping

from bot.delivery.outbox import Notice
from bot.drawing import draw_screen
from bot.i18n import LANGUAGES, Languages
from bot.notifier import TOO_MANY_AT_ONCE, UPDATE_FAILED
from bot.screens.book import Book
from bot.screens.broadcasts import give_broadcasts
from bot.screens.cast import ANI, populate
from bot.screens.crawl import Crawl
from bot.screens.groups import add_group_messages, give_groups
from bot.screens.half_year import give_half_years
from bot.screens.personas import everybody
from bot.screens.reminders import add_reminders
from bot.screens.stage import OPERATOR, Stage
from conversations import engine
from conversations.events import NOTICE
from conversations.facts import Zone
from conversations.own_data_screens import FAREWELL
from conversations.rules.regulation import RuleSet

# What only comes when something goes wrong: messages, and words above where one is.
_MESSAGES = (
    Notice(0, OPERATOR, UPDATE_FAILED, {"update_id": 1234}, 1, ""),
    Notice(0, ANI.chat_id, TOO_MANY_AT_ONCE, {"language": "id"}, 1, ""),
)
# What an erased chat is told; it is in no outbox.
FAREWELL_KIND = "farewell"
_WORDS = (engine.SORRY, engine.RESTARTED)


async def tour(languages: Languages, rule_sets: Mapping[str, RuleSet]) -> Book:
    """The book of all screens."""
    stage = Stage(languages, rule_sets)
    try:
        await stage.database.upgrade()
        cast = await populate(stage)
        await give_groups(cast)
        await give_broadcasts(cast)
        await give_half_years(cast)
        personas = await everybody(cast)
        base = stage.keep()
        crawl = Crawl(stage)
        await crawl.note_notices()
        for persona in personas:
            await crawl.walk(persona, base)
        stage.put_back(base)
        await add_group_messages(stage, crawl.book)
        stage.put_back(base)
        await add_reminders(stage, crawl.book)
        stage.put_back(base)
        await _add_troubles(stage, crawl.book)
        return crawl.book
    finally:
        await stage.database.close()


async def _add_troubles(stage: Stage, book: Book) -> None:
    for message in _MESSAGES:
        drawn = {language: await stage.draw(message, language) for language in LANGUAGES}
        book.add_notice(message.kind, {code: shown for code, shown in drawn.items() if shown is not None})
    farewell = {code: draw_screen(FAREWELL, stage.languages[code], Zone.WIB, NOTICE, 0) for code in LANGUAGES}
    book.add_notice(FAREWELL_KIND, farewell)
    place = next(iter(book.entries.values())).place
    for word in _WORDS:
        book.add_word("home", word, place)
