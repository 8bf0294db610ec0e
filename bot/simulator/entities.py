"""The HTML parse mode, with Telegram's rules and its complaints at byte offsets."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .errors import bad_request
from .links import checked_link, linked_user
from .text import Entity, sort_entities, utf16_length

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "blockquote": "blockquote",
}
_SUPPORTED = frozenset(_TYPES) | {"a", "pre", "code", "tg-emoji"}
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_REFERENCE = re.compile(rb"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|([A-Za-z]+));?")
_SPACES = b" \t\r\n\v\0"

UserJson = Callable[[int], dict[str, Any] | None]


@dataclass
class _Open:
    tag: str
    argument: str
    offset: int
    begin: int


def parse_html(source: str, user_json: UserJson = lambda _: None) -> tuple[str, list[Entity]]:
    """Text and entities (offsets in UTF-16 units) of the HTML; `user_json` resolves mentions by id."""
    return _Parser(source, user_json).run()


class _Parser:
    def __init__(self, source: str, user_json: UserJson) -> None:
        # A zero byte at the end stands for "no more", as in Telegram's own parser.
        self.raw = source.encode("utf-8") + b"\0"
        self.at = 0
        self.user_json = user_json
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        end = len(self.raw) - 1
        while self.at < end:
            if self.raw[self.at] == ord("<"):
                self._tag()
            elif self.raw[self.at] == ord("&"):
                self._emit(self._reference() or self._literal())
            else:
                self._emit(self._plain(end))
        if self.open:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.text), sort_entities(self.entities)

    def _emit(self, piece: str) -> None:
        self.text.append(piece)
        self.offset += utf16_length(piece)

    def _plain(self, end: int) -> str:
        start = self.at
        stops = (p for p in (self.raw.find(b"<", start), self.raw.find(b"&", start)) if p >= 0)
        self.at = min(stops, default=end)
        return self.raw[start : self.at].decode("utf-8")

    def _literal(self) -> str:
        self.at += 1
        return "&"

    def _reference(self) -> str:
        """The character of an escape here, or nothing if it is only an ampersand."""
        match = _REFERENCE.match(self.raw, self.at)
        if match is None:
            return ""
        if match[3] is not None:
            character = _NAMED.get(match[3], "")
        else:
            code = int(match[1], 16) if match[1] else int(match[2])
            digits = match[1] or match[2]
            known = 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF and len(digits) < 8
            character = chr(code) if known else ""
        if character:
            self.at = match.end()
        return character

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self.raw[self.at] == ord("/"):
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _word(self, stops: bytes) -> str:
        start = self.at
        while self.raw[self.at] not in _SPACES and self.raw[self.at] not in stops:
            self.at += 1
        return self.raw[start : self.at].decode("utf-8", "replace")

    def _skip_spaces(self) -> None:
        while self.raw[self.at] in _SPACES and self.raw[self.at] != 0:
            self.at += 1

    def _start_tag(self, begin: int) -> None:
        tag = self._word(b">").lower()
        if self.raw[self.at] == 0:
            raise _cannot(f"Unclosed start tag at byte offset {begin}")
        if tag not in _SUPPORTED:
            raise _cannot(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument = ""
        while True:
            self._skip_spaces()
            if self.raw[self.at] == ord(">"):
                break
            name, value = self._attribute(tag, begin)
            argument = _argument(tag, name, value) or argument
        if tag == "span" and argument != "spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.at += 1
        self.open.append(_Open(tag, argument, self.offset, len(self.text)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._word(b"=>").lower()
        if not name:
            raise _cannot(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_spaces()
        if self.raw[self.at] != ord("="):
            if tag == "blockquote" and name == "expandable" and self.raw[self.at] != 0:
                return name, "1"
            raise _cannot(
                "Expected equal sign in declaration of an attribute "
                f'of the tag "{tag}" at byte offset {begin}'
            )
        self.at += 1
        self._skip_spaces()
        if self.raw[self.at] == 0:
            raise _cannot(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = self._quoted() if self.raw[self.at] in b"'\"" else self._token()
        if self.raw[self.at] == 0:
            raise _cannot(f"Unclosed start tag at byte offset {begin}")
        return name, value

    def _token(self) -> str:
        start = self.at
        while chr(self.raw[self.at]).isascii() and (
            chr(self.raw[self.at]).isalnum() or self.raw[self.at] in b".-"
        ):
            self.at += 1
        if self.raw[self.at] not in _SPACES and self.raw[self.at] != ord(">"):
            raise _cannot(f"Unexpected end of name token at byte offset {start}")
        return self.raw[start : self.at].decode("ascii").lower()

    def _quoted(self) -> str:
        quote = self.raw[self.at]
        self.at += 1
        value = bytearray()
        while self.raw[self.at] not in (quote, 0):
            character = self._reference() if self.raw[self.at] == ord("&") else ""
            if character:
                value += character.encode("utf-8")
            else:
                value.append(self.raw[self.at])
                self.at += 1
        if self.raw[self.at] == quote:
            self.at += 1
        return value.decode("utf-8", "replace")

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise _cannot(f"Unexpected end tag at byte offset {begin}")
        self.at += 1
        tag = self._word(b">").lower()
        self._skip_spaces()
        if self.raw[self.at] != ord(">"):
            raise _cannot(f"Unclosed end tag at byte offset {begin}")
        expected = self.open[-1].tag
        if tag and tag != expected:
            raise _cannot(
                f'Unmatched end tag at byte offset {begin}, expected "</{expected}>", found "</{tag}>"'
            )
        self.at += 1
        opened = self.open.pop()
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        span = {"offset": opened.offset, "length": self.offset - opened.offset}
        if opened.tag == "a":
            self._link(opened, span)
        elif opened.tag in ("pre", "code"):
            self._code(opened, span)
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdecimal() or int(opened.argument) == 0:
                raise _cannot("Invalid custom emoji identifier specified")
            self.entities.append({"type": "custom_emoji", **span, "custom_emoji_id": opened.argument})
        elif opened.tag == "blockquote" and opened.argument:
            self.entities.append({"type": "expandable_blockquote", **span})
        else:
            self.entities.append({"type": _TYPES[opened.tag], **span})

    def _link(self, opened: _Open, span: Entity) -> None:
        url = opened.argument or "".join(self.text[opened.begin :])
        user_id = linked_user(url)
        if user_id is not None:
            user = self.user_json(user_id)
            if user is not None:
                self.entities.append({"type": "text_mention", **span, "user": user})
            return
        try:
            self.entities.append({"type": "text_link", **span, "url": checked_link(url)})
        except ValueError:
            return  # Telegram keeps the text and drops a link that leads nowhere.

    def _code(self, opened: _Open, span: Entity) -> None:
        last = self.entities[-1] if self.entities else {}
        inner = "code" if opened.tag == "pre" else "pre"
        if last.get("type") == inner and {k: last[k] for k in span} == span:
            language = last.pop("language", "") or opened.argument
            if language:
                last.update(type="pre", language=language)
                return
        entity: Entity = {"type": opened.tag, **span}
        if opened.tag == "code" and opened.argument and self.open and self.open[-1].tag == "pre":
            entity["language"] = opened.argument  # taken over when the surrounding <pre> closes
        self.entities.append(entity)


def _argument(tag: str, name: str, value: str) -> str:
    if (tag, name) in (("a", "href"), ("tg-emoji", "emoji-id"), ("blockquote", "expandable")):
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return ""


def _cannot(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")
