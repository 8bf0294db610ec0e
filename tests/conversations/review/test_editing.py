"""Ubah RHK and Ubah perilaku: a working copy, read back before it is saved."""

from dataclasses import replace

import pytest

from conversations.effects import NoticeKind, NotifyOwner, ReviseContent
from conversations.facts import EventKind
from conversations.review import Place
from conversations.rules.plan import BehaviorChoice, RHKItem
from conversations.rules.terms import PlanStatus


def test_ubah_rhk_shows_before_and_after_and_saves_at_the_end(desk):
    desk.submit(7)
    before = desk.plans[7].content
    desk.opens(7).presses("rhk", "cat:pelatihan", "rhk:1", "qty:1:3", "done", "save")
    assert "RHK 1 Pelatihan mandiri: 2× → 3×" in desk.text
    assert "Before: 32 / 32 points" in desk.text
    assert "After: 40 / 32 points" in desk.text
    assert desk.effects == []
    desk.presses("confirm")
    content = replace(before, rhk=(RHKItem(1, 3), RHKItem(2, 2)))
    assert desk.effects == [
        ReviseContent(7, 3, content, EventKind.RHK_CHANGED),
        NotifyOwner(NoticeKind.PLAN_CHANGED, 7, 4),
    ]
    assert desk.word == "Saved; Ani Lestari is told. The plan still waits for your Setujui."
    assert "40 / 32 points" in desk.text
    assert "has changed since" not in desk.text
    desk.presses("approve")
    assert desk.plans[7].status is PlanStatus.DISETUJUI


def test_a_change_that_falls_below_the_minimum_is_refused_and_kept_to_go_on(desk):
    desk.submit(7)
    desk.opens(7).presses("rhk", "cat:pelatihan", "rhk:1", "qty:1:1", "done", "save")
    assert desk.state.place is Place.RHK
    assert desk.word.startswith(
        "This cannot be saved: the plan would have 24 points, and it needs at least 32."
    )
    assert desk.effects == []
    desk.presses("cat:lainnya", "rhk:9", "qty:9:1", "qty:9:2", "done", "save")
    assert "After: 32 / 32 points" in desk.text


def test_removing_every_rhk_is_refused(desk):
    desk.submit(7, "Ani", (6, 1))
    desk.opens(7).presses("rhk", "cat:pendidikan", "rhk:6", "qty:6:0", "done", "save")
    assert "would have 0 points" in desk.word
    assert desk.plans[7].version == 3


def test_a_quantity_can_be_typed(desk):
    desk.submit(7)
    desk.opens(7).presses("rhk", "cat:lainnya", "rhk:9").types("12")
    assert RHKItem(9, 12) in desk.state.rhk
    assert "12× = 48 points" in desk.text


@pytest.mark.parametrize("text", ["33", "-1", "banyak", "1,5", ""])
def test_a_quantity_that_is_not_accepted_is_refused_with_what_is(desk, text):
    desk.submit(7)
    desk.opens(7).presses("rhk", "cat:lainnya", "rhk:9").types(text)
    assert desk.word.startswith("Please type a whole number from 0 to 32.")
    assert desk.state.rhk == desk.plans[7].content.rhk


def test_the_same_step_pressed_twice_counts_once(desk):
    desk.submit(7)
    desk.opens(7).presses("rhk", "cat:pelatihan", "rhk:1", "qty:1:3", "qty:1:3")
    assert desk.stale
    assert RHKItem(1, 3) in desk.state.rhk


def test_dropping_the_changes_leaves_the_plan_as_it_was(desk):
    desk.submit(7)
    desk.opens(7).presses("rhk", "cat:pelatihan", "rhk:1", "qty:1:3", "done", "discard")
    assert desk.word == "Your changes were dropped. The plan is as it was."
    desk.presses("rhk")
    assert "save" not in desk.screen.actions


def test_going_back_with_unsaved_changes_says_that_they_were_dropped(desk):
    desk.submit(7)
    desk.opens(7).presses("rhk", ".back")
    assert desk.word == ""
    desk.presses("rhk", "cat:pelatihan", "rhk:1", "qty:1:3", ".back", ".back", ".back")
    assert desk.state.place is Place.PLAN
    assert desk.word == "Your changes were dropped. The plan is as it was."


def test_a_request_that_arrives_while_editing_is_shown_and_keeps_the_work(desk):
    desk.submit(7)
    desk.opens(7).presses("rhk", "cat:pelatihan", "rhk:1", "qty:1:3", "done", "save")
    desk.asks_change(7, "Mohon RHK 2 dihapus")
    desk.presses("confirm")
    assert desk.effects == []
    assert "Nothing was done yet" in desk.word
    desk.presses(".back")
    assert "Mohon RHK 2 dihapus" in desk.text
    desk.presses("save", "confirm")
    assert desk.plans[7].change_note == ""
    assert desk.plans[7].content.rhk[0] == RHKItem(1, 3)


def test_a_decision_elsewhere_while_editing_saves_nothing_and_says_who_decided(desk):
    desk.submit(7)
    desk.opens(7).presses("rhk", "cat:pelatihan", "rhk:1")
    desk.approved_elsewhere(7)
    assert "Citra Dewi approved the plan" in desk.text
    desk.types("5", as_value=True)
    assert desk.effects == []
    assert "To change it, press Batalkan persetujuan first." in desk.word
    assert "undo" in desk.screen.actions
    desk.presses(".back")
    assert desk.state.place is Place.QUEUE


def test_ubah_perilaku_shows_before_and_after_and_saves_at_the_end(desk):
    desk.submit(7)
    before = desk.plans[7].content.behaviors
    desk.opens(7).presses("behaviors", "aspect:p2", "focus:p2:2", "save")
    assert "Before: Menyelesaikan tugas dan laporan" in desk.text
    assert "After: Mengambil keputusan sesuai kewenangan" in desk.text
    desk.presses("confirm")
    revised = desk.effects[0]
    assert isinstance(revised, ReviseContent)
    assert revised.kind is EventKind.BEHAVIORS_CHANGED
    assert revised.content.behaviors == (before[0], BehaviorChoice("p2", "p2-3"), *before[2:])


def test_a_focus_can_be_written(desk):
    desk.submit(7)
    desk.opens(7).presses("behaviors", "aspect:p5", "write:p5").types(" Menjaga  rahasia ujian ")
    assert desk.state.place is Place.BEHAVIORS
    assert "Loyal</b>: Menjaga rahasia ujian" in desk.text
    desk.presses("save", "confirm")
    assert BehaviorChoice("p5", None, "Menjaga rahasia ujian") in desk.plans[7].content.behaviors


def test_a_focus_that_is_too_long_is_refused(desk):
    desk.submit(7)
    desk.opens(7).presses("behaviors", "aspect:p5", "write:p5").types("x" * 201)
    assert desk.word == "Please write the focus in 1 to 200 characters; this was 201."
    assert desk.state.place is Place.BEHAVIOR_TEXT


def test_choosing_what_is_already_chosen_leaves_nothing_to_save(desk):
    desk.submit(7)
    desk.opens(7).presses("behaviors", "aspect:p2", "focus:p2:0")
    assert "save" not in desk.screen.actions


def test_changes_equal_to_what_another_phone_saved_meanwhile_need_no_saving(desk):
    desk.submit(7)
    desk.opens(7).presses("rhk", "cat:pelatihan", "rhk:1", "qty:1:3", "done")
    content = replace(desk.plans[7].content, rhk=(RHKItem(1, 3), RHKItem(2, 2)))
    desk.happens(7, EventKind.RHK_CHANGED, "Citra Dewi", content=content)
    assert "save" not in desk.screen.actions
    assert "Citra Dewi changed the RHK" in desk.text
