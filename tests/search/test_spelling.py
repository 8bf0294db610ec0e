import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.search.spelling import Spelling

KNOWN = [
    "sertifikat",
    "observasi",
    "bukti",
    "minimal",
    "dipakai",
    "tahun",
    "menyusun",
    "reset",
    "perencanaan",
    "pakai",
]
SPELLING = Spelling([KNOWN])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sertfkt", "sertifikat"),
        ("serifikat", "sertifikat"),
        ("sertifiikat", "sertifikat"),
        ("obesrvasi", "observasi"),
        ("minmal", "minimal"),
        ("thun", "tahun"),
        ("prncanaan", "perencanaan"),
    ],
)
def test_slips_are_mended(typed, meant):
    assert SPELLING.meant(typed) == meant


@pytest.mark.parametrize("word", ["resep", "menyusui", "depok", "kuat", "32", "thn", "rhk", ""])
def test_words_of_another_matter_stay_themselves(word):
    assert SPELLING.meant(word) == word


@pytest.mark.parametrize("word", KNOWN)
def test_known_words_stay_themselves(word):
    assert SPELLING.meant(word) == word


def test_what_occurs_more_often_is_meant():
    assert Spelling([["pakar", "pakai"], ["pakai"]]).meant("pakaai") == "pakai"


@settings(max_examples=40)
@given(st.text(max_size=30))
def test_only_known_words_come_in_place(word):
    assert SPELLING.meant(word) in (word, *KNOWN)
