"""Dates and hours as people type and pick them, in the reader's zone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from conversations.facts import Zone
from conversations.rules.reminders import WorkCalendar
from conversations.stages.spoken_days import in_figures

_HOURS = {Zone.WIB: 7, Zone.WITA: 8, Zone.WIT: 9}
_MONTHS = (
    ("januari", "january"),
    ("februari", "february"),
    ("maret", "march"),
    ("april",),
    ("mei", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("agustus", "august"),
    ("september",),
    ("oktober", "october"),
    ("november", "nopember"),
    ("desember", "december"),
)
_TIME = r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?"
_WORD = r"(?:,|\s|jam|pukul|pkl\.?|at|wib|wita|wit)*"
_DAY = (
    r"(?P<day>\d{1,2})(?:\s*[/\-.]\s*(?P<month>\d{1,2})|\s+(?P<name>[a-z]{3,}))(?:[/\-.\s]+(?P<year>\d{4}))?"
)
_BOTH = re.compile(rf"(?:[a-z']+,?\s+)?{_DAY}[,\s]{_WORD}{_TIME}{_WORD}", re.ASCII)
_DAY_ALONE = re.compile(rf"(?:[a-z']+,?\s+)?{_DAY}", re.ASCII)
_TIME_ALONE = re.compile(rf"{_WORD}{_TIME}{_WORD}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was understood of a typed date: either part may be missing."""

    day: date | None
    at: time | None


def zone_of(zone: Zone) -> timezone:
    """The zone as an offset; Indonesia has no summer time."""
    return timezone(timedelta(hours=_HOURS[zone]))


def instant(day: date, at: time, zone: Zone) -> datetime:
    """A day and an hour of a zone as an aware instant."""
    return datetime.combine(day, at, zone_of(zone))


def local_day(at: datetime, zone: Zone) -> date:
    """The day of an instant in a zone."""
    return at.astimezone(zone_of(zone)).date()


def parse_when(text: str, today: date) -> Typed | None:
    """Such as `12/8 09.30`, `12 Agustus 2026 pukul 9`, `besok jam 9`, `12/8` or `09.30`; None for others.

    A day without a year is the next one with that date.
    """
    typed = in_figures(" ".join(text.casefold().split()), today)
    if (found := _BOTH.fullmatch(typed)) is not None:
        day, at = _day(found.groupdict(), today), _time(found.groupdict())
        return Typed(day, at) if day is not None and at is not None else None
    if (found := _TIME_ALONE.fullmatch(typed)) is not None:
        at = _time(found.groupdict())
        return None if at is None else Typed(None, at)
    found = _DAY_ALONE.fullmatch(typed)
    day = None if found is None else _day(found.groupdict(), today)
    return None if day is None else Typed(day, None)


def working_days(first: date, count: int, work: WorkCalendar) -> Iterator[date]:
    """So many working days from a day on."""
    day = first
    while count > 0:
        if work.is_working(day):
            count -= 1
            yield day
        day += timedelta(days=1)


def _time(parts: dict[str, str | None]) -> time | None:
    hour, minute = parts.get("hour"), parts.get("minute")
    if hour is None or int(hour) > 23 or int(minute or 0) > 59:
        return None
    return time(int(hour), int(minute or 0))


def _day(parts: dict[str, str | None], today: date) -> date | None:
    month = _month(parts)
    if month is None:
        return None
    day, year = int(parts["day"] or 0), parts["year"]
    if year is not None:
        return _date(int(year), month, day)
    this_year = _date(today.year, month, day)
    if this_year is not None and this_year >= today:
        return this_year
    return _date(today.year + 1, month, day)


def _month(parts: dict[str, str | None]) -> int | None:
    if parts["month"] is not None:
        return int(parts["month"])
    name = parts["name"] or ""
    found = (n for n, names in enumerate(_MONTHS, start=1) if any(each.startswith(name) for each in names))
    return next(found, None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
