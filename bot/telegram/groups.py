"""What a message or a change of membership tells of a group."""

from dataclasses import dataclass

from telegram import Chat, ChatMemberUpdated, Message

from conversations.events import Command, Event
from conversations.groups.commands import GROUP_COMMANDS
from conversations.texts import clean_text, shortened

# Telegram takes no longer ones.
_MOST_TITLE_CHARS = 128


@dataclass(frozen=True, slots=True)
class GroupNews:
    """A group as an update shows it, and in a forum the topic that it is about.

    `is_anonymous`: it was written in the name of the group or of a channel, so nobody knows by whom. A group
    that becomes a supergroup gets another id: `moved_to` is told in the old chat, `moved_from` in the new.
    """

    title: str
    thread_id: int | None = None
    is_anonymous: bool = False
    moved_to: int | None = None
    moved_from: int | None = None


def tidy_title(text: str) -> str:
    """The title of a chat on one line, without marks that turn or hide what is around it."""
    return shortened(clean_text(storable(text)), _MOST_TITLE_CHARS)


def is_whole(text: str) -> bool:
    """Whether nothing in it is refused by databases, nor by whoever it is sent to."""
    return storable(text) == text


def storable(text: str) -> str:
    """The text without what databases refuse: NUL and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def news_of_message(message: Message) -> GroupNews:
    """What is known of the group of a message."""
    # In a group that is no forum, replies have a thread too, into which nothing can be sent.
    thread_id = message.message_thread_id if message.is_topic_message else None
    return GroupNews(
        title=tidy_title(message.new_chat_title or message.chat.title or ""),
        thread_id=thread_id,
        is_anonymous=message.sender_chat is not None,
        moved_to=message.migrate_to_chat_id,
        moved_from=message.migrate_from_chat_id,
    )


def news_of_change(change: ChatMemberUpdated) -> GroupNews:
    """What is known of the group in which our own place has changed."""
    return GroupNews(title=tidy_title(change.chat.title or ""))


def sender_id(message: Message) -> int:
    """Who wrote: where nobody is known, the chat in whose name it was written."""
    by: Chat | None = message.sender_chat
    if by is not None or message.from_user is None:
        return (by or message.chat).id
    return message.from_user.id


def is_news(message: Message) -> bool:
    """Whether a message tells of the group itself."""
    return bool(message.migrate_to_chat_id or message.migrate_from_chat_id or message.new_chat_title)


def is_ours(event: Event, addressee: str, username: str) -> bool:
    """Whether something that was said in a group is meant for us: a command with our name, or of our own."""
    if not isinstance(event, Command):
        return False
    return addressee == username or (not addressee and event.name in GROUP_COMMANDS)
