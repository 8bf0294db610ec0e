"""The schedule: the stages of a half-year, what is now and what comes next."""

from datetime import date

import pytest

from conversations.document_effects import DocumentKind, SendDocument
from conversations.navigation import BACK


@pytest.fixture
def opened(asker):
    return asker.command("jadwal")


def test_all_stages_stand_in_their_months(opened, asker):
    assert "Schedule July-December 2026" in opened.text
    for stage in asker.rules.stages:
        assert stage.name in opened.text
    assert "October-November: Upaya Tindak Lanjut" in opened.text


def test_it_says_what_is_now_what_comes_next_and_until_when_one_may_submit(opened):
    assert "Today: 2026-07-06" in opened.text
    assert "▶ July: <b>Perencanaan Kinerja</b> (now)" in opened.text
    assert "Now: <b>Perencanaan Kinerja</b>" in opened.text
    assert "By: whoever has the plan" in opened.text
    assert "Next: <b>Diskusi Persiapan</b>, from 2026-08-01" in opened.text
    assert "Last day for Ajukan: <b>2026-12-31</b>" in opened.text


def test_it_says_that_the_months_are_a_recommendation(opened):
    assert "The months are a recommendation" in opened.text


def test_two_stages_of_one_month_are_both_now(asker):
    asker.today = date(2026, 9, 30)
    text = asker.command("jadwal").text
    assert "Now: <b>Observasi Kinerja</b>" in text
    assert "Now: <b>Diskusi Tindak Lanjut</b>" in text
    assert "August: Diskusi Persiapan (past)" in text


def test_in_the_last_month_nothing_comes_next(asker):
    asker.today = date(2026, 12, 31)
    text = asker.command("jadwal").text
    assert "Now: <b>Penilaian</b>" in text
    assert "Next:" not in text


def test_the_next_half_year_can_be_looked_at_too(opened):
    opened.press("turn")
    assert "Schedule January-June 2027" in opened.text
    assert "Last day for Ajukan: <b>2027-06-30</b>" in opened.text
    assert "(now)" not in opened.text
    assert "Next: <b>Perencanaan Kinerja</b>, from 2027-01-01" in opened.text
    assert "This half-year" in opened.labels
    assert "Schedule July-December 2026" in opened.press("turn").text


def test_a_principal_reads_the_part_of_the_supervisor_too(asker):
    assert "As a supervisor" in asker.leads().command("jadwal").text


def test_the_configured_final_date_counts(asker):
    asker.final_date = date(2026, 9, 15)
    assert "Last day for Ajukan: <b>2026-09-15</b>" in asker.command("jadwal").text


def test_the_calendar_is_sent_for_the_half_year_that_is_shown(opened):
    opened.press("save")
    assert opened.effects == [SendDocument(DocumentKind.CALENDAR, 20262)]
    assert "on its way" in opened.word
    opened.press("turn", "save")
    assert opened.effects[-1] == SendDocument(DocumentKind.CALENDAR, 20271)


def test_back_leads_to_where_one_was(asker):
    asker.has_plan().plans("practice").command("jadwal").press(BACK)
    assert asker.place == "practice"


def test_the_schedule_opened_twice_still_leads_back_to_where_one_was(asker):
    asker.has_plan().plans("practice").command("jadwal").command("profil").command("jadwal").press(BACK)
    assert asker.place == "practice"
