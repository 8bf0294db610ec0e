"""What stands in a chat: now, as it was last looked at, and as it was last accepted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.simulator.shown import Seen
from bot.simulator.state import KEYBOARDS_KEPT
from bot.stage.masks import Masks
from bot.transcript.model import Change, Sight

Button = Mapping[str, Any]
Rows = list[list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it stood when it was last looked at."""

    text: str
    rows: tuple[tuple[str, ...], ...]


class ChatLog:
    """A chat under the name that it has on the stage; what did not change costs nothing."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.messages: dict[int, Seen] = {}
        self._past: dict[int, list[Rows]] = {}
        self._touched: set[int] = set()
        self._shown: dict[int, Shown] = {}
        self._before: dict[int, Shown | None] = {}

    def load(self, views: Iterable[dict[str, Any]]) -> None:
        """Take these messages, with the keyboards that they had, as all that there is."""
        self._touched |= {number for number, message in self.messages.items() if message.from_bot}
        self.messages, self._past = {}, {}
        for view in views:
            self.put(view)
            self._past[int(view["message_id"])] = list(view["past_buttons"])

    def put(self, view: dict[str, Any]) -> None:
        """A message is new, or stands differently now."""
        message = Seen(view)
        known = self.messages.get(message.id)
        if known is not None and known.rows and known.rows != message.rows:
            self._past[message.id] = [known.rows, *self._past.get(message.id, [])][:KEYBOARDS_KEPT]
        self.messages[message.id] = message
        if message.from_bot:
            self._touched.add(message.id)

    def drop(self, message_id: int) -> None:
        """A message is gone."""
        message = self.messages.pop(message_id, None)
        self._past.pop(message_id, None)
        if message is not None and message.from_bot:
            self._touched.add(message_id)

    def past_keyboards(self, message_id: int) -> list[Rows]:
        """The keyboards that a message had, newest first."""
        return self._past.get(message_id, [])

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The messages of the bot as they were last looked at, oldest first."""
        return tuple(self._shown.values())

    def look(self, masks: Masks) -> None:
        """See what has changed."""
        for number in sorted(self._touched):
            known = self._shown.get(number)
            self._before.setdefault(number, known)
            message = self.messages.get(number)
            if message is None:
                self._shown.pop(number, None)
            else:
                self._shown[number] = _shown(message, masks)
        self._touched.clear()

    @property
    def has_changes(self) -> bool:
        """Whether anything was touched that was not accepted."""
        return bool(self._before)

    def changes(self) -> list[Sight]:
        """What is seen that was not accepted: what is gone, then what changed, then what is new."""
        found: dict[Change, list[Sight]] = {Change.REMOVED: [], Change.CHANGED: [], Change.NEW: []}
        for number in sorted(self._before):
            before, now = self._before[number], self._shown.get(number)
            if before is None and now is not None:
                found[Change.NEW].append(self._sight(Change.NEW, now))
            elif before is not None and now is None:
                found[Change.REMOVED].append(self._sight(Change.REMOVED, before))
            elif before is not None and now is not None and before != now:
                found[Change.CHANGED].append(self._sight(Change.CHANGED, now))
        return [sight for sights in found.values() for sight in sights]

    def accept(self) -> None:
        """Take what was last looked at as known."""
        self._before.clear()

    def _sight(self, change: Change, shown: Shown) -> Sight:
        return Sight(self.name, change, shown.text, shown.rows)


def _shown(message: Seen, masks: Masks) -> Shown:
    rows = tuple(tuple(_label(button) for button in row) for row in message.rows)
    return Shown(masks.put_on(_text(message)), rows)


def _text(message: Seen) -> str:
    """The text, below the line of a picture or a document."""
    match message.kind:
        case "photo":
            return f"[gambar]\n{message.text}"
        case "document":
            return f"[dokumen {message.raw['file']['name']}]\n{message.text}"
        case _:
            return message.text


def _label(button: Button) -> str:
    return f"{button['text']} ↗" if "url" in button else str(button["text"])
