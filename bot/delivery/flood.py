"""A limit to what one person may send at once: what is beyond is not processed, and they are told once."""

from collections import OrderedDict
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from bot.telegram.inbound import Inbound
from conversations.events import Attachment

# A flood that pauses for less is the same one, of which the person has been told.
_QUIET_SECONDS = 5.0
_PEOPLE_REMEMBERED = 10_000


class Verdict(Enum):
    """What to do with an update; TOO_MUCH_TELL for the first one that is beyond."""

    PROCESS = auto()
    TOO_MUCH = auto()
    TOO_MUCH_TELL = auto()


class _Kind(Enum):
    """What is counted for itself."""

    MESSAGE = auto()
    FILE = auto()
    PRESS = auto()


# How many times the limit. Who forwards an album or a folder sends many files in a second by one touch.
# Presses carry no date, so after an outage all that waited arrive at once and look like a flood: only what no
# hand can do is taken for one.
_TIMES = {_Kind.MESSAGE: 1, _Kind.FILE: 5, _Kind.PRESS: 5}


class _Passed(NamedTuple):
    """When an update was sent, where that is known, and when it arrived."""

    sent_at: int | None
    arrived_at: float


@dataclass(slots=True)
class _Pace:
    """What of a person was let through lately, in that order, and the flood that they are in, if any.

    Mostly little of one kind: some 700 bytes.
    """

    lately: dict[_Kind, dict[int, _Passed]] = field(default_factory=dict)
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
        kind = _kind_of(inbound)
        lately = pace.lately.setdefault(kind, {})
        if inbound.update_id in lately:
            return Verdict.PROCESS
        if len(lately) >= self._most * _TIMES[kind]:
            first = next(iter(lately))
            if _is_at_once(lately[first], inbound):
                return _dropped(pace, inbound)
            del lately[first]
        lately[inbound.update_id] = _Passed(inbound.sent_at, inbound.arrived_at)
        return Verdict.PROCESS

    def _pace(self, user_id: int) -> _Pace:
        pace = self._people.get(user_id)
        if pace is None:
            pace = _Pace()
            self._people[user_id] = pace
            if len(self._people) > _PEOPLE_REMEMBERED:
                self._people.popitem(last=False)
        self._people.move_to_end(user_id)
        return pace


def _kind_of(inbound: Inbound) -> _Kind:
    if inbound.sent_at is None:
        return _Kind.PRESS
    is_file = isinstance(inbound.event, Attachment) and inbound.event.file is not None
    return _Kind.FILE if is_file else _Kind.MESSAGE


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
