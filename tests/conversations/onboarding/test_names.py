"""Names as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.names import MAX_NAME, MIN_NAME, read_name, read_school_name
from conversations.words import Say


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ani Lestari, S.Pd.", "Ani Lestari, S.Pd."),
        ("  Dr. H.  Budi\nSantoso, M.Pd.I ", "Dr. H. Budi Santoso, M.Pd.I"),
        ("Siti Nur'aini", "Siti Nur'aini"),
        ("Siti Nur’aini", "Siti Nur'aini"),
        ("Ma`ruf", "Ma'ruf"),
        ("Anne–Marie", "Anne-Marie"),
        ("Suharto", "Suharto"),
        ("Ōe Kenzaburō", "Ōe Kenzaburō"),
        ("Jose\u0301", "José"),
        ("محمد أمين", "محمد أمين"),
        ("李小龍", "李小龍"),
        ("प्रिया", "प्रिया"),
        ("A\u200bni\u202e Lestari", "Ani Lestari"),
        ("Ni", "Ni"),
        ("a" * 80, "a" * 80),
    ],
)
def test_a_name_is_kept_as_on_the_sk(typed, kept):
    assert read_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "letters"),
        ("   ", "letters"),
        ("A", "letters"),
        ("A.", "letters"),
        (".,'-", "letters"),
        ("\u200b\u202e", "letters"),
        ("198001012005011001", "NIP"),
        ("Ani 2", "NIP"),
        ("Ani ٣", "NIP"),
        ("Ani ½", "NIP"),
        ("Ani 1️⃣", "NIP"),
        ("Ani 😀", "does not belong"),
        ("Ani ❤️", "does not belong"),
        ("Ani <b>", "does not belong"),
        ("ani@sekolah", "does not belong"),
        ("Ani_Lestari", "does not belong"),
        ("Ani/Budi", "does not belong"),
        ("a" * 81, "too long"),
        ("x" * 5000, "too long"),
    ],
)
def test_what_is_no_name_is_refused_with_the_reason(typed, reason):
    refused = read_name(typed)
    assert isinstance(refused, Say)
    assert reason in refused.key


@given(st.text(max_size=100))
def test_whatever_is_typed_gives_a_tidy_name_or_a_sentence(typed):
    name = read_name(typed)
    if isinstance(name, str):
        assert MIN_NAME <= len(name) <= MAX_NAME
        assert read_name(name) == name
        assert not any(sign.isdigit() for sign in name)
        name.encode()


@pytest.mark.parametrize(
    "typed", ["SDN Contoh 1", "SMP Negeri 2 (Satu Atap)", "TK 'Aisyiyah 3", "MI/SD 5", "SD7"]
)
def test_a_school_name_may_have_digits(typed):
    assert read_school_name(typed) == typed


@pytest.mark.parametrize("typed", ["", "SD", "12345", "SDN 😀 1", "S" * 121, "<SDN 1>"])
def test_what_is_no_school_name_is_refused(typed):
    assert isinstance(read_school_name(typed), Say)


@given(st.text(max_size=130))
def test_a_school_name_stays_as_it_was_read(typed):
    name = read_school_name(typed)
    if isinstance(name, str):
        assert 3 <= len(name) <= 120
        assert read_school_name(name) == name
