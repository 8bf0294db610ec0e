"""The moments through which the clock is moved."""

from datetime import UTC, date, datetime

from bot.demo.instants import due_instants, next_stage, stages_on


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_each_morning_comes_once_in_each_zone_in_order(rule_sets):
    found = due_instants(rule_sets["pmm_2024"], at("2026-07-31 20:00"), at("2026-08-01 05:00"))
    assert [moment.astimezone(UTC).hour for moment in found] == [23, 0, 1]


def test_a_moment_that_was_reached_does_not_come_again(rule_sets):
    first, *rest = due_instants(rule_sets["pmm_2024"], at("2026-07-31 20:00"), at("2026-08-01 05:00"))
    assert due_instants(rule_sets["pmm_2024"], first, at("2026-08-01 05:00")) == rest


def test_the_half_year_changes_on_the_way(rule_sets):
    found = due_instants(rule_sets["pmm_2024"], at("2026-12-31 12:00"), at("2027-01-01 12:00"))
    assert {moment.date() for moment in found} == {date(2027, 1, 1)}


def test_the_next_stage_may_be_one_of_the_next_half_year(rule_sets):
    december = next_stage(rule_sets["pmm_2024"], date(2026, 12, 20))
    assert december is not None
    assert december.day == date(2027, 1, 1)
    assert december.stage in stages_on(rule_sets["pmm_2024"], date(2027, 1, 1))
