"""What a process may do; one process may have one role or all of them."""

from collections.abc import Coroutine, Sequence
from typing import Any, Protocol


class Role(Protocol):
    """A part of the product with tasks of its own."""

    async def open(self) -> None:
        """What must be there before the connection and the database are."""

    async def prepare(self) -> None:
        """What must be done before anything runs; the connection is there."""

    def work(self) -> Sequence[Coroutine[Any, Any, None]]:
        """What runs until `stop`; what ends by itself before that has failed."""

    def stop(self) -> None:
        """Let the work end when it has finished what it began."""

    async def close(self) -> None:
        """The last thing, when no work runs any more."""
