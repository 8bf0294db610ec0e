"""Pages of text that fit one message in every language."""

from collections.abc import Iterable

from conversations.texts import text_length
from conversations.words import Link, Say, Words

# Telegram takes 4,096 characters; the rest is room for a word above the page and for longer translations.
PAGE_CHARS = 2800
_DATE_CHARS = 50

Block = tuple[Words, ...]


def weight(words: Words) -> int:
    """About how many UTF-16 units the words take when drawn, whatever the language."""
    if isinstance(words, str):
        return text_length(words)
    return len(words.key) + sum(_value_weight(value) for _, value in words.values)


def paginate(blocks: Iterable[Block], limit: int = PAGE_CHARS) -> tuple[Block, ...]:
    """Put whole blocks on as few pages as possible, in order; there is always at least one page."""
    pages: list[Block] = []
    page: Block = ()
    used = 0
    for block in blocks:
        size = sum(weight(line) + 1 for line in block)
        if page and used + size > limit:
            pages.append(page)
            page, used = (), 0
        page += block
        used += size
    return (*pages, page)


def page_of(pages: tuple[Block, ...], number: int) -> tuple[int, Block]:
    """The page with that number from 0, or the nearest there is."""
    nearest = min(max(number, 0), len(pages) - 1)
    return nearest, pages[nearest]


def _value_weight(value: object) -> int:
    match value:
        case Say() | str():
            return weight(value)
        case Link(text):
            return text_length(text)
        case int():
            return len(str(value))
        case _:
            return _DATE_CHARS
