"""Message text: UTF-16 lengths, cleaning, found entities, and text back to HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

Entity = dict[str, Any]

_CONTROL = {code: " " for code in range(32) if code not in (9, 10)} | {13: ""}
_SPACE = " \t\n\v\f\u00a0\u2028\u2029\u200b"
_FOUND = re.compile(
    r"(?P<url>(?:https?://|\bt\.me/)[^\s<>\"']*[^\s<>\"'.,;:!?)\]])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<bot_command>(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{2,31}\b)"
    r"|(?P<hashtag>(?<![\w#])#(?=\w*[^\W\d])\w+)"
)
_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention", "url"})
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "blockquote": "blockquote",
}


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, the unit of every limit and offset of the Bot API."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Control characters out, as Telegram does on arrival."""
    return text.translate(_CONTROL)


def trimmed(text: str, entities: Sequence[Entity]) -> tuple[str, list[Entity]]:
    """Text without blank space around it, with the entities moved and cut accordingly."""
    core = text.strip(_SPACE)
    lead = utf16_length(text[: len(text) - len(text.lstrip(_SPACE))])
    room = utf16_length(core)
    kept: list[Entity] = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, room)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return core, kept


def with_found_entities(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Given entities plus the commands, links, mentions and tags that Telegram finds by itself."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _OPAQUE]
    found: list[Entity] = []
    for match in _FOUND.finditer(text):
        start = utf16_length(text[: match.start()])
        length = utf16_length(match.group())
        if not any(start < end and start + length > begin for begin, end in taken):
            found.append({"type": match.lastgroup, "offset": start, "length": length})
    return sort_entities([*entities, *found])


def sort_entities(entities: Sequence[Entity]) -> list[Entity]:
    """Outer entities before inner ones."""
    return sorted(entities, key=lambda e: (e["offset"], -e["length"]))


def escape(text: str) -> str:
    """Text that the HTML parse mode shows as it is."""
    return html.escape(text, quote=False)


def to_html(text: str, entities: Sequence[Entity]) -> str:
    """The text with its formatting as HTML that a page may show."""
    raw = text.encode("utf-16-le")
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for entity in sort_entities(entities):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        piece = raw[2 * start : 2 * end].decode("utf-16-le", "replace")
        tags = _tags(entity, piece)
        if tags:
            opens.setdefault(start, []).append(tags[0])
            closes.setdefault(end, []).insert(0, tags[1])
    cuts = sorted({0, len(raw) // 2, *opens, *closes})
    parts: list[str] = []
    for here, after in zip(cuts, [*cuts[1:], None], strict=True):
        parts += closes.get(here, []) + opens.get(here, [])
        if after is not None:
            parts.append(escape(raw[2 * here : 2 * after].decode("utf-16-le", "replace")))
    return "".join(parts)


def _tags(entity: Mapping[str, Any], piece: str) -> tuple[str, str] | None:
    kind = entity["type"]
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if kind == "pre":
        language = entity.get("language")
        inner = f'<code class="language-{html.escape(language)}">' if language else ""
        return f"<pre>{inner}", f"{'</code>' if inner else ''}</pre>"
    if kind == "text_link":
        return f'<a href="{html.escape(entity["url"])}">', "</a>"
    if kind == "url":
        target = piece if "://" in piece else f"https://{piece}"
        return f'<a href="{html.escape(target)}">', "</a>"
    return None
