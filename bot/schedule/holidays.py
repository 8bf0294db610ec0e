"""Days on which nobody is reminded: national holidays, and what a file of the operator adds or takes away."""

import sys
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.util import find_spec, module_from_spec
from pathlib import Path

from conversations.rules.reminders import WorkCalendar

_TAKEN_AWAY = "-"
_COUNTRIES = "holidays.countries"


@dataclass(frozen=True, slots=True)
class HolidayChanges:
    """Days that the operator adds to the national holidays, such as cuti bersama, and days that are none."""

    added: frozenset[date] = frozenset()
    taken_away: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Holidays:
    """The national holidays of any year with the operator's changes."""

    changes: HolidayChanges

    def __contains__(self, day: object) -> bool:
        """Whether a day is a holiday."""
        if day in self.changes.added:
            return True
        return day in national_holidays() and day not in self.changes.taken_away


def parse_holidays(text: str) -> HolidayChanges:
    """Read lines such as `2026-03-20 Cuti bersama` or `-2026-03-22`; ValueError names a wrong one."""
    added: set[date] = set()
    taken_away: set[date] = set()
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.partition("#")[0].strip()
        if entry:
            day = _day(entry.removeprefix(_TAKEN_AWAY).split()[:1], number, line)
            (taken_away if entry.startswith(_TAKEN_AWAY) else added).add(day)
    return HolidayChanges(frozenset(added), frozenset(taken_away))


def read_holidays(file: Path) -> HolidayChanges:
    """The changes of a file; ValueError tells why it cannot be used."""
    try:
        return parse_holidays(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(error.strerror) from None
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None


def work_calendar(changes: HolidayChanges | None = None) -> WorkCalendar:
    """The working days of Indonesia, whatever the year."""
    return WorkCalendar(Holidays(changes or HolidayChanges()))


@cache
def national_holidays() -> Container[date]:
    """The holidays that the library knows; reading it takes a moment, which nobody waits for at the start."""
    from holidays import country_holidays

    package = None if _COUNTRIES in sys.modules else find_spec(_COUNTRIES)
    if package is None:
        return country_holidays("ID")
    # It would import all countries, which takes four times as long and 7 MB more. Empty it still finds one.
    sys.modules[_COUNTRIES] = module_from_spec(package)
    try:
        return country_holidays("ID")
    finally:
        del sys.modules[_COUNTRIES]


def _day(words: list[str], number: int, line: str) -> date:
    try:
        return date.fromisoformat(words[0])
    except (IndexError, ValueError):
        raise ValueError(f'line {number} "{line.strip()}" does not begin with a day as 2026-03-20') from None
