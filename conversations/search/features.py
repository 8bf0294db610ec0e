"""What of a text is compared: stems with their neighbors, and pieces of words against typing mistakes."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from Stemmer import Stemmer

from conversations.search.words import words

# Pieces of words count less than words.
PIECES_SHARE = 0.7
_PIECE_CHARS = (3, 4)
WORD = "w:"
_PIECE = "c:"
_STEMMER = Stemmer("indonesian")

Counts = tuple[Counter[str], Counter[str]]
Vector = dict[str, float]


def counts(text: str) -> Counts:
    """How often each feature of a text occurs."""
    return counts_of(words(text))


def stem(word: str) -> str:
    """What its forms have in common."""
    stemmed: str = _STEMMER.stemWord(word)
    return stemmed


def counts_of(typed: Sequence[str]) -> Counts:
    """How often each feature of these words occurs: words and pairs of words, and pieces of words."""
    stems = _STEMMER.stemWords(typed)
    pairs = (f"b:{first} {second}" for first, second in pairwise(stems))
    return Counter((*(f"{WORD}{each}" for each in stems), *pairs)), Counter(_pieces(typed))


def vector(seen: Counts, rarity: Mapping[str, float]) -> Vector:
    """The features that are known, by weight; words together have length 1, pieces their share of it."""
    whole, pieces = seen
    return _unit(whole, rarity, 1.0) | _unit(pieces, rarity, PIECES_SHARE)


def rarities(texts: Sequence[Counts], at_least: int = 1, at_most: float = math.inf) -> Vector:
    """How rare each feature is that occurs in at least so many of these texts; pieces also in at most."""
    seen = Counter(feature for kinds in texts for kind in kinds for feature in kind)
    total = 1 + len(texts)
    return {
        feature: math.log(total / (1 + count)) + 1
        for feature, count in seen.items()
        if count >= at_least and (count <= at_most or not feature.startswith(_PIECE))
    }


def _unit(seen: Counter[str], rarity: Mapping[str, float], length: float) -> Vector:
    known = {
        feature: rarity[feature] if count == 1 else (1 + math.log(count)) * rarity[feature]
        for feature, count in seen.items()
        if feature in rarity
    }
    size = math.hypot(*known.values())
    return {feature: length * value / size for feature, value in known.items()} if size else {}


def _pieces(typed: Iterable[str]) -> Iterator[str]:
    for word in typed:
        padded = f" {word} "
        for chars in _PIECE_CHARS:
            for start in range(len(padded) - chars + 1):
                yield _PIECE + padded[start : start + chars]
