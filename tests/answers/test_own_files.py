import asyncio
import logging
import os
import threading

import pytest

from bot.answering.loading import AnswersError, packaged_file, read_answers, trouble_of
from bot.answering.reloading import Answers
from bot.settings import load_settings
from bot.wiring import build
from tests.answers.written import catalogue, entry

OWN = catalogue(entry("poin"), entry("rencana"))


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "faq.toml"
    file.write_text(OWN, encoding="utf-8")
    return file


def write(file, text):
    """Write, and be sure that the change is seen."""
    before = file.stat().st_mtime_ns
    file.write_text(text, encoding="utf-8")
    os.utime(file, ns=(before + 1_000_000, before + 1_000_000))


def ids(book, language):
    return [one.id for topic in book.topics(language) for one in book.of_topic(topic.id, language)]


def test_an_own_file_replaces_the_catalogue(rule_sets, file):
    book = read_answers({"id": file}, tuple(rule_sets.values()))
    assert ids(book, "id") == ["poin", "rencana"]
    assert book.find("cara rencana", "id").id == "rencana"
    assert "en" not in book.catalogues
    assert book.entry("poin", "en").title == "Judul poin"


def test_the_mark_that_some_editors_begin_a_file_with_is_no_fault(rule_sets, file):
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert read_answers({"id": file}, rule_sets.values()).catalogues["id"].entries


def test_english_stays_for_what_is_unchanged(rule_sets, file):
    text = packaged_file("id").read_text(encoding="utf-8")
    changed = text.replace("Untuk TK/PAUD tidak ada indikator", "Kini untuk TK/PAUD tidak ada indikator")
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    book = read_answers({"id": file}, tuple(rule_sets.values()))
    assert "paud-tk-indikator" not in book.catalogues["en"]
    assert book.entry("paud-tk-indikator", "en").answer.startswith("Kini")
    assert len(book.catalogues["en"].entries) == 69
    assert ids(book, "en") == ids(book, "id")


def test_an_own_english_file_goes_with_it(rule_sets, file, tmp_path):
    english = tmp_path / "faq_en.toml"
    english.write_text(catalogue(entry("poin", title="Points")), encoding="utf-8")
    book = read_answers({"id": file, "en": english}, tuple(rule_sets.values()))
    assert book.entry("poin", "en").title == "Points"
    assert book.entry("rencana", "en").title == "Judul rencana"


def test_english_without_indonesian_is_refused_by_line(rule_sets, file, tmp_path):
    english = tmp_path / "faq_en.toml"
    english.write_text(catalogue(entry("poin"), entry("other")), encoding="utf-8")
    with pytest.raises(AnswersError, match=r"FAQ_FILE_EN .*faq_en.toml, line 16: id: other is not in"):
        read_answers({"id": file, "en": english}, tuple(rule_sets.values()))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (b"[[entry]]\nid = ", "faq.toml: Invalid value"),
        (b"[[topic]]\n\xff", "faq.toml, line 2: not UTF-8 text"),
        (catalogue(entry("a", answer="{x}")).encode(), "faq.toml, line 12: answer: {x} is no figure"),
    ],
)
def test_a_broken_file_stops_the_start_and_names_itself(file, written, told, tmp_path):
    file.write_bytes(written)
    settings = load_settings({"FAQ_FILE": str(file), "BOT_TOKEN": "1:abcdef"}, tmp_path / "none")
    with pytest.raises(AnswersError) as refused:
        build(settings)
    assert str(refused.value).startswith("FAQ_FILE ")
    assert told in str(refused.value)
    assert trouble_of(settings) in str(refused.value)


def test_a_missing_file_stops_the_start(tmp_path):
    settings = load_settings({"FAQ_FILE": str(tmp_path / "gone.toml")}, tmp_path / "none")
    assert trouble_of(settings) == f"FAQ_FILE {tmp_path / 'gone.toml'}: No such file or directory"


def test_a_changed_file_is_read_again(rule_sets, file):
    answers = Answers({"id": file}, rule_sets)
    before = answers.book
    answers.look()
    assert answers.book is before
    write(file, catalogue(entry("baru")))
    answers.look()
    assert ids(answers.book, "id") == ["baru"]


def test_a_broken_change_is_refused_and_told_and_a_good_one_taken(rule_sets, file, caplog):
    answers = Answers({"id": file}, rule_sets)
    before = answers.book
    write(file, catalogue(entry("poin", near=["hilang"])))
    with caplog.at_level(logging.ERROR):
        answers.look()
        answers.look()
    assert answers.book is before
    assert answers.trouble == f"FAQ_FILE {file}, line 13: near: there is no entry hilang"
    (record,) = caplog.records
    assert answers.trouble in record.getMessage()
    write(file, catalogue(entry("baru")))
    answers.look()
    assert (ids(answers.book, "id"), answers.trouble) == (["baru"], "")


def test_a_file_that_vanishes_changes_nothing(rule_sets, file):
    answers = Answers({"id": file}, rule_sets)
    file.unlink()
    answers.look()
    assert ids(answers.book, "id") == ["poin", "rencana"]
    assert "No such file" in answers.trouble


async def test_the_file_is_watched_beside_the_loop_until_stopped(rule_sets, file, monkeypatch):
    answers = Answers({"id": file}, rule_sets)
    answers.look_seconds = 0.001
    assert answers.can_change
    loop, looked, seen_from = asyncio.get_running_loop(), asyncio.Event(), set()

    def look():
        seen_from.add(threading.current_thread())
        loop.call_soon_threadsafe(looked.set)

    monkeypatch.setattr(answers, "look", look)
    read = asyncio.create_task(answers.run())
    async with asyncio.timeout(5):
        await looked.wait()
        answers.stop()
        await read
    assert threading.current_thread() not in seen_from


def test_the_own_catalogue_of_the_product_is_not_watched(rule_sets):
    assert not Answers({}, rule_sets).can_change
