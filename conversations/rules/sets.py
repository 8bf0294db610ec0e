"""The best sets of RHK with different mainstays, by branch and bound; what best means: `suggest`."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from conversations.rules.terms import ActivityKind

Key = tuple[int, Fraction, int, tuple[tuple[int, int], ...]]


@dataclass(frozen=True)
class Option:
    """What one unit of an RHK gives and takes."""

    number: int
    points: int
    sessions: int
    months: int
    kind: ActivityKind


@dataclass(frozen=True)
class Best:
    """The best set of a mainstay; `items` are pairs of RHK and quantity in order of number."""

    items: tuple[tuple[int, int], ...]
    mainstay: int
    points: int
    sessions: int
    kinds: tuple[ActivityKind, ...]
    fit: Fraction

    @property
    def key(self) -> Key:
        """The order of sets: the smaller, the better."""
        return self.sessions, -self.fit, len(self.items), self.items


def fit_of(kinds: frozenset[ActivityKind], wished: Sequence[ActivityKind]) -> Fraction:
    """How many of the kinds that are used or wished are both; 1 without a wish."""
    if not wished:
        return Fraction(1)
    return Fraction(len(kinds.intersection(wished)), len(kinds.union(wished)))


def best_sets(
    options: Sequence[Option], min_points: int, wished: Sequence[ActivityKind], most: int
) -> tuple[Best, ...]:
    """The best set of every mainstay, at most so many of them, best first."""
    # The most points a session first: good sets found early cut most of the others off.
    by_yield = sorted(options, key=lambda o: (Fraction(o.sessions, o.points), o.number))
    found: list[Best] = []
    for mainstay in by_yield:
        worst = found[-1].key if len(found) == most else None
        best = _Search(mainstay, options, min_points, wished, worst).run()
        if best is not None:
            found = sorted([*found, best], key=lambda each: each.key)[:most]
    return tuple(found)


class _Search:
    """The best set with one mainstay that is better than a given key."""

    def __init__(
        self,
        mainstay: Option,
        options: Sequence[Option],
        min_points: int,
        wished: Sequence[ActivityKind],
        worst: Key | None,
    ) -> None:
        self._mainstay = mainstay
        # In this order the unit that reaches the minimum is the smallest of these, so none of them
        # can be taken away again.
        self._others = sorted(
            (option for option in options if option != mainstay), key=lambda o: (-o.points, o.number)
        )
        self._min_points = min_points
        self._wished = frozenset(wished)
        self._fewest = _fewest_sessions(self._others, min_points)
        self._limit = worst
        self._best: Best | None = None
        self._items: list[tuple[Option, int]] = []

    def run(self) -> Best | None:
        """Look at every number of units of the mainstay; None where no set is better."""
        unit = self._mainstay
        for quantity in range(-(-self._min_points // unit.points), 0, -1):
            self._items = [(unit, quantity)]
            self._extend(0, quantity * unit.points, quantity * unit.sessions, frozenset({unit.kind}))
        return self._best

    def _extend(self, first: int, points: int, sessions: int, kinds: frozenset[ActivityKind]) -> None:
        if points >= self._min_points:
            if points - self._mainstay.points < self._min_points:
                self._keep(points, sessions, kinds)
            return
        for place in range(first, len(self._others)):
            if not self._can_improve(place, points, sessions, kinds):
                return
            option = self._others[place]
            most = min(self._ceiling(option), -(-(self._min_points - points) // option.points))
            for quantity in range(most, 0, -1):
                self._items.append((option, quantity))
                self._extend(
                    place + 1,
                    points + quantity * option.points,
                    sessions + quantity * option.sessions,
                    kinds | {option.kind},
                )
                self._items.pop()

    def _ceiling(self, option: Option) -> int:
        """How many units may be beside those of the mainstay, so that it stays the mainstay."""
        unit, quantity = self._items[0]
        most = unit.points * quantity
        return (most if option.number > unit.number else most - 1) // option.points

    def _can_improve(self, place: int, points: int, sessions: int, kinds: frozenset[ActivityKind]) -> bool:
        """Whether something with the options from a place on could be better than the best so far."""
        fewest = self._fewest[place][self._min_points - points]
        if fewest is None:
            return False
        if self._limit is None:
            return True
        fit = fit_of(kinds | self._wished, tuple(self._wished))
        return (sessions + fewest, -fit, len(self._items) + 1) <= self._limit[:3]

    def _keep(self, points: int, sessions: int, kinds: frozenset[ActivityKind]) -> None:
        items = tuple(sorted((option.number, quantity) for option, quantity in self._items))
        used = tuple(kind for kind in ActivityKind if kind in kinds)
        best = Best(items, self._mainstay.number, points, sessions, used, fit_of(kinds, tuple(self._wished)))
        if self._limit is None or best.key < self._limit:
            self._best, self._limit = best, best.key


def _fewest_sessions(options: Sequence[Option], min_points: int) -> list[list[int | None]]:
    """By place and missing points: the fewest sessions that the options from there on could take."""
    table: list[list[int | None]] = [[0, *[None] * min_points]]
    for option in reversed(options):
        row = list(table[0])
        for missing in range(1, min_points + 1):
            rest = row[max(missing - option.points, 0)]
            without = row[missing]
            if rest is not None and (without is None or rest + option.sessions < without):
                row[missing] = rest + option.sessions
        table.insert(0, row)
    return table
