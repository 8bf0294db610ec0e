"""What makes two screens the same kind of screen: the sentences, whatever is filled into them."""

from collections.abc import Iterable, Iterator

from conversations.screens import Screen
from conversations.words import Say, Words

Skeleton = tuple[str, str, frozenset[str], frozenset[str]]


def skeleton(flow: str, spot: str, screen: Screen) -> Skeleton:
    """Flow, place and the keys of lines and labels."""
    return flow, spot, _keys(screen.lines), _keys(_labels(screen))


def keys_of(lines: Iterable[str], labels: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The keys, lines told from labels."""
    yield from (("line", key) for key in lines)
    yield from (("label", key) for key in labels)


def nested_keys(screen: Screen) -> frozenset[str]:
    """The keys of the sentences that are filled into others, such as the name of a status."""
    return frozenset(key for words in (*screen.lines, *_labels(screen)) for key in _inside(words))


def _labels(screen: Screen) -> Iterator[Words]:
    return (button.label for row in screen.rows for button in row)


def _keys(words: Iterable[Words]) -> frozenset[str]:
    return frozenset(said.key if isinstance(said, Say) else "" for said in words)


def _inside(words: Words) -> Iterator[str]:
    if isinstance(words, Say):
        for _, value in words.values:
            if isinstance(value, Say):
                yield value.key
                yield from _inside(value)
