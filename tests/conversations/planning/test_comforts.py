"""Salin dari semester lalu, what is recommended, and the quick look at the points."""

from dataclasses import replace

import pytest

from conversations.document_effects import DocumentKind, SendDocument
from conversations.effects import SavePlan
from conversations.rules.cycle import Period
from conversations.rules.plan import AdditionalDuty, BehaviorChoice, PlanContent, RHKItem
from conversations.rules.terms import PlanStatus, SchoolLevel
from tests.conversations.planning.record import complete

OFFER = "Copy my last plan"


def test_the_last_plan_is_copied_into_a_new_draft_and_shown(teacher):
    content = complete(teacher.rules, (3, 1), duties=(AdditionalDuty("wali_kelas"),))
    teacher.had_plan(content).press("plan")
    assert OFFER in teacher.labels
    teacher.press("copy")
    assert teacher.place == "summary"
    assert teacher.word == "Copied from your last plan. Please check everything before you submit it."
    (saved,) = teacher.effects
    assert isinstance(saved, SavePlan)
    assert (saved.period, saved.rule_set, saved.version) == (Period(2026, 2), "pmm_2024", None)
    assert teacher.kept.content == content
    assert "Complete. You can submit it." in teacher.text


def test_it_is_copied_into_a_started_draft_that_is_still_empty(teacher):
    teacher.has_plan(PlanContent()).had_plan(complete(teacher.rules)).press("plan", "copy")
    assert teacher.kept.content == complete(teacher.rules)
    assert teacher.effects[0].version == 3


def test_what_no_longer_fits_is_said_and_left_out(teacher):
    content = PlanContent(
        "k1",
        (RHKItem(3, 1), RHKItem(99, 2)),
        (AdditionalDuty("ketua_program_keahlian"), AdditionalDuty("lain", "Panitia wisuda")),
        (BehaviorChoice("p1", "p1-99"),),
    )
    teacher.had_plan(content).press("plan", "copy")
    assert teacher.word.endswith(
        "Left out, because it does not fit this plan: Praktik Kinerja (Memandu perencanaan pembelajaran), "
        "RHK 99, Tugas Tambahan (Ketua program keahlian), Perilaku Kerja (Berorientasi Pelayanan)."
    )
    kept = teacher.kept.content
    assert (kept.practice, kept.rhk, kept.behaviors) == (None, (RHKItem(3, 1),), ())
    assert kept.duties == (AdditionalDuty("lain", "Panitia wisuda"),)


@pytest.mark.parametrize("content", [PlanContent("g2"), PlanContent(rhk=(RHKItem(1, 1),))])
def test_a_plan_that_holds_anything_is_not_copied_over(teacher, content):
    teacher.has_plan(content).had_plan(complete(teacher.rules)).plans("practice")
    assert OFFER not in teacher.labels


def test_whoever_had_no_plan_is_offered_none(teacher):
    assert OFFER not in teacher.press("plan").labels


def test_what_the_school_recommends_stands_first_with_the_reason_and_any_may_be_chosen(teacher):
    teacher.recommended = ("g7", "g4")
    teacher.press("plan")
    assert teacher.screen.actions[:4] == ("look:g4", "look:g7", "look:g1", "look:g2")
    assert (
        "★ <b>Direkomendasikan</b>: marked by your principal from the school's Rapor Pendidikan."
        in teacher.text
    )
    assert "1. ★ <b>Ekspektasi pada Peserta Didik</b>" in teacher.text
    assert "3. <b>Keteraturan Suasana Kelas</b>" in teacher.text
    teacher.type("1")
    assert "★ Direkomendasikan" in teacher.text
    teacher.press(".back", "look:g1")
    assert "Direkomendasikan" not in teacher.text
    assert teacher.press("choose:g1").kept.content.practice == "g1"


def test_in_paud_and_for_principals_nothing_is_recommended(teacher):
    teacher.recommended = ("g7",)
    teacher.of_level(SchoolLevel.PAUD_TK).press("plan")
    assert teacher.screen.actions[0] == "look:g1"
    assert "Direkomendasikan" not in teacher.text
    teacher.is_principal().plans("practice")
    assert "Direkomendasikan" not in teacher.text


def test_poin_shows_what_is_chosen_what_is_missing_and_one_way_on(teacher):
    teacher.has_plan(PlanContent("g1", (RHKItem(1, 2), RHKItem(9, 1)))).command("poin")
    assert "• Pelatihan mandiri 2× = 16 points" in teacher.text
    assert "<b>20 / 32 points, 12 short</b>" in teacher.text
    assert "Perilaku Kerja: choose a focus" in teacher.text
    assert teacher.labels == ["Continue my plan", "Progress card", "Home"]
    assert teacher.press("go_on").place == "rhk"


def test_poin_sends_the_progress_card_and_stays(teacher):
    plan = teacher.has_plan().kept
    teacher.command("poin").press("card")
    assert teacher.effects[-1] == SendDocument(DocumentKind.PROGRESS_CARD, plan.id)
    assert (teacher.place, teacher.word) == ("points", "The picture is on its way.")


def test_poin_before_there_is_a_plan_leads_to_its_beginning(teacher):
    teacher.command("poin")
    assert "No RHK is chosen yet." in teacher.text
    assert teacher.labels[0] == "Start my plan"
    assert teacher.press("go_on").place == "practice"
    assert teacher.effects == []


@pytest.mark.parametrize("status", [s for s in PlanStatus if s is not PlanStatus.BELUM_DIAJUKAN])
def test_poin_of_a_submitted_plan_is_a_look_at_it(teacher, status):
    teacher.has_plan(status=status).command("poin")
    assert "32 / 32 points. Sudah memenuhi ekspektasi" in teacher.text
    assert "Still missing" not in teacher.text
    teacher.press("go_on")
    assert teacher.place in ("status", "summary")


def test_poin_counts_what_fits(teacher):
    content = replace(complete(teacher.rules), rhk=(RHKItem(3, 1), RHKItem(99, 1)))
    teacher.has_plan(content).command("poin")
    assert "36 / 32 points" in teacher.text
    assert "Left out, because it does not fit this plan: RHK 99." in teacher.text
