import pytest

from conversations.answers.book import finder_entries, make_book
from conversations.search.finding import Finder
from conversations.search.found import Kind

OWN = [
    ("kantin", "Kantin sekolah", ["kapan kantin dibuka", "menu kantin hari ini"], "Pukul tujuh."),
    ("perpustakaan", "Perpustakaan", ["cara meminjam buku", "denda telat kembali"], "Dengan kartu."),
    ("parkir", "Tempat parkir", ["di mana parkir motor"], "Di belakang."),
    ("upacara", "Upacara bendera", ["jam berapa upacara"], "Senin pagi."),
]
MULTI = [
    (
        "1. mengajar di dua sekolah isi di mana\n2. pensiun di tengah periode bagaimana",
        ["dua-sekolah", "pensiun-tengah-semester"],
    ),
    (
        "Assalamualaikum. Berapa poin minimal? Lalu bagaimana observasi guru BK yang diamati apa?",
        ["minimal-32-poin", "guru-bk"],
    ),
    (
        "berapa poin minimal?\nkapan terakhir mengajukan perencanaan?\nsiapa pejabat penilai guru?",
        ["minimal-32-poin", "batas-waktu-perencanaan", "siapa-pejabat-penilai"],
    ),
    (
        "apa arti RHK dan bagaimana cara upload bukti dukung di PMM",
        ["istilah-skp-rhk", "cara-unggah-bukti"],
    ),
]


@pytest.fixture(scope="module")
def catalogue(book):
    return book.catalogues["id"]


@pytest.fixture(scope="module")
def without_points(catalogue, shipped_weights):
    kept = catalogue.without({"minimal-32-poin"})
    return Finder(finder_entries(kept), shipped_weights)


@pytest.mark.parametrize("weights", ["none", "shipped"])
@pytest.mark.parametrize("entry", OWN, ids=lambda entry: entry[0])
def test_entries_that_the_model_does_not_know_are_found_by_their_ways(entry, weights, shipped_weights):
    finder = Finder(OWN, shipped_weights if weights == "shipped" else None)
    name, title, ways, _ = entry
    for way in (title, *ways, f"halo min, {ways[0]} yaa"):
        found = finder.find(way)
        assert (found.id, found.candidates[0]) == (name, name)


@pytest.mark.parametrize("weights", ["none", "shipped"])
def test_of_an_own_catalogue_nothing_else_is_answered(weights, shipped_weights):
    finder = Finder(OWN, shipped_weights if weights == "shipped" else None)
    for text in ("berapa poin minimal", "mengajar di dua sekolah", "sertifikat webinar", "xyz"):
        found = finder.find(text)
        assert found.id is None
        assert set(found.candidates) <= {name for name, *_ in OWN}


def test_an_entry_that_was_removed_is_neither_answered_nor_offered(catalogue, without_points):
    gone = catalogue.entry("minimal-32-poin")
    for way in (gone.title, *gone.ways, "poin minimal berapa pak"):
        found = without_points.find(way)
        assert "minimal-32-poin" not in (found.id, *found.candidates)
        assert found.id is None or found.id in catalogue


def test_the_others_are_still_answered(without_points):
    assert without_points.find("mengajar di dua sekolah").id == "dua-sekolah"


def test_an_empty_catalogue_refuses(shipped_weights):
    for weights in (None, shipped_weights):
        found = Finder([], weights).find("berapa poin minimal")
        assert (found.id, found.candidates, found.kind) == (None, (), Kind.QUESTION)
    assert make_book({}, {}.get).find("berapa poin minimal", "id").id is None


def test_the_same_text_gives_the_same_result(book, without_points):
    for text in ("mengajar di dua sekolah", "qwerty zxcvb", "guru bk", MULTI[0][0]):
        first = book.find(text, "id")
        assert book.find(text, "id") == first
        assert without_points.find(text).id == first.id


@pytest.mark.parametrize(
    "text", ["berapa poin minimal", "sertifikat", "guru", "resep nasi goreng", "cuti melahirkan", "skp"]
)
def test_three_candidates_come_best_first_also_when_refused(book, catalogue, text):
    found = book.find(text, "id")
    assert len(set(found.candidates)) == len(found.candidates) == 3
    assert all(candidate in catalogue for candidate in found.candidates)
    assert found.id in (None, found.candidates[0])


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_title_and_way_is_answered_by_its_entry(book, language):
    wrong = [
        (entry.id, way, found.id)
        for entry in book.catalogues[language].entries
        for way in (entry.title, *entry.ways)
        if (found := book.finders[language]().find(way)).id != entry.id
    ]
    assert wrong == []


@pytest.mark.parametrize(("message", "ids"), MULTI)
def test_every_question_of_a_message_gets_its_answer(book, message, ids):
    found = book.find(message, "id")
    assert [part.id for part in found.parts] == ids
    assert found.id is None or found.id in ids
    assert all(not part.parts for part in found.parts)


def test_questions_that_come_to_the_same_are_one(book):
    found = book.find("berapa poin minimal?\npoin minimal per semester berapa?", "id")
    assert (found.id, found.parts) == ("minimal-32-poin", ())


def test_a_part_that_is_refused_is_kept_beside_one_that_is_answered(book):
    found = book.find("berapa poin minimal? bagaimana resep nasi goreng?", "id")
    assert [part.id for part in found.parts] == ["minimal-32-poin", None]
    assert found.parts[1].question == "bagaimana resep nasi goreng?"


@pytest.mark.parametrize("usual", ["id", "en"])
@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Teaching at two schools, what do I do?", "dua-sekolah"),
        ("I teach at two schools, where do I fill in my plan?", "dua-sekolah"),
        ("my account has been disabled, what can I do", "akun-belajar-id-dinonaktifkan"),
        ("when is the deadline for submitting the plan", "batas-waktu-perencanaan"),
    ],
)
def test_english_is_answered_in_english(book, text, entry, usual):
    found = book.find(text, usual)
    assert (found.language, found.id) == ("en", entry)


@pytest.mark.parametrize("text", ["how do I cook fried rice", "who is the president of the country"])
def test_english_is_also_refused(book, text):
    found = book.find(text, "id")
    assert (found.language, found.id) == ("en", None)


def test_indonesian_is_answered_in_indonesian_to_who_reads_english(book):
    found = book.find("bagaimana kalau saya mengajar di dua sekolah", "en")
    assert (found.language, found.id) == ("id", "dua-sekolah")
