"""How fast we may write, and a budget per chat on an injected monotonic clock; nothing here sleeps.

The pace of notices is in the database, where all senders share it (`bot/store/pace.py`).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

Clock = Callable[[], float]

# Room for the jitter of the network, in gaps: messages that left in time may arrive closer together.
_SLACK = 0.05
# The share of a group's minute that may be sent in one go.
_GROUP_BURST = 0.25


@dataclass(frozen=True, slots=True)
class Rates:
    """Telegram's pace: of all notices, of a chat after a burst, and of a group in any minute."""

    chat_burst: int = 5
    chat_per_second: float = 1.0
    group_per_minute: float = 20.0
    bulk_per_second: float = 28.4

    @property
    def bulk_gap(self) -> float:
        """Seconds between two notices."""
        return 1 / self.bulk_per_second

    def gap(self, chat_id: int) -> float:
        """Seconds between two messages to one chat; groups have negative ids."""
        gap = 1 / self.chat_per_second
        steady = max(self.group_per_minute - self._group_burst, 1)
        return max(gap, 60 / steady) if chat_id < 0 else gap

    def lead(self, chat_id: int) -> float:
        """Seconds by which the next message may precede the moment when the chat's budget is full again."""
        burst = self._group_burst if chat_id < 0 else self.chat_burst
        return self.gap(chat_id) * (burst - 1 - _SLACK)

    @property
    def _group_burst(self) -> int:
        return max(min(self.chat_burst, int(self.group_per_minute * _GROUP_BURST)), 1)


USUAL = Rates()


class ChatBudget:
    """What each chat may still be sent by this process: the generic cell rate algorithm."""

    _KEPT = 10_000

    def __init__(self, rates: Rates = USUAL, clock: Clock = time.monotonic) -> None:
        self._rates = rates
        self._clock = clock
        self._full: dict[int, float] = {}
        self._paused_until: dict[int, float] = {}

    def wait(self, chat_id: int) -> float:
        """Seconds until the chat may be sent the next message; 0 is now."""
        now = self._clock()
        full, paused = self._full.get(chat_id), self._paused_until.get(chat_id, now)
        ready = now if full is None else full - self._rates.lead(chat_id)
        return max(ready - now, paused - now, 0.0)

    def take(self, chat_id: int) -> None:
        """Count a send or an edit."""
        now = self._clock()
        self._full[chat_id] = max(self._full.get(chat_id, now), now) + self._rates.gap(chat_id)
        if len(self._full) + len(self._paused_until) > self._KEPT:
            self._forget_past(now)

    def pause(self, chat_id: int, seconds: float) -> None:
        """Telegram asked us to leave the chat alone for so long."""
        until = self._clock() + seconds
        self._paused_until[chat_id] = max(self._paused_until.get(chat_id, until), until)

    def _forget_past(self, now: float) -> None:
        for times in (self._full, self._paused_until):
            for chat_id in [kept for kept, at in times.items() if at <= now]:
                del times[chat_id]
