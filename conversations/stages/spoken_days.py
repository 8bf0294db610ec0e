"""Days and hours as people say them, written as figures."""

import re
from datetime import date, timedelta

_NEAR = {
    "hari ini": 0,
    "today": 0,
    "besok": 1,
    "esok": 1,
    "tomorrow": 1,
    "besok lusa": 2,
    "lusa": 2,
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("senin", "monday"),
            ("selasa", "tuesday"),
            ("rabu", "wednesday"),
            ("kamis", "thursday"),
            ("jumat", "jum'at", "friday"),
            ("sabtu", "saturday"),
            ("minggu", "ahad", "sunday"),
        )
    )
    for name in names
}
_WEEK = 7
_NEAR_DAY = re.compile(rf"({'|'.join(sorted(_NEAR, key=len, reverse=True))})\b")
_WEEKDAY = re.compile(
    rf"(?:hari )?({'|'.join(_WEEKDAYS)})(?: (depan|minggu depan|ini|besok))?\b(?![,.]? *\d+\s*[a-z/])"
)
_PART_OF_DAY = re.compile(r"(\d{1,2})((?:[.:]\d{2})?) *(pagi|siang|sore|petang|malam|am|pm)\b")
_AFTER_NOON = frozenset({"sore", "petang", "malam", "pm"})
_MIDDAY = 12
# At one to three `siang` is after noon, at ten and eleven before.
_LATEST_SIANG = 3


def in_figures(typed: str, today: date) -> str:
    """The text in small letters with a day such as `besok` as a date and an hour such as `7 malam` as 19."""
    return _PART_OF_DAY.sub(_hour, _with_day(typed, today))


def _with_day(typed: str, today: date) -> str:
    if (near := _NEAR_DAY.match(typed)) is not None:
        return _dated(today + timedelta(days=_NEAR[near[1]]), typed[near.end() :])
    if (named := _WEEKDAY.match(typed)) is not None:
        return _dated(_weekday(_WEEKDAYS[named[1]], named[2] or "", today), typed[named.end() :])
    return typed


def _weekday(number: int, which: str, today: date) -> date:
    """`senin` is the next one to come, `senin depan` that of the next week."""
    if which.endswith("depan"):
        return today - timedelta(days=today.weekday()) + timedelta(days=_WEEK + number)
    return today + timedelta(days=(number - today.weekday() - 1) % _WEEK + 1)


def _dated(day: date, rest: str) -> str:
    return f"{day.day}/{day.month}/{day.year}{rest}".strip()


def _hour(found: re.Match[str]) -> str:
    hour, part = int(found[1]), found[3]
    is_later = part in _AFTER_NOON or (part == "siang" and hour <= _LATEST_SIANG)
    return f"{hour + _MIDDAY if is_later and hour < _MIDDAY else hour}{found[2]}"
