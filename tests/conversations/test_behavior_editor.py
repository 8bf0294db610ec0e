"""Choosing the focus of each aspect of perilaku kerja."""

import pytest

from conversations.behavior_editor import (
    aspect_lines_and_rows,
    aspects_lines_and_buttons,
    choice_of,
    choose,
    listed_choice,
    parse_focus_text,
    written_choice,
)
from conversations.paging import weight
from conversations.rules.plan import BehaviorChoice
from conversations.words import Say

ROOM = 3000


@pytest.fixture
def rules(rule_sets):
    return rule_sets["pmm_2024"]


def buttons_of(rows):
    return [button for row in rows for button in row]


def is_marked(button):
    return isinstance(button.label, Say) and button.label.key.startswith("✓")


def test_a_new_choice_takes_the_place_of_the_old_one_in_order_of_the_aspects():
    behaviors = choose((), BehaviorChoice("p3", "p3-1"))
    behaviors = choose(behaviors, BehaviorChoice("p1", "p1-1"))
    behaviors = choose(behaviors, written_choice("p3", "Belajar tiap pekan"))
    assert behaviors == (BehaviorChoice("p1", "p1-1"), BehaviorChoice("p3", None, "Belajar tiap pekan"))


def test_an_empty_choice_counts_as_none():
    assert choice_of((BehaviorChoice("p1", None, " "),), "p1") is None


def test_every_offered_focus_leads_to_the_choice_of_its_line(rules):
    for aspect in rules.work_behaviors:
        _, rows = aspect_lines_and_rows(rules, (), aspect.id)
        offered = [b.action for b in buttons_of(rows) if b.action.startswith("focus:")]
        chosen = [listed_choice(rules, aspect.id, int(action.rpartition(":")[2])) for action in offered]
        assert [choice.choice_id for choice in chosen] == [option.id for option in aspect.choices]


def test_the_choice_and_own_words_are_marked(rules):
    _, rows = aspect_lines_and_rows(rules, (BehaviorChoice("p2", "p2-2"),), "p2")
    assert [b.action for b in buttons_of(rows) if is_marked(b)] == ["focus:p2:1"]
    _, rows = aspect_lines_and_rows(rules, (written_choice("p2", "Jujur"),), "p2")
    assert [b.action for b in buttons_of(rows) if is_marked(b)] == ["write:p2"]


def test_only_what_is_not_official_is_called_a_suggestion(rules):
    for aspect in rules.work_behaviors:
        lines, _ = aspect_lines_and_rows(rules, (), aspect.id)
        marked = [line for line in lines if isinstance(line, Say) and line.key.startswith("{number}. ~")]
        assert len(marked) == sum(not option.is_official for option in aspect.choices)
        assert any("suggestion" in line.key for line in lines if isinstance(line, Say)) == bool(marked)


def test_all_aspects_are_listed_with_a_mark_on_the_filled_ones(rules):
    lines, buttons = aspects_lines_and_buttons(rules, (written_choice("p7", "Mengajak rekan"),))
    assert [button.action for button in buttons] == [f"aspect:p{n}" for n in range(1, 8)]
    assert [button.action for button in buttons if is_marked(button)] == ["aspect:p7"]
    assert "Mengajak rekan" in str(lines)


@pytest.mark.parametrize("text", ["", " \n ", "x" * 201])
def test_a_focus_of_a_wrong_length_is_refused(text):
    assert isinstance(parse_focus_text(text), Say)


def test_a_typed_focus_is_kept_on_one_line():
    assert parse_focus_text("  Menyapa\n murid  setiap pagi ") == "Menyapa murid setiap pagi"
    assert parse_focus_text("x" * 200) == "x" * 200


def test_all_screens_leave_room_in_a_message(rules):
    written = tuple(written_choice(aspect.id, "w" * 200) for aspect in rules.work_behaviors)
    assert sum(weight(line) + 1 for line in aspects_lines_and_buttons(rules, written)[0]) < ROOM
    for aspect in rules.work_behaviors:
        lines, _ = aspect_lines_and_rows(rules, written, aspect.id)
        assert sum(weight(line) + 1 for line in lines) < ROOM
