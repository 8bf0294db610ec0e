"""Control routes about persons and what they do."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from ..errors import ControlError
from ..files import Upload
from ..methods.profile import commands_seen_by
from ..state import Chat, Message
from ..view import message_view, user_view
from .base import Ask, Routes


def add_user(ask: Ask) -> Any:
    """Make or change a person."""
    return user_view(ask.world.add_user(ask.body))


def send(ask: Ask) -> Any:
    """Write a text, or press Start with `start`."""
    if "start" in ask.body:
        return ask.actor().start(str(ask.body["start"] or ""))
    return ask.actor().send(
        str(ask.body.get("text", "")),
        ask.maybe("chat_id"),
        ask.maybe("reply_to_message_id"),
        topic=ask.maybe("topic"),
        anonymous=bool(ask.body.get("anonymous")),
    )


def open_link(ask: Ask) -> Any:
    """Open a link to a bot, in a group where it adds the bot to one."""
    return ask.actor().open(ask.word("url"), ask.maybe("chat_id"))


def press(ask: Ask) -> Any:
    """Press a button or forge a press."""
    data = ask.body.get("data")
    if data is None and "button" not in ask.body:
        raise ControlError(400, "button or data is missing")
    return ask.actor().press(
        ask.maybe("chat_id"),
        ask.maybe("message_id"),
        ask.body.get("button"),
        None if data is None else str(data),
    )


def edit(ask: Ask) -> Any:
    """Edit an own message."""
    return ask.actor().edit(ask.number("message_id"), ask.word("text"), ask.maybe("chat_id"))


async def upload(ask: Ask) -> Any:
    """Send a file: multipart with file, and as, caption, chat_id, album."""
    if not isinstance(ask.request, web.Request):
        raise ControlError(400, "a file comes over HTTP only")
    form = await ask.request.post()
    file = form.get("file")
    if not isinstance(file, web.FileField):
        raise ControlError(400, "multipart form with a file expected")
    chat_id = form.get("chat_id")
    content = Upload(file.filename, file.content_type, file.file.read())
    return ask.actor().upload(
        content,
        str(form.get("as", "document")),
        str(form.get("caption", "")),
        int(str(chat_id)) if chat_id else None,
        str(form.get("album", "")),
    )


def send_kind(ask: Ask) -> Any:
    """Send a voice note, sticker, contact or the like."""
    return ask.actor().send_kind(ask.word("kind"), ask.maybe("chat_id"))


def commands(ask: Ask) -> Any:
    """The command menu that a person sees in a chat."""
    actor = ask.actor()
    return {"commands": commands_seen_by(actor.bot, actor.chat(ask.maybe("chat_id")), actor.user)}


def messages(ask: Ask) -> Any:
    """A chat as a person sees it, oldest first; `as` names the person.

    Messages after the id `after`, or the newest `limit` before the id `before`; `past` adds the keyboards
    that they had.
    """
    chat_id = ask.part("chat_id")
    actor_id = ask.maybe("as") or chat_id
    group = ask.world.groups.get(chat_id)
    if group is not None:
        if ask.maybe("as") is not None and actor_id not in group.members:
            raise ControlError(404, f"user {actor_id} is in no chat {chat_id}")
        chat = group
    else:
        if actor_id != chat_id:
            raise ControlError(404, f"user {actor_id} is in no chat {chat_id}")
        chat = ask.world.private(ask.bot(), ask.user(chat_id))
    found, has_more = _window(chat, ask.number("after"), ask.maybe("before"), ask.maybe("limit"))
    with_past = bool(ask.number("past"))
    return {
        "chat": chat.json(),
        "typing": list(chat.actions.values()),
        "seq": ask.world.events.last,
        "messages": [message_view(message, with_past=with_past) for message in found],
        "has_more": has_more,
    }


def _window(chat: Chat, after: int, before: int | None, limit: int | None) -> tuple[list[Message], bool]:
    """The newest messages between two ids, oldest first, and whether there are older ones."""
    found: list[Message] = []
    for message in reversed(chat.messages.values()):
        if message.message_id <= after:
            break
        if before is None or message.message_id < before:
            if len(found) == limit:
                return found[::-1], True
            found.append(message)
    return found[::-1], False


ROUTES: Routes = [
    ("POST", "/users", add_user),
    ("POST", r"/users/{user_id:\d+}/send", send),
    ("POST", r"/users/{user_id:\d+}/open", open_link),
    ("POST", r"/users/{user_id:\d+}/press", press),
    ("POST", r"/users/{user_id:\d+}/edit", edit),
    ("POST", r"/users/{user_id:\d+}/upload", upload),
    ("POST", r"/users/{user_id:\d+}/send_kind", send_kind),
    ("POST", r"/users/{user_id:\d+}/block", lambda ask: ask.actor().block(True)),
    ("POST", r"/users/{user_id:\d+}/unblock", lambda ask: ask.actor().block(False)),
    ("POST", r"/users/{user_id:\d+}/deactivate", lambda ask: ask.actor().deactivate()),
    ("GET", r"/users/{user_id:\d+}/commands", commands),
    ("GET", r"/chats/{chat_id:-?\d+}/messages", messages),
]
