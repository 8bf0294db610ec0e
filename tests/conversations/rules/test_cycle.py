"""Periods, the stage calendar, and which rule set a period uses."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.rules.cycle import (
    FinalDates,
    Period,
    RuleCalendar,
    current_stages,
    is_era_notice_due,
    is_late,
    parse_final_dates,
    parse_rule_set_map,
    stage_on,
    stage_window,
)
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import StageId

DAYS = st.dates(min_value=date(1001, 1, 1), max_value=date(9998, 12, 31))
PERIODS = DAYS.map(Period.of)


@given(day=DAYS)
def test_every_day_lies_in_its_period(day: date) -> None:
    period = Period.of(day)
    assert period.start <= day <= period.end


@given(period=PERIODS)
def test_a_key_reads_back_to_its_period(period: Period) -> None:
    assert Period.parse(period.key) == period


@given(period=PERIODS)
def test_periods_follow_one_another_without_a_gap(period: Period) -> None:
    assert period.next().start == period.end + timedelta(days=1)
    assert period.next().previous() == period
    assert period.previous() < period < period.next()


@given(first=DAYS, second=DAYS)
def test_periods_order_like_their_days(first: date, second: date) -> None:
    if Period.of(first) < Period.of(second):
        assert first < second
    assert (Period.of(first) <= Period.of(second)) is (Period.of(first).start <= Period.of(second).start)


def test_a_period_knows_its_key_and_its_days() -> None:
    period = Period.of(date(2026, 7, 1))
    assert (period.key, period.start, period.end) == ("2026-S2", date(2026, 7, 1), date(2026, 12, 31))
    assert Period.of(date(2026, 6, 30)) == Period(2026, 1)


@pytest.mark.parametrize(
    "key", ["", "2026", "2026-S3", "2026-s2", "26-S1", "2026-S1 ", "x2026-S1", "0000-S1"]
)
def test_a_key_that_is_no_period_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="is not a period such as 2026-S2"):
        Period.parse(key)


@pytest.mark.parametrize(("year", "half"), [(2026, 0), (2026, 3), (999, 1), (10000, 1)])
def test_an_impossible_period_is_refused(year: int, half: int) -> None:
    with pytest.raises(ValueError, match=r"half must|year must"):
        Period(year, half)


@pytest.mark.parametrize(
    ("half", "stage", "first", "last"),
    [
        (1, StageId.SKP, date(2024, 1, 1), date(2024, 1, 31)),
        (1, StageId.A, date(2024, 2, 1), date(2024, 2, 29)),
        (1, StageId.B, date(2024, 3, 1), date(2024, 3, 31)),
        (1, StageId.C, date(2024, 3, 1), date(2024, 3, 31)),
        (1, StageId.D, date(2024, 4, 1), date(2024, 5, 31)),
        (1, StageId.E, date(2024, 6, 1), date(2024, 6, 30)),
        (1, StageId.F_G, date(2024, 6, 1), date(2024, 6, 30)),
        (2, StageId.SKP, date(2024, 7, 1), date(2024, 7, 31)),
        (2, StageId.A, date(2024, 8, 1), date(2024, 8, 31)),
        (2, StageId.B, date(2024, 9, 1), date(2024, 9, 30)),
        (2, StageId.C, date(2024, 9, 1), date(2024, 9, 30)),
        (2, StageId.D, date(2024, 10, 1), date(2024, 11, 30)),
        (2, StageId.E, date(2024, 12, 1), date(2024, 12, 31)),
        (2, StageId.F_G, date(2024, 12, 1), date(2024, 12, 31)),
    ],
)
def test_a_stage_covers_its_months_in_both_halves(
    rules: RuleSet, half: int, stage: StageId, first: date, last: date
) -> None:
    assert stage_window(rules, Period(2024, half), stage) == (first, last)


def test_february_ends_on_the_28th_in_a_common_year(rules: RuleSet) -> None:
    assert stage_window(rules, Period(2025, 1), StageId.A)[1] == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("day", "stages"),
    [
        (date(2026, 1, 1), [StageId.SKP]),
        (date(2026, 3, 31), [StageId.B, StageId.C]),
        (date(2026, 5, 15), [StageId.D]),
        (date(2026, 6, 30), [StageId.E, StageId.F_G]),
        (date(2026, 7, 1), []),
        (date(2025, 12, 31), []),
    ],
)
def test_the_current_stages_of_a_day(rules: RuleSet, day: date, stages: list[StageId]) -> None:
    found = current_stages(rules, Period(2026, 1), day)
    assert [stage.id for stage in found] == stages
    first = stage_on(rules, Period(2026, 1), day)
    assert (None if first is None else first.id) == next(iter(stages), None)


@given(day=DAYS)
def test_every_day_of_a_period_has_a_stage(rules: RuleSet, day: date) -> None:
    assert stage_on(rules, Period.of(day), day) is not None
    assert stage_on(rules, Period.of(day).next(), day) is None


def test_a_stage_is_late_only_after_its_last_day(rules: RuleSet) -> None:
    period = Period(2026, 2)
    assert not is_late(rules, period, StageId.SKP, date(2026, 7, 31))
    assert is_late(rules, period, StageId.SKP, date(2026, 8, 1))
    assert not is_late(rules, period, StageId.D, date(2026, 11, 30))


def test_the_era_notice_is_due_after_the_last_period_of_the_rule_set(rules: RuleSet) -> None:
    assert not is_era_notice_due(rules, Period(2023, 2))
    assert not is_era_notice_due(rules, Period(2024, 2))
    assert is_era_notice_due(rules, Period(2025, 1))


def test_a_period_uses_its_own_rule_set_or_the_default() -> None:
    chosen = parse_rule_set_map(" *=pmm_2024 , 2025-S1=other")
    assert chosen.name_for(Period(2025, 1)) == "other"
    assert chosen.name_for(Period(2025, 2)) == "pmm_2024"
    assert chosen.names == ("pmm_2024", "other")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is not a pair"),
        ("pmm_2024", '"pmm_2024" is not a pair'),
        ("*=", "is not a pair"),
        ("*=a,", "is not a pair"),
        ("2025-S1=pmm_2024", "no rule set for all other periods"),
        ("*=a,2025-S3=b", '"2025-S3" is not a period'),
        ("*=a,*=b", '"\\*" is set twice'),
        ("*=../a", '"../a" is not the name of a rule set'),
    ],
)
def test_a_bad_rule_set_map_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_rule_set_map(text)


def test_the_final_date_is_the_last_day_unless_set() -> None:
    dates = parse_final_dates("2026-S2=2026-12-15, 2027-S1=2027-07-10")
    assert dates.final_date(Period(2026, 2)) == date(2026, 12, 15)
    assert dates.final_date(Period(2027, 1)) == date(2027, 7, 10)
    assert dates.final_date(Period(2026, 1)) == date(2026, 6, 30)
    assert parse_final_dates(" ") == FinalDates()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-S2", "is not a pair"),
        ("2026-S2=soon", '"soon" is not a date such as 2026-12-15'),
        ("2026-S2=2026-02-30", "is not a date"),
        ("2026-S2=2026-06-30", "is before the period begins"),
        ("*=2026-12-15", '"\\*" is not a period'),
        ("2026-S2=2026-12-15,2026-S2=2026-12-16", "is set twice"),
    ],
)
def test_bad_final_dates_are_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_final_dates(text)


def test_a_rule_calendar_answers_both_questions() -> None:
    calendar = RuleCalendar(parse_rule_set_map("*=pmm_2024"), parse_final_dates("2026-S2=2026-12-15"))
    assert calendar.name_for(Period(2026, 2)) == "pmm_2024"
    assert calendar.final_date(Period(2026, 2)) == date(2026, 12, 15)
