"""Sets of RHK that would do, for what somebody likes and can manage; suggestions, nothing official.

A set is a number of units of some RHK whose points reach the minimum, and from which no unit can be
taken away without falling below it. Its mainstay is the RHK that gives the most points in it, the first
in number among equals. Two sets are different when they have different mainstays: then each rests on
another kind of work, while two sets with the same mainstay are variations of one idea.

Of every mainstay the best set is taken, and of these the best four. Better is, in this order: fewer
sessions; a better fit to the wishes; fewer different RHK; the smaller (number, quantity) pairs.

Only RHK of the wished kinds that can be finished in the months left are used. Where these give fewer
than two different sets, RHK of all kinds are. The fit is how many of the kinds that are wished or used
are both: 1 where exactly the wished kinds are used. Sets of more sessions than somebody can manage are
given, and marked, only where fewer than two stay within; then there are two of them in all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from conversations.rules.cycle import Period
from conversations.rules.plan import RHKItem
from conversations.rules.rule_set import RuleSet
from conversations.rules.sets import Best, Option, best_sets
from conversations.rules.terms import ActivityKind

MOST_SUGGESTIONS = 4
FEWEST_SUGGESTIONS = 2


@dataclass(frozen=True)
class Wishes:
    """What somebody likes, none for any kind, and how many sessions and months there are for it."""

    kinds: frozenset[ActivityKind]
    sessions: int
    months: int


@dataclass(frozen=True)
class Suggestion:
    """A set that would do; `is_too_much`: it takes more sessions than somebody can manage."""

    items: tuple[RHKItem, ...]
    mainstay: int
    points: int
    sessions: int
    kinds: tuple[ActivityKind, ...]
    fit: Fraction
    is_too_much: bool


def suggest(rules: RuleSet, wishes: Wishes) -> tuple[Suggestion, ...]:
    """The two to four best different sets, best first; fewer only where a rule set has no more."""
    wished = tuple(kind for kind in ActivityKind if kind in wishes.kinds)
    return suggest_from(_options(rules), rules.points.min_points, wished, wishes.sessions, wishes.months)


def suggest_from(
    options: Iterable[Option], min_points: int, wished: tuple[ActivityKind, ...], sessions: int, months: int
) -> tuple[Suggestion, ...]:
    """The same from options alone."""
    best = _best(tuple(options), min_points, wished, months)
    within = sum(found.sessions <= sessions for found in best)
    shown = best[: max(within, FEWEST_SUGGESTIONS)]
    return tuple(
        Suggestion(
            items=tuple(RHKItem(number, quantity) for number, quantity in found.items),
            mainstay=found.mainstay,
            points=found.points,
            sessions=found.sessions,
            kinds=found.kinds,
            fit=found.fit,
            is_too_much=found.sessions > sessions,
        )
        for found in shown
    )


def months_left(period: Period, today: date) -> int:
    """How many months of the half-year are left, the present one included: 1 to 6."""
    months = 12 * (period.end.year - today.year) + period.end.month - today.month + 1
    return min(max(months, 1), 6)


def forget() -> None:
    """Forget what was computed before, to measure it."""
    _best.cache_clear()


def _options(rules: RuleSet) -> tuple[Option, ...]:
    return tuple(
        Option(rhk.number, rhk.points, rhk.effort.sessions, rhk.effort.months, rhk.effort.kind)
        for rhk in rules.rhks
        if rhk.effort is not None
    )


# The same few wishes are asked about at every look at the screen.
@lru_cache(maxsize=512)
def _best(
    options: tuple[Option, ...], min_points: int, wished: tuple[ActivityKind, ...], months: int
) -> tuple[Best, ...]:
    possible = tuple(option for option in options if option.months <= months)
    liked = tuple(option for option in possible if option.kind in wished or not wished)
    best = best_sets(liked, min_points, wished, MOST_SUGGESTIONS)
    if len(best) < FEWEST_SUGGESTIONS and liked != possible:
        return best_sets(possible, min_points, wished, MOST_SUGGESTIONS)
    return best
