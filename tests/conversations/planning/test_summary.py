"""Stage 5, Rangkuman: what is missing, editing any part, starting over, which year's rules are used."""

from dataclasses import replace
from datetime import date

import pytest

from conversations.rules.plan import AdditionalDuty, PlanContent, RHKItem
from conversations.rules.terms import PlanStatus
from tests.conversations.planning.record import complete

ERA = "This uses the rules of 2024."


def test_an_empty_plan_lists_everything_that_is_missing(teacher):
    teacher.has_plan(PlanContent()).plans("summary")
    assert "Still missing:" in teacher.text
    assert "Praktik Kinerja: choose one sub-indikator." in teacher.text
    assert "Pengembangan Kompetensi: 32 points short." in teacher.text
    assert "Perilaku Kerja: choose a focus for " in teacher.text
    assert all(aspect.aspect in teacher.text for aspect in teacher.rules.work_behaviors)


def test_only_what_is_missing_is_listed(teacher):
    behaviors = complete(teacher.rules).behaviors
    content = PlanContent("g1", (RHKItem(1, 3),), (), behaviors[:4] + behaviors[5:])
    teacher.has_plan(content).plans("summary")
    assert "Pengembangan Kompetensi: 8 points short." in teacher.text
    assert f"choose a focus for {teacher.rules.behavior('p5').aspect}." in teacher.text
    assert "choose one sub-indikator" not in teacher.text


def test_a_complete_plan_is_summed_up_and_may_be_submitted(teacher):
    teacher.has_plan(complete(teacher.rules, duties=(AdditionalDuty("wali_kelas"),))).plans("summary")
    for said in (
        "Ani Lestari",
        "SDN Contoh 1",
        "July-December 2026",
        "Belum Diajukan",
        teacher.rules.sub_indicator("g1").name,
        "32 / 32 points",
        "Tugas Tambahan: 1",
        "Perilaku Kerja: 7 of 7",
        "Complete. You can submit it.",
        "The official record is PMM",
    ):
        assert said in teacher.text


@pytest.mark.parametrize(
    ("part", "steps"),
    [
        ("practice", ("look:g5", "choose:g5")),
        ("rhk", ("cat:lainnya", "rhk:9", "qty:9:1", "done", "next")),
        ("rhk", ("cat:lainnya", ".back", "next")),
        ("duties", ("duty:wali_kelas", "next")),
        ("behaviors", ("aspect:p7", "focus:p7:3", "next")),
    ],
)
def test_any_part_is_edited_from_rangkuman_and_leads_back_there(teacher, part, steps):
    teacher.has_plan().plans("summary").press(f"edit:{part}")
    assert "Done, to Rangkuman" in teacher.labels or part == "practice"
    teacher.press(*steps)
    assert teacher.place == "summary"
    assert "from_summary" not in {k for k, v in teacher.session.data.items() if v is True}


def test_a_part_is_left_unchanged_by_the_way_back_to_rangkuman(teacher):
    teacher.has_plan().plans("summary")
    for part in ("practice", "rhk", "duties", "behaviors"):
        teacher.press(f"edit:{part}", "next")
        assert teacher.place == "summary"
    assert teacher.effects == []


def test_starting_over_asks_first_and_then_empties_the_plan(teacher):
    teacher.has_plan().plans("summary").press("clear")
    assert "start over? This cannot be undone." in teacher.text
    teacher.press(".back")
    assert teacher.place == "summary"
    assert teacher.effects == []
    teacher.press("clear", "clear_yes")
    assert teacher.kept.content == PlanContent()
    assert teacher.word == "The plan is empty again."
    assert teacher.place == "practice"


def test_the_whole_plan_is_read_word_by_word(teacher):
    duties = (AdditionalDuty("lain", "Tim literasi"),)
    teacher.has_plan(complete(teacher.rules, duties=duties)).plans("summary").press("full")
    for number in (1, 2):
        assert teacher.rules.rhk(number).title in teacher.text
        assert teacher.rules.rhk(number).evidence in teacher.text
    assert "Tim literasi" in teacher.text
    assert all(a.choices[0].behavior_focus in teacher.text for a in teacher.rules.work_behaviors)
    assert teacher.press(".back").place == "summary"


def test_a_draft_has_no_history_yet(teacher):
    teacher.has_plan().plans("summary").press("history")
    assert "Nothing has happened to this plan yet" in teacher.text


@pytest.mark.parametrize(
    ("today", "is_told"), [(date(2024, 7, 8), False), (date(2025, 1, 6), True), (date(2026, 7, 6), True)]
)
@pytest.mark.parametrize("where", ["home", "summary", "status"])
def test_which_years_rules_are_used_is_told_after_2024_with_the_way_to_the_topic(
    teacher, today, is_told, where
):
    teacher.today = today
    status = PlanStatus.DISETUJUI if where == "status" else PlanStatus.BELUM_DIAJUKAN
    teacher.has_plan(status=status, approved_by="Budi")
    _ = teacher.stands("home", {}) if where == "home" else teacher.plans(where)
    assert (ERA in teacher.text) is is_told
    assert ("era" in teacher.screen.actions) is is_told
    if is_told:
        before = (teacher.flow, dict(teacher.session.data))
        teacher.press("era")
        assert "2024" in teacher.text
        assert (teacher.flow, teacher.session.data["topic"]) == ("guide", "perubahan-2025")
        teacher.press(".back")
        assert teacher.flow == before[0]
        assert teacher.session.data.get("place") == before[1].get("place")


def test_after_reading_which_rules_are_used_one_can_still_agree(teacher):
    teacher.has_plan(status=PlanStatus.DISETUJUI, approved_by="Budi").press("plan")
    teacher.press("era", ".back", "agree")
    assert teacher.kept.status is PlanStatus.DISEPAKATI


def test_what_is_missing_stands_there_also_in_the_other_school_of_a_draft(teacher):
    teacher.has_plan().plans("summary")
    assert "SDN Contoh 1" in teacher.text
    teacher.alone()
    assert "mode mandiri" in teacher.text
    teacher.memberships = ()
    assert teacher.kept == replace(teacher.kept, school=None)
