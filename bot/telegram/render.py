"""A drawn screen as arguments of Bot API calls, shrunk to what Telegram takes."""

import html
import logging
import re
from dataclasses import dataclass
from typing import TypedDict

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode

from bot.drawn import Attachment, Drawn, DrawnButton
from bot.fast_json import dumps

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel takes; text in UTF-16 code units, which is never less than Telegram counts."""

    text_chars: int = 4096
    caption_chars: int = 1024
    callback_bytes: int = 64
    label_chars: int = 60
    buttons_per_row: int = 8
    buttons: int = 100
    answer_chars: int = 200


TELEGRAM = Limits()
_PREVIEW_OFF = '{"is_disabled":true}'
_ELLIPSIS = "\u2026"
_PIECE = re.compile(r"<(?P<end>/?)(?P<tag>[a-zA-Z-]+)[^>]*>|&(?:#\w+|\w+);|.", re.DOTALL)


class FileArguments(TypedDict):
    """The arguments that pictures and documents share."""

    filename: str
    caption: str
    parse_mode: str
    reply_markup: InlineKeyboardMarkup | None


def message_fields(drawn: Drawn, limits: Limits = TELEGRAM) -> dict[str, str]:
    """The fields of sendMessage and editMessageText as they go over the wire, beside the chat and message."""
    fields = {
        "text": fit_text(drawn.html, limits.text_chars),
        "parse_mode": ParseMode.HTML.value,
        "link_preview_options": _PREVIEW_OFF,
    }
    if rows := _rows(drawn, limits):
        keys = [[_key(button) for button in row] for row in rows]
        fields["reply_markup"] = dumps({"inline_keyboard": keys}).decode()
    return fields


def file_arguments(drawn: Drawn, file: Attachment, limits: Limits = TELEGRAM) -> FileArguments:
    """Arguments for sendPhoto and sendDocument, beside the file itself."""
    return {
        "filename": file.name,
        "caption": fit_text(drawn.html, limits.caption_chars),
        "parse_mode": ParseMode.HTML,
        "reply_markup": keyboard(drawn, limits),
    }


def keyboard(drawn: Drawn, limits: Limits = TELEGRAM) -> InlineKeyboardMarkup | None:
    """The inline keyboard, or None without buttons."""
    rows = [[_keyboard_button(button) for button in row] for row in _rows(drawn, limits)]
    return InlineKeyboardMarkup(rows) if rows else None


def _keyboard_button(button: DrawnButton) -> InlineKeyboardButton:
    return InlineKeyboardButton(button.label, url=button.url, callback_data=button.data)


def _rows(drawn: Drawn, limits: Limits) -> list[list[DrawnButton]]:
    """The buttons that the channel takes, in rows that are not too long for it."""
    rows: list[list[DrawnButton]] = []
    for drawn_row in drawn.rows:
        row = [made for button in drawn_row if (made := _button(button, limits)) is not None]
        size = limits.buttons_per_row
        rows += [row[start : start + size] for start in range(0, len(row), size)]
    if sum(map(len, rows)) > limits.buttons:
        log.warning("a screen has more than %d buttons", limits.buttons)
        rows = rows[: limits.buttons // limits.buttons_per_row]
    return rows


def _key(button: DrawnButton) -> dict[str, str]:
    """A button as Telegram names its parts."""
    kind, target = ("url", button.url) if button.url else ("callback_data", button.data)
    return {"text": button.label, kind: target or ""}


def shorten(label: str, chars: int) -> str:
    """The label, with an ellipsis where it is cut."""
    return label if len(label) <= chars else label[: chars - 1].rstrip() + _ELLIPSIS


def fit_text(text: str, chars: int) -> str:
    """The HTML, cut after a whole line where its visible text is too long, with every tag closed."""
    # Tags and references only make it shorter, and counting them takes long.
    if len(text.encode("utf-16-le")) // 2 <= chars or visible_length(text) <= chars:
        return text
    log.warning("a text of %d characters was cut to %d", visible_length(text), chars)
    kept = _cut_at(text, chars - 2)
    line_end = kept.rfind("\n")
    if line_end > len(kept) // 2:
        kept = kept[:line_end]
    return f"{kept}{_closing(kept)}\n{_ELLIPSIS}"


def visible_length(text: str) -> int:
    """Length of the HTML's visible text in UTF-16 code units."""
    return sum(_width(piece) for piece in _PIECE.finditer(text))


def _button(button: DrawnButton, limits: Limits) -> DrawnButton | None:
    label = shorten(button.label, limits.label_chars)
    if button.url:
        return DrawnButton(label, None, button.url)
    # One wrong button would make Telegram refuse the whole message.
    if not button.data or len(button.data.encode()) > limits.callback_bytes or not label.strip():
        log.error("a button without a label or with wrong data was left out")
        return None
    return DrawnButton(label, button.data, None)


def _cut_at(text: str, chars: int) -> str:
    used = 0
    for piece in _PIECE.finditer(text):
        used += _width(piece)
        if used > chars:
            return text[: piece.start()]
    return text


def _closing(text: str) -> str:
    is_open: list[str] = []
    for piece in _PIECE.finditer(text):
        if not piece["tag"]:
            continue
        if piece["end"]:
            is_open.pop()
        else:
            is_open.append(piece["tag"])
    return "".join(f"</{tag}>" for tag in reversed(is_open))


def _width(piece: re.Match[str]) -> int:
    if piece["tag"]:
        return 0
    return len(html.unescape(piece[0]).encode("utf-16-le")) // 2
