"""The test cases of regulation.md 7.6 and the tables of 7.4 and 7.5, read back from papers and pictures."""

from decimal import Decimal
from typing import NamedTuple

import pytest

from bot.documents.plan_paper import PlanPaper
from bot.documents.progress_card import card_values
from bot.documents.recap_lines import Recap
from bot.documents.recap_picture import recap_values
from bot.documents.recap_sheet import recap_sheet
from bot.documents.summary import summary_values
from bot.documents.typesetting import typeset_pdf
from conversations.rules.rating import predicate
from conversations.rules.terms import JobLevel, Rating
from tests.documents.papers import (
    NOW,
    RULES,
    content,
    execution,
    handed_in,
    paper,
    pdf_text,
    plan,
    progress,
    rating,
    recap,
    rows,
)

ABOVE, MEETS, BELOW = Rating.ABOVE, Rating.MEETS, Rating.BELOW
POINTS_36, POINTS_64 = (3, 1), (1, 8)
YEAR, HALF = "Angka kredit setahun", "Angka kredit 6 bulan"


class Case(NamedTuple):
    """What is rated, and what has to stand there."""

    level: JobLevel
    work_result: Rating
    work_behavior: Rating
    predicate: str
    formula: str
    annual: str
    rhk: tuple[int, int] = POINTS_36


# Of the cases that name no ratings, ratings of that predikat. The part of a year of 5 and 6 follows from 5.
CASES = {
    "1": Case(JobLevel.AHLI_MUDA, ABOVE, ABOVE, "Sangat Baik", "25 × 150%", "37,5"),
    "2": Case(JobLevel.AHLI_MADYA, ABOVE, MEETS, "Baik", "37,5 × 100%", "37,5"),
    "3": Case(JobLevel.AHLI_MUDA, ABOVE, ABOVE, "Sangat Baik", "25 × 150%", "37,5", POINTS_64),
    "4": Case(JobLevel.AHLI_PERTAMA, ABOVE, ABOVE, "Sangat Baik", "12,5 × 150%", "18,75"),
    "5 and 6": Case(JobLevel.AHLI_PERTAMA, MEETS, MEETS, "Baik", "12,5 × 100%", "12,5"),
    "7": Case(JobLevel.AHLI_MADYA, BELOW, MEETS, "Butuh Perbaikan", "37,5 × 75%", "28,125"),
    "8": Case(JobLevel.AHLI_UTAMA, BELOW, BELOW, "Sangat Kurang", "50 × 25%", "12,5"),
    "9": Case(JobLevel.AHLI_MUDA, MEETS, BELOW, "Kurang/Misconduct", "25 × 50%", "12,5"),
    "10": Case(JobLevel.AHLI_PERTAMA, BELOW, ABOVE, "Butuh Perbaikan", "12,5 × 75%", "9,375"),
    "11": Case(JobLevel.AHLI_MADYA, ABOVE, MEETS, "Baik", "37,5 × 100%", "37,5", POINTS_64),
}
every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def paper_of(case: Case, **changes: object) -> PlanPaper:
    released = execution(rating=rating(case.work_result, case.work_behavior), **changes)
    return paper(plan=plan(content=content(case.rhk)), execution=released, job_level=case.level)


def recap_of(case: Case) -> Recap:
    found = predicate(RULES, case.work_result, case.work_behavior)
    return recap(progress(is_rated=True, is_released=True, predicate=found, job_level=case.level))


def pdf_of(made: PlanPaper) -> str:
    return pdf_text(typeset_pdf("summary", summary_values(made), NOW))


@every_case
def test_the_rangkuman_shows_predikat_formula_and_angka_kredit(case: Case) -> None:
    text = pdf_of(paper_of(case))
    assert f"Predikat kinerja: {case.predicate}" in text
    assert f"Jenjang jabatan: {RULES.job_level(case.level).label}" in text
    assert f"{case.formula} = {case.annual} setahun" in text


@every_case
def test_the_progress_card_shows_them(case: Case) -> None:
    shown = dict(card_values(paper_of(case))["result"])
    assert shown["Predikat kinerja"].startswith(case.predicate)
    assert shown["Angka kredit"] == f"{case.formula} = {case.annual} setahun"


@every_case
def test_the_picture_of_the_recap_shows_them(case: Case) -> None:
    values = recap_values(recap_of(case))
    (line,) = values["people"]
    assert (line["result"], line["credit"]) == (case.predicate, case.annual)
    assert values["head"][-1] == "Angka kredit"
    assert "Angka kredit: setahun, bila predikat tahunannya sama; bagi PNS." in values["footer"]


@every_case
def test_the_spreadsheet_has_them_as_exact_numbers_with_the_formula(case: Case) -> None:
    (line,) = rows(recap_sheet(recap_of(case)))
    assert (line["Predikat"], line["Jenjang jabatan"]) == (case.predicate, RULES.job_level(case.level).label)
    assert exact(line[YEAR]) == number(case.annual)
    assert line["Rumus"] == f"{case.formula} = {case.annual} setahun"


def test_two_months_and_six_of_ahli_pertama_with_baik() -> None:
    case = CASES["5 and 6"]
    made = paper_of(case)
    assert "Bulan 1 2 3 4 5 6 7 8 9 10 11 12 Angka kredit 1,04 2,08 3,13 4,17 5,21 6,25" in pdf_of(made)
    assert "6/12 × 100% × 12,5 = 6,25" in pdf_of(made)
    assert dict(card_values(made)["result"])[HALF] == "6/12 × 100% × 12,5 = 6,25"
    (line,) = rows(recap_sheet(recap_of(case)))
    assert (exact(line[HALF]), line["Rumus 6 bulan"]) == (Decimal("6.25"), "6/12 × 100% × 12,5 = 6,25")
    table = {(row["Jenjang jabatan"], row["Predikat"]): row for row in rows(recap_sheet(recap_of(case)), 2)}
    row = table["Ahli Pertama", "Baik"]
    assert [exact(row[f"{months} bulan"]) for months in (2, 6, 12)] == [
        Decimal("2.08"),
        Decimal("6.25"),
        Decimal("12.5"),
    ]


def test_the_spreadsheet_holds_the_whole_annual_table() -> None:
    table = rows(recap_sheet(recap()), 2)
    assert [[str(exact(row["12 bulan"])) for row in table[at : at + 5]] for at in range(0, 20, 5)] == [
        ["18.75", "12.5", "9.375", "6.25", "3.125"],
        ["37.5", "25", "18.75", "12.5", "6.25"],
        ["56.25", "37.5", "28.125", "18.75", "9.375"],
        ["75", "50", "37.5", "25", "12.5"],
    ]
    assert [str(exact(row["Persen"])) for row in table[:5]] == ["150", "100", "75", "50", "25"]
    assert [row["Predikat"] for row in table[:5]] == [
        "Sangat Baik",
        "Baik",
        "Butuh Perbaikan (Cukup)",
        "Kurang/Misconduct (Kurang)",
        "Sangat Kurang",
    ]


def test_12_nothing_is_shown_while_a_document_is_missing() -> None:
    hidden = paper_of(CASES["3"], documents=handed_in("K3"))
    text = pdf_of(hidden)
    assert "Predikat" not in text
    assert "Angka kredit" not in text
    assert card_values(hidden)["result"] == []
    unseen = recap(progress(is_rated=True, is_released=True, job_level=JobLevel.AHLI_MUDA))
    (line,) = rows(recap_sheet(unseen))
    assert (line["Predikat"], line["Jenjang jabatan"], line[YEAR], line[HALF]) == (
        "dokumen kurang",
        None,
        None,
        None,
    )
    values = recap_values(unseen)
    assert values["people"][0]["credit"] == "–"
    assert not any("Angka kredit" in sentence for sentence in values["footer"])


def test_without_a_jenjang_there_is_a_predikat_but_no_angka_kredit() -> None:
    found = predicate(RULES, ABOVE, MEETS)
    rated = recap(progress(is_rated=True, is_released=True, predicate=found))
    (line,) = rows(recap_sheet(rated))
    assert (line["Predikat"], line["Jenjang jabatan"], line[YEAR]) == ("Baik", "belum dipilih", None)
    assert recap_values(rated)["people"][0]["credit"] == "–"


def exact(value: float) -> Decimal:
    """The digits that stand in the file."""
    return Decimal(str(value))


def number(shown: str) -> Decimal:
    return Decimal(shown.replace(",", "."))
