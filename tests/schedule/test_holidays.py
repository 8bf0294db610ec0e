"""Days on which nobody is reminded."""

from datetime import date

import pytest

from bot.schedule.holidays import HolidayChanges, parse_holidays, work_calendar
from bot.settings import SettingsError, load_settings


def test_national_holidays_of_any_year_and_sundays_are_days_of_rest():
    work = work_calendar()
    assert not work.is_working(date(2026, 8, 17))
    assert not work.is_working(date(2031, 12, 25))
    assert not work.is_working(date(2026, 8, 16))
    assert work.is_working(date(2026, 8, 15))


def test_the_file_adds_days_and_takes_days_away():
    changes = parse_holidays("# 2026\n2026-03-20 Cuti bersama\n\n-2026-03-21 not this year\n2026-03-23\n")
    assert changes == HolidayChanges(
        frozenset({date(2026, 3, 20), date(2026, 3, 23)}), frozenset({date(2026, 3, 21)})
    )
    work = work_calendar(changes)
    assert not work.is_working(date(2026, 3, 20))
    assert work.is_working(date(2026, 3, 21))
    assert not work.is_working(date(2026, 5, 1))


@pytest.mark.parametrize("line", ["20 Maret 2026", "2026-02-30 Imlek", "Idul Fitri", "-"])
def test_a_bad_line_stops_the_start_and_names_itself(line, tmp_path):
    file = tmp_path / "holidays.txt"
    file.write_text(f"2026-03-20 Idul Fitri\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=rf'HOLIDAYS_FILE is wrong \(line 2 "{line}"'):
        load_settings({"HOLIDAYS_FILE": str(file)}, tmp_path / "none")


def test_a_file_that_is_not_there_stops_the_start(tmp_path):
    with pytest.raises(SettingsError, match=r"HOLIDAYS_FILE is wrong \(No such file or directory\)"):
        load_settings({"HOLIDAYS_FILE": str(tmp_path / "gone.txt")}, tmp_path / "none")
