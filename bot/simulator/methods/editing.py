"""Editing and deleting messages."""

from __future__ import annotations

from typing import Any

from ..access import open_chat, own_message
from ..errors import NOT_MODIFIED, bad_request
from ..files import StoredFile
from ..markup import read_markup
from ..state import Json, Message
from .call import Call, Handler
from .content import Formatted, read_caption, read_file, read_text
from .sending import read_preview

DELETABLE_SECONDS = 48 * 3600


def edit_message_text(call: Call) -> Json:
    """editMessageText."""
    text, entities = read_text(call)
    message = _target(call)
    if not message.editable_text:
        raise bad_request("there is no text in the message to edit")
    return _change(call, message, (text, entities), preview=read_preview(call.params))


def edit_message_caption(call: Call) -> Json:
    """editMessageCaption."""
    caption = read_caption(call)
    message = _target(call)
    if message.file is None:
        raise bad_request("there is no caption in the message to edit")
    return _change(call, message, caption)


def edit_message_media(call: Call) -> Json:
    """editMessageMedia: another photo or document, or one in place of a text."""
    media = call.params.object("media", "can't parse input media JSON object")
    if not isinstance(media, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = media.get("type")
    if kind not in ("photo", "document"):
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    file = read_file(call, str(kind), str(media.get("media") or ""))
    caption = read_caption(call, media)
    return _change(call, _target(call), caption, file=file, kind=str(kind))


def edit_message_reply_markup(call: Call) -> Json:
    """editMessageReplyMarkup."""
    message = _target(call)
    return _change(call, message, (message.text, message.entities), preview=message.preview)


def _target(call: Call) -> Message:
    if "inline_message_id" in call.params and "chat_id" not in call.params:
        raise bad_request("MESSAGE_ID_INVALID")
    chat_id, message_id = call.params.chat_id(), call.params.message_id()
    return own_message(call.bot, open_chat(call.world, call.bot, chat_id), message_id)


def _change(
    call: Call,
    message: Message,
    content: Formatted,
    *,
    file: StoredFile | None = None,
    kind: str = "",
    preview: Json | None = None,
) -> Json:
    text, entities = content
    markup = read_markup(call.params, inline_only=True)
    call.bot.limits.count(message.chat.id)
    wanted: dict[str, Any] = {
        "text": text,
        "entities": entities,
        "markup": markup,
        "preview": preview or {},
        "file": file or message.file,
        "kind": kind or message.kind,
    }
    if all(_same(getattr(message, name), value) for name, value in wanted.items()):
        raise bad_request(NOT_MODIFIED)
    message.give_keyboard(wanted.pop("markup"))
    for name, value in wanted.items():
        setattr(message, name, value)
    message.calls.append(call.id)
    call.world.changed(message)
    return message.json()


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, StoredFile) and isinstance(new, StoredFile):
        return old.upload.data == new.upload.data and old.upload.name == new.upload.name
    return bool(old == new)


def delete_message(call: Call) -> bool:
    """deleteMessage: own messages, a person's in a private chat, anyone's as an administrator."""
    chat_id, message_id = call.params.chat_id(), call.params.message_id()
    chat = open_chat(call.world, call.bot, chat_id)
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to delete not found")
    own = message.sender.id == call.bot.user.id
    if not own and chat.peer is None and not chat.is_admin(call.bot.user.id):
        raise bad_request("message can't be deleted")
    if call.world.clock.timestamp() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    call.world.remove(message)
    return True


def delete_messages(call: Call) -> bool:
    """deleteMessages: those that can be found."""
    numbers = call.params.object("message_ids", "can't parse message identifiers JSON object")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= 100:
        raise bad_request("message identifiers are not specified")
    chat = open_chat(call.world, call.bot, call.params.chat_id())
    for message in [chat.messages[n] for n in numbers if n in chat.messages]:
        call.world.remove(message)
    return True


def pin_chat_message(call: Call) -> bool:
    """pinChatMessage: checked and noted."""
    chat = open_chat(call.world, call.bot, call.params.chat_id())
    message = chat.messages.get(call.params.message_id())
    if message is None:
        raise bad_request("message to pin not found")
    if chat.peer is None and not chat.is_admin(call.bot.user.id):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    call.world.events.add(type="pin", chat_id=chat.id, message_id=message.message_id)
    return True


METHODS: dict[str, Handler] = {
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagemedia": edit_message_media,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
    "pinchatmessage": pin_chat_message,
}
