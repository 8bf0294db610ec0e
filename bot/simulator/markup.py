"""Keyboards: what Telegram accepts under a message."""

from __future__ import annotations

from typing import Any

from .errors import ApiError, bad_request
from .links import checked_link, linked_user
from .params import Params
from .state import Json

MAX_BUTTONS = 100
MAX_IN_ROW = 8
MAX_DATA_BYTES = 64
_OTHER_ACTIONS = (
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def read_markup(params: Params, *, inline_only: bool = False) -> Json | None:
    """The `reply_markup` of a call, checked and in normal form; None for no keyboard."""
    value = params.object("reply_markup", "can't parse reply keyboard markup JSON object")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        rows = _inline_rows(value["inline_keyboard"])
        return {"inline_keyboard": rows} if rows else None
    if not any(name in value for name in ("keyboard", "remove_keyboard", "force_reply")):
        return None
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in value:
        _check_reply_keyboard(value["keyboard"])
    return value


def _inline_rows(keyboard: Any) -> list[list[Json]]:
    if not isinstance(keyboard, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    rows: list[list[Json]] = []
    for row in keyboard:
        if not isinstance(row, list):
            raise bad_request('field "inline_keyboard" must be an Array of Arrays')
        if row:
            rows.append([_inline_button(button) for button in row])
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return rows


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _unreadable("InlineKeyboardButton must be an Object")
    label = button.get("text")
    if label is None:
        raise _unreadable('Can\'t find field "text"')
    for name in ("text", "url", "callback_data"):
        if not isinstance(button.get(name, ""), str):
            raise _unreadable(f'Field "{name}" must be of type String')
    if not label.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if button.get("url"):
        return {"text": label, "url": _button_link(button["url"])}
    if button.get("callback_data"):
        if len(button["callback_data"].encode("utf-8", "surrogatepass")) > MAX_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"text": label, "callback_data": button["callback_data"]}
    if any(name in button for name in _OTHER_ACTIONS):
        return dict(button)
    raise _unreadable("Text buttons are unallowed in the inline keyboard")


def _button_link(url: str) -> str:
    if linked_user(url) is not None:
        return url
    try:
        return checked_link(url)
    except ValueError as reason:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}") from None


def _check_reply_keyboard(keyboard: Any) -> None:
    if not isinstance(keyboard, list) or not all(isinstance(row, list) for row in keyboard):
        raise bad_request('field "keyboard" must be an Array of Arrays')
    for button in (button for row in keyboard for button in row):
        text = button.get("text") if isinstance(button, dict) else button
        if not isinstance(text, str):
            raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")


def _unreadable(reason: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")
