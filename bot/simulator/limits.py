"""Telegram's pace: the three limits on sends and edits, on real time."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from .errors import too_many_requests
from .settings import Rates


class _Meter:
    """The generic cell rate algorithm: one theoretical arrival time per key."""

    def __init__(self, per_second: float | None, burst: int) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._slack = self._gap * max(burst - 1, 0)
        self._due: dict[object, float] = {}

    def wait(self, key: object, now: float) -> float:
        """Seconds until the next one is allowed."""
        return max(self._due.get(key, now) - self._slack - now, 0.0)

    def take(self, key: object, now: float) -> None:
        """Count one."""
        if self._gap:
            self._due[key] = max(self._due.get(key, now), now) + self._gap
            if len(self._due) > 10_000:
                self._due = {k: due for k, due in self._due.items() if due > now}


class Limits:
    """Counts sends and edits of one bot; raises 429 instead of counting when a limit is reached."""

    def __init__(self, rates: Rates, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._overall = _Meter(rates.overall_per_second, rates.overall_burst)
        self._chat = _Meter(rates.chat_per_second, rates.chat_burst)
        per_minute = rates.group_per_minute
        self._group = _Meter(per_minute / 60 if per_minute else None, rates.group_burst)

    def count(self, chat_id: int) -> None:
        """Count a send or an edit in a chat (groups have negative ids)."""
        now = self._clock()
        meters = [(self._overall, 0), (self._chat, chat_id)]
        if chat_id < 0:
            meters.append((self._group, chat_id))
        wait = max(meter.wait(key, now) for meter, key in meters)
        if wait > 0:
            raise too_many_requests(max(math.ceil(wait), 1))
        for meter, key in meters:
            meter.take(key, now)
