"""What was read on which phone, and how the newest messages look."""

from bot.simulator.state import Chat, Json, Message
from bot.simulator.view import message_view
from bot.simulator.world import World


class Reading:
    """Until which message each chat was read."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._read: dict[int, int] = {}
        self._newest: dict[int, tuple[tuple[int, int], Json]] = {}

    def read_all(self) -> None:
        """Everything that is there now was read."""
        for chat in (*self._world.privates.values(), *self._world.groups.values()):
            self._read[chat.id] = max(chat.messages, default=0)

    def mark(self, chat: Chat, message_id: int) -> None:
        """A chat was read until a message; tells the views."""
        message_id = min(message_id, max(chat.messages, default=0))
        if message_id > self._read.get(chat.id, 0):
            self._read[chat.id] = message_id
            self._world.events.add(type="read", chat_id=chat.id, message_id=message_id)

    def unread(self, chat: Chat) -> int:
        """How many messages of the bot were not read."""
        read, count = self._read.get(chat.id, 0), 0
        for message in reversed(chat.messages.values()):
            if message.message_id <= read:
                break
            count += _is_news(message)
        return count

    def newest(self, chat: Chat) -> Json | None:
        """The newest message as the page shows it."""
        message = next(reversed(chat.messages.values()), None)
        if message is None:
            return None
        version = message.message_id, message.version
        if chat.id not in self._newest or self._newest[chat.id][0] != version:
            self._newest[chat.id] = version, message_view(message)
        return self._newest[chat.id][1]


def _is_news(message: Message) -> bool:
    """Whether the bot has written it; what a group tells by itself is not counted."""
    return message.sender.is_bot and message.kind != "service" and "sender_chat" not in message.extra
