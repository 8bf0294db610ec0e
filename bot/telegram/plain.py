"""What most updates are, a press or a bare text in the chat with one person, read straight from the JSON.

python-telegram-bot's objects, which all other updates become, take ten times as long to make. What is not
exactly of one of the two shapes is left to them.
"""

from collections.abc import Mapping
from typing import Any

from bot.telegram.groups import storable
from bot.telegram.inbound import Inbound, Raw, typed
from conversations.events import Event, parse_press

# An inaccessible message has this date; one that can still be edited has a real one.
_NO_DATE = 0
_BARE = frozenset({"message_id", "date", "chat", "from", "text", "entities"})


def read_plainly(raw: Raw, bot_id: int) -> Inbound | None:
    """The update, not checked yet; None where it has another shape."""
    match raw:
        case {
            "callback_query": {
                "id": str(tap),
                "from": {"id": int(), "is_bot": False, "first_name": str()} as sender,
                "message": {"message_id": int(message_id), "date": int(date)} as message,
                "data": str(data),
            }
        } if len(raw) == 2:
            pressed = None if date == _NO_DATE else message_id
            return _inbound(
                raw,
                bot_id,
                message,
                sender,
                parse_press(data),
                callback_query_id=tap,
                pressed_message_id=pressed,
            )
        case {
            "message": {
                "date": int(date),
                "from": {"id": int(), "is_bot": False, "first_name": str()} as sender,
                "text": str(text),
            } as message
        } if len(raw) == 2 and message.keys() <= _BARE:
            return _inbound(raw, bot_id, message, sender, typed(text), sent_at=date)
    return None


def _inbound(
    raw: Raw, bot_id: int, message: Mapping[str, Any], sender: Mapping[str, Any], event: Event, **more: Any
) -> Inbound | None:
    match message:
        case {"chat": {"id": int(chat_id), "type": "private"}}:
            last_name = sender.get("last_name")
            full_name = f"{sender['first_name']} {last_name}" if last_name else sender["first_name"]
            return Inbound(
                bot_id=bot_id,
                update_id=raw["update_id"],
                chat_id=chat_id,
                chat_type="private",
                user_id=sender["id"],
                user_name=storable(full_name).strip(),
                language_code=sender.get("language_code"),
                event=event,
                **more,
            )
    return None
