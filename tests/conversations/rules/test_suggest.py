"""Suggestions against every set there is, on small catalogues; and what they are on the real one."""

from datetime import date
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.rules.cycle import Period
from conversations.rules.plan import RHKItem, max_quantity, total_points
from conversations.rules.sets import Option
from conversations.rules.suggest import Suggestion, Wishes, months_left, suggest, suggest_from
from conversations.rules.terms import ActivityKind

LEARN, SHARE, REVIEW, CREATE, ACCOMPANY = ActivityKind
KINDS = (LEARN, SHARE, REVIEW)


@st.composite
def catalogues(draw):
    """Up to five options of small numbers, so that every set can be looked at."""
    count = draw(st.integers(0, 5))
    units = [
        (draw(st.integers(2, 14)), draw(st.integers(1, 5)), draw(st.integers(0, 2))) for _ in range(count)
    ]
    return tuple(
        Option(number, points, sessions, months, draw(st.sampled_from(KINDS)))
        for number, (points, sessions, months) in enumerate(units, start=1)
    )


def fit(kinds, wished):
    return Fraction(len(kinds & wished), len(kinds | wished)) if wished else Fraction(1)


def every_set(options, minimum, wished):
    """All sets that reach the minimum and none of whose units can be taken away, as keys by mainstay."""
    ceilings = [range(-(-minimum // option.points) + 1) for option in options]
    found = {}
    for quantities in product(*ceilings):
        chosen = [
            (option, quantity) for option, quantity in zip(options, quantities, strict=True) if quantity
        ]
        points = sum(option.points * quantity for option, quantity in chosen)
        if points < minimum or any(points - option.points >= minimum for option, _ in chosen):
            continue
        mainstay = min(chosen, key=lambda each: (-each[0].points * each[1], each[0].number))[0].number
        key = (
            sum(option.sessions * quantity for option, quantity in chosen),
            -fit({option.kind for option, _ in chosen}, set(wished)),
            len(chosen),
            tuple((option.number, quantity) for option, quantity in chosen),
        )
        found.setdefault(mainstay, []).append(key)
    return {mainstay: min(keys) for mainstay, keys in found.items()}


def by_brute_force(options, minimum, wished, sessions, months):
    possible = [option for option in options if option.months <= months]
    liked = [option for option in possible if not wished or option.kind in wished]
    best = every_set(liked, minimum, wished)
    if len(best) < 2:
        best = every_set(possible, minimum, wished)
    ordered = sorted((key, mainstay) for mainstay, key in best.items())[:4]
    within = [each for each in ordered if each[0][0] <= sessions]
    return within if len(within) >= 2 else ordered[:2]


def key_of(found: Suggestion):
    items = tuple((item.number, item.quantity) for item in found.items)
    return (found.sessions, -found.fit, len(items), items), found.mainstay


@settings(max_examples=400, deadline=None)
@given(
    catalogues(),
    st.integers(1, 24),
    st.sets(st.sampled_from(KINDS)),
    st.integers(1, 20),
    st.integers(0, 2),
)
def test_nothing_smaller_and_nothing_better_is_missed(options, minimum, kinds, sessions, months):
    wished = tuple(kind for kind in ActivityKind if kind in kinds)
    found = suggest_from(options, minimum, wished, sessions, months)
    assert [key_of(each) for each in found] == by_brute_force(options, minimum, wished, sessions, months)
    of_number = {option.number: option for option in options}
    for each in found:
        units = [of_number[item.number] for item in each.items]
        points = sum(unit.points * item.quantity for unit, item in zip(units, each.items, strict=True))
        assert points == each.points >= minimum
        assert all(points - unit.points < minimum for unit in units)
        assert set(each.kinds) == {unit.kind for unit in units}
        assert each.is_too_much == (each.sessions > sessions)


EVERY_WISH = [frozenset(kinds) for size in range(6) for kinds in combinations(ActivityKind, size)]


@pytest.mark.parametrize("kinds", EVERY_WISH, ids=lambda kinds: "+".join(sorted(kinds)) or "any")
def test_every_wish_is_answered_with_two_to_four_different_sets_that_fit_a_plan(rules, kinds):
    for sessions, months in product((1, 4, 8, 12, 20, 60), (1, 3, 6)):
        found = suggest(rules, Wishes(kinds, sessions, months))
        assert 2 <= len(found) <= 4
        assert len({each.mainstay for each in found}) == len(found)
        assert [each.sessions for each in found] == sorted(each.sessions for each in found)
        for each in found:
            assert total_points(rules, each.items) == each.points >= 32
            assert all(0 < item.quantity <= max_quantity(rules, item.number) for item in each.items)


def items(*pairs: tuple[int, int]) -> tuple[RHKItem, ...]:
    return tuple(RHKItem(number, quantity) for number, quantity in pairs)


def test_whoever_likes_to_learn_is_only_asked_to_learn(rules):
    found = suggest(rules, Wishes(frozenset({LEARN}), 8, 6))
    assert [each.items for each in found] == [items((1, 4)), items((2, 4)), items((5, 8)), items((9, 8))]
    assert all(each.kinds == (LEARN,) and each.fit == 1 and not each.is_too_much for each in found)


def test_among_equal_efforts_the_set_with_all_that_is_liked_comes_first(rules):
    found = suggest(rules, Wishes(frozenset({SHARE, ACCOMPANY}), 8, 6))
    assert [(each.items, each.sessions, each.fit) for each in found[:2]] == [
        (items((4, 1), (17, 2)), 3, Fraction(1)),
        (items((3, 1)), 3, Fraction(1, 2)),
    ]


def test_more_than_somebody_can_manage_is_given_only_where_less_will_not_do_and_is_marked(rules):
    found = suggest(rules, Wishes(frozenset({REVIEW}), 4, 6))
    assert [(each.sessions, each.is_too_much) for each in found] == [(18, True), (18, True)]


def test_what_one_liked_kind_cannot_do_in_different_ways_others_help_with(rules):
    found = suggest(rules, Wishes(frozenset({ACCOMPANY}), 12, 6))
    assert found[0].items == items((17, 3))
    assert found[1].kinds == (SHARE,)


def test_what_needs_more_months_than_are_left_is_not_suggested():
    options = (Option(1, 8, 3, 3, LEARN), Option(2, 8, 5, 1, LEARN), Option(3, 8, 9, 0, LEARN))
    assert [each.mainstay for each in suggest_from(options, 16, (), 99, 3)] == [1, 2, 3]
    assert [each.mainstay for each in suggest_from(options, 16, (), 99, 2)] == [2, 3]


def test_on_the_real_catalogue_only_a_program_needs_several_months(rules):
    months = {rhk.number: rhk.effort.months for rhk in rules.rhks if rhk.effort is not None}
    assert {number: least for number, least in months.items() if least} == {6: 3, 8: 1, 14: 1, 15: 1, 16: 1}


def test_an_award_is_never_suggested(rules):
    assert [rhk.number for rhk in rules.rhks if rhk.effort is None] == [10]


@pytest.mark.parametrize(("month", "left"), [(7, 6), (8, 5), (11, 2), (12, 1)])
def test_the_months_left_count_the_present_one(month, left):
    assert months_left(Period(2026, 2), date(2026, month, 31 if month != 11 else 30)) == left
    assert months_left(Period(2026, 1), date(2026, month - 6, 1)) == left


def test_a_plan_of_another_half_year_has_between_one_month_and_six():
    assert months_left(Period(2026, 2), date(2027, 1, 4)) == 1
    assert months_left(Period(2026, 2), date(2026, 3, 4)) == 6
