"""Rating: what a principal or penilai gives at the end of a half-year, and what its owner sees of it."""

from conversations.rating.flow import (
    OPEN_RATING,
    RatingFlow,
    enter,
    enter_entry,
    enter_own,
    enter_person,
    from_notice,
)
from conversations.rating.state import NAME, nobody_decides

__all__ = [
    "NAME",
    "OPEN_RATING",
    "RatingFlow",
    "enter",
    "enter_entry",
    "enter_own",
    "enter_person",
    "from_notice",
    "nobody_decides",
]
