"""Spans and moments as people write them: `1 hari`, `+3d`, `2026-07-06 08.00`."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from conversations.facts import Zone

# Moments are written in the zone of Jakarta, whoever reads them.
ZONE = ZoneInfo(Zone.WIB)
_UNITS: Mapping[str, timedelta] = {
    **dict.fromkeys(("m", "menit", "minute", "minutes"), timedelta(minutes=1)),
    **dict.fromkeys(("h", "j", "jam", "hour", "hours"), timedelta(hours=1)),
    **dict.fromkeys(("d", "hari", "day", "days"), timedelta(days=1)),
    **dict.fromkeys(("w", "minggu", "pekan", "week", "weeks"), timedelta(weeks=1)),
}
_SPAN = re.compile(r"\+?\s*(\d{1,4})\s*([a-z]+)", re.IGNORECASE)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d)[.:](\d\d))?(?: WIB)?")
_MORNING = ("08", "00")


def read_span(text: str) -> timedelta:
    """A span of minutes, hours, days or weeks; ValueError where it is none."""
    found = _SPAN.fullmatch(text.strip())
    unit = _UNITS.get(found[2].lower()) if found else None
    if found is None or unit is None:
        raise ValueError(f"not a span of time: {text!r}")
    return int(found[1]) * unit


def write_span(span: timedelta) -> str:
    """A span in its largest whole unit."""
    for name in ("hari", "jam", "menit"):
        count, rest = divmod(span, _UNITS[name])
        if not rest:
            return f"{count} {name}"
    raise ValueError(f"not whole minutes: {span}")


def read_moment(text: str) -> datetime:
    """An aware moment; a date alone means eight in the morning. ValueError where it is none."""
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"not a moment like 2026-07-06 08.00: {text!r}")
    hour, minute = (found[2], found[3]) if found[2] else _MORNING
    return datetime.fromisoformat(f"{found[1]} {hour}:{minute}").replace(tzinfo=ZONE)


def write_moment(moment: datetime) -> str:
    """A moment to the minute."""
    return f"{moment.astimezone(ZONE):%Y-%m-%d %H.%M} WIB"
