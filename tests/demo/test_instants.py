"""The stage to which the clock is moved."""

from datetime import date

from bot.demo.instants import next_stage, stages_on


def test_the_next_stage_may_be_one_of_the_next_half_year(rule_sets):
    december = next_stage(rule_sets["pmm_2024"], date(2026, 12, 20))
    assert december is not None
    assert december.day == date(2027, 1, 1)
    assert december.stage in stages_on(rule_sets["pmm_2024"], date(2027, 1, 1))
