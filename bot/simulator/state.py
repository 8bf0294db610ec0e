"""The things of the world: people, bots, chats, messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from .files import StoredFile
from .limits import Limits
from .text import Entity
from .updates import UpdateQueue

# Earlier keyboards of a message that are remembered: what a slow phone may still show.
KEYBOARDS_KEPT = 5

Json = dict[str, Any]
ChatType = Literal["private", "group", "supergroup"]
Status = Literal["creator", "administrator", "member", "left", "kicked"]


@dataclass
class User:
    """A person or a bot account."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    deactivated: bool = False

    def json(self) -> Json:
        """The Bot API's User object."""
        shown: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if getattr(self, name):
                shown[name] = getattr(self, name)
        return shown


@dataclass
class BotAccount:
    """A bot: who it is, its token, its updates and what it told Telegram about itself."""

    token: str
    user: User
    updates: UpdateQueue
    limits: Limits
    next_message_id: Callable[[], int]
    reads_all_group_messages: bool = False
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)


@dataclass
class Message:
    """A message as it stands now; `text` is the caption when there is a file."""

    message_id: int
    chat: Chat
    sender: User
    date: int
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    kind: str = "text"
    file: StoredFile | None = None
    markup: Json | None = None
    extra: Json = field(default_factory=dict)
    preview: Json = field(default_factory=dict)
    reply_to: Message | None = None
    edit_date: int | None = None
    version: int = 1
    calls: list[int] = field(default_factory=list)
    past_buttons: list[list[list[Json]]] = field(default_factory=list)

    def give_keyboard(self, markup: Json | None) -> None:
        """Put another keyboard below it; the one before is remembered, the newest first."""
        old, new = ((one or {}).get("inline_keyboard", []) for one in (self.markup, markup))
        if old and old != new:
            self.past_buttons = [old, *self.past_buttons][:KEYBOARDS_KEPT]
        self.markup = markup

    @property
    def editable_text(self) -> bool:
        """Whether it is a text message, which alone has a text to edit."""
        return self.kind == "text"

    def json(self, *, with_reply: bool = True) -> Json:
        """The Bot API's Message object."""
        shown: Json = {
            "message_id": self.message_id,
            "from": self.sender.json(),
            "chat": self.chat.json(),
            "date": self.date,
        }
        if self.edit_date is not None:
            shown["edit_date"] = self.edit_date
        if self.reply_to is not None and with_reply:
            shown["reply_to_message"] = self.reply_to.json(with_reply=False)
        shown |= self.extra
        if self.file is not None and self.kind in ("photo", "document"):
            shown[self.kind] = self.file.photo_sizes() if self.kind == "photo" else self.file.document()
        if self.text:
            body, marks = ("text", "entities") if self.kind == "text" else ("caption", "caption_entities")
            shown[body] = self.text
            if self.entities:
                shown[marks] = self.entities
        if self.preview:
            shown["link_preview_options"] = self.preview
        if self.markup is not None and "inline_keyboard" in self.markup:
            shown["reply_markup"] = self.markup
        return shown


@dataclass
class Chat:
    """A private chat of one bot and one person, or a group."""

    id: int
    type: ChatType
    next_message_id: Callable[[], int]
    title: str = ""
    peer: User | None = None
    bot_id: int = 0
    blocked: bool = False
    can_send: bool = True
    migrated_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    members: dict[int, tuple[User, Status]] = field(default_factory=dict)
    actions: dict[int, str] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)

    def json(self) -> Json:
        """The Bot API's Chat object."""
        shown: Json = {"id": self.id, "type": self.type}
        if self.peer is not None:
            person = self.peer.json()
            shown |= {n: person[n] for n in ("first_name", "last_name", "username") if n in person}
        else:
            shown["title"] = self.title
        if self.topics:
            shown["is_forum"] = True
        return shown

    def status_of(self, user_id: int) -> Status:
        """What a person or bot is in this group."""
        return self.members[user_id][1] if user_id in self.members else "left"

    def is_member(self, user_id: int) -> bool:
        """Whether a person or bot is in this group now."""
        return self.status_of(user_id) in ("creator", "administrator", "member")

    def is_admin(self, user_id: int) -> bool:
        """Whether a person or bot administers this group."""
        return self.status_of(user_id) in ("creator", "administrator")

    @property
    def kind_name(self) -> str:
        """`group chat` or `supergroup chat`, as Telegram's refusals say."""
        return f"{self.type} chat"


@dataclass
class Callback:
    """A press that waits for its answer."""

    id: str
    bot_id: int
    user: User
    chat_id: int
    message_id: int
    data: str
    born: float
    answers: list[Json] = field(default_factory=list)

    def json(self) -> Json:
        """The press as the control interface shows it; the first answer is the one the person sees."""
        return {
            "id": self.id,
            "user_id": self.user.id,
            "chat_id": self.chat_id,
            "message_id": self.message_id,
            "data": self.data,
            "answered": bool(self.answers),
            "answer": self.answers[0] if self.answers else None,
        }
