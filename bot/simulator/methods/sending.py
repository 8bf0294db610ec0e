"""Sending messages, and answering presses."""

from __future__ import annotations

import time
from typing import Any

from ..access import open_chat, writable_chat
from ..errors import QUERY_TOO_OLD, bad_request
from ..links import checked_link
from ..markup import read_markup
from ..membership import topic_mark
from ..params import Params
from ..state import Chat, Json, Message
from ..text import utf16_length
from .call import Call, Handler
from .content import read_caption, read_file, read_text

MAX_ANSWER = 200
ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def send_message(call: Call) -> Json:
    """sendMessage."""
    text, entities = read_text(call)
    markup = read_markup(call.params)
    chat = writable_chat(call.world, call.bot, call.params.chat_id(), "text")
    return _post(call, chat, text=text, entities=entities, markup=markup, preview=read_preview(call.params))


def send_photo(call: Call) -> Json:
    """sendPhoto."""
    return _send_file(call, "photo")


def send_document(call: Call) -> Json:
    """sendDocument."""
    return _send_file(call, "document")


def _send_file(call: Call, kind: str) -> Json:
    file = read_file(call, kind)
    caption, entities = read_caption(call)
    markup = read_markup(call.params)
    chat = writable_chat(call.world, call.bot, call.params.chat_id(), kind)
    return _post(call, chat, text=caption, entities=entities, markup=markup, kind=kind, file=file)


def _post(call: Call, chat: Chat, **fields: Any) -> Json:
    topic = call.params.integer("message_thread_id")
    if topic and topic not in chat.topics:
        raise bad_request("message thread not found")
    if topic:
        fields["extra"] = topic_mark(chat, topic)
    reply_to = _reply_target(call.params, chat)
    call.bot.limits.count(chat.id)
    message, _ = call.world.post(chat, call.bot.user, reply_to=reply_to, calls=[call.id], **fields)
    return message.json()


def _reply_target(params: Params, chat: Chat) -> Message | None:
    wish = params.object("reply_parameters", "can't parse reply parameters JSON object") or {}
    if not isinstance(wish, dict):
        raise bad_request("object expected as reply parameters")
    number = wish.get("message_id") or params.integer("reply_to_message_id")
    if not number:
        return None
    target = chat.messages.get(int(number))
    anyway = wish.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    if target is None and not anyway:
        raise bad_request("message to be replied not found")
    return target


def read_preview(params: Params) -> Json:
    """The link preview options, if any were given."""
    options = params.object("link_preview_options", "can't parse link preview options JSON object")
    if isinstance(options, dict):
        return options
    return {"is_disabled": True} if params.flag("disable_web_page_preview") else {}


def send_chat_action(call: Call) -> bool:
    """sendChatAction: shown until the next message."""
    action = call.params.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = open_chat(call.world, call.bot, call.params.chat_id())
    chat.actions[call.bot.user.id] = action
    call.world.events.add(type="chat_action", chat_id=chat.id, bot_id=chat.bot_id or None, action=action)
    return True


def answer_callback_query(call: Call) -> bool:
    """answerCallbackQuery: free of any pace; the person sees the first answer."""
    params, world = call.params, call.world
    text = params.text("text")
    if utf16_length(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if "url" in params:
        _check_answer_link(params.text("url"))
    query = world.callbacks.get(params.text("callback_query_id"))
    too_old = query is not None and time.monotonic() - query.born > world.settings.query_lifetime
    if query is None or too_old or query.bot_id != call.bot.user.id:
        raise bad_request(QUERY_TOO_OLD)
    answer: Json = {"text": text, "show_alert": params.flag("show_alert"), "call_id": call.id}
    if "url" in params:
        answer["url"] = params.text("url")
    query.answers.append(answer)
    world.events.add(
        type="callback_answer",
        callback_query_id=query.id,
        chat_id=query.chat_id,
        message_id=query.message_id,
        user_id=query.user.id,
        first=len(query.answers) == 1,
        **answer,
    )
    return True


def _check_answer_link(url: str) -> None:
    try:
        checked_link(url)
    except ValueError:
        raise bad_request("URL_INVALID") from None


METHODS: dict[str, Handler] = {
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "sendchataction": send_chat_action,
    "answercallbackquery": answer_callback_query,
}
