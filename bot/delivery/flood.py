"""A limit to what one person may send at once: what is beyond is not processed, and they are told once."""

from collections import OrderedDict, deque
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from bot.telegram.inbound import Inbound
from conversations.events import Attachment

# Who forwards an album or a folder sends so many files in a second by one touch: as many times the limit.
_FILES = 5
# Presses carry no date, so after an outage all that waited arrive at once and look like a flood. Only what
# no hand can do is taken for one: so many times the limit of messages.
_PRESSES = 5
# A flood that pauses for less is the same one, of which the person has been told.
_QUIET_SECONDS = 5.0
_PEOPLE_REMEMBERED = 10_000


class Verdict(Enum):
    """What to do with an update; TOO_MUCH_TELL for the first one that is beyond."""

    PROCESS = auto()
    TOO_MUCH = auto()
    TOO_MUCH_TELL = auto()


class _Passed(NamedTuple):
    """When an update was sent, where that is known, and when it arrived."""

    update_id: int
    sent_at: int | None
    arrived_at: float


@dataclass(slots=True)
class _Pace:
    """What of a person was let through lately, and the flood that they are in, if any."""

    messages: deque[_Passed]
    files: deque[_Passed]
    presses: deque[_Passed]
    first_dropped: int | None = None
    dropped_at: float = 0.0


class FloodGuard:
    """Counts per person in this process; the same update always gets the same verdict."""

    def __init__(self, most_per_second: int) -> None:
        self._most = most_per_second
        self._people: OrderedDict[int, _Pace] = OrderedDict()

    def judge(self, inbound: Inbound) -> Verdict:
        """Whether an update is within the limit; changes of membership and news of a group always are."""
        if inbound.event is None or inbound.membership is not None:
            return Verdict.PROCESS
        pace = self._pace(inbound.user_id)
        lately = _of_its_kind(pace, inbound)
        if any(known.update_id == inbound.update_id for known in lately):
            return Verdict.PROCESS
        if len(lately) < (lately.maxlen or 0) or not _is_at_once(lately[0], inbound):
            lately.append(_Passed(inbound.update_id, inbound.sent_at, inbound.arrived_at))
            return Verdict.PROCESS
        return _dropped(pace, inbound)

    def _pace(self, user_id: int) -> _Pace:
        pace = self._people.get(user_id)
        if pace is None:
            most = self._most
            pace = _Pace(deque(maxlen=most), deque(maxlen=most * _FILES), deque(maxlen=most * _PRESSES))
            self._people[user_id] = pace
            if len(self._people) > _PEOPLE_REMEMBERED:
                self._people.popitem(last=False)
        self._people.move_to_end(user_id)
        return pace


def _of_its_kind(pace: _Pace, inbound: Inbound) -> deque[_Passed]:
    if inbound.sent_at is None:
        return pace.presses
    is_file = isinstance(inbound.event, Attachment) and inbound.event.file is not None
    return pace.files if is_file else pace.messages


def _is_at_once(earlier: _Passed, later: Inbound) -> bool:
    """Whether two updates were sent within a second, as far as can be known.

    The channel stamps whole seconds. Messages of one second are at once, also where they waited for an
    outage to end; of two neighboring seconds only those that arrived within one.
    """
    is_close = later.arrived_at - earlier.arrived_at < 1.0
    if earlier.sent_at is None or later.sent_at is None:
        return is_close
    apart = later.sent_at - earlier.sent_at
    return apart == 0 or (apart == 1 and is_close)


def _dropped(pace: _Pace, inbound: Inbound) -> Verdict:
    if pace.first_dropped is None or inbound.arrived_at - pace.dropped_at > _QUIET_SECONDS:
        pace.first_dropped = inbound.update_id
    pace.dropped_at = inbound.arrived_at
    return Verdict.TOO_MUCH_TELL if pace.first_dropped == inbound.update_id else Verdict.TOO_MUCH
