"""Buttons whose words are typed instead of pressed."""

import re
from collections.abc import Callable, Iterator

from conversations.school_facts import Zone
from conversations.screens import Screen
from conversations.search.lists import listed
from conversations.search.words import plain, spoken, words
from conversations.words import Words

# Words in a language, with instants in a zone.
Read = Callable[[Words, str, Zone], str]

_Labels = Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]
_NUMBERED = re.compile(r"\W*\d+[.)]\s+")
_MOST_WORDS = 7
# What people say around their choice.
_AROUND = listed("saya di dari tinggal ajar jadi pilih yang untuk ini itu saja the i am in my")


def read_key(said: Words, language: str, zone: Zone) -> str:
    """The words as they stand in the code, where there are no catalogues."""
    return said if isinstance(said, str) else said.key


def exactly(text: str, screen: Screen, read: Callable[[Words], str]) -> str | None:
    """The action of the only button that says just that."""
    typed = _letters(text)
    if not typed or "?" in text:
        return None
    return _only(action for label, _, action in _labels(screen, read) if label == typed)


def nearly(text: str, screen: Screen, read: Callable[[Words], str]) -> str | None:
    """The action of the only button that begins like that, or else holds all words of weight.

    Whatever is asked picks nothing, nor does more than what stands on the button: `jangan setujui`.
    """
    typed = _letters(text)
    if not typed or len(typed) > _MOST_WORDS or "?" in text:
        return None
    labels = tuple(_labels(screen, read))
    begun = _only(action for label, _, action in labels if label[: len(typed)] == typed)
    weighty = _weighty(text)
    if begun is not None or not weighty:
        return begun
    return _only(action for _, meant, action in labels if weighty <= set(meant))


def _labels(screen: Screen, read: Callable[[Words], str]) -> _Labels:
    for row in screen.rows:
        for button in row:
            if button.action:
                label = _NUMBERED.sub("", read(button.label), count=1)
                yield _letters(label), words(label), button.action


def _only(actions: Iterator[str]) -> str | None:
    found = set(actions)
    return found.pop() if len(found) == 1 else None


def _letters(text: str) -> tuple[str, ...]:
    return tuple(spoken(plain(text)))


def _weighty(text: str) -> frozenset[str]:
    return frozenset(words(text)) - _AROUND
