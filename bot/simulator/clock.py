"""The world clock: the real clock plus an offset that people may move."""

from __future__ import annotations

import os
import re
import time
from datetime import UTC, datetime
from pathlib import Path

UNIT_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_SPAN = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*([smhdw]?)")


def seconds_of(span: object) -> float:
    """Seconds of a number, or of `90`, `30m`, `2h`, `1d`, `1w`."""
    if isinstance(span, int | float) and not isinstance(span, bool):
        return float(span)
    match = _SPAN.fullmatch(str(span).strip().lower())
    if match is None:
        raise ValueError(f"not a span of time: {span!r}; use seconds or 30m, 2h, 1d, 1w")
    return float(match[1]) * UNIT_SECONDS[match[2] or "s"]


class WorldClock:
    """Tells world time; the offset in seconds is mirrored into a text file before a move is done."""

    def __init__(self, file: Path | None = None, start_at: datetime | None = None) -> None:
        self._file = file
        self._start_at = start_at
        self.offset = 0.0
        self.reset()

    def reset(self) -> None:
        """Back to the start: the configured date, else the real one."""
        if self._start_at is None:
            self._set_offset(0.0)
        else:
            self.set(self._start_at)

    def now(self) -> datetime:
        """World time, aware UTC."""
        return datetime.fromtimestamp(time.time() + self.offset, UTC)

    def timestamp(self) -> int:
        """World time as whole Unix seconds, the form of message dates."""
        return int(time.time() + self.offset)

    def advance(self, seconds: float) -> None:
        """Move by seconds; negative moves back."""
        self._set_offset(self.offset + seconds)

    def set(self, moment: datetime) -> None:
        """Move to a moment; a naive one is UTC."""
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        self._set_offset(aware.timestamp() - time.time())

    def json(self) -> dict[str, object]:
        """The clock as the control interface shows it."""
        return {"now": self.now().isoformat(), "offset": self.offset}

    def _set_offset(self, offset: float) -> None:
        self.offset = offset
        if self._file is None:
            return
        # Readers must never see a half-written number.
        beside = self._file.with_name(f"{self._file.name}.{os.getpid()}.tmp")
        beside.write_text(f"{offset:.6f}\n", encoding="ascii")
        os.replace(beside, self._file)
