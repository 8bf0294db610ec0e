"""What the sender needs of the stored outbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Notice:
    """A claimed row: ours until its lease ends. `attempts` counts this one too."""

    id: int
    chat_id: int
    kind: str
    payload: Mapping[str, Any]
    attempts: int
    claim: str


class OutboxStore(Protocol):
    """The outbox; every change after the claim applies only while the row carries the claim."""

    async def has_due(self) -> bool:
        """Whether anything waits; cheap and without a lock."""
        ...

    async def claim(self, limit: int, lease_seconds: float) -> Sequence[Notice]:
        """Take due rows, the most urgent first, and count an attempt for each."""
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

    async def move(self, notice: Notice, chat_id: int) -> None:
        """The chat has a new id; due again at once."""
        ...
