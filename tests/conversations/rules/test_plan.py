"""Points, missing parts, problems and warnings of a plan."""

from dataclasses import replace
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.rules.plan import (
    AdditionalDuty,
    BehaviorChoice,
    Missing,
    MissingPart,
    PlanContent,
    PlanWarning,
    Problem,
    ProblemKind,
    RHKItem,
    item_points,
    max_quantity,
    may_submit,
    meets_minimum,
    missing_parts,
    points_missing,
    problems,
    total_points,
    warnings,
)
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Role, SchoolLevel

ITEMS = st.lists(
    st.builds(RHKItem, number=st.integers(1, 18), quantity=st.integers(1, 200)),
    unique_by=lambda item: item.number,
).map(tuple)


def items(*pairs: tuple[int, int]) -> tuple[RHKItem, ...]:
    return tuple(RHKItem(number, quantity) for number, quantity in pairs)


@pytest.mark.parametrize(
    ("chosen", "points", "meets", "warned"),
    [
        (items((1, 2)), 16, False, False),
        (items((7, 4)), 32, True, False),
        (items((1, 2), (2, 2)), 32, True, False),
        (items((3, 1)), 36, True, False),
        (items((6, 1)), 128, True, False),
        (items((6, 1), (5, 1)), 132, True, True),
        (items((5, 7)), 28, False, False),
        (items((11, 2), (14, 1), (9, 2)), 32, True, False),
        ((), 0, False, False),
    ],
)
def test_worked_examples_of_the_regulation(
    rules: RuleSet,
    complete_plan: PlanContent,
    chosen: tuple[RHKItem, ...],
    points: int,
    meets: bool,
    warned: bool,
) -> None:
    plan = replace(complete_plan, rhk=chosen)
    assert total_points(rules, chosen) == points
    assert meets_minimum(rules, chosen) is meets
    assert may_submit(rules, Role.GURU, plan) is meets
    assert warnings(rules, plan) == ((PlanWarning.OVER_ADVISED_MAX,) if warned else ())


@pytest.mark.parametrize(("chosen", "missing"), [((), 32), (items((5, 3)), 20), (items((3, 1)), 0)])
def test_the_points_still_missing_never_fall_below_zero(
    rules: RuleSet, chosen: tuple[RHKItem, ...], missing: int
) -> None:
    assert points_missing(rules, chosen) == missing


def test_the_quantity_ceiling_is_the_smallest_that_reaches_128(rules: RuleSet) -> None:
    assert max_quantity(rules, 6) == 1
    assert max_quantity(rules, 3) == 4
    assert max_quantity(rules, 5) == 32
    assert max_quantity(rules, 11) == 22
    assert [max_quantity(rules, rhk.number) for rhk in rules.rhks] == [
        ceil(128 / rhk.points) for rhk in rules.rhks
    ]


@given(chosen=ITEMS)
def test_the_total_is_the_plain_sum_in_any_order(rules: RuleSet, chosen: tuple[RHKItem, ...]) -> None:
    total = total_points(rules, chosen)
    assert total == sum(rules.rhk(item.number).points * item.quantity for item in chosen)
    assert total == total_points(rules, tuple(reversed(chosen)))
    assert points_missing(rules, chosen) == max(32 - total, 0)


@given(chosen=ITEMS, extra=st.integers(1, 50))
def test_a_larger_quantity_adds_exactly_its_points(
    rules: RuleSet, chosen: tuple[RHKItem, ...], extra: int
) -> None:
    for index, item in enumerate(chosen):
        grown = replace(item, quantity=item.quantity + extra)
        changed = (*chosen[:index], grown, *chosen[index + 1 :])
        gain = rules.rhk(item.number).points * extra
        assert total_points(rules, changed) - total_points(rules, chosen) == gain


@given(chosen=ITEMS)
def test_no_plan_below_the_minimum_may_be_submitted(rules: RuleSet, chosen: tuple[RHKItem, ...]) -> None:
    behaviors = tuple(BehaviorChoice(aspect.id, None, "Fokus saya") for aspect in rules.work_behaviors)
    plan = PlanContent("k1", chosen, (), behaviors)
    assert may_submit(rules, Role.KS, plan) is (total_points(rules, chosen) >= 32)


def test_a_complete_plan_misses_nothing_and_may_be_submitted(
    rules: RuleSet, complete_plan: PlanContent
) -> None:
    assert missing_parts(rules, Role.GURU, complete_plan) == ()
    assert problems(rules, Role.GURU, SchoolLevel.SD, complete_plan) == ()
    assert may_submit(rules, Role.GURU, complete_plan, SchoolLevel.SD)


def test_an_empty_plan_misses_everything_in_the_order_of_the_stages(rules: RuleSet) -> None:
    assert missing_parts(rules, Role.GURU, PlanContent()) == (
        Missing(MissingPart.PRACTICE),
        Missing(MissingPart.RHK_NONE, points=32),
        Missing(MissingPart.BEHAVIORS, aspects=("p1", "p2", "p3", "p4", "p5", "p6", "p7")),
    )


def test_missing_parts_say_how_many_points_and_which_aspects(
    rules: RuleSet, complete_plan: PlanContent
) -> None:
    blank = BehaviorChoice("p4", None, "  ")
    behaviors = (*complete_plan.behaviors[:3], blank, *complete_plan.behaviors[4:6])
    plan = replace(complete_plan, rhk=items((5, 3)), behaviors=behaviors)
    assert missing_parts(rules, Role.GURU, plan) == (
        Missing(MissingPart.POINTS, points=20),
        Missing(MissingPart.BEHAVIORS, aspects=("p4", "p7")),
    )
    assert not may_submit(rules, Role.GURU, plan)


def test_own_words_fill_an_aspect(rules: RuleSet, complete_plan: PlanContent) -> None:
    own = BehaviorChoice("p7", None, "Menata jadwal kebun sekolah bersama warga")
    plan = replace(complete_plan, behaviors=(*complete_plan.behaviors[:6], own))
    assert may_submit(rules, Role.GURU, plan)


def test_a_ks_plan_needs_no_duties(rules: RuleSet, complete_plan: PlanContent) -> None:
    assert may_submit(rules, Role.KS, replace(complete_plan, practice="k4"), SchoolLevel.SMP)


def test_duties_with_and_without_text_are_valid(rules: RuleSet, complete_plan: PlanContent) -> None:
    duties = (
        AdditionalDuty("wali_kelas"),
        AdditionalDuty("lain", "Pengelola kebun sekolah"),
        AdditionalDuty("lain", "Pengelola koperasi"),
    )
    plan = replace(complete_plan, duties=duties)
    assert problems(rules, Role.GURU, SchoolLevel.SD, plan) == ()


DEPUTY = (AdditionalDuty("wakil_kepala"),)


@pytest.mark.parametrize(
    ("change", "kind", "subject"),
    [
        ({"practice": "g9"}, ProblemKind.UNKNOWN_SUB_INDICATOR, "g9"),
        ({"practice": "k1"}, ProblemKind.SUB_INDICATOR_OF_OTHER_ROLE, "k1"),
        ({"rhk": items((3, 1), (19, 1))}, ProblemKind.UNKNOWN_RHK, "19"),
        ({"rhk": items((3, 1), (5, 0))}, ProblemKind.QUANTITY_BELOW_ONE, "5"),
        ({"rhk": items((3, 1), (5, -2))}, ProblemKind.QUANTITY_BELOW_ONE, "5"),
        ({"rhk": items((3, 1), (3, 2))}, ProblemKind.DUPLICATE_RHK, "3"),
        ({"duties": (AdditionalDuty("astronaut"),)}, ProblemKind.UNKNOWN_DUTY, "astronaut"),
        ({"duties": DEPUTY}, ProblemKind.DUTY_NOT_FOR_LEVEL, "wakil_kepala"),
        ({"duties": (AdditionalDuty("wali_kelas"),) * 2}, ProblemKind.DUPLICATE_DUTY, "wali_kelas"),
        ({"duties": (AdditionalDuty("lain", " "),)}, ProblemKind.DUTY_TEXT_MISSING, "lain"),
        ({"duties": (AdditionalDuty("wali_kelas", "5A"),)}, ProblemKind.DUTY_TEXT_NOT_ALLOWED, "wali_kelas"),
    ],
)
def test_invalid_content_is_a_problem_and_cannot_be_submitted(
    rules: RuleSet, complete_plan: PlanContent, change: dict[str, object], kind: ProblemKind, subject: str
) -> None:
    plan = replace(complete_plan, **change)
    assert problems(rules, Role.GURU, SchoolLevel.SD, plan) == (Problem(kind, subject),)
    assert not may_submit(rules, Role.GURU, plan, SchoolLevel.SD)


@pytest.mark.parametrize(
    ("extra", "kind", "subject"),
    [
        (BehaviorChoice("p8", None, "Fokus"), ProblemKind.UNKNOWN_ASPECT, "p8"),
        (BehaviorChoice("p1", "p1-2"), ProblemKind.DUPLICATE_ASPECT, "p1"),
    ],
)
def test_an_extra_behavior_is_a_problem(
    rules: RuleSet, complete_plan: PlanContent, extra: BehaviorChoice, kind: ProblemKind, subject: str
) -> None:
    plan = replace(complete_plan, behaviors=(*complete_plan.behaviors, extra))
    assert problems(rules, Role.GURU, None, plan) == (Problem(kind, subject),)
    assert not may_submit(rules, Role.GURU, plan)


@pytest.mark.parametrize(
    ("choice", "kind", "subject"),
    [
        (BehaviorChoice("p1", "p2-1"), ProblemKind.UNKNOWN_CHOICE, "p2-1"),
        (BehaviorChoice("p1", "p1-1", "Juga ini"), ProblemKind.CHOICE_AND_TEXT, "p1"),
    ],
)
def test_a_behavior_that_is_not_one_choice_is_a_problem(
    rules: RuleSet, complete_plan: PlanContent, choice: BehaviorChoice, kind: ProblemKind, subject: str
) -> None:
    plan = replace(complete_plan, behaviors=(choice, *complete_plan.behaviors[1:]))
    assert problems(rules, Role.GURU, None, plan) == (Problem(kind, subject),)


def test_a_ks_with_duties_is_a_problem(rules: RuleSet, complete_plan: PlanContent) -> None:
    plan = replace(complete_plan, practice="k1", duties=DEPUTY)
    assert problems(rules, Role.KS, SchoolLevel.SMP, plan) == (
        Problem(ProblemKind.DUTIES_NOT_FOR_ROLE, "ks"),
    )


def test_an_invalid_item_is_worth_nothing(rules: RuleSet) -> None:
    assert item_points(rules, RHKItem(19, 4)) == 0
    assert total_points(rules, items((3, 1), (1, -4))) == 36
