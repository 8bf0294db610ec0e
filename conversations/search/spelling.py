"""Typing mistakes: a word that nobody knows, with the word of the catalogue that was surely meant."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator

_LEAST_CHARS = 4
_LEAST_FOR_MISTAKES = 5
_VOWELS = re.compile("[aeiou]")


class Spelling:
    """The words of a catalogue as they are meant, in the order of how often they occur.

    Only three mistakes are mended, so that a word of another matter stays itself: vowels left out, a letter
    left out or too many, two letters in the wrong order. The first letter is never wrong.
    """

    def __init__(self, texts: Iterable[Collection[str]]) -> None:
        seen = Counter(
            word for text in texts for word in text if word.isalpha() and len(word) >= _LEAST_CHARS
        )
        self._often = seen
        self._by_consonants: dict[str, list[str]] = defaultdict(list)
        self._by_shortened: dict[str, list[str]] = defaultdict(list)
        for word in seen:
            self._by_consonants[_consonants(word)].append(word)
            for short in {word, *_shortened(word)}:
                self._by_shortened[short].append(word)

    def meant(self, word: str) -> str:
        """The word itself where it is known or like no other."""
        if len(word) < _LEAST_CHARS or word in self._often or not word.isalpha():
            return word
        near = [*self._mistyped(word)] or [*self._without_vowels(word)]
        return max(near, key=lambda other: (self._often[other], other), default=word)

    def _mistyped(self, word: str) -> Iterator[str]:
        if len(word) < _LEAST_FOR_MISTAKES:
            return
        for short in {word, *_shortened(word)}:
            for other in self._by_shortened.get(short, ()):
                if other[0] == word[0] and _is_slip(word, other):
                    yield other

    def _without_vowels(self, word: str) -> Iterator[str]:
        for other in self._by_consonants.get(_consonants(word), ()):
            if len(other) > len(word) and _is_within(word, other):
                yield other


def _consonants(word: str) -> str:
    return word[0] + _VOWELS.sub("", word[1:])


def _shortened(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _is_slip(typed: str, meant: str) -> bool:
    """Whether one letter is missing or too many, or two neighbors are exchanged."""
    if len(typed) != len(meant):
        short, long = sorted((typed, meant), key=len)
        return len(long) == len(short) + 1 and short in _shortened(long)
    wrong = [at for at, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
    return (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and typed[wrong[0]] == meant[wrong[1]]
        and typed[wrong[1]] == meant[wrong[0]]
    )


def _is_within(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)
