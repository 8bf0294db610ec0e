"""Texts as people type them, made fit to keep."""

import unicodedata

# Marks that turn or hide the text around them; names and notes have no use for them.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean_text(text: str) -> str:
    """The text on one line, composed, without control and direction marks."""
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if c.isspace() else c for c in composed)
    visible = "".join(c for c in spaced if unicodedata.category(c) not in _HIDDEN)
    return " ".join(visible.split())


def clean_lines(text: str) -> str:
    """The text with its line breaks, each line cleaned, and never more than one empty line."""
    lines = [clean_text(line) for line in text.splitlines()]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).strip()


def shortened(text: str, chars: int) -> str:
    """The text in at most so many characters, with an ellipsis where it goes on."""
    return text if len(text) <= chars else text[: chars - 1].rstrip(" ,:;") + "…"


def text_length(text: str) -> int:
    """Length in UTF-16 code units, as messages count it: most emoji take two."""
    return len(text.encode("utf-16-le")) // 2
