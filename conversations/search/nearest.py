"""How near a text comes to the ways of asking that an entry names."""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from conversations.search.features import WORD, Counts, Vector, counts, rarities, vector

# Pieces of words that so many ways share tell nothing and take most of the time.
_MOST_WAYS = 20


class NearestWays:
    """All ways of asking of a catalogue, as (entry, way)."""

    def __init__(self, ways: Sequence[tuple[str, str]]) -> None:
        self._entry_of = [entry for entry, _ in ways]
        seen = [counts(way) for _, way in ways]
        self._rarity = rarities(seen, at_most=_MOST_WAYS)
        self._rarest = max(self._rarity.values(), default=1.0)
        self._packed = _Packed(self._rarity, seen)

    def likeness(self, seen: Counts) -> Mapping[str, float]:
        """How like the text is, 0 to 1, to the nearest way of each entry that has anything in common."""
        known = self._known_share(seen)
        shared: dict[int, float] = defaultdict(float)
        for feature, value in _directed(vector(seen, self._rarity)).items():
            for number, other in self._packed.of(feature):
                shared[number] += value * other
        nearest: dict[str, float] = {}
        for number, product in shared.items():
            entry = self._entry_of[number]
            # Kept in single precision, so the same words may come out a little above 1.
            nearest[entry] = max(nearest.get(entry, 0.0), min(known * product, 1.0))
        return nearest

    def _known_share(self, seen: Counts) -> float:
        """How much of the length of its words is known; a strange word is as rare as can be."""
        sizes = {
            feature: (count * self._rarity.get(feature, self._rarest)) ** 2
            for feature, count in seen[0].items()
            if feature.startswith(WORD)
        }
        total = math.fsum(sizes.values())
        known = math.fsum(size for feature, size in sizes.items() if feature in self._rarity)
        return math.sqrt(known / total) if total else 1.0


class _Packed:
    """Which ways have a feature, and how much of it: hundreds of thousands of pairs in two flat arrays."""

    def __init__(self, rarity: Mapping[str, float], ways: Sequence[Counts]) -> None:
        self._place = {feature: place for place, feature in enumerate(rarity)}
        sizes = Counter(feature for way in ways for kind in way for feature in kind)
        self._starts = array("I", accumulate((sizes[feature] for feature in rarity), initial=0))
        self._numbers = array("I", bytes(4 * self._starts[-1]))
        self._values = array("f", bytes(4 * self._starts[-1]))
        free = array("I", self._starts)
        for number, way in enumerate(ways):
            for feature, value in _directed(vector(way, rarity)).items():
                at = free[self._place[feature]]
                self._numbers[at], self._values[at] = number, value
                free[self._place[feature]] += 1

    def of(self, feature: str) -> Iterator[tuple[int, float]]:
        """The ways that have a known feature."""
        place = self._place[feature]
        part = slice(self._starts[place], self._starts[place + 1])
        return zip(self._numbers[part], self._values[part], strict=True)


def _directed(values: Vector) -> Vector:
    size = math.hypot(*values.values())
    return {feature: value / size for feature, value in values.items()} if size else {}
