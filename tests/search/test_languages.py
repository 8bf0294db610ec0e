import pytest

from conversations.search.languages import language_of


@pytest.mark.parametrize("usual", ["id", "en"])
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What is the minimum number of points?", "en"),
        ("can I change my plan after it is approved", "en"),
        ("who approves the plan of a principal", "en"),
        ("Berapa poin minimal yang harus saya capai?", "id"),
        ("gmn cara isi skp klo sdh telat", "id"),
        ("how to upload bukti dukung yang sudah saya buat untuk guru", "id"),
        ("THE PLAN WAS SUBMITTED", "en"),
    ],
)
def test_little_words_tell_the_language(text, language, usual):
    assert language_of(text, usual) == language


@pytest.mark.parametrize("usual", ["id", "en"])
@pytest.mark.parametrize("text", ["", "RHK", "32", "🙂", "sertifikat webinar", "Quel nombre", "最低"])
def test_where_it_is_not_clear_it_is_the_usual_one(text, usual):
    assert language_of(text, usual) == usual
