"""Which questions are counted together."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.questions.likeness import ALIKE, bands, likeness, pieces

ALIKE_QUESTIONS = (
    ("Kapan tunjangan profesi cair?", "tunjangan profesi kapan cair ya bu"),
    ("Kapan tunjangan profesi cair?", "KAPAN TUNJANGAN PROFESI CAIRRR"),
    ("gmn cara ganti akun belajar.id", "Bagaimana cara ganti akun belajar id?"),
    ("apakah sertifikat webinar tahun lalu bisa dipakai", "sertifikat webinar tahn lalu apakah bisa dipakai"),
    ("Selamat pagi Bu, mohon info jadwal pencairan", "jadwal pencairan"),
    ("😀😀", "😀"),
)
DIFFERENT = (
    "Kapan tunjangan profesi cair?",
    "Bagaimana cara ganti akun belajar id?",
    "Apakah sertifikat webinar tahun lalu bisa dipakai?",
    "Kapan batas akhir pengajuan SKP?",
    "Siapa yang menilai kepala sekolah?",
)


@pytest.mark.parametrize(("one", "other"), ALIKE_QUESTIONS)
def test_order_typing_and_politeness_do_not_matter(one: str, other: str):
    assert likeness(pieces(one), pieces(other)) >= ALIKE
    assert set(bands(pieces(one))) & set(bands(pieces(other)))


@pytest.mark.parametrize(("one", "other"), tuple(combinations(DIFFERENT, 2)))
def test_other_questions_are_not_alike(one: str, other: str):
    assert likeness(pieces(one), pieces(other)) < ALIKE


def test_what_was_masked_makes_no_difference():
    assert pieces("[nama] kapan cair") == pieces("kapan cair [nomor]")


def test_bands_stay_what_they_are_once_they_are_stored():
    assert bands(pieces("kapan cair"))[:2] == (1137583424816468122, 811325165592018912)


@given(st.text(max_size=500))
def test_any_text_has_bands_that_fit_a_column(text: str):
    found = bands(pieces(text))
    assert len(found) == 12
    assert all(0 <= band < 2**63 for band in found)


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str):
    share = likeness(pieces(one), pieces(other))
    assert 0 <= share <= 1
    assert share == likeness(pieces(other), pieces(one))
    assert likeness(pieces(one), pieces(one)) == 1
