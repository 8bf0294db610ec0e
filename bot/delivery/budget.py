"""How fast we may write: a budget per chat and a gate for what is sent in bulk.

Both are the generic cell rate algorithm on an injected monotonic clock; they never sleep themselves.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

Clock = Callable[[], float]


# Room for the jitter of the network, so that messages sent in time do not arrive too close together.
_SLACK = 1.05


@dataclass(frozen=True, slots=True)
class Rates:
    """Telegram's pace: a chat takes a burst and then one message a second.

    A group takes 20 a minute, of which the burst is a part.
    """

    chat_burst: int = 5
    chat_per_second: float = 1.0
    group_burst: int = 5
    group_per_minute: float = 15.0
    bulk_per_second: float = 28.0

    @property
    def chat_gap(self) -> float:
        """Seconds between two messages to one chat."""
        return _SLACK / self.chat_per_second

    @property
    def group_gap(self) -> float:
        """Seconds between two messages to one group."""
        return _SLACK * 60 / self.group_per_minute


USUAL = Rates()


class ChatBudget:
    """What each chat may still be sent, shared by all who send; groups have negative ids."""

    _KEPT = 10_000

    def __init__(self, rates: Rates = USUAL, clock: Clock = time.monotonic) -> None:
        self._rates = rates
        self._clock = clock
        self._chat_full: dict[int, float] = {}
        self._group_full: dict[int, float] = {}
        self._paused_until: dict[int, float] = {}

    def wait(self, chat_id: int) -> float:
        """Seconds until the chat may be sent the next message; 0 is now."""
        now, rates = self._clock(), self._rates
        ready = self._paused_until.get(chat_id, now)
        ready = max(ready, self._chat_full.get(chat_id, now) - rates.chat_gap * (rates.chat_burst - 1))
        if chat_id < 0:
            ready = max(ready, self._group_full.get(chat_id, now) - rates.group_gap * (rates.group_burst - 1))
        return max(ready - now, 0.0)

    def take(self, chat_id: int) -> None:
        """Count a send or an edit."""
        now, rates = self._clock(), self._rates
        self._chat_full[chat_id] = max(self._chat_full.get(chat_id, now), now) + rates.chat_gap
        if chat_id < 0:
            self._group_full[chat_id] = max(self._group_full.get(chat_id, now), now) + rates.group_gap
        if len(self._chat_full) + len(self._paused_until) > self._KEPT:
            self._forget_past(now)

    def pause(self, chat_id: int, seconds: float) -> None:
        """Telegram asked us to leave the chat alone for so long."""
        until = self._clock() + seconds
        self._paused_until[chat_id] = max(self._paused_until.get(chat_id, until), until)

    def _forget_past(self, now: float) -> None:
        for times in (self._chat_full, self._group_full, self._paused_until):
            for chat_id in [kept for kept, at in times.items() if at <= now]:
                del times[chat_id]


class BulkGate:
    """The pace of all notices together; direct replies pass at once and are subtracted.

    However many direct replies there are, one notice a second may always leave.
    """

    _LONGEST_WAIT = 1.0
    _LONGEST_PAUSE = 30.0

    def __init__(self, rates: Rates = USUAL, clock: Clock = time.monotonic) -> None:
        self._gap = 1 / rates.bulk_per_second
        self._clock = clock
        self._next_at = clock()
        self._last_bulk_at = clock() - self._LONGEST_WAIT
        self._paused_until = clock()
        self._refused: tuple[int, float] | None = None

    def wait(self) -> float:
        """Seconds until the next notice may leave; 0 is now."""
        ready = min(self._next_at, self._last_bulk_at + self._LONGEST_WAIT)
        return max(max(ready, self._paused_until) - self._clock(), 0.0)

    def take(self) -> None:
        """Count a notice, which leaves after the present `wait`."""
        self._last_bulk_at = self._clock() + self.wait()
        self.take_direct()

    def take_direct(self) -> None:
        """Count a direct reply."""
        self._next_at = max(self._next_at, self._clock()) + self._gap

    def refused(self, chat_id: int, seconds: float) -> None:
        """Telegram refused a chat for so long: pause notices too when several chats are refused at once."""
        now = self._clock()
        earlier = self._refused
        self._refused = (chat_id, now + seconds)
        if earlier is not None and earlier[0] != chat_id and earlier[1] > now:
            self._paused_until = max(self._paused_until, now + min(seconds, self._LONGEST_PAUSE))
