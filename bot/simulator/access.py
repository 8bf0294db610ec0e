"""May this bot do that in this chat? Telegram's answers."""

from __future__ import annotations

from .errors import CHAT_NOT_FOUND, ApiError, bad_request, forbidden
from .state import BotAccount, Chat, Message
from .world import World

_RIGHTS = {"text": "text messages", "photo": "photos", "document": "documents"}


def find_chat(world: World, bot: BotAccount, chat_id: int) -> Chat:
    """A chat that the bot knows."""
    chat = world.groups.get(chat_id) or world.privates.get((bot.user.id, chat_id))
    if chat is not None:
        return chat
    if chat_id in world.users:
        raise forbidden("bot can't initiate conversation with a user")
    raise bad_request(CHAT_NOT_FOUND)


def open_chat(world: World, bot: BotAccount, chat_id: int) -> Chat:
    """A chat in which the bot can act now: not moved, not blocked, not thrown out."""
    chat = find_chat(world, bot, chat_id)
    if chat.migrated_to is not None:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.migrated_to},
        )
    if chat.peer is not None:
        if chat.peer.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        return chat
    if bot.user.id not in chat.members:
        raise bad_request(CHAT_NOT_FOUND) if chat.type == "group" else _not_member(chat)
    if chat.status_of(bot.user.id) == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind_name}")
    if not chat.is_member(bot.user.id):
        raise _not_member(chat)
    return chat


def writable_chat(world: World, bot: BotAccount, chat_id: int, kind: str) -> Chat:
    """A chat to which the bot may send such a message."""
    chat = open_chat(world, bot, chat_id)
    if chat.peer is None and not chat.can_send and not chat.is_admin(bot.user.id):
        raise bad_request(f"not enough rights to send {_RIGHTS[kind]} to the chat")
    return chat


def own_message(bot: BotAccount, chat: Chat, message_id: int) -> Message:
    """A message that the bot may edit."""
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to edit not found")
    below_field = message.markup is not None and "inline_keyboard" not in message.markup
    if message.sender.id != bot.user.id or message.kind == "service" or below_field:
        raise bad_request("message can't be edited")
    return message


def _not_member(chat: Chat) -> ApiError:
    return forbidden(f"bot is not a member of the {chat.kind_name}")
