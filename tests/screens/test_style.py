"""Every screen of the product keeps the rules of how it talks, in both languages."""

from collections.abc import Callable, Iterator, Mapping

import pytest

from bot.catalogues.files import forms, read_catalogue
from bot.i18n import LANGUAGES, Languages, locales_folder
from bot.screens.book import Book
from conversations import engine
from conversations.events import Press, Text
from conversations.flows import FLOWS
from conversations.rules.regulation import RuleSet, translatable_texts
from conversations.words import Words
from tests.screens import style
from tests.screens.style import Shown

# The book takes long to walk through: it is made in one process only.
pytestmark = pytest.mark.xdist_group("screens")


def test_every_conversation_is_walked_through_without_a_fault(book: Book) -> None:
    assert book.faults == []
    assert {entry.flow for entry in book.entries.values()} == set(FLOWS)


@pytest.mark.parametrize(
    "faults",
    [style.label_faults, style.row_faults, style.text_faults, style.markup_faults],
    ids=lambda rule: rule.__name__,
)
def test_every_screen_word_and_notice_keeps_the_rule(
    book: Book, languages: Languages, faults: Callable[[Shown], Iterator[str]]
) -> None:
    assert _unique(fault for shown in style.everything(book, languages) for fault in faults(shown)) == []


def test_every_screen_can_be_left_by_a_button(book: Book) -> None:
    assert [fault for entry in book.entries.values() for fault in style.way_out_faults(entry)] == []


def test_a_typed_number_does_what_pressing_does(book: Book) -> None:
    for entry in book.entries.values():
        place = entry.place
        if place.screen.expects_text:
            continue
        for number, action in enumerate(place.screen.actions, start=1):
            pressed = Press(place.code, place.session.revision, action)
            by_press = engine.advance(place.session, pressed, place.facts)
            assert engine.advance(place.session, Text(str(number)), place.facts) == by_press, entry.way


def test_every_sentence_is_translated_but_for_official_terms(
    book: Book, rule_sets: Mapping[str, RuleSet]
) -> None:
    shown: list[Words] = [word.word for word in book.words.values()]
    for entry in book.entries.values():
        screen = entry.place.screen
        shown += [*screen.lines, *(button.label for row in screen.rows for button in row)]
    keys = {key for words in shown for key in style.keys_in(words) if key}
    official = {text for rules in rule_sets.values() for text in _texts(rules.model_dump())}
    official -= {text for rules in rule_sets.values() for text in translatable_texts(rules)}
    assert keys - _translated() - official == set()


def _translated() -> set[str]:
    """The keys that every catalogue has."""
    catalogues = [read_catalogue(locales_folder(), code) for code in LANGUAGES]
    return set.intersection(
        *({forms(said.id)[0] for said in catalogue if all(forms(said.string))} for catalogue in catalogues)
    )


def _texts(value: object) -> Iterator[str]:
    """All texts of a rule set."""
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from _texts(part)
        case tuple() | list():
            for part in value:
                yield from _texts(part)


def _unique(faults: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(faults))
