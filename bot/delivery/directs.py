"""Direct replies among the notices of this process: a reply leaves in a notice's slot, which takes another.

So the server sees one even stream. Where no slot is at hand a reply leaves at once, and the next notice makes
room for it, or the pace that all processes share.
"""

import time
from dataclasses import dataclass

from bot.delivery.budget import Clock

# A reply waits for a slot no longer than anybody would notice.
LONGEST_WAIT = 0.15


@dataclass(eq=False, slots=True)
class Slot:
    """When a notice may leave, on the monotonic clock, unless a reply has taken its place."""

    at: float
    is_taken: bool = False


class Directs:
    """The slots of notices that wait, and the replies for which no room was made yet."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._waiting: list[Slot] = []
        self._uncounted = 0

    def offer(self, at: float) -> Slot:
        """A notice waits for its slot."""
        slot = Slot(at)
        self._waiting.append(slot)
        return slot

    def is_left(self, slot: Slot) -> bool:
        """Whether the notice may leave in its slot, which has come; False where it makes room for a reply."""
        if not slot.is_taken:
            self._waiting.remove(slot)
            if self._uncounted:
                self._uncounted -= 1
                return False
        return not slot.is_taken

    def wait(self) -> float:
        """A direct reply is to leave: seconds to wait for its slot, 0 where it leaves at once."""
        now = self._clock()
        coming = [slot for slot in self._waiting if now <= slot.at <= now + LONGEST_WAIT]
        if not coming:
            self.owe()
            return 0.0
        slot = min(coming, key=lambda each: each.at)
        slot.is_taken = True
        self._waiting.remove(slot)
        return slot.at - now

    def owe(self) -> None:
        """A message has left, or arrived, beside the stream: the next notice makes room for it."""
        self._uncounted += 1

    def take(self) -> int:
        """The replies for which no room was made, now the caller's to write."""
        count, self._uncounted = self._uncounted, 0
        return count

    def put_back(self, count: int) -> None:
        """What could not be written."""
        self._uncounted += count
