"""Predikat and angka kredit, with the test cases of regulation.md 7.6."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.rules.credit import annual_credit, prorated_credit
from conversations.rules.plan import RHKItem, meets_minimum, total_points
from conversations.rules.rating import (
    missing_documents,
    predicate,
    predicate_visible,
    required_documents,
)
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import JobLevel, Predicate, Rating, Role

LEVELS = (JobLevel.AHLI_PERTAMA, JobLevel.AHLI_MUDA, JobLevel.AHLI_MADYA, JobLevel.AHLI_UTAMA)
PREDICATES = (
    Predicate.SANGAT_BAIK,
    Predicate.BAIK,
    Predicate.BUTUH_PERBAIKAN,
    Predicate.KURANG,
    Predicate.SANGAT_KURANG,
)
ANNUAL_TABLE = """
18.75 12.5 9.375 6.25 3.125
37.5 25 18.75 12.5 6.25
56.25 37.5 28.125 18.75 9.375
75 50 37.5 25 12.5
"""
ANNUAL = [
    (level, predikat, Decimal(value))
    for level, row in zip(LEVELS, ANNUAL_TABLE.split("\n")[1:5], strict=True)
    for predikat, value in zip(PREDICATES, row.split(), strict=True)
]


@pytest.mark.parametrize(
    ("work_result", "below", "meets", "above"),
    [
        (Rating.ABOVE, Predicate.KURANG, Predicate.BAIK, Predicate.SANGAT_BAIK),
        (Rating.MEETS, Predicate.KURANG, Predicate.BAIK, Predicate.BAIK),
        (Rating.BELOW, Predicate.SANGAT_KURANG, Predicate.BUTUH_PERBAIKAN, Predicate.BUTUH_PERBAIKAN),
    ],
)
def test_the_predikat_matrix(
    rules: RuleSet, work_result: Rating, below: Predicate, meets: Predicate, above: Predicate
) -> None:
    assert predicate(rules, work_result, Rating.BELOW) is below
    assert predicate(rules, work_result, Rating.MEETS) is meets
    assert predicate(rules, work_result, Rating.ABOVE) is above


@pytest.mark.parametrize(("level", "predikat", "value"), ANNUAL)
def test_the_annual_table_is_exact(
    rules: RuleSet, level: JobLevel, predikat: Predicate, value: Decimal
) -> None:
    credit = annual_credit(rules, level, predikat)
    assert credit == value
    assert str(credit) == str(value)


@pytest.mark.parametrize(
    ("level", "predikat", "months", "expected"),
    [
        (JobLevel.AHLI_MUDA, Predicate.SANGAT_BAIK, 12, "37.5"),
        (JobLevel.AHLI_PERTAMA, Predicate.SANGAT_BAIK, 12, "18.75"),
        (JobLevel.AHLI_PERTAMA, Predicate.BAIK, 2, "2.08"),
        (JobLevel.AHLI_PERTAMA, Predicate.BAIK, 6, "6.25"),
        (JobLevel.AHLI_MADYA, Predicate.BUTUH_PERBAIKAN, 12, "28.125"),
    ],
)
def test_cases_1_and_4_to_7(
    rules: RuleSet, level: JobLevel, predikat: Predicate, months: int, expected: str
) -> None:
    assert prorated_credit(rules, level, predikat, months) == Decimal(expected)


@pytest.mark.parametrize(
    ("work_result", "behavior", "level", "predikat", "expected"),
    [
        (Rating.ABOVE, Rating.MEETS, JobLevel.AHLI_MADYA, Predicate.BAIK, "37.5"),
        (Rating.ABOVE, Rating.ABOVE, JobLevel.AHLI_MUDA, Predicate.SANGAT_BAIK, "37.5"),
        (Rating.BELOW, Rating.BELOW, JobLevel.AHLI_UTAMA, Predicate.SANGAT_KURANG, "12.5"),
        (Rating.MEETS, Rating.BELOW, JobLevel.AHLI_MUDA, Predicate.KURANG, "12.5"),
        (Rating.BELOW, Rating.ABOVE, JobLevel.AHLI_PERTAMA, Predicate.BUTUH_PERBAIKAN, "9.375"),
    ],
)
def test_cases_2_3_and_8_to_10(
    rules: RuleSet,
    work_result: Rating,
    behavior: Rating,
    level: JobLevel,
    predikat: Predicate,
    expected: str,
) -> None:
    assert predicate(rules, work_result, behavior) is predikat
    assert annual_credit(rules, level, predikat) == Decimal(expected)


@pytest.mark.parametrize(
    "chosen", [(RHKItem(3, 1),), (RHKItem(15, 2), RHKItem(1, 2))], ids=["36 points", "64 points"]
)
def test_case_11_more_points_change_neither_predikat_nor_credit(
    rules: RuleSet, chosen: tuple[RHKItem, ...]
) -> None:
    assert total_points(rules, chosen) in (36, 64)
    assert meets_minimum(rules, chosen)
    found = predicate(rules, Rating.ABOVE, Rating.MEETS)
    assert annual_credit(rules, JobLevel.AHLI_MADYA, found) == Decimal("37.5")


@pytest.mark.parametrize("absent", ["K3", "K4", "K5"])
def test_case_12_a_missing_document_hides_the_predikat(rules: RuleSet, absent: str) -> None:
    collected = {"K3", "K4", "K5"} - {absent}
    assert not predicate_visible(rules, Role.GURU, True, collected)
    assert [document.code for document in missing_documents(rules, Role.GURU, True, collected)] == [absent]


def test_all_documents_together_show_the_predikat(rules: RuleSet) -> None:
    assert predicate_visible(rules, Role.GURU, True, {"K3", "K4", "K5"})
    assert predicate_visible(rules, Role.KS, False, {"K3", "K4", "K5", "K6"})
    assert not predicate_visible(rules, Role.KS, False, {"K3", "K4", "K5"})


def test_the_sk_is_required_only_with_a_duty(rules: RuleSet) -> None:
    assert [document.code for document in required_documents(rules, Role.GURU, False)] == ["K3", "K5"]
    assert predicate_visible(rules, Role.GURU, False, {"K3", "K5"})
    assert [document.name for document in required_documents(rules, Role.KS, False)] == [
        "Kurikulum Operasional Satuan Pendidikan",
        "Perencanaan Program Sekolah",
        "Pelaporan Program Sekolah",
        "Kehadiran di Sekolah",
    ]


def test_a_half_cent_rounds_up_from_the_exact_fraction(rules: RuleSet) -> None:
    # 9.375 x 6/12 = 4.6875 and 28.125 x 4/12 = 9.375: the last digit is exactly a half.
    assert prorated_credit(rules, JobLevel.AHLI_PERTAMA, Predicate.BUTUH_PERBAIKAN, 6) == Decimal("4.69")
    assert prorated_credit(rules, JobLevel.AHLI_MADYA, Predicate.BUTUH_PERBAIKAN, 4) == Decimal("9.38")
    assert prorated_credit(rules, JobLevel.AHLI_MUDA, Predicate.SANGAT_KURANG, 6) == Decimal("3.13")


@given(level=st.sampled_from(LEVELS), predikat=st.sampled_from(PREDICATES), months=st.integers(1, 11))
def test_a_share_has_two_decimals_and_lies_half_a_cent_from_the_exact_value(
    rules: RuleSet, level: JobLevel, predikat: Predicate, months: int
) -> None:
    share = prorated_credit(rules, level, predikat, months)
    exact = Fraction(annual_credit(rules, level, predikat)) * months / 12
    assert share == share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert share.as_tuple().exponent == -2
    assert Fraction(-1, 200) < Fraction(share) - exact <= Fraction(1, 200)


@pytest.mark.parametrize("months", [-1, 0, 13])
def test_a_share_of_no_month_or_more_than_a_year_is_refused(rules: RuleSet, months: int) -> None:
    with pytest.raises(ValueError, match="months must be between 1 and 12"):
        prorated_credit(rules, JobLevel.AHLI_MUDA, Predicate.BAIK, months)
