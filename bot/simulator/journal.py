"""What happened: numbered events and Bot API calls, kept in rings that one can wait on."""

from __future__ import annotations

import asyncio
from collections import deque
from itertools import islice
from typing import Any

Record = dict[str, Any]


class Journal:
    """Numbered records, the newest `kept` of them; readers ask for everything after a number."""

    def __init__(self, kept: int, number: str = "seq") -> None:
        self._records: deque[Record] = deque(maxlen=kept)
        self._number = number
        self._more = asyncio.Event()
        self.last = 0

    def add(self, **fields: Any) -> int:
        """Append a record and wake who waits; gives its number."""
        self.open(**fields)
        return self.last

    def open(self, **fields: Any) -> Record:
        """Like `add`, but gives the record itself, to be completed by the caller."""
        self.last += 1
        record: Record = {self._number: self.last, **fields}
        self._records.append(record)
        self.wake()
        return record

    def after(self, number: int, limit: int = 1000) -> list[Record]:
        """The records after a number, oldest first."""
        missing = self.last - max(number, 0)
        if missing <= 0 or not self._records:
            return []
        missing = min(missing, len(self._records))
        skip = len(self._records) - missing
        if skip < missing:
            return list(islice(self._records, skip, skip + limit))
        newest = list(islice(reversed(self._records), missing))
        return newest[::-1][:limit]

    async def wait(self, number: int, seconds: float, limit: int = 1000) -> list[Record]:
        """Like `after`, but waits up to so many real seconds for the first one."""
        if self.last <= number:
            try:
                await asyncio.wait_for(self._more.wait(), seconds)
            except TimeoutError:
                return []
        return self.after(number, limit)

    def wake(self) -> None:
        """Let every waiting reader go."""
        more, self._more = self._more, asyncio.Event()
        more.set()

    def clear(self) -> None:
        """Forget the records; numbers go on, so that readers notice nothing odd."""
        self._records.clear()
