"""What is taken out of a question before it is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.answers.effects import QUESTION_CHARS
from conversations.questions.masking import masked


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("NIP saya 198001012005011001 belum muncul", "NIP saya [nomor] belum muncul"),
        ("NIP 19800101 200501 1 001 salah", "NIP [nomor] salah"),
        ("NUPTK 1234 5678 9012 3456?", "NUPTK [nomor]?"),
        ("NPSN 20100001 tidak dikenal", "NPSN [nomor] tidak dikenal"),
        ("hubungi 0812-3456-7890 ya", "hubungi [nomor] ya"),
        ("WA +62 812 3456 7890", "WA [nomor]"),
        ("telepon (0274) 512345", "telepon [nomor]"),
        ("surel ani.lestari@guru.sd.belajar.id salah", "surel [surel] salah"),
        ("tanya @ani_lestari saja", "tanya [akun] saja"),
        ("lihat https://drive.google.com/abc?x=1 dulu", "lihat [tautan] dulu"),
        ("lihat t.me/ani dan guru.kemdikbud.go.id/pmm", "lihat [tautan] dan [tautan]"),
        ("Pak Budi Santoso menolak plan saya", "Pak [nama] menolak plan saya"),
        ("saya Siti Aminah, guru kelas 3", "saya [nama], guru kelas 3"),
        ("nama saya siti, kapan cair", "nama saya [nama], kapan cair"),
        ("kata Rahmat Hidayat tidak bisa", "kata [nama] tidak bisa"),
        ("Rencana Budi Santoso, S.Pd. ditolak", "Rencana [nama] ditolak"),
        ("saya dari SDN 1 Sukamaju Timur", "saya dari [sekolah]"),
        ("kepala SDN Sukamaju Timur 2 pensiun", "kepala [sekolah] pensiun"),
        ("dari sdn 3 kenapa tidak bisa", "dari [sekolah] kenapa tidak bisa"),
        ("kenapa ya? Siti Aminah bilang hilang", "kenapa ya? [nama] bilang hilang"),
        ("nama saya siti aminah, kenapa ditolak", "nama saya [nama], kenapa ditolak"),
    ],
)
def test_what_may_name_somebody_is_masked(typed: str, kept: str):
    assert masked(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "Apakah semester Januari-Juni 2024/2025 sudah dibuka di Platform Merdeka Mengajar?",
        "Berapa angka kredit untuk 32 poin dan 128 poin?",
        "Jam 08.00-12.00 tanggal 01-07-2025, apakah sudah tutup?",
        "Saya Guru BK di dua sekolah, Kepala Sekolah saya Plt.",
        "Peraturan 7607/B.B1/HK.03/2023 tentang Praktik Kinerja",
        "Tunjangan 1.500.000 kapan cair, Bapak Ibu?",
        "nama saya salah di PMM. Bagaimana cara ganti?",
        "jan sd 31 maret, min 32 poin",
    ],
)
def test_what_names_nobody_stays(typed: str):
    assert masked(typed) == typed


def test_known_names_are_masked_however_they_are_written():
    kept = masked(
        "pak budi dan BU ANI kapan rapat guru", ["Budi Santoso, M.Pd.", "Ani Lestari", "Guru Besar"]
    )
    assert kept == "pak [nama] dan BU [nama] kapan rapat guru"


def test_a_name_with_signs_of_patterns_is_only_a_name():
    assert masked("apa (ani) itu", ["Ani (.*)"]) == "apa ([nama]) itu"


def test_a_long_question_is_cut_on_one_line():
    kept = masked("baris satu\nbaris dua\x00 " + "a " * 2000)
    assert kept.startswith("baris satu baris dua")
    assert QUESTION_CHARS - 1 <= len(kept) <= QUESTION_CHARS
    assert kept.endswith("…")


@given(st.text(max_size=4000), st.lists(st.text(max_size=30), max_size=3))
def test_any_text_can_be_masked(text: str, names: list[str]):
    assert len(masked(text, names)) <= QUESTION_CHARS


@pytest.mark.parametrize(
    "text", ["1 " * 2000, "A" * 4000, "Aa " * 1300, "a." * 2000, "a@" * 2000, "- " * 2000]
)
def test_no_text_holds_it_up(text: str):
    assert masked(text)
