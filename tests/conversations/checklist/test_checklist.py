"""What is entered in PMM after Sepakati, in PMM's order and words, ticked off line by line."""

from dataclasses import replace
from datetime import date

import pytest

from conversations.checklist.lines import lines_of
from conversations.navigation import BACK
from conversations.rules.plan import AdditionalDuty, PlanContent
from conversations.rules.terms import PlanningStageId, PlanStatus, Role
from tests.conversations.checklist.enterer import OWN_WORDS, content
from tests.conversations.planning.record import largest

STAGES = ("Praktik Kinerja", "Pengembangan Kompetensi", "Tugas Tambahan", "Perilaku Kerja", "Rangkuman")


def test_the_lines_follow_the_five_stages_of_a_guru(ani):
    lines = lines_of(ani.plan, ani.rules)
    assert [line.stage for line in lines] == [
        None,
        PlanningStageId.PRACTICE,
        *[PlanningStageId.COMPETENCY_DEVELOPMENT] * 2,
        PlanningStageId.ADDITIONAL_DUTY,
        *[PlanningStageId.WORK_BEHAVIOR] * 7,
        *[PlanningStageId.SUMMARY] * 2,
    ]
    assert len({line.id for line in lines}) == len(lines) == 14


def test_a_principal_has_four_stages_without_tugas_tambahan(ani):
    plan = replace(ani.plan, role=Role.KS, content=replace(content(ani.rules), practice="k1", duties=()))
    assert not any(line.stage is PlanningStageId.ADDITIONAL_DUTY for line in lines_of(plan, ani.rules))
    ani.is_principal().with_final_plan(plan.content, role=Role.KS)
    ani.opens().enters(4)
    assert "Stage 3 of 4: <b>Perilaku Kerja</b>" in ani.english


def test_without_tugas_tambahan_the_stage_is_a_line_that_says_so(ani):
    lines = lines_of(replace(ani.plan, content=replace(ani.plan.content, duties=())), ani.rules)
    (line,) = (line for line in lines if line.stage is PlanningStageId.ADDITIONAL_DUTY)
    assert (line.id, line.values) == ("duty:none", ())


def test_each_line_shows_its_stage_and_the_exact_values_by_themselves(ani):
    ani.opens()
    assert "<code>Juli-Desember 2026</code>" in ani.english
    ani.enters(1)
    assert "Stage 1 of 5: <b>Praktik Kinerja</b>" in ani.english
    assert "<code>Perhatian dan Kepedulian</code>" in ani.english
    ani.enters(1)
    assert "Tahap 2 dari 5: <b>Pengembangan Kompetensi</b>" in ani.indonesian
    assert f"<code>{ani.rules.rhk(3).title}</code>" in ani.indonesian
    assert "<code>1</code>" in ani.indonesian
    ani.enters(1)
    assert f"<code>{ani.rules.rhk(9).title}</code>" in ani.english
    assert "<code>2</code>" in ani.english
    ani.enters(1)
    assert f"<code>{ani.rules.duty('wali_kelas').name}</code>" in ani.english
    assert f"<code>{ani.rules.evidence.duty_document}</code>" in ani.english
    ani.enters(1)
    assert "<code>Berorientasi Pelayanan</code>" in ani.english
    assert "<code>Memahami kebutuhan peserta didik dan berusaha memenuhinya</code>" in ani.english
    assert "<code>Mengidentifikasi kebutuhan peserta didik secara proaktif</code>" in ani.english
    ani.enters(8)
    assert "Stage 5 of 5: <b>Rangkuman</b>" in ani.english
    assert "<code>Ajukan</code>" in ani.english


def test_what_is_not_of_pmms_own_list_says_so(ani):
    ani.opens().enters(5)
    assert "PMM's own list" not in ani.text
    ani.enters(1)
    assert f"<code>{OWN_WORDS}</code>" in ani.english
    assert "PMM's own list" in ani.text


def test_a_duty_in_own_words_shows_them(ani):
    free = next(entry for entry in ani.rules.additional_duties if entry.free_text)
    given = replace(ani.plan.content, duties=(AdditionalDuty(free.id, "Pembina <pramuka>"),))
    ani.with_final_plan(given).opens().enters(4)
    assert "<code>Pembina &lt;pramuka&gt;</code>" in ani.english


def test_it_goes_from_line_to_line_counts_and_ends(ani):
    ani.opens()
    assert "Sudah masuk: <b>0 dari 14</b>" in ani.indonesian
    ani.enters(7)
    assert "Sudah masuk: <b>7 dari 14</b>" in ani.indonesian
    ani.enters(7)
    assert "Every line is marked as entered in PMM." in ani.english
    assert len(ani.effects) == 14


def test_after_days_it_goes_on_with_the_next_open_line(ani):
    ani.opens().enters(3).press("list").press(BACK).press(BACK)
    assert ani.flow == "home"
    assert "To PMM: 3 of 14" in ani.labels
    ani.opens()
    assert "Next open line" in ani.labels
    assert f"<code>{ani.rules.duty('wali_kelas').name}</code>" not in ani.english
    assert "tick:rhk:9" in ani.screen.actions


def test_a_line_may_be_skipped_and_comes_again_at_the_end(ani):
    ani.opens().press("skip:practice").enters(13)
    assert "tick:begin" in ani.screen.actions
    assert "Next open line" not in ani.labels
    ani.enters(1)
    assert "Every line is marked" in ani.text


def test_a_tick_can_be_taken_back(ani):
    ani.opens().enters(1).press("list", "open:begin")
    assert "You have marked this as entered" in ani.text
    ani.press("untick:begin")
    assert ani.ticks == frozenset()
    assert "tick:begin" in ani.screen.actions


def test_what_is_ticked_on_another_phone_meanwhile_is_not_ticked_twice(ani):
    ani.opens()
    data = ani.data_of("tick:begin")
    ani.ticks = frozenset({"begin"})
    ani.press_data(data)
    assert ani.effects == []
    assert "earlier step" in ani.word


def test_the_list_opens_at_the_next_line_and_turns_pages(ani):
    ani.opens().enters(7).press("list")
    assert "✓ behavior" not in ani.text
    assert "open:behavior:p3" in ani.screen.actions
    assert "open:begin" not in ani.screen.actions
    ani.press("page:0", "open:practice")
    assert "Perhatian dan Kepedulian" in ani.text
    ani.press(BACK)
    assert "open:begin" in ani.screen.actions


def test_back_leads_to_where_it_was_opened(ani):
    ani.opens().press(BACK)
    assert ani.flow == "home"
    ani.command("rencana").press("checklist").enters(1).press("list", BACK, BACK)
    assert ani.place == "status"


def test_every_screen_says_that_pmm_is_the_official_record(ani):
    ani.opens()
    assert "The official record is PMM" in ani.text
    ani.press("list")
    assert "The official record is PMM" in ani.text
    ani.press(BACK).enters(14)
    assert "The official record is PMM" in ani.text


def test_after_2024_it_says_whose_rules_they_are_and_leads_to_what_changed(ani):
    ani.opens()
    assert "This uses the rules of 2024" in ani.text
    ani.press("era")
    assert ani.flow == "guide"
    ani.press(BACK)
    assert ani.flow == "checklist"


def test_for_2024_nothing_is_said_of_other_rules(ani):
    ani.today = date(2024, 7, 6)
    ani.with_final_plan().opens()
    assert "This uses the rules of" not in ani.text
    assert "era" not in ani.screen.actions


def test_the_final_plan_leads_there(ani):
    ani.command("rencana").press("checklist")
    assert ani.flow == "checklist"
    assert "Entered: <b>0 of 14</b>" in ani.english


@pytest.mark.parametrize("status", [PlanStatus.BELUM_DIAJUKAN, PlanStatus.DISETUJUI])
def test_before_sepakati_there_is_nothing_to_enter(ani, status):
    ani.has_plan(ani.plan.content, status)
    assert "checklist" not in ani.stands("home", {}).screen.actions
    ani.stands("checklist", {})
    assert "There is no final plan of yours" in ani.text
    ani.press("plan")
    assert ani.flow == "planning"


def test_nobody_ticks_the_lines_of_somebody_else(ani):
    ani.with_final_plan(owner_id=99).stands("checklist", {"plan_id": ani.plan.id})
    assert "There is no final plan of yours" in ani.text


def test_once_everything_is_entered_home_does_not_ask_for_it(ani):
    ani.opens().enters(14)
    assert "checklist" not in ani.stands("home", {}).screen.actions


def test_the_largest_plan_fits(ani):
    ani.with_final_plan(largest(ani.rules)).opens()
    while any(action.startswith("tick:") for action in ani.screen.actions):
        ani.press("list", BACK).enters(1)
    assert "Every line is marked" in ani.text


def test_an_empty_part_of_an_old_plan_is_no_line(ani):
    lines = lines_of(replace(ani.plan, content=PlanContent()), ani.rules)
    assert [line.id for line in lines] == ["begin", "duty:none", "summary", "submit"]
