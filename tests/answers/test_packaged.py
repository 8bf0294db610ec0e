"""The catalogues that come with the product."""

from pathlib import Path

import pytest

from bot.answering.loading import packaged_file, read_answers
from bot.catalogues.answers import answer_faults
from conversations.answers.catalogue import agree, parse_catalogue
from conversations.answers.checks import style_faults
from conversations.answers.entries import Lead
from conversations.commands import HANDLED
from tests.answers.written import catalogue, entry

ROOT = Path(__file__).parents[2]
NO_ANSWER = ("belum", "tidak ada", "sorry")
WHOM = ("kepala sekolah", "Pusat Informasi", "belajar.id", "principal")


@pytest.fixture(scope="module")
def book(rule_sets):
    return read_answers({}, tuple(rule_sets.values()))


def test_nothing_is_wrong_with_them():
    assert list(answer_faults(ROOT)) == []


def test_all_topics_and_entries_are_in_both_languages(book):
    for language in ("id", "en"):
        topics = book.topics(language)
        assert len(topics) == 9
        assert sum(len(book.of_topic(topic.id, language)) for topic in topics) == 70


def test_titles_fit_buttons(book):
    titles = [
        titled.title
        for found in book.catalogues.values()
        for titled in (*found.topics, *found.entries)
        if len(titled.title) > 28
    ]
    assert titles == []


def test_open_answers_say_so_and_whom_to_ask(book):
    for language in ("id", "en"):
        open_entries = [one for one in book.catalogues[language].entries if one.is_open]
        assert len(open_entries) == 5
        for one in open_entries:
            assert any(words in one.answer.lower() for words in NO_ANSWER), one.id
            assert any(whom in one.answer for whom in WHOM), one.id


def test_answers_lead_only_to_commands():
    assert set(Lead) <= HANDLED


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"near": ["b"]}, ["a: near differs between the languages"]),
        ({"audience": "ks"}, ["a: audience differs between the languages"]),
        ({"confidence": "open"}, ["a: confidence differs between the languages"]),
        ({"leads_to": "poin"}, ["a: leads_to differs between the languages"]),
    ],
)
def test_languages_must_agree(changed, told):
    indonesian = parse_catalogue(catalogue(entry("a"), entry("b")), "id")
    english = parse_catalogue(catalogue(entry("a", **changed), entry("b")), "en")
    assert agree(indonesian, english) == told
    assert agree(indonesian, indonesian) == []


def test_a_missing_translation_another_order_and_other_addresses_are_told():
    source = 'sources = [{ title = "x", url = "https://example.org/%s" }]\n'
    one = parse_catalogue(catalogue(entry("a") + source % "1", entry("b"), entry("c")), "id")
    other = parse_catalogue(catalogue(entry("b"), entry("a") + source % "2", entry("d")), "en")
    assert agree(one, other) == [
        "c: is missing in English",
        "d: is missing in Indonesian",
        "a: the addresses of the sources differ between the languages",
    ]
    turned = parse_catalogue(catalogue(entry("c"), entry("b"), entry("a") + source % "1"), "en")
    assert agree(one, turned) == ["the entries have another order in English"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"answer": "Minimal 32 poin."}, '"32 poin" is a figure of the rule set: write "{min_points} poin"'),
        ({"answer": "panjang " * 120 + "."}, "has 961 characters, at most 900 fit a phone"),
        ({"ways": ["satu cara", "Satu cara?"]}, "a way of asking stands twice"),
    ],
)
def test_ours_are_held_to_more(rule_sets, changes, told):
    read = parse_catalogue(catalogue(entry("a", **changes)), "faq.toml")
    assert [reason for _, reason in style_faults(read, rule_sets["pmm_2024"])] == [told]


def test_the_example_of_the_guide_can_be_read(rule_sets):
    guide = (ROOT / "docs/answers.md").read_text(encoding="utf-8")
    written = (
        guide.partition("```toml\n")[2].partition("```")[0].replace('near = ["hitung-poin"]', "near = []")
    )
    assert parse_catalogue(written, "docs", rule_sets.values()).entries[0].leads_to is Lead.POINTS
    assert all(f"`{lead}`" in guide for lead in Lead)


def test_they_are_in_the_checkout():
    assert packaged_file("id") == ROOT / "locales/id/faq.toml"


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_entry_is_found_by_its_title_and_by_every_way_of_asking(book, language):
    lost = [
        (one.id, way)
        for one in book.catalogues[language].entries
        for way in (one.title, *one.ways)
        if book.find(way, language).id != one.id
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("upload sertifikat", "id"),
        ("deadline", "id"),
        ("in house training", "id"),
        ("I teach at two schools", "en"),
    ],
)
def test_a_borrowed_word_does_not_make_a_question_english(book, text, language):
    assert book.find(text, "id").language == language
