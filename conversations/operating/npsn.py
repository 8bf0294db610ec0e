"""NPSN as people type them, one or many."""

import re

from conversations.texts import shortened
from conversations.words import Say, say

MOST_AT_ONCE = 30
_GLUE = str.maketrans("", "", " .-\u00a0")
_BETWEEN = re.compile(r"[\s,;]+")
_NPSN = re.compile(r"[0-9]{8}", re.ASCII)
_SHOWN_CHARS = 24


def read_npsn(text: str) -> str | Say:
    """One NPSN, or a sentence that says what is wrong with it."""
    npsn = text.strip().translate(_GLUE)
    if _NPSN.fullmatch(npsn):
        return npsn
    if npsn.isascii() and npsn.isdigit():
        return say(
            "An NPSN has exactly 8 digits; this has {count}. Please type it once more.", count=len(npsn)
        )
    return say("An NPSN has 8 digits and nothing else, such as 20100001. Please type it once more.")


def read_npsns(text: str) -> tuple[str, ...] | Say:
    """NPSN between spaces, commas or lines, each once, or a sentence that says what is wrong."""
    parts = tuple(dict.fromkeys(part for part in _BETWEEN.split(text) if part))
    wrong = next((part for part in parts if not _NPSN.fullmatch(part)), None)
    if wrong is not None or not parts:
        return say(
            "{text} is not an NPSN: each has exactly 8 digits. Please type all of them once more, with "
            "spaces, commas or lines between them.",
            text=_short(wrong or text.strip()) or "…",
        )
    if len(parts) > MOST_AT_ONCE:
        return say(
            "That is {count} schools; at most {most} at once, please. A penilai may open several links.",
            count=len(parts),
            most=MOST_AT_ONCE,
        )
    return parts


def _short(text: str) -> str:
    return shortened(text, _SHOWN_CHARS)
