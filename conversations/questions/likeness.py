"""Which questions are alike: by the pieces of their words, whatever the order, typing and politeness.

A question has a few bands. Two questions that are alike share at least one of them almost always, so that
the like ones are found by looking bands up instead of comparing with all that are kept.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from conversations.search.lists import listed
from conversations.search.words import words

# How much of their pieces two questions share to be counted together.
ALIKE = 0.6
_BANDS = 12
_PRIME = (1 << 61) - 1
_MARK = re.compile(r"\[[a-z]+\]")
# Words that say nothing about what is asked.
_FILLERS = listed("""
    yang itu ini di ke dan untuk dengan saya kami kita tolong info apa the is a an of i my please
    """)


def pieces(question: str) -> frozenset[str]:
    """The three-letter pieces of the words that say something; of all words where none does."""
    meant = _words(question)
    telling = [word for word in meant if word not in _FILLERS] or meant
    found = set()
    for word in telling:
        bounded = f" {word} "
        found |= {bounded[start : start + 3] for start in range(len(bounded) - 2)}
    return frozenset(found)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of pieces that two questions have in common, from 0 to 1; two without any are the same."""
    either = one | other
    return len(one & other) / len(either) if either else 1.0


def bands(question: frozenset[str]) -> tuple[int, ...]:
    """Numbers of 61 bits to look like questions up by; the same for the same pieces, on every machine."""
    numbers = [_number(piece) for piece in sorted(question)] or [0]
    least = [min((by * number + add) % _PRIME for number in numbers) for by, add in _STEPS]
    return tuple(_mix(band, _mix(least[2 * band], least[2 * band + 1])) for band in range(_BANDS))


def _words(question: str) -> Sequence[str]:
    """The words that are meant; in another script, or in signs, those that are typed, none of it twice."""
    text = _MARK.sub(" ", question)
    return words(text) or ["".join(sign for sign, _ in groupby(word)) for word in text.casefold().split()]


def _number(piece: str) -> int:
    number = 0
    for sign in piece:
        number = _mix(number, ord(sign))
    return number


def _mix(number: int, other: int) -> int:
    return ((number + 1) * 1_000_003 * 1_000_033 + other) % _PRIME


# Fixed factors, so that what is stored today is found tomorrow.
_STEPS = tuple((pow(7, 31 * step + 5, _PRIME), pow(11, 37 * step + 3, _PRIME)) for step in range(2 * _BANDS))
