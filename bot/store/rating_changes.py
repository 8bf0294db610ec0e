"""What corrections of ratings changed, as the history of a plan keeps it."""

from collections.abc import Iterator, Mapping
from typing import Any

from conversations.facts import EventKind, RatingChange
from conversations.rules.terms import Rating

RATING_EVENTS = frozenset({EventKind.RATING_CORRECTED, EventKind.RATING_ENTERED})
_PARTS = (("aspects", "aspect"), ("behaviors", "behavior"))
_OVERALL = (("work_result", "overall:result"), ("work_behavior", "overall:behavior"))


def rating_changes(changes: Mapping[str, Any] | None) -> tuple[RatingChange, ...]:
    """What differs; nothing for the first entry, as there was nothing before."""
    if not changes or not changes["before"]:
        return ()
    return tuple(_differences(changes["before"], changes["after"]))


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[RatingChange]:
    for part, kind in _PARTS:
        for name in dict.fromkeys((*before[part], *after[part])):
            yield from _difference(f"{kind}:{name}", before[part].get(name), after[part].get(name))
    for name, item in _OVERALL:
        yield from _difference(item, before[name], after[name])
    if before["note"] != after["note"]:
        yield RatingChange("note")


def _difference(item: str, before: str | None, after: str | None) -> Iterator[RatingChange]:
    if before != after:
        was, now = (None if rating is None else Rating(rating) for rating in (before, after))
        yield RatingChange(item, was, now)
