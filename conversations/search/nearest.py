"""How near a text comes to the ways of asking that an entry names."""

import math
from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence

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
        # Packed, because there are hundreds of thousands: numbers of ways and how much each has of a feature.
        found: dict[str, tuple[array[int], array[float]]] = {}
        for number, each in enumerate(seen):
            for feature, value in _directed(vector(each, self._rarity)).items():
                numbers, values = found.setdefault(feature, (array("L"), array("d")))
                numbers.append(number)
                values.append(value)
        self._found = found

    def likeness(self, seen: Counts) -> Mapping[str, float]:
        """How like the text is, 0 to 1, to the nearest way of each entry that has anything in common."""
        known = self._known_share(seen)
        shared: dict[int, float] = defaultdict(float)
        for feature, value in _directed(vector(seen, self._rarity)).items():
            for number, other in zip(*self._found[feature], strict=True):
                shared[number] += value * other
        nearest: dict[str, float] = {}
        for number, product in shared.items():
            entry = self._entry_of[number]
            nearest[entry] = max(nearest.get(entry, 0.0), known * product)
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


def _directed(values: Vector) -> Vector:
    size = math.hypot(*values.values())
    return {feature: value / size for feature, value in values.items()} if size else {}
