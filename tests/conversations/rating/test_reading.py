"""What the owner sees: nothing before the release, no predikat without the documents, exact figures."""

from dataclasses import replace

import pytest

from bot.i18n import load_languages
from conversations.execution_effects import ChooseJobLevel, SaveRating
from conversations.execution_facts import RatingSource
from conversations.facts import EventKind, HistoryEntry, RatingChange, School, Zone
from conversations.rules.terms import JobLevel, PlanStatus, Rating
from tests.conversations.rating.desk import ANI, NOW, SARI, SCHOOL, Desk

MUDA, MADYA, PERTAMA, UTAMA = (
    JobLevel.AHLI_MUDA,
    JobLevel.AHLI_MADYA,
    JobLevel.AHLI_PERTAMA,
    JobLevel.AHLI_UTAMA,
)
ABOVE, MEETS, BELOW = Rating.ABOVE, Rating.MEETS, Rating.BELOW


def in_indonesian(desk: Desk) -> str:
    """The screen as most people read it."""
    language = load_languages()["id"]
    return "\n".join(language.draw(line, Zone.WIB) for line in desk.screen.lines)


def test_nothing_is_shown_before_the_release(desk: Desk) -> None:
    desk.is_rated(is_released=False).has_documents().is_owner().command("nilai")
    assert "Your rating is not released yet." in desk.text
    for secret in ("Ekspektasi", "Predikat", "Lanjutkan"):
        assert secret not in desk.text


def test_the_released_rating_is_shown_with_its_note_and_who_gave_it(desk: Desk) -> None:
    desk.is_rated().has_documents().is_owner().notice("rating")
    for said in (
        "Rated by Budi Santoso",
        "• Upaya Refleksi: <b>Sesuai Ekspektasi</b>",
        "Overall, hasil kerja: <b>Di Atas Ekspektasi</b>",
        "<i>Lanjutkan</i>",
        "Predikat: <b>Sangat Baik</b>",
    ):
        assert said in desk.text


def test_no_predikat_without_every_document_and_it_is_said_who_hands_it_in(desk: Desk) -> None:
    desk.with_duty().is_rated().has_documents(codes="K3").is_owner(job_level=MUDA).command("nilai")
    assert "• Kehadiran di Kelas (handed in by your principal)" in desk.text
    assert "• SK Tugas Tambahan (handed in by you)" in desk.text
    for hidden in ("Predikat:", "Sangat Baik", "37.5", "Kurikulum"):
        assert hidden not in desk.text
    assert "job_level" not in desk.screen.actions


@pytest.mark.parametrize(
    ("level", "work_result", "work_behavior", "said"),
    [
        # The numbers are those of the test cases of regulation.md 7.6; 5 has another number of months.
        (MUDA, ABOVE, ABOVE, ["Sangat Baik", "25 × 150% = <b>37,5</b>"]),  # 1, 3
        (MADYA, ABOVE, MEETS, ["Baik", "37,5 × 100% = <b>37,5</b>"]),  # 2, 11
        (PERTAMA, ABOVE, ABOVE, ["Sangat Baik", "12,5 × 150% = <b>18,75</b>"]),  # 4
        (PERTAMA, MEETS, MEETS, ["Baik", "6/12 × 100% × 12,5 = <b>6,25</b>"]),  # 6
        (MADYA, BELOW, MEETS, ["Butuh Perbaikan", "Cukup", "37,5 × 75% = <b>28,125</b>"]),  # 7
        (UTAMA, BELOW, BELOW, ["Sangat Kurang", "50 × 25% = <b>12,5</b>"]),  # 8
        (MUDA, MEETS, BELOW, ["Kurang/Misconduct", "25 × 50% = <b>12,5</b>"]),  # 9
        (PERTAMA, BELOW, ABOVE, ["Butuh Perbaikan", "12,5 × 75% = <b>9,375</b>"]),  # 10
        (MADYA, BELOW, ABOVE, ["6/12 × 75% × 37,5 = <b>14,06</b>"]),
    ],
)
def test_the_figures_of_the_regulation(
    desk: Desk, level: JobLevel, work_result: Rating, work_behavior: Rating, said: list[str]
) -> None:
    desk.is_rated(work_result=work_result, work_behavior=work_behavior).has_documents()
    desk.is_owner(job_level=level).command("nilai")
    text = in_indonesian(desk)
    assert [each for each in said if each not in text] == []
    assert "mengikuti predikat <b>tahunan</b>" in text


def test_points_change_neither_predikat_nor_angka_kredit(desk: Desk) -> None:
    desk.is_rated(work_behavior=MEETS).has_documents().is_owner(job_level=MADYA).command("nilai")
    before = desk.text
    content = desk.plans[ANI].content
    more = tuple(replace(item, quantity=item.quantity * 2) for item in content.rhk)
    desk.plans[ANI] = replace(desk.plans[ANI], content=replace(content, rhk=more))
    assert desk.text == before


def test_most_cells_of_the_matrix_are_not_claimed_as_official(desk: Desk) -> None:
    desk.has_documents().is_owner(job_level=MUDA)
    official = {(ABOVE, ABOVE), (ABOVE, MEETS)}
    for work_result in Rating:
        for work_behavior in Rating:
            desk.is_rated(work_result=work_result, work_behavior=work_behavior).command("nilai")
            is_said = "By secondary sources on the matrix" in desk.text
            assert is_said is ((work_result, work_behavior) not in official)


def test_the_jenjang_jabatan_is_asked_where_it_is_not_known(desk: Desk) -> None:
    desk.is_rated().has_documents().is_owner().command("nilai").press("job_level", "level:ahli_utama")
    assert desk.effects == [ChooseJobLevel(UTAMA)]
    assert "50 × 150% = <b>75</b>" in desk.text


def test_the_result_leads_to_the_history_with_what_was_corrected(desk: Desk) -> None:
    change = RatingChange("overall:result", Rating.ABOVE, Rating.MEETS)
    desk.history = (HistoryEntry(NOW, EventKind.RATING_CORRECTED, "Budi Santoso", ratings=(change,)),)
    desk.is_rated().has_documents().is_owner(job_level=MUDA).command("nilai").press("history")
    assert "corrected the rating" in desk.text
    assert "• Overall, Hasil kerja: Di Atas Ekspektasi → <b>Sesuai Ekspektasi</b>" in desk.text
    assert "Predikat" in desk.press(".back").text


def test_the_result_says_that_the_rating_in_pmm_counts_and_nothing_of_the_plan(desk: Desk) -> None:
    for codes in ("K3", "K3 K5"):
        desk.is_rated().has_documents(codes=codes).is_owner().command("nilai")
        assert "the rating shown there counts" in desk.text
        assert "agreed plan" not in desk.text


def test_without_a_final_plan_the_way_to_the_plan_is_shown(desk: Desk) -> None:
    desk.plans[ANI] = replace(desk.plans[ANI], status=PlanStatus.DISETUJUI)
    desk.is_owner().command("nilai")
    assert "/rencana" in desk.text


def test_a_rating_of_somebody_else_cannot_be_read(desk: Desk) -> None:
    desk.is_rated(SARI).has_documents(SARI).is_owner(ANI).notice("rating", SARI)
    assert "Sari" not in desk.text
    assert "Ekspektasi" not in desk.text


@pytest.mark.parametrize("school", [None, replace(SCHOOL, led_by_plt=True), replace(SCHOOL, has_ks=False)])
def test_where_nobody_decides_the_rating_from_pmm_can_be_entered(desk: Desk, school: School | None) -> None:
    desk.alone(school=school).is_owner(job_level=MUDA).press("rating")
    desk.press("item:overall:result", "rate:above")
    assert "confirm" not in desk.screen.actions
    desk.press("rate:meets")
    assert desk.effects == []
    desk.press("confirm")
    assert "Predikat:" not in desk.text, "documents are missing"
    desk.press("yes")
    (saved,) = desk.effects
    assert isinstance(saved, SaveRating)
    assert (saved.source, saved.version, saved.aspects) == (RatingSource.OWNER, None, {})
    assert "As entered by its owner from PMM; not rated here." in desk.text
    assert "(handed in by you)" in desk.text
    assert "documents" in desk.screen.actions
    desk.has_documents()
    assert "Predikat: <b>Baik</b>" in desk.text
    assert "menurut isian sendiri dari pmm" in in_indonesian(desk).lower()


def test_an_entry_can_be_corrected_by_its_owner(desk: Desk) -> None:
    desk.alone().is_rated(source=RatingSource.OWNER).has_documents().is_owner().command("nilai")
    desk.press("enter", "item:overall:result", "rate:below", "confirm", "yes")
    assert desk.rating().work_result is BELOW
    assert desk.rating().version == 5


def test_who_is_rated_here_enters_nothing(desk: Desk) -> None:
    desk.is_owner().command("nilai")
    assert "enter" not in desk.screen.actions
    desk.alone().is_rated()
    assert "enter" not in desk.screen.actions


def test_back_leads_to_where_the_rating_was_opened_from(desk: Desk) -> None:
    desk.is_rated().has_documents().is_owner(job_level=MUDA).command("rencana").press("rating")
    desk.press("credit")
    assert desk.session.flow == "credit"
    desk.press(".back")
    assert desk.session.flow == "rating"
    desk.press("job_level", ".back", ".back")
    assert desk.session.flow == "planning"
    desk.command("nilai").press(".back")
    assert desk.session.flow == "home"
