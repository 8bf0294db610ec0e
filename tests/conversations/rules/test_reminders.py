"""Which occasion falls on which day, against a model that walks day by day."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import conversations.rules
from conversations.rules.cycle import Period, stage_window
from conversations.rules.regulation import parse_rule_set
from conversations.rules.reminder_policy import Occasion, parse_policy
from conversations.rules.reminders import Timetable, WorkCalendar
from conversations.rules.terms import Capacity, PlanStatus, StageId

RULES_FOLDER = Path(conversations.rules.__path__[0])
POLICY_TEXT = (RULES_FOLDER / "policies" / "reminders.toml").read_text(encoding="utf-8")
POLICY = parse_policy(POLICY_TEXT)
RULES = parse_rule_set(
    (RULES_FOLDER / "regulations" / "pmm_2024.toml").read_text(encoding="utf-8"), name="pmm_2024.toml"
)
DAY = timedelta(days=1)


def timetable(
    period: Period, holidays: frozenset[date] = frozenset(), final: date | None = None
) -> Timetable:
    return Timetable(POLICY, RULES, period, final or period.end, WorkCalendar(holidays))


def walk(day: date, step: timedelta, first: date, last: date, rest: frozenset[date]) -> date | None:
    while first <= day <= last:
        if day.weekday() != 6 and day not in rest:
            return day
        day += step
    return None


def model(period: Period, stage: StageId, rest: frozenset[date]) -> Mapping[date, Occasion]:
    """The occasions of a stage as the policy tells them, one after the other; later ones win a day."""
    first, last = stage_window(RULES, period, stage)
    wishes = [
        (Occasion.OPENING, first, DAY),
        (Occasion.HALFWAY, first + timedelta(days=(last - first).days // 2), -DAY),
        (Occasion.DAYS_3, last - 3 * DAY, -DAY),
        (Occasion.DAY_1, last - DAY, -DAY),
        (Occasion.LAST_DAY, last, -DAY),
    ]
    found = {walk(day, step, first, last, rest): occasion for occasion, day, step in wishes}
    day = last
    while day < period.end:
        day += DAY
        if day.weekday() == 0:
            found[walk(day, DAY, last + DAY, period.end, rest)] = Occasion.OVERDUE
    found.pop(None, None)
    return found


periods = st.builds(Period, st.integers(2024, 2032), st.sampled_from([1, 2]))


@st.composite
def half_years(draw: st.DrawFn) -> tuple[Period, frozenset[date]]:
    """A half-year with single holidays and whole weeks of them."""
    period = draw(periods)
    length = (period.end - period.start).days
    starts = draw(st.lists(st.tuples(st.integers(0, length), st.integers(1, 12)), max_size=12))
    rest = {period.start + timedelta(days=start + more) for start, days in starts for more in range(days)}
    return period, frozenset(rest)


@settings(deadline=None)
@given(half_years(), st.sampled_from(StageId))
def test_occasions_fall_on_the_days_that_a_walk_through_the_half_year_finds(half_year, stage):
    period, rest = half_year
    planned = timetable(period, rest).planned(stage)
    assert {each.day: each.occasion for each in planned} == model(period, stage, rest)
    assert [each.day for each in planned] == sorted(each.day for each in planned)


@settings(max_examples=30, deadline=None)
@given(half_years(), st.sampled_from(StageId))
def test_an_occasion_is_in_force_until_the_next_one_or_the_end_of_the_window(half_year, stage):
    period, rest = half_year
    table, found = timetable(period, rest), model(period, stage, rest)
    last = stage_window(RULES, period, stage)[1]
    current, day = None, period.start
    while day <= period.end:
        current = found.get(day, current)
        if day == last + DAY and day not in found:
            current = None
        in_force = table.in_force(stage, day)
        assert (None if in_force is None else in_force.occasion) == current
        day += DAY


@settings(deadline=None)
@given(half_years())
def test_a_digest_comes_each_monday_or_on_the_next_working_day_of_the_half_year(half_year):
    period, rest = half_year
    days = (period.start + timedelta(days=number) for number in range((period.end - period.start).days + 1))
    wished = {walk(day, DAY, day, period.end, rest) for day in days if day.weekday() == 0}
    assert set(timetable(period, rest).digests()) == wished - {None}


def test_the_agenda_of_a_day_tells_who_has_to_do_what():
    agenda = timetable(Period(2028, 1)).agenda(date(2028, 3, 6))
    told = {each.stage: (each.capacity, each.planned and each.planned.occasion) for each in agenda.stages}
    assert told == {
        StageId.SKP: (Capacity.OWNER, Occasion.OVERDUE),
        StageId.A: (Capacity.OWNER, Occasion.OVERDUE),
        StageId.B: (Capacity.APPRAISER, Occasion.OPENING),
        StageId.C: (Capacity.OWNER, Occasion.OPENING),
    }
    assert agenda.digest == date(2028, 3, 6)
    assert [(post.stage, post.occasion) for post in agenda.posts] == [
        (StageId.B, Occasion.OPENING),
        (StageId.C, Occasion.OPENING),
    ]


def test_a_window_that_ends_with_the_final_date_has_its_last_day_there():
    table = timetable(Period(2028, 1), final=date(2028, 1, 20))
    days = {each.occasion: each.day for each in table.planned(StageId.SKP)}
    assert days[Occasion.LAST_DAY] == date(2028, 1, 20)
    assert days[Occasion.DAYS_3] == date(2028, 1, 17)


def test_after_the_final_date_only_an_approved_plan_calls_for_something():
    table = timetable(Period(2028, 1), final=date(2028, 3, 31))
    on_time, late = (table.agenda(date(2028, month, 3)).of(StageId.SKP) for month in (3, 4))
    assert on_time is not None
    assert late is not None
    assert PlanStatus.BELUM_DIAJUKAN in on_time.states
    assert late.states == (PlanStatus.DISETUJUI,)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('stages = ["B", "F_G"]', 'stages = ["B", "A"]', "a stage has two rules"),
        ("hour = 8", "hour = 20", "the usual hour is a quiet one"),
        ('id = "day_1"', 'id = "days_3"', "an occasion that is not described"),
        ("weekday = 0", "weekday = 7", "less than or equal to 6"),
    ],
)
def test_a_policy_that_does_not_hold_together_is_refused(old, new, reason):
    assert old in POLICY_TEXT
    with pytest.raises(ValidationError, match=reason):
        parse_policy(POLICY_TEXT.replace(old, new, 1))
