import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.search.splitting import MOST_PARTS, split

POINTS, DEADLINE, WHO = "berapa poin minimal", "kapan batas waktu pengajuan", "siapa yang menilai guru"


@pytest.mark.parametrize(
    "message",
    [
        f"1. {POINTS}\n2. {DEADLINE}\n3. {WHO}",
        f"1) {POINTS} 2) {DEADLINE} 3) {WHO}",
        f"a. {POINTS}\nb. {DEADLINE}\nc. {WHO}",
        f"- {POINTS}\n- {DEADLINE}\n- {WHO}",
        f"\u2022 {POINTS}\n\u2022 {DEADLINE}\n\u2022 {WHO}",
        f"{POINTS}\n{DEADLINE}\n\n{WHO}",
    ],
)
def test_numbered_questions_and_lines_are_apart(message):
    assert split(message) == (POINTS, DEADLINE, WHO)


@pytest.mark.parametrize(
    "mark", ["1. {} 2. {}", "a) {} b) {}", "- {}\n- {}", "Mohon bantuannya.\n1. {}\n2. {}"]
)
def test_what_a_list_numbers_is_apart_also_where_it_does_not_ask(mark):
    parts = ("akun saya nonaktif", "NIP saya salah")
    assert split(mark.format(*parts)) == parts


def test_a_story_in_numbers_with_one_question_is_one():
    assert split("Sudah saya: 1. isi SKP 2. unggah bukti. Kenapa nilai kosong?") == ()


@pytest.mark.parametrize(
    "joined",
    [
        "{}? {}?",
        "{} dan {}",
        "{}, dan {}",
        "{}, trus {}",
        "{} lalu {}",
        "{} serta {}",
        "{}. {}.",
        "{} SKP. {}",
    ],
)
def test_questions_one_after_the_other_are_apart(joined):
    first, second = split(joined.format(POINTS, DEADLINE))
    assert (first.rstrip("?.").removesuffix(" SKP"), second.rstrip("?.")) == (POINTS, DEADLINE)


def test_english_questions_are_apart():
    assert split("how many points do I need and when is the deadline") == (
        "how many points do I need",
        "when is the deadline",
    )


@pytest.mark.parametrize(
    "message",
    [
        "",
        "🙂",
        "berapa poin minimal?",
        "apa beda RHK 5 dan RHK 9?",
        "guru yang mengajar di SD dan SMP mengisi di mana?",
        "Saya guru BK di SMP. Bagaimana perencanaan saya?",
        "Assalamualaikum.\nSelamat pagi.\nberapa poin minimal?",
        "saya sudah mengisi\nsemua tahap\nsampai selesai",
        "kenapa? gimana?",
    ],
)
def test_one_question_stays_one(message):
    assert split(message) == ()


def test_what_leads_up_to_a_question_stays_with_it():
    first, second = split("Saya guru BK. Bagaimana perencanaannya? Kapan batas waktu pengajuan?")
    assert first.startswith("Saya guru BK")
    assert second == "Kapan batas waktu pengajuan?"


def test_there_are_at_most_five():
    message = "\n".join(f"{number}. apa arti nomor {number} itu?" for number in range(1, 10))
    assert len(split(message)) == MOST_PARTS == 5


@settings(max_examples=30)
@given(st.text(alphabet="ab 1.)?!,-\n•", max_size=200) | st.text(max_size=200))
def test_parts_are_of_the_message(text):
    parts = split(text)
    assert len(parts) != 1
    assert all(set(part) <= {*text, " "} for part in parts)
