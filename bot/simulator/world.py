"""The world: who and what exists, and what happens when something is said in it."""

from __future__ import annotations

import itertools
import time
from typing import Any

from .clock import WorldClock
from .faults import Faults
from .files import FileStore
from .journal import Journal
from .limits import Limits
from .settings import BotSpec, Settings
from .state import BotAccount, Callback, Chat, ChatType, Json, Message, User
from .text import Entity
from .updates import UpdateQueue
from .view import message_view
from .webhooks import Webhooks

FIRST_USER_ID = 7_000_001
FIRST_GROUP_ID = -4_000_001
FIRST_SUPERGROUP_ID = -1_002_000_000_001


class World:
    """Everything the simulator knows; Bot API and control interface both act on it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = WorldClock(settings.clock_file, settings.start_at)
        self.events = Journal(settings.events_kept)
        self.calls = Journal(settings.calls_kept, number="id")
        self.faults = Faults()
        self.files = FileStore()
        self.webhooks = Webhooks(settings)
        self.users: dict[int, User] = {}
        self.groups: dict[int, Chat] = {}
        self.privates: dict[tuple[int, int], Chat] = {}
        self.callbacks: dict[str, Callback] = {}
        self.bots: dict[str, BotAccount] = {}
        self._numbers = itertools.count(1)
        for spec in settings.bots:
            self.add_bot(spec)

    def reset(self) -> None:
        """An empty world with the same bots; numbers of updates, events and calls go on."""
        for container in (self.users, self.groups, self.privates, self.callbacks):
            container.clear()
        self.files = FileStore()
        self.faults.clear()
        self.clock.reset()
        for bot in self.bots.values():
            bot.updates.drop_pending()
            self.webhooks.remove(bot)
            bot.limits = Limits(self.settings.rates)
            for known in (bot.commands, bot.profile, bot.menu_buttons):
                known.clear()
        self.events.clear()
        self.calls.clear()
        self.events.add(type="reset")

    def add_bot(self, spec: BotSpec) -> BotAccount:
        """Make a bot account."""
        user = User(int(spec.token.split(":")[0]), spec.name, username=spec.username, is_bot=True)
        bot = BotAccount(
            token=spec.token,
            user=user,
            updates=UpdateQueue(
                self.settings.first_update_id, self.settings.updates_kept, self.events, user.id
            ),
            limits=Limits(self.settings.rates),
            next_message_id=itertools.count(1).__next__,
            reads_all_group_messages=spec.reads_all_group_messages,
        )
        self.bots[spec.token] = bot
        return bot

    def bot(self, bot_id: int | None = None) -> BotAccount:
        """A bot by id, or the first one; KeyError if there is none."""
        for account in self.bots.values():
            if bot_id is None or account.user.id == bot_id:
                return account
        raise KeyError(bot_id)

    def add_user(self, fields: Json) -> User:
        """Make a person, or change one that exists; the id is given unless named."""
        user_id = fields.get("id")
        if user_id is None:
            user_id = next(n for n in itertools.count(FIRST_USER_ID) if n not in self.users)
        new = User(int(user_id), f"User {user_id}", language_code="id")
        user = self.users.get(new.id, new)
        for name in ("first_name", "last_name", "username", "language_code"):
            if name in fields:
                setattr(user, name, str(fields[name] or ""))
        self.users[user.id] = user
        self.events.add(type="user", user=user.json())
        return user

    def private(self, bot: BotAccount, user: User) -> Chat:
        """The private chat of a person and a bot, made on first contact."""
        key = (bot.user.id, user.id)
        if key not in self.privates:
            self.privates[key] = Chat(user.id, "private", bot.next_message_id, peer=user, bot_id=bot.user.id)
        return self.privates[key]

    def add_group(self, title: str, kind: ChatType, chat_id: int | None = None) -> Chat:
        """Make an empty group."""
        if chat_id is None:
            first = FIRST_SUPERGROUP_ID if kind == "supergroup" else FIRST_GROUP_ID
            chat_id = next(n for n in itertools.count(first, -1) if n not in self.groups)
        chat = Chat(chat_id, kind, itertools.count(1).__next__, title=title)
        self.groups[chat_id] = chat
        return chat

    def user_json(self, user_id: int) -> Json | None:
        """The User object of a known person, for mentions."""
        user = self.users.get(user_id)
        return user.json() if user else None

    def post(self, chat: Chat, sender: User, text: str = "", **fields: Any) -> tuple[Message, int | None]:
        """A new message in a chat; gives it and the id of the first bot's update, if one was queued."""
        message = Message(chat.next_message_id(), chat, sender, self.clock.timestamp(), text=text, **fields)
        chat.messages[message.message_id] = message
        chat.actions.clear()
        self.note("message", message)
        return message, self._tell_bots("message", message)

    def changed(self, message: Message) -> int | None:
        """Record that a message was edited (its fields are set already)."""
        message.edit_date = self.clock.timestamp()
        message.version += 1
        self.note("edit", message)
        return self._tell_bots("edited_message", message)

    def remove(self, message: Message) -> None:
        """Delete a message for everyone."""
        del message.chat.messages[message.message_id]
        self.events.add(
            type="delete",
            chat_id=message.chat.id,
            bot_id=message.chat.bot_id or None,
            message_id=message.message_id,
        )

    def note(self, what: str, message: Message) -> None:
        """Tell those who watch about a message."""
        self.events.add(
            type=what,
            chat_id=message.chat.id,
            bot_id=message.chat.bot_id or None,
            message_id=message.message_id,
            message=message_view(message),
        )

    def press(self, bot: BotAccount, user: User, message: Message, data: str) -> tuple[Callback, int | None]:
        """A callback query of a person under a message."""
        number = str(4_000_000_000_000_000 + next(self._numbers))
        query = Callback(
            number, bot.user.id, user, message.chat.id, message.message_id, data, time.monotonic()
        )
        self.callbacks[number] = query
        content = {
            "id": number,
            "from": user.json(),
            "message": message.json(),
            "chat_instance": str(abs(message.chat.id) * 7919 + bot.user.id),
            "data": data,
        }
        update_id = bot.updates.add("callback_query", content)
        self.events.add(type="press", **query.json())
        return query, update_id

    def _tell_bots(self, kind: str, message: Message) -> int | None:
        if message.sender.is_bot and message.kind != "service" and "sender_chat" not in message.extra:
            return None
        first: int | None = None
        for bot in self.bots.values():
            if message.sender.id != bot.user.id and self._hears(bot, message):
                update_id = bot.updates.add(kind, message.json())
                first = update_id if first is None else first
        return first

    def _hears(self, bot: BotAccount, message: Message) -> bool:
        """Whether a message reaches a bot: privacy mode hides what is not for it in groups."""
        chat = message.chat
        if chat.type == "private":
            return chat.bot_id == bot.user.id
        if not chat.is_member(bot.user.id):
            return False
        if bot.reads_all_group_messages or chat.is_admin(bot.user.id) or message.kind == "service":
            return True
        if message.reply_to is not None and message.reply_to.sender.id == bot.user.id:
            return True
        return any(_is_for(bot, message.text, entity) for entity in message.entities)


def _is_for(bot: BotAccount, text: str, entity: Entity) -> bool:
    raw = text.encode("utf-16-le")
    start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
    piece = raw[start:end].decode("utf-16-le")
    if entity["type"] == "bot_command":
        return "@" not in piece or piece.split("@")[1].lower() == bot.user.username.lower()
    return entity["type"] == "mention" and piece[1:].lower() == bot.user.username.lower()
