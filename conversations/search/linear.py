"""A trained model: a weight for every feature and entry, and for having no answer at all.

Its text has a line of entries, a line of what each weighs without any feature, and a line for every feature
with its rarity and its weights as `number:weight`, in hundredths. `bot/answering/training.py` writes it.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from conversations.search.features import Counts, vector

T = TypeVar("T", covariant=True)

NO_ENTRY = "-"
SCALE = 100


@dataclass(frozen=True)
class LinearModel:
    """`entries` ends with NO_ENTRY; `weights` are (number of the entry, hundredths) by feature."""

    entries: Sequence[str]
    bias: Sequence[float]
    rarity: Mapping[str, float]
    weights: Mapping[str, Sequence[tuple[int, int]]]

    def shares(self, seen: Counts) -> Mapping[str, float]:
        """How likely each entry, and NO_ENTRY, is the answer; they add up to 1."""
        scores = [bias * SCALE for bias in self.bias]
        for feature, value in vector(seen, self.rarity).items():
            for number, weight in self.weights[feature]:
                scores[number] += value * weight
        highest = max(scores)
        parts = [math.exp((score - highest) / SCALE) for score in scores]
        total = math.fsum(parts)
        return {entry: part / total for entry, part in zip(self.entries, parts, strict=True)}


def parse_model(text: str) -> LinearModel:
    """Read a model as `written_model` writes it."""
    entries, bias, *lines = text.splitlines()
    rows = {feature: row for feature, _, row in (line.partition("\t") for line in lines)}
    return LinearModel(
        tuple(entries.split()), tuple(map(float, bias.split())), _Read(rows, _rarity), _Read(rows, _weights)
    )


class _Read(Mapping[str, T]):
    """Rows that are read when they are asked for: a text needs few of them, and all take much memory."""

    def __init__(self, rows: Mapping[str, str], read: Callable[[str], T]) -> None:
        self._rows = rows
        self._read = read

    def __getitem__(self, feature: str) -> T:
        return self._read(self._rows[feature])

    def __contains__(self, feature: object) -> bool:
        return feature in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def written_model(model: LinearModel) -> str:
    """The model as text, in a fixed order."""
    lines = [" ".join(model.entries), " ".join(f"{each:.3f}" for each in model.bias)]
    for feature in sorted(model.rarity):
        pairs = (f"{number}:{weight}" for number, weight in model.weights[feature])
        lines.append("\t".join((feature, f"{model.rarity[feature]:.3f}", *pairs)))
    return "\n".join(lines) + "\n"


def _rarity(row: str) -> float:
    return float(row.partition("\t")[0])


def _weights(row: str) -> Sequence[tuple[int, int]]:
    pairs = (pair.partition(":") for pair in row.split("\t")[1:])
    return tuple((int(number), int(weight)) for number, _, weight in pairs)
