"""The questions of a message: numbered, on lines of their own, or one after the other."""

import re
from collections.abc import Iterator

from conversations.search.kinds import looks_asked
from conversations.search.words import words

MOST_PARTS = 5
_LEAST_WORDS = 3
_ITEM = re.compile(r"(?:^|\n|\s)(?:\(?\d{1,2}[.)]|[a-eA-E][.)]|[-•*])\s+(?=\S)")
_SENTENCE = re.compile(r"(?<=[?!])\s+|(?<=[a-z])\.\s+(?=[A-Za-z])|\n+")
_ANOTHER = re.compile(
    r"[,;]?\s+(?:dan|serta|lalu|trus|terus|kemudian|and|then|also)\s+(?=(?:juga\s+)?(?:apa(?:kah)?|bagaimana|gimana|"
    r"gmn|kapan|siapa|berapa|brp|di\s?mana|kenapa|mengapa|bisakah|bolehkah|cara|kalau|klo|jika|what|how|when|who|"
    r"why|where|can|is|are|do)\b)",
    re.IGNORECASE,
)


def split(text: str) -> tuple[str, ...]:
    """Its questions, at most so many, each with what leads up to it; nothing where there is only one."""
    parts: list[str] = []
    lead = ""
    for piece in _pieces(text):
        whole = f"{lead} {piece}".strip()
        if looks_asked(piece) and len(words(whole)) >= _LEAST_WORDS:
            parts.append(whole)
            lead = ""
        else:
            lead = whole
    return tuple(parts[:MOST_PARTS]) if len(parts) > 1 else ()


def _pieces(text: str) -> Iterator[str]:
    for item in _ITEM.split(text):
        for sentence in _SENTENCE.split(item):
            yield from (piece.strip() for piece in _ANOTHER.split(sentence) if piece.strip())
