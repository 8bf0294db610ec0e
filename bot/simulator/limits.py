"""Telegram's pace: the three limits on sends and edits, on real time."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from .errors import too_many_requests
from .settings import Rates

_KEYS_KEPT = 10_000


class _Limit(Protocol):
    def wait(self, key: int, now: float) -> float: ...

    def take(self, key: int, now: float) -> None: ...


class _Window:
    """At most so many in any stretch of time, per key."""

    def __init__(self, count: float, seconds: float) -> None:
        self._count = max(math.floor(count), 1)
        self._seconds = seconds if count >= 1 else seconds / count
        self._taken: dict[int, deque[float]] = {}

    def wait(self, key: int, now: float) -> float:
        """Seconds until the next one is allowed."""
        taken = self._taken.get(key, deque())
        return max(taken[0] + self._seconds - now, 0.0) if len(taken) >= self._count else 0.0

    def take(self, key: int, now: float) -> None:
        """Count one."""
        taken = self._taken.setdefault(key, deque(maxlen=self._count))
        taken.append(now)
        if len(self._taken) > _KEYS_KEPT:
            self._taken = {k: t for k, t in self._taken.items() if t[-1] + self._seconds > now}


class _Burst:
    """A steady rate after a burst, per key: the generic cell rate algorithm."""

    def __init__(self, per_second: float, burst: int) -> None:
        self._gap = 1 / per_second
        self._slack = self._gap * max(burst - 1, 0)
        self._due: dict[int, float] = {}

    def wait(self, key: int, now: float) -> float:
        """Seconds until the next one is allowed."""
        return max(self._due.get(key, now) - self._slack - now, 0.0)

    def take(self, key: int, now: float) -> None:
        """Count one."""
        self._due[key] = max(self._due.get(key, now), now) + self._gap
        if len(self._due) > _KEYS_KEPT:
            self._due = {k: due for k, due in self._due.items() if due > now}


class Limits:
    """Counts sends and edits of one bot; raises 429 instead of counting when a limit is reached."""

    def __init__(self, rates: Rates, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._overall: list[_Limit] = []
        self._chat: list[_Limit] = []
        self._group: list[_Limit] = []
        if rates.overall_per_second:
            self._overall.append(_Window(rates.overall_per_second, 1.0))
        if rates.chat_per_second:
            self._chat.append(_Burst(rates.chat_per_second, rates.chat_burst))
        if rates.group_per_minute:
            self._group.append(_Window(rates.group_per_minute, 60.0))

    def count(self, chat_id: int) -> None:
        """Count a send or an edit in a chat (groups have negative ids)."""
        now = self._clock()
        limits = [(limit, 0) for limit in self._overall] + [(limit, chat_id) for limit in self._chat]
        if chat_id < 0:
            limits += [(limit, chat_id) for limit in self._group]
        wait = max((limit.wait(key, now) for limit, key in limits), default=0.0)
        if wait > 0:
            raise too_many_requests(max(math.ceil(wait), 1))
        for limit, key in limits:
            limit.take(key, now)
