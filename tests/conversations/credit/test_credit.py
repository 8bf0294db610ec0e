"""The calculator of angka kredit, for anyone and from any place."""

from dataclasses import replace

import pytest

from conversations.answers.entries import Entry
from conversations.answers.personal import lead_button
from conversations.execution_effects import ChooseJobLevel
from conversations.facts import Needs
from conversations.navigation import BACK, HOME
from conversations.rules.plan import PlanContent, RHKItem
from conversations.rules.terms import JobLevel, Role

# The test cases of the regulation: what is chosen, the predikat and the formula as they stand on the screen.
CASES = [
    (1, "ahli_muda", ("predicate:sangat_baik", "months:12"), "Sangat Baik", "25 × 150% = 37,5 setahun"),
    (2, "ahli_madya", ("above", "meets"), "Baik", "37,5 × 100% = 37,5 setahun"),
    (3, "ahli_muda", ("above", "above"), "Sangat Baik", "25 × 150% = 37,5 setahun"),
    (4, "ahli_pertama", ("predicate:sangat_baik", "months:12"), "Sangat Baik", "12,5 × 150% = 18,75 setahun"),
    (5, "ahli_pertama", ("predicate:baik", "months:2"), "Baik", "2/12 × 100% × 12,5 = 2,08"),
    (6, "ahli_pertama", ("predicate:baik", "months:6"), "Baik", "6/12 × 100% × 12,5 = 6,25"),
    (
        7,
        "ahli_madya",
        ("predicate:butuh_perbaikan", "months:12"),
        "Butuh Perbaikan (Cukup)",
        "37,5 × 75% = 28,125 setahun",
    ),
    (8, "ahli_utama", ("below", "below"), "Sangat Kurang", "50 × 25% = 12,5 setahun"),
    (9, "ahli_muda", ("meets", "below"), "Kurang/Misconduct (Kurang)", "25 × 50% = 12,5 setahun"),
    (10, "ahli_pertama", ("below", "above"), "Butuh Perbaikan (Cukup)", "12,5 × 75% = 9,375 setahun"),
]


def _actions(chosen):
    if chosen[0].startswith("predicate:"):
        return chosen
    return ("ratings", f"result:{chosen[0]}", f"behavior:{chosen[1]}", "months:12")


@pytest.mark.parametrize(("level", "chosen", "predicate", "formula"), [case[1:] for case in CASES])
def test_each_case_of_the_regulation_stands_on_the_screen(ani, level, chosen, predicate, formula):
    ani.computes(level, *_actions(chosen))
    assert f"Predikat: {predicate}" in ani.lines("id")
    assert formula in ani.lines("id")
    assert f"Predikat: {predicate}" in ani.lines("en")
    assert formula.replace(",", ".").replace("setahun", "a year") in ani.lines("en")


def test_points_of_the_plan_change_nothing(ani):
    def result(points):
        ani.has_plan(PlanContent(rhk=points))
        ani.person = replace(ani.person, job_level=None)
        return ani.computes("ahli_madya", *_actions(("above", "meets"))).lines("id")

    few, many = (RHKItem(3, 1),), (RHKItem(1, 8),)
    assert result(few) == result(many)
    assert "Poin RHK tidak masuk rumus. Poin dipertimbangkan saat predikat ditetapkan." in result(few)


def test_it_says_that_no_predikat_is_displayed_while_a_document_is_missing(ani):
    ani.computes("ahli_muda", *_actions(("above", "above")))
    assert "Predikat baru ditampilkan setelah semua dokumen akuntabilitas yang wajib terkumpul." in ani.lines(
        "id"
    )
    assert "The predikat is displayed only once all required dokumen akuntabilitas are collected." in ani.text


def test_a_rounded_share_says_so_and_shows_the_whole_year(ani):
    ani.computes("ahli_pertama", "predicate:baik", "months:2")
    assert "Dibulatkan ke dua desimal, setengah ke atas." in ani.lines("id")
    assert "12,5 × 100% = 12,5 setahun" in ani.lines("id")
    ani.press("months", "months:6")
    assert "Dibulatkan ke dua desimal, setengah ke atas." not in ani.lines("id")


def test_half_a_hundredth_is_rounded_up(ani):
    ani.computes("ahli_pertama", "predicate:butuh_perbaikan").type("5")
    assert "5/12 × 75% × 12,5 = 3,91" in ani.lines("id")
    ani.press("months", "months:6")
    assert "6/12 × 75% × 12,5 = 4,69" in ani.lines("id")


@pytest.mark.parametrize(
    ("typed", "months"), [("7", "7/12"), (" 1 bulan", "1/12"), ("3 months.", "3/12"), ("11", "11/12")]
)
def test_months_may_be_typed(ani, typed, months):
    ani.computes("ahli_muda", "predicate:baik").type(typed)
    assert any(line.startswith(f"{months} × 100% × 25 = ") for line in ani.lines("id"))


@pytest.mark.parametrize("typed", ["0", "13", "999", "enam", "6.5", "-1", "setahun"])
def test_other_numbers_of_months_are_refused_by_name_and_nothing_is_lost(ani, typed):
    ani.computes("ahli_muda", "predicate:baik").type(typed)
    assert "from 1 to 12" in ani.word
    assert "6/12 × 100% × 25 = 12,50" in ani.press("months:6").lines("id")


def test_a_cell_of_the_matrix_that_no_official_text_shows_says_so(ani):
    ani.computes("ahli_muda", *_actions(("below", "below")))
    assert "By secondary sources" in ani.text
    ani.press("predicates", *_actions(("above", "above"))[:-1])
    assert "By secondary sources" not in ani.text


def test_the_table_compares_every_predikat_and_says_what_a_promotion_takes(ani):
    ani.computes("ahli_muda", "table")
    said = ani.lines("id")
    assert "• Sangat Baik, 150%: 37,5; enam bulan 18,75" in said
    assert "• Butuh Perbaikan (Cukup), 75%: 18,75; enam bulan 9,38" in said
    assert "• Sangat Kurang, 25%: 6,25; enam bulan 3,13" in said
    assert {"Pangkat: 100", "Jenjang: 200"} <= set(said)
    assert "• Sangat Baik: pangkat 3 tahun, jenjang 6 tahun" in said
    assert "• Baik: pangkat 4 tahun, jenjang 8 tahun" in said
    assert "• Sangat Kurang: pangkat 16 tahun, jenjang 32 tahun" in said
    assert any("poin RHK tidak masuk rumus" in line for line in said)


def test_the_highest_jenjang_has_only_a_rank_above_it(ani):
    ani.computes("ahli_muda", "table", "job:ahli_utama")
    said = ani.lines("id")
    assert "• Baik: pangkat dalam 4 tahun" in said
    assert not any("jenjang" in line and line.startswith("•") for line in said)


def test_the_first_jenjang_is_remembered_and_another_one_only_when_asked(ani):
    ani.computes("ahli_muda")
    assert ani.effects == [ChooseJobLevel(JobLevel.AHLI_MUDA)]
    assert "kept in your profile" in ani.word
    ani.press("levels", "job:ahli_madya", "predicate:baik", "months:12")
    assert len(ani.effects) == 1
    ani.press("remember:ahli_madya")
    assert ani.effects[1:] == [ChooseJobLevel(JobLevel.AHLI_MADYA)]
    assert "remember:ahli_madya" not in ani.screen.actions
    assert "Ahli Madya" in ani.command("angkakredit").text


def test_a_newcomer_computes_and_goes_back_to_the_questions(ani):
    ani.is_new("en").command("start")
    onboarding = ani.session
    ani.computes("ahli_pertama", "predicate:baik", "months:12")
    assert ani.effects == []
    assert "12.5 × 100% = 12.5 a year" in ani.lines("en")
    assert HOME not in ani.screen.actions
    ani.press(BACK, BACK, BACK, BACK)
    assert (ani.flow, ani.session.data) == (onboarding.flow, onboarding.data)


def test_an_operator_who_is_not_registered_computes_too(ani, monkeypatch):
    plain = ani.facts
    monkeypatch.setattr(ani, "facts", lambda needs: replace(plain(needs), is_operator=True))
    ani.is_new().command("angkakredit").press("job:ahli_muda", "predicate:baik", "months:12")
    assert "25 × 100% = 25 setahun" in ani.lines("id")
    ani.press(HOME)
    assert ani.flow == "operating"


def test_it_leads_back_to_where_one_was(ani):
    ani.plans("rhk").command("angkakredit").press(BACK)
    assert ani.place == "rhk"


def test_every_step_back_comes_to_an_end(ani):
    ani.computes("ahli_muda", "ratings", "result:above", "behavior:meets", "months:6", "table")
    steps = 0
    while ani.flow == "credit":
        ani.press(BACK)
        steps += 1
    assert (ani.flow, steps) == ("home", 4)


def test_the_profile_shows_and_changes_the_jenjang_and_leads_to_the_calculator(ani):
    ani.command("profil")
    assert "Jenjang jabatan: not chosen yet" in ani.text
    ani.press("open:job_level", "job:ahli_madya")
    assert ani.effects == [ChooseJobLevel(JobLevel.AHLI_MADYA)]
    assert "Jenjang jabatan: Ahli Madya" in ani.text
    ani.press("open:job_level", "credit", "predicate:baik", "months:12")
    assert "37,5 × 100% = 37,5 setahun" in ani.lines("id")


def test_a_penilai_has_no_jenjang_here_but_may_compute(ani):
    ani.person = replace(ani.person, role=Role.APPRAISER)
    assert "open:job_level" not in ani.command("profil").screen.actions
    assert "Which jenjang jabatan?" in ani.command("angkakredit").text


@pytest.mark.parametrize("typed", ["angka kredit", "Hitung angka kredit."])
def test_its_name_leads_there(ani, typed):
    assert "Which jenjang jabatan?" in ani.type(typed).text


def test_questions_and_the_calculator_beside_each_other_do_not_pile_up(ani):
    for _ in range(4):
        ani.command("angkakredit").command("tanya").command("jadwal").command("profil")
    kept = str(ani.command("angkakredit").session.data)
    assert kept.count("back_flow") <= 4


def test_an_answer_leads_a_newcomer_to_the_calculator_but_to_nothing_else(ani):
    ani.is_new()
    read = {"id": "a", "topic": "t", "audience": "both", "confidence": "seed", "title": "T", "answer": "y"}

    def button(lead):
        return lead_button(Entry(**read, ways=("x",), leads_to=lead), ani.facts(Needs()))

    assert button("angkakredit") is not None
    assert button("profil") is None
