"""Updates of Telegram as what came in for a conversation."""

from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType, MessageType

from bot.telegram.api import UPDATE_KINDS
from bot.telegram.groups import (
    is_news,
    is_ours,
    news_of_change,
    news_of_message,
    sender_id,
    storable,
)
from bot.telegram.inbound import COMMAND, Inbound, Membership, Raw, check_inbound, typed
from bot.telegram.plain import read_plainly
from bot.telegram.sent_files import file_of
from bot.telegram.shapes import is_number
from conversations.events import Attachment, Command, Edited, Event, Returned, parse_press

_KINDS = frozenset(UPDATE_KINDS)
_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
_OUTSIDE = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})

# The more telling name first: an animation is a document too, a venue a location too.
_ATTACHMENTS = (
    MessageType.ANIMATION,
    MessageType.VENUE,
    MessageType.AUDIO,
    MessageType.VOICE,
    MessageType.VIDEO_NOTE,
    MessageType.VIDEO,
    MessageType.LIVE_PHOTO,
    MessageType.PHOTO,
    MessageType.DOCUMENT,
    MessageType.STICKER,
    MessageType.STORY,
    MessageType.PAID_MEDIA,
    MessageType.CONTACT,
    MessageType.LOCATION,
    MessageType.POLL,
    MessageType.DICE,
    MessageType.GAME,
    MessageType.CHECKLIST,
    MessageType.GIVEAWAY,
    MessageType.INVOICE,
    MessageType.PASSPORT_DATA,
    MessageType.WEB_APP_DATA,
)
_OTHER_ATTACHMENT = "other"


class Inbox:
    """Reads updates for one bot."""

    def __init__(self, bot_id: int, username: str) -> None:
        self._bot_id = bot_id
        self._username = username.lower()

    def parse(self, raw: Raw) -> Inbound | None:
        """What came in; None for what is none of our business, an exception for a malformed update."""
        if not _KINDS & raw.keys():
            # Not even read: what we never asked for must not fail for its shape.
            return None
        inbound = read_plainly(raw, self._bot_id) or self._read(Update.de_json(dict(raw), None))
        if inbound is not None:
            check_inbound(inbound)
        return inbound

    def _read(self, update: Update) -> Inbound | None:
        if update.message is not None:
            return self._message(update, update.message)
        if update.edited_message is not None:
            return self._edited(update, update.edited_message)
        if update.callback_query is not None:
            return self._press(update, update.callback_query)
        if update.my_chat_member is not None:
            return self._membership(update, update.my_chat_member)
        return None

    def _message(self, update: Update, message: Message) -> Inbound | None:
        if message.chat.type in _GROUPS:
            return self._group_message(update, message)
        event = self._event(message)
        if event is None or message.from_user is None:
            return None
        return self._inbound(update, message.chat, message.from_user, event, sent_at=message.date)

    def _group_message(self, update: Update, message: Message) -> Inbound | None:
        """A command that is meant for us, or news of the group itself; of all else nothing is kept."""
        event = self._group_event(message)
        is_from_bot = message.from_user is not None and message.from_user.is_bot
        if event is None and not is_news(message):
            return None
        if event is not None and is_from_bot and message.sender_chat is None:
            return None
        return Inbound(
            bot_id=self._bot_id,
            update_id=update.update_id,
            chat_id=message.chat.id,
            chat_type=str(message.chat.type),
            user_id=sender_id(message),
            user_name="",
            language_code=None,
            event=event,
            group=news_of_message(message),
            sent_at=int(message.date.timestamp()),
        )

    def _group_event(self, message: Message) -> Command | None:
        found = COMMAND.fullmatch(storable(message.text or ""))
        if found is None:
            return None
        name, addressee, argument = found.groups()
        command = Command(name.lower(), (argument or "").strip())
        return command if is_ours(command, (addressee or "").lower(), self._username) else None

    def _edited(self, update: Update, message: Message) -> Inbound | None:
        if message.from_user is None or message.chat.type != ChatType.PRIVATE:
            return None
        return self._inbound(update, message.chat, message.from_user, Edited(), sent_at=message.edit_date)

    def _press(self, update: Update, query: CallbackQuery) -> Inbound | None:
        if query.message is None or query.message.chat.type != ChatType.PRIVATE:
            return None
        event = parse_press(query.data or "")
        # A deleted or very old message comes without content and cannot be edited.
        pressed = query.message.message_id if query.message.is_accessible else None
        return self._inbound(
            update,
            query.message.chat,
            query.from_user,
            event,
            pressed_message_id=pressed,
            callback_query_id=query.id,
        )

    def _membership(self, update: Update, change: ChatMemberUpdated) -> Inbound | None:
        was, now = _is_inside(change.old_chat_member), _is_inside(change.new_chat_member)
        if change.chat.type in _GROUPS:
            return self._group_membership(update, change, was=was, now=now)
        if was == now:
            return None
        if change.chat.type != ChatType.PRIVATE:
            return None
        if now:
            return self._inbound(
                update, change.chat, change.from_user, Returned(), membership=Membership.UNBLOCKED
            )
        return self._inbound(update, change.chat, change.from_user, None, membership=Membership.BLOCKED)

    def _group_membership(
        self, update: Update, change: ChatMemberUpdated, *, was: bool, now: bool
    ) -> Inbound | None:
        """Added, removed, or still inside with other rights."""
        if not (was or now):
            return None
        entered = Membership.ADDED if now else Membership.REMOVED
        return Inbound(
            bot_id=self._bot_id,
            update_id=update.update_id,
            chat_id=change.chat.id,
            chat_type=str(change.chat.type),
            user_id=change.from_user.id,
            user_name="",
            language_code=None,
            event=None,
            membership=None if was == now else entered,
            group=news_of_change(change),
        )

    def _event(self, message: Message) -> Event | None:
        if message.chat.type != ChatType.PRIVATE:
            return None
        if message.text is None:
            return _attachment(message)
        return typed(message.text)

    def _inbound(
        self,
        update: Update,
        chat: Chat,
        user: User,
        event: Event | None,
        *,
        pressed_message_id: int | None = None,
        callback_query_id: str | None = None,
        membership: Membership | None = None,
        sent_at: datetime | None = None,
    ) -> Inbound | None:
        if user.is_bot:
            return None
        return Inbound(
            bot_id=self._bot_id,
            update_id=update.update_id,
            chat_id=chat.id,
            chat_type=str(chat.type),
            user_id=user.id,
            user_name=storable(user.full_name).strip(),
            language_code=user.language_code,
            event=event,
            pressed_message_id=pressed_message_id,
            callback_query_id=callback_query_id,
            membership=membership,
            sent_at=None if sent_at is None else int(sent_at.timestamp()),
        )


def chat_id_of(raw: Raw) -> int | None:
    """The private chat of an update that could not be read; None where it may have been a group's."""
    chat_id = _named_chat(raw)
    return chat_id if is_number(chat_id) else None


def _named_chat(raw: Raw) -> int | None:
    for kind in ("message", "edited_message", "callback_query", "my_chat_member"):
        content: Any = raw.get(kind)
        match content:
            case {"chat": {"id": int(chat_id)}} | {"message": {"chat": {"id": int(chat_id)}}}:
                return chat_id if chat_id > 0 else None
            case {"chat": {"type": ChatType.PRIVATE}, "from": {"id": int(user_id)}} | {
                "message": {"chat": {"type": ChatType.PRIVATE}},
                "from": {"id": int(user_id)},
            }:
                return user_id
            case {"from": {"id": int(user_id)}} if kind == "callback_query" and not _names_chat(content):
                # Our buttons are in private chats only.
                return user_id
    return None


def _names_chat(query: Raw) -> bool:
    message = query.get("message")
    return isinstance(message, dict) and "chat" in message


def _attachment(message: Message) -> Event | None:
    for kind in _ATTACHMENTS:
        if _holds(message, kind):
            return Attachment(kind.value, file_of(message, kind), storable(message.media_group_id or ""))
    is_service = any(_holds(message, kind) for kind in MessageType)
    return None if is_service else Attachment(_OTHER_ATTACHMENT)


def _holds(message: Message, kind: MessageType) -> bool:
    # Lists that are not there are empty tuples in python-telegram-bot.
    return bool(getattr(message, kind.value, None))


def _is_inside(member: ChatMember) -> bool:
    return member.status not in _OUTSIDE and getattr(member, "is_member", True)
