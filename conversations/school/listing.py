"""Lists of buttons on pages."""

from collections.abc import Sequence
from typing import TypeVar

from conversations.navigation import page_buttons
from conversations.screens import Rows

E = TypeVar("E")
PAGE_ENTRIES = 6


def pages_of(entries: Sequence[object]) -> int:
    """How many pages the entries take; at least one."""
    return -(-len(entries) // PAGE_ENTRIES) or 1


def entries_on(entries: Sequence[E], page: int) -> tuple[int, Sequence[E]]:
    """The page with that number from 0, or the last one, and its entries."""
    nearest = min(page, pages_of(entries) - 1)
    return nearest, entries[nearest * PAGE_ENTRIES : (nearest + 1) * PAGE_ENTRIES]


def turning(page: int, pages: int) -> Rows:
    """The row that turns the page; none for a single page."""
    turn = page_buttons(page, pages)
    return (turn,) if turn else ()
