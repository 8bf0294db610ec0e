"""Every entry of the product is reached by the menu, and its answer is one message with short labels."""

from collections.abc import Mapping

import pytest

from bot.answering.loading import read_answers
from bot.drawing import draw_screen
from bot.i18n import LANGUAGES, Languages, load_languages
from bot.telegram.render import visible_length
from conversations import engine
from conversations.answers.book import AnswerBook
from conversations.answers.screens import TITLE_CHARS
from conversations.facts import Zone
from conversations.rules.regulation import RuleSet
from tests.conversations.answers.book import Asker

# A message holds 4,096; the rest is for a word above it.
MOST_CHARS = 3800


@pytest.fixture(scope="module")
def packaged(rule_sets: Mapping[str, RuleSet]) -> AnswerBook:
    return read_answers({}, tuple(rule_sets.values()))


@pytest.fixture(scope="module")
def languages() -> Languages:
    return load_languages()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_reached_by_the_menu_and_fits_a_message(
    asker: Asker, packaged: AnswerBook, languages: Languages, language: str
) -> None:
    asker.answers = packaged
    asker.has_plan().stands("answers", {**beside(), "language": language})
    topics = listed(asker, "topic")
    reached = []
    for topic in topics:
        entries = listed(asker, "entry", {"place": "topic", "topic": topic, "language": language})
        for entry in entries:
            place = {"place": "entry", "topic": topic, "entry": entry, "language": language}
            asker.stands("answers", {**beside(), **place})
            drawn = draw_screen(
                engine.show(asker.session, asker.facts(engine.needs(asker.session))),
                languages[language],
                Zone.WIB,
                "f",
                1,
            )
            assert visible_length(drawn.html) < MOST_CHARS, entry
            labels = [row[0].label for row in drawn.rows if len(row) == 1]
            assert all(len(label) <= TITLE_CHARS for label in labels), entry
        reached += entries
    assert sorted(reached) == sorted(entry.id for entry in packaged.catalogues["id"].entries)


def test_of_very_many_questions_the_first_are_taken_and_that_is_said(
    asker: Asker, packaged: AnswerBook
) -> None:
    """With the product's own search, which is where questions are counted."""
    asker.answers = packaged
    asker.type(f"berapa poin minimal? {'; '.join(f'bagaimana resep nasi goreng {n}?' for n in range(9))}")
    assert asker.at == "parts"
    assert len(asker.session.data["parts"]) == 5
    assert "These are the first 5" in asker.text
    assert len(asker.questions) == 4


def beside() -> dict[str, object]:
    """Opened from home, at the topics."""
    return {"back_flow": "home", "back_v": 1, "back_data": {}, "place": "topics"}


def listed(asker: Asker, kind: str, place: dict[str, object] | None = None) -> list[str]:
    """What the buttons of all pages of a list open."""
    if place is not None:
        asker.stands("answers", {**beside(), **place})
    found: list[str] = []
    while True:
        actions = asker.screen.actions
        found += [action.partition(":")[2] for action in actions if action.startswith(f"{kind}:")]
        page = asker.session.data.get("page", 0)
        following = [action for action in actions if action == f"page:{page + 1}"]
        if not following:
            return found
        asker.press(*following)
