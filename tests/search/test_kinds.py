import pytest

from conversations.search.found import Kind
from conversations.search.kinds import is_complaint, kind_of, looks_asked


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("halo", Kind.GREETING),
        ("Assalamualaikum wr. wb.", Kind.GREETING),
        ("selamat pagi, bu", Kind.GREETING),
        ("p", Kind.GREETING),
        ("PPP", Kind.GREETING),
        ("haloooo", Kind.GREETING),
        ("makasihhh", Kind.THANKS),
        ("tes", Kind.GREETING),
        ("halo?", Kind.GREETING),
        ("hello", Kind.GREETING),
        ("terima kasih", Kind.THANKS),
        ("makasih banyak ya kak 🙏", Kind.THANKS),
        ("trims", Kind.THANKS),
        ("thank you so much", Kind.THANKS),
        ("", Kind.EMPTY),
        ("  \n", Kind.EMPTY),
        ("🙂👍", Kind.EMPTY),
        ("???", Kind.EMPTY),
        ("\u200b\u202e", Kind.EMPTY),
        ("最低ポイント", Kind.EMPTY),
        ("berapa poin minimal", Kind.QUESTION),
        ("halo, berapa poin minimal", Kind.QUESTION),
        ("terima kasih, tapi bagaimana cara unggah?", Kind.QUESTION),
        ("poin kurang? makasih", Kind.QUESTION),
        ("rhk", Kind.QUESTION),
        ("32", Kind.QUESTION),
    ],
)
def test_what_a_message_is(text, kind):
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    "text", ["ribet banget pmm ini", "capek deh", "bikin pusing semua ini", "this is useless"]
)
def test_unhappy_people_are_noticed(text):
    assert is_complaint(text)


@pytest.mark.parametrize("text", ["kenapa ribet begini?", "berapa poin minimal", "halo", ""])
def test_questions_are_no_complaints(text):
    assert not is_complaint(text)


def test_a_complaint_is_one_only_where_nothing_answers_it(book):
    assert book.find("ribet banget sih", "id").kind is Kind.COMPLAINT
    answered = book.find("capek, your account has been disabled", "id")
    assert (answered.id, answered.kind) == ("akun-belajar-id-dinonaktifkan", Kind.QUESTION)


@pytest.mark.parametrize("text", ["halo", "makasih ya", "", "🙂", "p"])
def test_without_a_question_nothing_is_looked_up(book, text):
    found = book.find(text, "id")
    assert (found.id, found.score, found.candidates, found.parts) == (None, 0.0, (), ())


@pytest.mark.parametrize(("text", "asked"), [("apa itu rhk", True), ("rhk?", True), ("isi rhk", False)])
def test_what_asks_by_its_form(text, asked):
    assert looks_asked(text) is asked


def test_thanks_for_an_answer_that_is_still_wanted_are_a_question(book):
    found = book.find("berapa poin minimal per semester, terima kasih", "id")
    assert (found.id, found.kind) == ("minimal-32-poin", Kind.QUESTION)
    assert book.find("terima kasih banyak infonya min", "id").kind is Kind.THANKS
