"""One update that concerns us, whichever way it was read."""

import re
import time
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from telegram.constants import ChatType

from bot.telegram.groups import GroupNews, is_whole, storable
from bot.telegram.shapes import (
    MalformedError,
    check_event,
    check_group,
    check_numbers,
    check_texts,
    is_number,
)
from conversations.events import Command, Event, Text
from conversations.values import value

Raw = Mapping[str, Any]

COMMAND = re.compile(
    r"/([a-z0-9_]{1,64})(?:@([a-z0-9_]+))?(?:\s+(.*))?", re.ASCII | re.IGNORECASE | re.DOTALL
)


class Membership(StrEnum):
    """How our place in a chat changed: (un)blocked by a person, added to or removed from a group."""

    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    ADDED = "added"
    REMOVED = "removed"


@value
class Inbound:
    """One update that concerns us.

    `event` is None where only our membership changed, or something about a group. In a group it is always a
    command addressed to us, and `group` says what is known of it.
    `pressed_message_id` is the message of the pressed button, if it can still be edited. `sent_at` is the
    second that the channel stamped on it, if it did; `arrived_at` is on the clock of this process.
    """

    bot_id: int
    update_id: int
    chat_id: int
    chat_type: str
    user_id: int
    user_name: str
    language_code: str | None
    event: Event | None
    pressed_message_id: int | None = None
    callback_query_id: str | None = None
    membership: Membership | None = None
    group: GroupNews | None = None
    sent_at: int | None = field(default=None, compare=False)
    arrived_at: float = field(default_factory=time.monotonic, compare=False)

    @property
    def is_private(self) -> bool:
        """Whether it is the chat with one person."""
        return self.chat_type == ChatType.PRIVATE


def typed(text: str) -> Command | Text:
    """What somebody meant by a text in the chat with us; whom a command names besides does not matter."""
    text = storable(text)
    found = COMMAND.fullmatch(text)
    if found is None:
        return Text(text)
    name, _, argument = found.groups()
    return Command(name.lower(), (argument or "").strip())


def check_inbound(inbound: Inbound) -> None:
    """A MalformedError where something has a type or size that nothing after this is made for."""
    check_numbers(update_id=inbound.update_id, message_id=inbound.pressed_message_id, date=inbound.sent_at)
    if not (is_number(inbound.chat_id) and is_number(inbound.user_id)):
        raise MalformedError("chat or user is not a number")
    if inbound.is_private and inbound.chat_id != inbound.user_id:
        raise MalformedError("a private chat of somebody else")
    check_texts(language=inbound.language_code, name=inbound.user_name, tap=inbound.callback_query_id)
    if inbound.callback_query_id is not None and not is_whole(inbound.callback_query_id):
        raise MalformedError("a tap that cannot be answered")
    check_event(inbound.event)
    check_group(inbound.group)
