"""The world clock: the real one, or the real one moved by an offset that a file holds."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

Clock = Callable[[], datetime]


def world_clock(file: Path | None) -> Clock:
    """A clock in aware UTC; the file, if any, holds seconds to add, such as `86400.5`."""
    return _real_now if file is None else _MovedClock(file)


def _real_now() -> datetime:
    return datetime.now(UTC)


class _MovedClock:
    """Reads the file again whenever it has changed, so that another process can move the time."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen: tuple[int, int, int] | None = None
        self._offset = timedelta()

    def __call__(self) -> datetime:
        status = os.stat(self._file)
        # A replaced file can keep size and, on a coarse file system, time; then its inode differs.
        seen = (status.st_mtime_ns, status.st_size, status.st_ino)
        if seen != self._seen:
            self._offset = timedelta(seconds=float(self._file.read_text(encoding="ascii")))
            self._seen = seen
        return _real_now() + self._offset
