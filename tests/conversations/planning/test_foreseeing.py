from dataclasses import replace

import pytest

from conversations.facts import Facts, Needs
from conversations.foreseeing import foresee
from conversations.planning.stage_steps import save
from conversations.rules.cycle import Period
from conversations.rules.plan import PlanContent, RHKItem
from tests.conversations.planning.teacher import Teacher

LESS = PlanContent("g1", (RHKItem(3, 1),))


@pytest.fixture
def facts(teacher: Teacher) -> Facts:
    """What is known of somebody with a draft; what is computed of it was looked at."""
    known = teacher.has_plan().facts(Needs())
    assert known.own_draft is not None
    return known


def test_a_draft_that_was_written_is_known_with_all_that_follows_from_it(facts: Facts) -> None:
    assert facts.own_plan is not None
    known = foresee(facts, (save(LESS, facts),))
    assert known == replace(facts, own_plan=replace(facts.own_plan, content=LESS, version=4))
    assert known is not None
    assert known.own_draft is not None
    assert known.own_draft.content == LESS
    assert facts.own_draft is not None
    assert facts.own_draft.content != LESS


def test_without_effects_all_stays(facts: Facts) -> None:
    assert foresee(facts, ()) is facts


def test_what_is_not_the_draft_that_is_known_has_to_be_read(facts: Facts) -> None:
    wish = save(LESS, facts)
    assert foresee(facts, (wish, wish)) is None
    assert foresee(facts, (replace(wish, version=2),)) is None
    assert foresee(facts, (replace(wish, version=None),)) is None
    assert foresee(facts, (replace(wish, period=Period(2026, 1)),)) is None
    assert foresee(replace(facts, reviewed=facts.own_plan), (wish,)) is None
    assert foresee(replace(facts, own_plan=None), (wish,)) is None
