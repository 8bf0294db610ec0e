"""Choosing RHK: pure steps on a tuple, and the screens that show them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.paging import weight
from conversations.rhk_editor import (
    categories_lines_and_buttons,
    category_lines_and_buttons,
    item_lines_and_rows,
    parse_quantity,
    quantity_of,
    set_quantity,
)
from conversations.rules.plan import RHKItem, max_quantity
from conversations.rules.terms import RHKCategory
from conversations.words import Say

ROOM = 3000
TWO = (RHKItem(2, 2), RHKItem(9, 1))


@pytest.fixture
def rules(rule_sets):
    return rule_sets["pmm_2024"]


def everything(rules):
    return tuple(RHKItem(rhk.number, max_quantity(rules, rhk.number)) for rhk in rules.rhks)


def size(lines):
    return sum(weight(line) + 1 for line in lines)


def actions(rows):
    return [button.action for row in rows for button in row]


@given(st.lists(st.tuples(st.integers(1, 18), st.integers(0, 40)), max_size=30))
def test_quantities_stay_positive_unique_and_in_order(steps):
    items = ()
    wanted = {}
    for number, quantity in steps:
        items = set_quantity(items, number, quantity)
        wanted[number] = quantity
    assert {item.number: item.quantity for item in items} == {n: q for n, q in wanted.items() if q}
    assert [item.number for item in items] == sorted(n for n, q in wanted.items() if q)


def test_setting_the_same_quantity_twice_counts_once():
    once = set_quantity(TWO, 9, 4)
    assert set_quantity(once, 9, 4) == once
    assert quantity_of(once, 9) == 4
    assert quantity_of(once, 5) == 0


@pytest.mark.parametrize(("text", "expected"), [("0", 0), (" 16 ", 16), ("3.", 3), ("dua", 2), ("4x", 4)])
def test_a_typed_quantity_is_read(rules, text, expected):
    assert parse_quantity(text, rules, 1) == expected


@pytest.mark.parametrize("text", ["17", "-1", "1,5", "banyak", "", "999999999999"])
def test_another_text_is_refused_with_what_is_accepted(rules, text):
    refused = parse_quantity(text, rules, 1)
    assert isinstance(refused, Say)
    assert dict(refused.values) == {"ceiling": 16}


def test_groups_tell_how_many_of_their_rhk_are_chosen(rules):
    _, buttons = categories_lines_and_buttons(rules, TWO)
    counts = {button.action: dict(button.label.values).get("count", 0) for button in buttons}
    assert counts["cat:komunitas_belajar"] == 1
    assert counts["cat:lainnya"] == 1
    assert counts["cat:pendidikan"] == 0
    assert len(buttons) == len(rules.rhk_categories)


def test_every_rhk_is_in_one_group_with_its_whole_official_title(rules):
    offered = []
    for category in RHKCategory:
        lines, buttons = category_lines_and_buttons(rules, (), category)
        offered += [button.action for button in buttons]
        for rhk in rules.rhks_in(category):
            assert rules.rhk_title_prefix.strip() in str(lines)
            assert rules.rhk_title_rest(rhk.number) in str(lines)
    assert sorted(offered) == sorted(f"rhk:{rhk.number}" for rhk in rules.rhks)


def test_a_chosen_rhk_is_marked_with_its_quantity(rules):
    _, buttons = category_lines_and_buttons(rules, TWO, RHKCategory.KOMUNITAS_BELAJAR)
    marked = {button.action for button in buttons if button.label.key.startswith("✓")}
    assert marked == {"rhk:2"}


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [(0, ["qty:1:1"]), (1, ["qty:1:2", "qty:1:0"]), (5, ["qty:1:6", "qty:1:4", "qty:1:0"])],
)
def test_steps_are_absolute_quantities(rules, quantity, expected):
    _, rows = item_lines_and_rows(rules, set_quantity((), 1, quantity), 1)
    assert actions(rows) == expected


def test_at_the_ceiling_nothing_more_is_offered(rules):
    _, rows = item_lines_and_rows(rules, (RHKItem(1, 16),), 1)
    assert actions(rows) == ["qty:1:15", "qty:1:0"]


def test_the_item_says_what_one_unit_is_and_what_proves_it(rules):
    rhk = rules.rhk(8)
    lines, _ = item_lines_and_rows(rules, (), 8)
    for text in (rhk.title, rhk.unit, rhk.unit_hint, rhk.duration, rhk.evidence):
        assert text in str(lines)


def test_all_screens_leave_room_in_a_message_with_everything_chosen(rules):
    items = everything(rules)
    assert size(categories_lines_and_buttons(rules, items)[0]) < ROOM
    for category in RHKCategory:
        assert size(category_lines_and_buttons(rules, items, category)[0]) < ROOM
    for rhk in rules.rhks:
        assert size(item_lines_and_rows(rules, items, rhk.number)[0]) < ROOM
