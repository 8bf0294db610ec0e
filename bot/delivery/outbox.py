"""What the sender needs of the stored outbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Notice:
    """A claimed row: ours until its lease ends. `attempts` counts this one too.

    `send_at` is its slot on the monotonic clock of this process; `thread_id` a topic of a forum;
    `turn_id` tells which turn wrote it.
    """

    id: int
    chat_id: int
    kind: str
    payload: Mapping[str, Any]
    attempts: int
    claim: str
    send_at: float = 0.0
    thread_id: int | None = None
    turn_id: str | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a claim gave, and in how many seconds the next one is worth while; None where nothing is due.

    So many of them were `taken_over` from a sender whose lease has ended.
    """

    notices: Sequence[Notice]
    wait_seconds: float | None
    taken_over: int = 0


class OutboxStore(Protocol):
    """The outbox; every change after the claim applies only while the row carries the claim."""

    async def has_due(self) -> bool:
        """Whether anything waits; cheap and without a lock."""
        ...

    async def claim(self, limit: int, lease_seconds: float) -> Claimed:
        """Take due rows that the pace has room for, the most urgent first, and count an attempt for each."""
        ...

    async def next_slots(self, count: int) -> Sequence[float]:
        """Other slots for notices that have missed their own."""
        ...

    async def finish(self, notice: Notice, message_id: int) -> None:
        """It was sent."""
        ...

    async def retry(self, notice: Notice, seconds: float, *, counted: bool) -> None:
        """Due again in so many seconds; where not counted, the attempt of this claim is taken back."""
        ...

    async def fail(self, notice: Notice, error: str) -> None:
        """It will never be sent."""
        ...

    async def cancel(self, notice: Notice, reason: str) -> None:
        """It is no longer true."""
        ...

    async def throttled(self, notice: Notice, seconds: float) -> None:
        """Telegram refused its chat for so long: due again then, for all senders; not counted."""
        ...

    async def leave_topic(self, notice: Notice) -> None:
        """The topic is gone: all that waits for it goes to the group itself; due again at once."""
        ...

    async def move(self, notice: Notice, chat_id: int) -> None:
        """The chat has a new id; due again at once."""
        ...
