"""The five stages, one choice after the other; every choice is saved at once."""

import pytest

from conversations.effects import SavePlan
from conversations.rules.cycle import Period
from conversations.rules.plan import PlanContent, RHKItem
from conversations.rules.terms import PlanStatus, Role, SchoolLevel

GROUPS = ("pelatihan", "pendidikan", "komunitas_belajar", "sumber_belajar", "lainnya")


def at_rhk(teacher, number, **content):
    """At the screen of one RHK of a plan with that content."""
    category = teacher.rules.rhk(number).category
    teacher.has_plan(PlanContent(practice="g1", **content)).plans("rhk")
    return teacher.press(f"cat:{category}", f"rhk:{number}")


@pytest.mark.parametrize("level", SchoolLevel)
def test_a_guru_of_every_level_walks_from_home_to_the_submitted_plan(teacher, level):
    teacher.of_level(level).press("plan")
    assert "Stage 1 of 5: <b>Praktik Kinerja</b>" in teacher.text
    teacher.press("look:g4", "choose:g4")
    assert "Stage 2 of 5: <b>Pengembangan Kompetensi</b>" in teacher.text
    teacher.press("cat:pelatihan", "rhk:1", "qty:1:1", "qty:1:2", "done")
    teacher.press("cat:komunitas_belajar", "rhk:2").type("2").press("done", "next")
    assert "Stage 3 of 5: <b>Tugas Tambahan</b>" in teacher.text
    teacher.press("duty:kepala_perpustakaan", "next")
    assert "Stage 4 of 5: <b>Perilaku Kerja</b>" in teacher.text
    teacher.press("aspect:p1", *(f"focus:p{n}:0" for n in range(1, 8)), "next")
    assert "Stage 5 of 5: <b>Rangkuman</b>" in teacher.text
    assert "Complete. You can submit it." in teacher.text
    teacher.press("submit", "yes")
    assert teacher.kept.status is PlanStatus.MENUNGGU_PERSETUJUAN
    assert teacher.kept.level is level
    assert teacher.kept.content.rhk == (RHKItem(1, 2), RHKItem(2, 2))


def test_every_choice_is_saved_at_once_with_what_was_there_before(teacher):
    teacher.press("plan", "look:g2", "choose:g2")
    start = SavePlan(
        Period(2026, 2), "pmm_2024", Role.GURU, SchoolLevel.SD, PlanContent(practice="g2"), version=None
    )
    assert teacher.effects == [start]
    teacher.press("cat:pelatihan", "rhk:7", "qty:7:1")
    assert teacher.effects[1].version == 1
    assert teacher.effects[1].content == PlanContent(practice="g2", rhk=(RHKItem(7, 1),))


def test_reading_about_a_sub_indikator_chooses_nothing(teacher):
    teacher.press("plan", "look:g3")
    entry = teacher.rules.sub_indicator("g3")
    assert entry.name in teacher.text
    assert entry.meaning in teacher.text
    assert all(behavior.text in teacher.text for behavior in entry.target_behaviors)
    teacher.press(".back", ".home")
    assert teacher.effects == []
    assert teacher.plan is None


def test_all_eight_sub_indikator_of_a_guru_are_offered_with_their_meaning(teacher):
    teacher.press("plan")
    assert [a for a in teacher.screen.actions if a.startswith("look:")] == [f"look:g{n}" for n in range(1, 9)]
    for entry in teacher.rules.sub_indicators_for(Role.GURU):
        assert entry.name in teacher.text
        assert entry.meaning in teacher.text


def test_another_sub_indikator_replaces_the_chosen_one(teacher):
    teacher.press("plan")
    assert "next" not in teacher.screen.actions
    teacher.press("look:g1", "choose:g1", ".back")
    assert [label for label in teacher.labels if label.startswith("✓ 1.")]
    teacher.press("next", ".back", "look:g8", "choose:g8")
    assert teacher.kept.content.practice == "g8"


@pytest.mark.parametrize(("level", "is_told"), [(SchoolLevel.PAUD_TK, True), (SchoolLevel.SD, False)])
def test_paud_is_told_to_discuss_the_choice(teacher, level, is_told):
    teacher.of_level(level).press("plan")
    assert ("In PAUD/TK, or without a Rapor, discuss the choice" in teacher.text) is is_told


def test_examples_for_guru_bk_and_paud_are_called_so(teacher):
    seen = "".join(teacher.plans("practice_item", item=f"g{n}").text for n in range(1, 9))
    assert "Example for guru BK: " in seen
    assert "Example for PAUD/TK: " in seen


def test_all_eighteen_rhk_stand_in_their_groups_with_title_points_and_evidence(teacher):
    teacher.has_plan(PlanContent(practice="g1")).plans("rhk")
    found = []
    for group in GROUPS:
        teacher.press(f"cat:{group}")
        numbers = [int(a.removeprefix("rhk:")) for a in teacher.screen.actions if a.startswith("rhk:")]
        for rhk in (teacher.rules.rhk(number) for number in numbers):
            assert teacher.rules.rhk_title_rest(rhk.number) in teacher.text
            assert teacher.rules.rhk_title_prefix.strip() in teacher.text
            assert f"{rhk.points} points per unit ({rhk.unit}). Evidence: {rhk.evidence}" in teacher.text
        found += numbers
        teacher.press(".back")
    assert sorted(found) == list(range(1, 19))


def test_the_running_total_counts_up_to_the_minimum(teacher):
    teacher.has_plan(PlanContent(practice="g1")).plans("rhk")
    assert "0 / 32 points, 32 short" in teacher.text
    teacher.press("cat:pelatihan", "rhk:1", "qty:1:1")
    assert "8 / 32 points, 24 short" in teacher.text
    teacher.press("qty:1:2", "qty:1:3", "qty:1:4")
    assert f"32 / 32 points. {teacher.rules.points.met_label}" in teacher.text
    teacher.press("qty:1:3", "done")
    assert "24 / 32 points, 8 short" in teacher.text
    assert "3× = 24 points" in teacher.text


def test_minus_stops_at_one_and_removing_is_a_button_of_its_own(teacher):
    at_rhk(teacher, 9, rhk=(RHKItem(9, 2),)).press("qty:9:1")
    assert "− to 0" not in teacher.labels
    assert [a for a in teacher.screen.actions if a.startswith("qty:")] == ["qty:9:2", "qty:9:0"]
    teacher.press("qty:9:0")
    assert teacher.kept.content.rhk == ()
    assert "Not in the plan." in teacher.text


@pytest.mark.parametrize(("typed", "quantity"), [("3", 3), (" 16 ", 16), ("4.", 4), ("1", 1)])
def test_a_typed_number_is_the_quantity_and_never_a_button(teacher, typed, quantity):
    at_rhk(teacher, 1).type(typed)
    assert teacher.kept.content.rhk == (RHKItem(1, quantity),)
    assert teacher.place == "rhk_item"
    assert f"{quantity}× = {quantity * 8} points" in teacher.text


def test_a_typed_zero_takes_the_rhk_out(teacher):
    at_rhk(teacher, 1, rhk=(RHKItem(1, 2), RHKItem(2, 1))).type("0")
    assert teacher.kept.content.rhk == (RHKItem(2, 1),)


@pytest.mark.parametrize("typed", ["17", "999999999", "-1", "1,5", "banyak", "2 kali lipat", "", "１" * 20])
def test_a_quantity_that_cannot_be_changes_nothing_and_says_what_can(teacher, typed):
    at_rhk(teacher, 1, rhk=(RHKItem(1, 2),)).type(typed)
    assert teacher.word == ("Please type a whole number from 0 to 16. With 0 the RHK is not in the plan.")
    assert teacher.effects == []
    assert teacher.place == "rhk_item"
    assert teacher.kept.content.rhk == (RHKItem(1, 2),)


def test_plus_ends_at_the_ceiling(teacher):
    at_rhk(teacher, 6).press("qty:6:1")
    assert [a for a in teacher.screen.actions if a.startswith("qty:")] == ["qty:6:0"]


@pytest.mark.parametrize(
    ("quantities", "is_advised"), [({6: 1}, False), ({6: 1, 9: 1}, True), ({3: 4}, True)]
)
def test_more_than_128_points_is_allowed_with_advice(teacher, quantities, is_advised):
    rhk = tuple(RHKItem(number, quantity) for number, quantity in quantities.items())
    teacher.has_plan(PlanContent(practice="g1", rhk=rhk)).plans("rhk")
    advice = "More than 128 points is allowed, but not advised"
    assert (advice in teacher.text) is is_advised
    teacher.press("cat:komunitas_belajar", "rhk:3")
    assert (advice in teacher.text) is is_advised


def test_the_same_press_twice_counts_once(teacher):
    at_rhk(teacher, 1)
    data = teacher.data_of("qty:1:1")
    teacher.press_data(data).press_data(data)
    assert teacher.kept.content.rhk == (RHKItem(1, 1),)
    assert len(teacher.effects) == 1


def test_a_plan_is_found_again_days_later_where_something_is_missing(teacher):
    teacher.press("plan", "look:g1", "choose:g1", ".home")
    teacher.press("plan")
    assert teacher.place == "rhk"
    teacher.type(str(teacher.screen.actions.index(".home") + 1))
    teacher.has_plan(PlanContent(practice="g1", rhk=(RHKItem(6, 1),))).press("plan")
    assert teacher.place == "behaviors"
    teacher.press(".home").has_plan().press("plan")
    assert teacher.place == "summary"
