"""Finds the entry that answers a question, or refuses."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from conversations.search.features import WORD, Counts, counts_of, stem
from conversations.search.found import ENOUGH, WORTH_OFFERING, Found, Kind
from conversations.search.kinds import is_complaint, kind_of
from conversations.search.linear import NO_ENTRY, LinearModel, parse_model
from conversations.search.nearest import NearestWays
from conversations.search.spelling import Spelling
from conversations.search.splitting import MOST_PARTS, split
from conversations.search.words import words

_CANDIDATES = 3
# How likely the model must find that there is an answer, and how sharply that decides.
_MODEL_MIDDLE, _MODEL_SHARPNESS = 1.42, 0.75
# How like a way of asking must be: to decide beside the model, and alone.
_BESIDE_MIDDLE, _ALONE_MIDDLE, _SHARPNESS = 0.82, 0.5, 14.0
_SAME, _UNLIKE = 0.999, 0.3
_LONGEST_WAY = 30
_BEYOND_DOUBT = 0.75
# One word is a topic and no question, unless it is a known way of asking: candidates are offered.
_LEAST_WORDS, _OF_ONE_WORD = 2, 0.45
_LEAST, _CERTAIN = 1e-9, 2.0

Entries = Sequence[tuple[str, str, Sequence[str], str]]


class Finder:
    """One language: entries as (id, title, ways, answer), with a trained model where there is one.

    Entries that the model does not know, of a catalogue of one's own, are found by their ways alone.
    """

    def __init__(self, entries: Entries, weights: str | None, language: str = "id") -> None:
        self._language = language
        self._ids = [entry for entry, *_ in entries]
        self._nearest = NearestWays(
            [(entry, way) for entry, title, ways, _ in entries for way in (title, *ways)]
        )
        self._spelling = Spelling(words(text) for _, title, ways, _ in entries for text in (title, *ways))
        self._model: LinearModel | None = parse_model(weights) if weights else None

    def find(self, text: str) -> Found:
        """The entry that answers it, if any does; and of several questions what answers each."""
        kind = kind_of(text)
        if kind in (Kind.EMPTY, Kind.GREETING) or not words(text):
            return Found(text, self._language, None, 0.0, (), kind=kind)
        whole = self._found(text)
        if kind is Kind.THANKS:
            return whole if whole.id else replace(whole, kind=kind)
        asked = split(text, MOST_PARTS + 1)
        parts = self._parts(asked[:MOST_PARTS])
        if len(parts) > 1:
            return replace(_of_several(whole, parts), has_more=len(asked) > MOST_PARTS)
        return _unhappy(whole) if is_complaint(text) else whole

    def _parts(self, asked: Sequence[str]) -> tuple[Found, ...]:
        """What each question comes to; those that come to the same are one."""
        by_answer: dict[object, Found] = {}
        for part in asked:
            found = self._found(part)
            by_answer.setdefault(found.id or found.question, found)
        answered = [part for part in by_answer.values() if part.id]
        return tuple(by_answer.values()) if len(answered) > 1 or (answered and len(by_answer) > 1) else ()

    def _found(self, text: str) -> Found:
        seen = counts_of([self._spelled(word) for word in words(text)])
        # Whoever tells a story does not ask in one of the known ways.
        is_short = len(words(text)) <= _LONGEST_WAY or self._model is None
        likeness = self._nearest.likeness(seen) if is_short else {}
        scores, has_answer = self._judged(seen, likeness)
        best = sorted(scores, key=lambda entry: (-scores[entry], entry))[:_CANDIDATES]
        is_way = bool(best) and scores[best[0]] >= _CERTAIN
        if len(words(text)) < _LEAST_WORDS and not is_way:
            has_answer = min(has_answer, _OF_ONE_WORD)
        score = round(has_answer, 4)
        answer = best[0] if best and score >= ENOUGH else None
        return Found(text, self._language, answer, score, tuple(best))

    def _spelled(self, word: str) -> str:
        is_known = self._model is not None and WORD + stem(word) in self._model.rarity
        return word if is_known else self._spelling.meant(word)

    def _judged(self, seen: Counts, likeness: Mapping[str, float]) -> tuple[Mapping[str, float], float]:
        """A score for each entry to order them by, and how sure it is that the first one answers."""
        if self._model is None:
            surest = max(likeness.values(), default=0.0)
            certain = {entry: _CERTAIN for entry, near in likeness.items() if near >= _SAME}
            return {**likeness, **certain}, _rising(surest, _ALONE_MIDDLE)
        shares = self._model.shares(seen)
        scores = {entry: shares.get(entry, 0.0) for entry in self._ids}
        has_answer = _by_model(1 - shares[NO_ENTRY] - _gone(shares, self._ids))
        for entry, near in likeness.items():
            if near >= _UNLIKE:
                middle = _BESIDE_MIDDLE if entry in shares else _ALONE_MIDDLE
                by_way = _CERTAIN if near >= _SAME else _rising(near, middle)
                scores[entry] = max(scores[entry], by_way)
                has_answer = max(has_answer, min(by_way, 1.0))
        return scores, has_answer


def _unhappy(whole: Found) -> Found:
    """What is found for somebody who complains and asks nothing: an answer only where it is beyond doubt."""
    if whole.score < WORTH_OFFERING:
        return replace(whole, kind=Kind.COMPLAINT)
    return whole if whole.score >= _BEYOND_DOUBT else replace(whole, id=None)


def _of_several(whole: Found, parts: tuple[Found, ...]) -> Found:
    """The message as a whole, or where that says nothing, the part that is answered best."""
    surest = max(parts, key=lambda part: part.score)
    if whole.id is None and surest.id is not None:
        return replace(surest, question=whole.question, parts=parts)
    return replace(whole, parts=parts)


def _gone(shares: Mapping[str, float], present: Sequence[str]) -> float:
    """What the model would answer with entries that a catalogue of one's own does not have."""
    kept = math.fsum(shares.get(entry, 0.0) for entry in present)
    return max(1 - shares[NO_ENTRY] - kept, 0.0)


def _by_model(share: float) -> float:
    share = min(max(share, _LEAST), 1 - _LEAST)
    odds = math.log(share / (1 - share))
    return 1 / (1 + math.exp(-_MODEL_SHARPNESS * (odds - _MODEL_MIDDLE)))


def _rising(likeness: float, middle: float) -> float:
    return 1 / (1 + math.exp(-_SHARPNESS * (likeness - middle)))
