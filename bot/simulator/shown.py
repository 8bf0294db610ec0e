"""What a person sees: messages with buttons, and the outcome of a press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """A message as a person sees it; `raw` is the control interface's view of it."""

    raw: Json

    @property
    def id(self) -> int:
        """The message id."""
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """Text or caption."""
        return str(self.raw["text"])

    @property
    def html(self) -> str:
        """Text or caption with its formatting."""
        return str(self.raw["html"])

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.raw["from_bot"])

    @property
    def kind(self) -> str:
        """`text`, `photo`, `document`, `service`, `voice`, ..."""
        return str(self.raw["kind"])

    @property
    def version(self) -> int:
        """1, and one more for each edit."""
        return int(self.raw["version"])

    @property
    def rows(self) -> list[list[Json]]:
        """The inline keyboard: rows of buttons with `text` and `callback_data` or `url`."""
        return list(self.raw["buttons"])

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons, row by row."""
        return [str(button["text"]) for row in self.rows for button in row]

    def data(self, label: str) -> str:
        """The callback data behind a label."""
        return str(next(b["callback_data"] for row in self.rows for b in row if b["text"] == label))


@dataclass(frozen=True)
class Pressed:
    """The outcome of a press; a link button has a `url` and makes no update."""

    raw: Json

    @property
    def update_id(self) -> int | None:
        """The update that the bot gets."""
        return self.raw.get("update_id")

    @property
    def callback_query_id(self) -> str:
        """The press to be answered."""
        return str(self.raw["callback_query_id"])

    @property
    def url(self) -> str | None:
        """Where a link button leads."""
        return self.raw.get("url")


def choose(messages: Sequence[Seen], label: str) -> tuple[Seen, int]:
    """The newest message with such a button and the button's number: exact label, then the only one
    beginning with it, then the only one containing it.
    """
    for message in reversed(messages):
        if label in message.labels:
            return message, message.labels.index(label)
    folded = label.casefold()
    for matches in (str.startswith, str.__contains__):
        for message in reversed(messages):
            found = [i for i, text in enumerate(message.labels) if matches(text.casefold(), folded)]
            if len(found) == 1:
                return message, found[0]
            if found:
                names = [message.labels[i] for i in found]
                raise LookupError(f"{label!r} fits several buttons: {names}")
    newest = next((m.labels for m in reversed(messages) if m.labels), [])
    raise LookupError(f"no button {label!r}; in sight: {newest}")
