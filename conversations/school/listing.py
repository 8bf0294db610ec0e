"""Lists of buttons on pages."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from conversations.navigation import page_buttons
from conversations.screens import Button, Rows

E = TypeVar("E")
PAGE_ENTRIES = 6


def pages_of(entries: Sequence[object], size: int = PAGE_ENTRIES) -> int:
    """How many pages the entries take; at least one."""
    return -(-len(entries) // size) or 1


def entries_on(entries: Sequence[E], page: int, size: int = PAGE_ENTRIES) -> tuple[int, Sequence[E]]:
    """The page with that number from 0, or the last one, and its entries."""
    nearest = min(page, pages_of(entries, size) - 1)
    return nearest, entries[nearest * size : (nearest + 1) * size]


def in_pairs(buttons: Iterable[Button]) -> Rows:
    """Two buttons a row."""
    every = tuple(buttons)
    return tuple(every[start : start + 2] for start in range(0, len(every), 2))


def turning(page: int, pages: int) -> Rows:
    """The row that turns the page; none for a single page."""
    turn = page_buttons(page, pages)
    return (turn,) if turn else ()
