"""How the control interface shows things to people and programs."""

from __future__ import annotations

from datetime import UTC, datetime

from .state import BotAccount, Chat, Json, Message, User
from .text import to_html

_QUOTED_CHARS = 120


def message_view(message: Message, *, with_past: bool = False) -> Json:
    """A message as a person sees it, with what a page needs to draw it; `with_past`: and what it had."""
    keyboard = (message.markup or {}).get("inline_keyboard", [])
    reply_keyboard = message.markup if message.markup and "inline_keyboard" not in message.markup else None
    shown: Json = {
        "message_id": message.message_id,
        "chat_id": message.chat.id,
        "from": message.sender.json(),
        "from_bot": message.sender.is_bot and "sender_chat" not in message.extra,
        "kind": message.kind,
        "date": message.date,
        "date_iso": datetime.fromtimestamp(message.date, UTC).isoformat(),
        "edit_date": message.edit_date,
        "version": message.version,
        "text": message.text,
        "html": to_html(message.text, message.entities),
        "entities": message.entities,
        "buttons": keyboard,
        "reply_keyboard": reply_keyboard,
        "reply_to_message_id": message.reply_to.message_id if message.reply_to else None,
        "reply_to": _quote(message.reply_to) if message.reply_to else None,
        "file": file_view(message),
        "call_ids": message.calls,
    }
    if message.extra:
        shown["extra"] = message.extra
    if with_past:
        shown["past_buttons"] = message.past_buttons
    return shown


def _quote(message: Message) -> Json:
    """What is shown of a message above its reply."""
    return {
        "message_id": message.message_id,
        "from": message.sender.json(),
        "kind": message.kind,
        "text": message.text[:_QUOTED_CHARS],
    }


def file_view(message: Message) -> Json | None:
    """The file of a message and where the control interface serves it."""
    if message.file is None:
        return None
    file = message.file
    return {
        "file_id": file.file_id,
        "name": file.upload.name,
        "mime_type": file.upload.mime,
        "size": file.size,
        "width": file.width,
        "height": file.height,
        "url": f"/control/files/{file.file_id}",
    }


def user_view(user: User) -> Json:
    """A person."""
    return {**user.json(), "deactivated": user.deactivated}


def chat_view(chat: Chat) -> Json:
    """A chat without its messages."""
    shown: Json = {
        **chat.json(),
        "messages": len(chat.messages),
        "last_message_id": next(reversed(chat.messages), 0),
        "typing": list(chat.actions.values()),
    }
    if chat.peer is not None:
        return {**shown, "bot_id": chat.bot_id, "blocked": chat.blocked}
    members = [{"user": user.json(), "status": status} for user, status in chat.members.values()]
    return {**shown, "members": members, "can_send": chat.can_send, "migrated_to": chat.migrated_to}


def bot_view(bot: BotAccount) -> Json:
    """A bot, without its token."""
    return {
        **bot.user.json(),
        "pending_updates": bot.updates.pending,
        "allowed_updates": bot.updates.allowed,
        "webhook": bot.updates.webhook.json() if bot.updates.webhook else None,
        "commands": [
            {"scope": scope, "language_code": language, "commands": commands}
            for (scope, language), commands in bot.commands.items()
        ],
        "profile": [
            {"field": name, "language_code": language, "text": text}
            for (name, language), text in bot.profile.items()
        ],
    }
