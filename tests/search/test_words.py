import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.search.slang import SLANG
from conversations.search.words import MOST_CHARS, plain, spoken, words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gmn klo sy blm sertif", "bagaimana jika saya belum sertifikat"),
        ("kpn smstr 1 dimulai", "kapan semester 1 dimulai"),
        ("GURUUUU bk", "guru bk"),
        ("poinn rhkk skpp", "poin rhk skp"),
        ("guru2 di kelas", "guru di kelas"),
        ("guru-guru di kelas", "guru di kelas"),
        ("di-acc kepsek", "setuju kepala sekolah"),
        ("e-kinerja", "ekinerja"),
        ("rhk5 dan rhk-9", "rhk 5 dan rhk 9"),
        ("12,5 poin", "12,5 poin"),
    ],
)
def test_words_are_what_is_meant(typed, meant):
    assert " ".join(words(typed)) == meant


@pytest.mark.parametrize(
    "greeted",
    [
        "Assalamualaikum wr wb, selamat pagi Bapak/Ibu admin, mohon izin bertanya: {}",
        "halo kak, maaf mau tanya dong, {} ya?",
        "{}. Terima kasih sebelumnya pak",
        "permisi min {} makasih yaaa",
    ],
)
def test_courtesies_are_left_out(greeted):
    assert words(greeted.format("poin minimal")) == ("poin", "minimal")


@pytest.mark.parametrize(
    "written",
    [
        "<b>berapa</b> <i class='x'>poin</i>",
        "berapa https://contoh.id/abc?d=poin&e=1 poin",
        "berapa www.contoh.id poin",
        "be\u200brapa po\u00adin",
        "\u202eberapa poin\u202c",
        "\ufeffberapa\u2066 poin\u2069",
        "\uff42\uff45\uff52\uff41\uff50\uff41 \uff50\uff4f\uff49\uff4e",
        "\U0001d5ef\U0001d5f2\U0001d5ff\U0001d5ee\U0001d5fd\U0001d5ee poin",
        "b\u00e9rap\u00e1 po\u00efn",
        "berapa\u00a0poin \U0001f64f\U0001f3fd",
        "BERAPA\r\n\tPOIN",
    ],
)
def test_however_it_is_written_it_is_the_same(written):
    assert words(written) == ("berapa", "poin")


@pytest.mark.parametrize(
    "text", ["", " \n", "\u200b\u202e", "🙂🙏", "...?!", "最低ポイント", "نقاط", "\x00\ud800"]
)
def test_without_latin_words_there_are_none(text):
    assert words(text) == ()


def test_of_a_long_text_both_ends_are_looked_at():
    found = words("mulai " + "tengah " * 20_000 + "akhir")
    assert (found[0], found[-1]) == ("mulai", "akhir")
    assert len(found) <= MOST_CHARS


@pytest.mark.parametrize("piece", ["a", "<", "<a ", "a-", "aa2 ", "www.", "https://", "\u0301", "1.", "é"])
def test_a_hundred_thousand_characters_are_cut_before_they_are_read(piece):
    text = (piece * 100_000)[:100_000]
    assert len(spoken(plain(text))) <= MOST_CHARS
    assert len(words(text)) <= MOST_CHARS


@settings(max_examples=30)
@given(st.text(max_size=300))
def test_words_are_small_latin_words_or_numbers(text):
    for word in words(text):
        assert word.isascii()
        assert word == word.lower()
        assert word == word.strip()
        assert word


@settings(max_examples=30)
@given(st.lists(st.sampled_from(sorted(SLANG)), max_size=8))
def test_words_that_are_meant_are_not_slang_themselves(typed):
    meant = words(" ".join(typed))
    assert words(" ".join(meant)) == meant


def test_slang_leads_to_words_in_one_step():
    chained = {
        short: meant
        for short, meant in SLANG.items()
        for word in meant
        if SLANG.get(word, (word,)) != (word,)
    }
    assert chained == {}


@pytest.mark.parametrize(
    ("word", "not_meant"),
    [
        ("smp", "sampai"),
        ("tunda", "tunjangan"),
        ("serdik", "tunjangan"),
        ("masuk", "login"),
        ("kasih", "beri"),
    ],
)
def test_words_of_their_own_are_not_taken_for_slang(word, not_meant):
    assert not_meant not in words(f"guru {word} di sini")
