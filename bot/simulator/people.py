"""What a person can do: write, press, open links, upload, edit, block."""

from __future__ import annotations

from typing import Any

from .errors import ControlError
from .files import Upload, image_size
from .links import deep_link
from .membership import add_member, set_blocked, topic_mark
from .methods.content import MAX_CAPTION, MAX_TEXT
from .state import BotAccount, Chat, Json, Message, User
from .text import clean, trimmed, utf16_length, with_found_entities
from .view import message_view
from .world import World

# Kinds of message that carry no text; the field and content that the bot sees.
_KINDS: dict[str, Json] = {
    "voice": {"duration": 3, "mime_type": "audio/ogg"},
    "audio": {"duration": 30, "mime_type": "audio/mpeg", "title": "Lagu"},
    "video": {"width": 640, "height": 360, "duration": 5, "mime_type": "video/mp4"},
    "sticker": {
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": "👍",
    },
    "contact": {"phone_number": "+620000000000", "first_name": "Kontak"},
    "location": {"latitude": -6.2, "longitude": 106.8},
    "dice": {"emoji": "🎲", "value": 4},
}
_WITHOUT_FILE = frozenset({"contact", "location", "dice"})
KINDS = frozenset(_KINDS)
# Whom Telegram names where an administrator writes in the name of the group.
ANONYMOUS = User(1_087_968_824, "Group", username="GroupAnonymousBot", is_bot=True)


class Actor:
    """A person acting towards one bot or in a group."""

    def __init__(self, world: World, user: User, bot: BotAccount) -> None:
        self.world = world
        self.user = user
        self.bot = bot

    def chat(self, chat_id: int | None) -> Chat:
        """The chat meant: the private one with the bot unless a group is named."""
        if chat_id is None or chat_id == self.user.id:
            return self.world.private(self.bot, self.user)
        chat = self.world.groups.get(chat_id)
        if chat is None or not chat.is_member(self.user.id):
            raise ControlError(404, f"user {self.user.id} is in no chat {chat_id}")
        return chat

    def _writable(self, chat_id: int | None) -> Chat:
        if self.user.deactivated:
            raise ControlError(409, "this account is deactivated")
        chat = self.chat(chat_id)
        if chat.blocked:
            raise ControlError(409, "this person has blocked the bot; unblock first")
        if chat.migrated_to is not None:
            raise ControlError(409, f"this group moved to {chat.migrated_to}")
        return chat

    def send(
        self,
        text: str,
        chat_id: int | None = None,
        reply_to: int | None = None,
        *,
        topic: int | None = None,
        anonymous: bool = False,
    ) -> Json:
        """Write a text; in a topic of a forum, or as an administrator in the name of the group."""
        text, _ = trimmed(clean(text), [])
        if not 1 <= utf16_length(text) <= MAX_TEXT:
            raise ControlError(400, f"a text has 1-{MAX_TEXT} characters")
        chat = self._writable(chat_id)
        target = chat.messages.get(reply_to) if reply_to is not None else None
        entities = with_found_entities(text, [])
        extra = {} if topic is None else topic_mark(chat, topic)
        sender = self.user
        if anonymous:
            if not chat.is_admin(self.user.id):
                raise ControlError(409, "only administrators write in the name of a group")
            extra["sender_chat"], sender = chat.json(), ANONYMOUS
        fields = {"entities": entities, "reply_to": target, "extra": extra}
        return _sent(*self.world.post(chat, sender, text, **fields))

    def start(self, token: str = "") -> Json:
        """Press Start, with the token of a deep link if there is one."""
        return self.send(f"/start {token}".strip())

    def open(self, url: str, chat_id: int | None = None) -> Json:
        """Open a link to a bot as if it was tapped; a `startgroup` link adds the bot to the group meant."""
        try:
            name, token, to_group = deep_link(url)
        except ValueError as reason:
            raise ControlError(400, str(reason)) from None
        for account in self.world.bots.values():
            if account.user.username.lower() == name.lower():
                other = Actor(self.world, self.user, account)
                return other.start_in_group(token, chat_id) if to_group else other.start(token)
        raise ControlError(404, f"there is no bot {name}")

    def start_in_group(self, token: str, chat_id: int | None) -> Json:
        """Choose a group for the bot: it is added and told the token."""
        chat = self._writable(chat_id)
        if chat.type == "private":
            raise ControlError(400, "chat_id must name a group")
        add_member(self.world, chat, self.bot.user, by=self.user)
        return self.send(f"/start@{self.bot.user.username} {token}".strip(), chat.id)

    def press(
        self,
        chat_id: int | None = None,
        message_id: int | None = None,
        button: Any = None,
        data: str | None = None,
    ) -> Json:
        """Press a button, or forge a press with any `data`."""
        chat = self._writable(chat_id)
        message = self._pressed_message(chat, message_id)
        bot = next((b for b in self.world.bots.values() if b.user.id == message.sender.id), self.bot)
        if data is None:
            chosen = find_button(message, button)
            if "callback_data" not in chosen:
                return {"button": chosen, "url": chosen.get("url"), "update_id": None}
            data = str(chosen["callback_data"])
        query, update_id = self.world.press(bot, self.user, message, data)
        return {
            "update_id": update_id,
            "callback_query_id": query.id,
            "chat_id": chat.id,
            "message_id": message.message_id,
            "data": data,
        }

    def _pressed_message(self, chat: Chat, message_id: int | None) -> Message:
        if message_id is not None:
            message = chat.messages.get(message_id)
            if message is None:
                raise ControlError(404, f"no message {message_id} in chat {chat.id}")
            return message
        for message in reversed(chat.messages.values()):
            if message.markup and "inline_keyboard" in message.markup:
                return message
        raise ControlError(404, f"no message with buttons in chat {chat.id}")

    def edit(self, message_id: int, text: str, chat_id: int | None = None) -> Json:
        """Edit an own message."""
        chat = self._writable(chat_id)
        message = chat.messages.get(message_id)
        if message is None or message.sender.id != self.user.id:
            raise ControlError(404, f"no own message {message_id} in chat {chat.id}")
        message.text = clean(text).strip()
        message.entities = with_found_entities(message.text, [])
        return _sent(message, self.world.changed(message))

    def upload(
        self,
        upload: Upload,
        kind: str = "document",
        caption: str = "",
        chat_id: int | None = None,
        album: str = "",
    ) -> Json:
        """Send a photo or a document, alone or as one of an album."""
        if kind not in ("photo", "document"):
            raise ControlError(400, "as must be photo or document")
        if kind == "photo" and image_size(upload.data) is None:
            raise ControlError(400, "a photo must be a PNG, JPEG or GIF")
        if utf16_length(caption) > MAX_CAPTION:
            raise ControlError(400, f"a caption has at most {MAX_CAPTION} characters")
        chat = self._writable(chat_id)
        file = self.world.files.add(f"{kind}s", upload)
        entities = with_found_entities(caption, [])
        extra = {"media_group_id": album} if album else {}
        return _sent(
            *self.world.post(chat, self.user, caption, entities=entities, kind=kind, file=file, extra=extra)
        )

    def send_kind(self, kind: str, chat_id: int | None = None) -> Json:
        """Send a voice note, sticker, contact or the like."""
        if kind not in _KINDS:
            raise ControlError(400, f"kind must be one of {', '.join(sorted(_KINDS))}")
        chat = self._writable(chat_id)
        content = dict(_KINDS[kind])
        if kind not in _WITHOUT_FILE:
            stored = self.world.files.add(f"{kind}s", Upload(kind, "application/octet-stream", b"\0"))
            content |= stored.ids()
        return _sent(*self.world.post(chat, self.user, kind=kind, extra={kind: content}))

    def block(self, blocked: bool) -> Json:
        """Block or unblock the bot."""
        chat = self.world.private(self.bot, self.user)
        return {"update_id": set_blocked(self.world, self.bot, chat, blocked)}

    def deactivate(self) -> Json:
        """Delete the person's account."""
        self.user.deactivated = True
        self.world.events.add(type="user", user=self.user.json(), deactivated=True)
        return {"deactivated": True}


def find_button(message: Message, wish: Any) -> Json:
    """A button by label, by index from 0, or by [row, column]."""
    rows = (message.markup or {}).get("inline_keyboard", [])
    flat = [button for row in rows for button in row]
    labels = [str(button["text"]) for button in flat]
    if isinstance(wish, str) and wish in labels:
        return dict(flat[labels.index(wish)])
    if isinstance(wish, int) and not isinstance(wish, bool) and 0 <= wish < len(flat):
        return dict(flat[wish])
    if isinstance(wish, list) and len(wish) == 2:
        row, column = wish
        if 0 <= row < len(rows) and 0 <= column < len(rows[row]):
            return dict(rows[row][column])
    raise ControlError(404, f"no button {wish!r}; there are {labels}")


def _sent(message: Message, update_id: int | None) -> Json:
    return {"update_id": update_id, "message": message_view(message)}
