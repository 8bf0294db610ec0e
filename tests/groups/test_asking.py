"""In a group /tanya is answered like in private, without anything personal and without buttons."""

from dataclasses import replace
from datetime import date

import pytest

from bot.store.tables import unanswered_question
from conversations.answers.effects import Why
from conversations.answers.in_group import GroupReply
from conversations.events import Command
from conversations.group_facts import GroupFacts
from conversations.groups.answers import GroupAnswer, GroupStep
from conversations.groups.commands import decide
from conversations.groups.texts import GroupSight, answer_screen
from conversations.rules.cycle import Period
from conversations.words import Say
from tests.conversations.answers.book import BOOK, CERTAIN, DATES, DOUBTFUL, ENGLISH, POINTS, STRANGE
from tests.conversations.onboarding.talking import text_of
from tests.groups.hall import BOT_NAME, Hall
from tests.store.acting import School

ANYBODY = GroupFacts("Guru SDN Contoh 1", answers=BOOK)


@pytest.fixture
def sight(rule_sets) -> GroupSight:
    """A group that belongs to no school."""
    return GroupSight("contoh_bot", rule_sets["pmm_2024"], Period(2026, 2), date(2026, 8, 3), answers=BOOK)


def asked(text: str) -> GroupStep:
    return decide(Command("tanya", text), ANYBODY)


def answered(sight: GroupSight, text: str) -> str:
    step = asked(text)
    assert step.answer is GroupAnswer.REPLY
    screen = answer_screen(step.answer, replace(sight, reply=step.reply))
    assert screen is not None
    assert screen.rows == ()
    return text_of(screen)


@pytest.mark.parametrize("text", ["", "   ", "halo", "🙏🙏"])
def test_who_asks_nothing_is_told_how_to_ask(sight, text):
    assert asked(text) == GroupStep(GroupAnswer.HOW_TO_ASK)
    assert "/tanya" in text_of(answer_screen(GroupAnswer.HOW_TO_ASK, sight))


def test_an_answer_comes_at_once_and_nothing_is_kept(sight):
    assert asked(CERTAIN).reply == GroupReply("id", (POINTS,))
    assert asked(CERTAIN).kept == ()
    assert "Minimal 32 poin." in answered(sight, CERTAIN)


def test_an_english_question_is_answered_in_english(sight):
    assert "At least 32 points." in answered(sight, ENGLISH)
    screen = answer_screen(GroupAnswer.REPLY, replace(sight, reply=asked(ENGLISH).reply))
    assert screen is not None
    assert screen.language == "en"


def test_what_nothing_answers_is_kept_and_the_group_is_told_whom_to_ask(sight):
    (kept,) = asked(STRANGE).kept
    assert (kept.question, kept.why) == (STRANGE, Why.UNANSWERED)
    assert "Please ask your principal" in answered(sight, STRANGE)


def test_in_doubt_the_group_reads_what_may_be_meant(sight):
    assert asked(DOUBTFUL).reply == GroupReply("id", (), (DATES, POINTS))
    assert "/tanya Poin minimal" in answered(sight, DOUBTFUL)


def test_of_several_questions_those_with_an_answer_are_answered(sight):
    said = answered(sight, f"{CERTAIN}; {STRANGE}")
    assert "Minimal 32 poin." in said
    assert "To the rest I have no reliable answer" in said


def test_answers_too_long_for_one_message_are_asked_for_one_by_one(sight, monkeypatch):
    monkeypatch.setattr("conversations.answers.in_group._MOST_CHARS", 10)
    assert "/tanya Poin minimal" in answered(sight, CERTAIN)


def test_an_entry_that_is_gone_meanwhile_is_no_answer(sight):
    screen = answer_screen(GroupAnswer.REPLY, replace(sight, reply=GroupReply("id", ("lama",))))
    assert screen is not None
    assert isinstance(screen.lines[0], Say)
    assert "no reliable answer" in text_of(screen)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_group_hears_answers_only_when_it_calls(hall: Hall, school: School) -> None:
    hall.store.world = replace(hall.store.world, answers=BOOK)
    await hall.says(school.ani, CERTAIN)
    assert await hall.hears() == []
    await hall.says(school.ani, f"/tanya@{BOT_NAME} {CERTAIN}")
    (said,) = await hall.hears()
    assert "Minimal 32 poin." in said
    await hall.says(None, f"/tanya {STRANGE}")
    (said,) = await hall.hears()
    assert "kepala sekolah" in said
    assert [row["text"] for row in await hall.store.rows(unanswered_question)] == [STRANGE]
