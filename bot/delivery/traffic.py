"""Whether the server answers as usual: what is sent while it hangs would arrive all at once."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from bot.delivery.budget import Clock


class Traffic:
    """The calls on their way; one that takes much longer than usual holds up the next, for a bounded time."""

    # Beyond twice the usual time a call has met a pause of the server or of this machine.
    jitter_seconds = 0.03
    # A call that takes so long is slow by itself and tells nothing about the others.
    longest_seconds = 0.5
    _share_of_the_last = 0.1

    def __init__(self, clock: Clock, on_late: Callable[[], None] = lambda: None) -> None:
        """`on_late` is told of each call that has met such a pause."""
        self._clock = clock
        self._on_late = on_late
        self._began: dict[object, float] = {}
        self._usual = 0.0
        self._one_ended = asyncio.Event()

    @contextmanager
    def call(self) -> Iterator[None]:
        """A call is on its way."""
        key = object()
        self._began[key] = self._clock()
        try:
            yield
        finally:
            took = min(self._clock() - self._began.pop(key), self.longest_seconds)
            if self._hanging < took < self.longest_seconds:
                self._on_late()
            self._usual += self._share_of_the_last * (took - self._usual)
            self._one_ended.set()

    async def flows(self) -> bool:
        """Wait while a call hangs; False where that was necessary."""
        is_free = True
        while (seconds := self._hangs_for()) > 0:
            is_free = False
            self._one_ended.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._one_ended.wait()
        return is_free

    def _hangs_for(self) -> float:
        """How long to wait at most for the oldest call that hangs; 0 where none does."""
        now = self._clock()
        ages = (now - began for began in self._began.values())
        oldest = max((age for age in ages if age < self.longest_seconds), default=0.0)
        return self.longest_seconds - oldest if oldest > self._hanging else 0.0

    @property
    def _hanging(self) -> float:
        """A call that takes longer than this hangs."""
        return 2 * self._usual + self.jitter_seconds
