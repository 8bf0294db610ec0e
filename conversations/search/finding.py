"""Finds the entry that answers a question, or refuses."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

_WORD = re.compile(r"\w+")
_ENOUGH = 0.5
_WORTH_OFFERING = 0.25
_CANDIDATES = 3
# The book of answers says which language a finder is of.
_LANGUAGE = "id"


class Kind(StrEnum):
    """What a message is."""

    QUESTION = "question"
    GREETING = "greeting"
    THANKS = "thanks"
    COMPLAINT = "complaint"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a message or one of its parts; `id` is None where it is refused."""

    question: str
    language: str
    id: str | None
    score: float
    candidates: tuple[str, ...]
    parts: tuple["Found", ...] = ()
    kind: Kind = Kind.QUESTION

    @property
    def is_doubtful(self) -> bool:
        """Whether it is refused, but the candidates are worth offering."""
        return self.id is None and self.score >= _WORTH_OFFERING and bool(self.candidates)


class Finder:
    """One language: entries as (id, title, ways, answer), each way compared by its rare words."""

    def __init__(self, entries: Sequence[tuple[str, str, Sequence[str], str]], weights: str | None) -> None:
        self._ways = [
            (entry, frozenset(_words(way))) for entry, title, ways, _ in entries for way in (title, *ways)
        ]
        seen = Counter(word for _, words in self._ways for word in words)
        self._rarity = {word: math.log(1 + len(self._ways) / count) for word, count in seen.items()}
        self._unknown = math.log(1 + len(self._ways))
        self._weights = [self._weight(words) for _, words in self._ways]

    def find(self, text: str) -> Found:
        """The entry whose ways come nearest, if near enough."""
        words = frozenset(_words(text))
        if not words:
            return Found(text, _LANGUAGE, None, 0.0, (), kind=Kind.EMPTY)
        scores: dict[str, float] = {}
        own = self._weight(words)
        for (entry, way), weight in zip(self._ways, self._weights, strict=True):
            if shared := words & way:
                score = 2 * self._weight(shared) / (own + weight)
                scores[entry] = max(scores.get(entry, 0.0), score)
        best = sorted(scores, key=lambda entry: (-scores[entry], entry))[:_CANDIDATES]
        score = scores[best[0]] if best else 0.0
        answer = best[0] if best and score >= _ENOUGH else None
        return Found(text, _LANGUAGE, answer, score, tuple(best))

    def _weight(self, words: frozenset[str]) -> float:
        return math.fsum(self._rarity.get(word, self._unknown) for word in words)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
