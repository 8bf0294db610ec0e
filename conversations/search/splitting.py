"""The questions of a message: numbered, on lines of their own, or one after the other."""

import re
from collections.abc import Iterator

from conversations.search.kinds import looks_asked
from conversations.search.words import words

MOST_PARTS = 5
_LEAST_WORDS = 3
_ITEM = re.compile(r"(?:^|\n|\s)(?:\(?\d{1,2}[.)]|[a-eA-E][.)]|[-•*])\s+(?=\S)")
_SENTENCE = re.compile(r"(?<=[?!])[;,]?\s+|(?<=[A-Za-z])\.\s+(?=[A-Za-z])|\n+")
_ANOTHER = re.compile(
    r"[,;]?\s+(?:dan|serta|lalu|trus|terus|kemudian|and|then|also)\s+(?=(?:juga\s+)?(?:apa(?:kah)?|bagaimana|gimana|"
    r"gmn|kapan|siapa|berapa|brp|di\s?mana|kenapa|mengapa|bisakah|bolehkah|cara|kalau|klo|jika|what|how|when|who|"
    r"why|where|can|is|are|do)\b)",
    re.IGNORECASE,
)


def split(text: str, most: int = MOST_PARTS) -> tuple[str, ...]:
    """Its questions, at most so many, each with what leads up to it; nothing where there is only one."""
    parts = _items(text) or _sentences(text)
    return parts[:most] if len(parts) > 1 else ()


def _sentences(text: str) -> tuple[str, ...]:
    parts: list[str] = []
    lead = ""
    for piece in _pieces(text):
        whole = f"{lead} {piece}".strip()
        if looks_asked(piece) and len(words(whole)) >= _LEAST_WORDS:
            parts.append(whole)
            lead = ""
        else:
            # A greeting leads up to nothing.
            lead = whole if words(whole) else ""
    return tuple(parts)


def _items(text: str) -> tuple[str, ...]:
    """What a list numbers, whether it asks by its form or not; nothing where only one of it asks."""
    lead, *rest = _ITEM.split(text)
    items = [item.strip() for item in rest]
    asked = sum(looks_asked(item) for item in items)
    says_something = all(len(words(item)) > 1 and "\n" not in item for item in items)
    is_list = len(items) > 1 and asked != 1 and says_something and not looks_asked(lead)
    return tuple(items) if is_list else ()


def _pieces(text: str) -> Iterator[str]:
    for item in _ITEM.split(text):
        for sentence in _SENTENCE.split(item):
            yield from (piece.strip() for piece in _ANOTHER.split(sentence) if piece.strip())
