"""Every screen of the product keeps the rules of how it talks, in both languages."""

from collections.abc import Callable, Iterator

import pytest

from bot.i18n import LANGUAGES, Languages
from bot.screens.book import Book
from conversations import engine
from conversations.events import Press, Text
from conversations.flows import FLOWS
from conversations.words import Words
from tests.screens import style
from tests.screens.style import Shown


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


def test_every_sentence_is_translated(book: Book, languages: Languages) -> None:
    known = _translated()
    shown: list[Words] = []
    for entry in book.entries.values():
        screen = entry.place.screen
        shown += [*screen.lines, *(button.label for row in screen.rows for button in row)]
    shown += [word.word for word in book.words.values()]
    missing = {key for words in shown for key in style.keys_in(words) if key and key not in known}
    assert missing == set()


def _translated() -> set[str]:
    """The keys that every catalogue has, official terms among them."""
    from bot.catalogues.files import forms, read_catalogue
    from bot.i18n import locales_folder

    return set.intersection(
        *(
            {
                forms(message.id)[0]
                for message in read_catalogue(locales_folder(), code)
                if all(forms(message.string))
            }
            for code in LANGUAGES
        )
    )


def _unique(faults: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(faults))
