"""/pertanyaan: what operators read of questions without a good answer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from conversations.answers.effects import FinishQuestion, Why
from conversations.document_effects import DocumentKind, SendDocument
from conversations.facts import KeptQuestion, KeptQuestions, Needs
from conversations.rules.regulation import RuleSet
from conversations.words import Say
from tests.conversations.onboarding.talking import ANI
from tests.conversations.operating.desk import Operator

LAST = date(2026, 8, 3)
ASKED = KeptQuestion(5, "Kapan tunjangan khusus cair?", "id", Why.UNANSWERED, None, 14, LAST)
NEARLY = KeptQuestion(6, "Apakah cuti memengaruhi SKP?", "id", Why.UNANSWERED, "cuti-lama", 3, LAST)
UNHELPFUL = KeptQuestion(7, "Kenapa bukti saya ditolak?", "id", Why.UNHELPFUL, "bukti-lama", 1, LAST)
WORDINGS = ((ASKED.text, 9), ("tunjangan khusus kpn cair bu", 5))
PAGE = KeptQuestions((ASKED, NEARLY, UNHELPFUL), 3, 0, 1)


@pytest.fixture
def reader(operator: Operator) -> Operator:
    """An operator in front of three questions."""
    return operator.knows(questions=PAGE, question=replace(ASKED, wordings=WORDINGS)).command("pertanyaan")


def test_the_list_says_how_often_when_last_and_why(reader: Operator):
    assert reader.needs == Needs(questions=0)
    often = [line.count for line in reader.screen.lines if isinstance(line, Say) and line.plural]
    assert often == [14, 3, 1]
    assert f"1. {ASKED.text}\nAsked once, on 2026-08-03.\nNothing answered it.\n" in reader.text
    assert "Nothing answered it. Nearest: cuti-lama" in reader.text
    assert "Asked once, on 2026-08-03.\nOf no help: bukti-lama" in reader.text


def test_a_question_is_shown_with_the_other_ways_in_which_it_was_asked(reader: Operator):
    reader.press("question:5")
    assert reader.needs == Needs(question_id=5)
    assert ASKED.text in reader.text
    assert "• tunjangan khusus kpn cair bu (5)" in reader.text
    assert reader.text.count(ASKED.text) == 1


def test_a_question_that_is_done_leaves_the_list(reader: Operator):
    reader.press("question:5", "done")
    assert reader.effects == [FinishQuestion(5)]
    assert reader.needs == Needs(questions=0)
    assert "comes back" in reader.word


def test_a_question_comes_as_a_file_for_the_catalogue(reader: Operator):
    reader.press("question:5", "file")
    assert reader.effects == [SendDocument(DocumentKind.QUESTION_ENTRY, 5)]
    assert "done" in reader.screen.actions


@pytest.mark.parametrize(
    ("now", "says"),
    [(None, "no longer kept"), (replace(ASKED, is_done=True), "comes back")],
)
def test_what_another_operator_did_meanwhile_is_not_done_again(reader: Operator, now, says: str):
    reader.press("question:5").knows(question=now)
    assert says in reader.text
    assert "done" not in reader.screen.actions
    assert reader.effects == []


def test_a_long_list_is_paged_and_one_comes_back_to_the_page(reader: Operator):
    reader.knows(questions=replace(PAGE, pages=3)).press("page:1")
    assert reader.needs == Needs(questions=1)
    reader.knows(questions=replace(PAGE, page=1, pages=3)).press("question:6", ".back")
    assert reader.needs == Needs(questions=1)
    assert "Page 2 of 3." in reader.text
    assert {"page:0", "page:2"} <= set(reader.screen.actions)


def test_an_empty_list_says_so_and_leads_back_to_the_menu(reader: Operator):
    reader.knows(questions=replace(PAGE, questions=(), count=0))
    assert "Nothing waits here" in reader.text
    assert reader.press(".back").place == "menu"


def test_questions_of_any_length_and_number_of_wordings_can_be_sent(reader: Operator):
    longest = replace(ASKED, text="<b>" + "x" * 497, wordings=tuple((f"{n}" * 250, n) for n in range(10, 30)))
    reader.knows(
        questions=replace(PAGE, questions=tuple(replace(longest, id=n) for n in range(1, 7))),
        question=longest,
    )
    assert "…" in reader.text
    reader.press("question:6")
    assert len(reader.text) < 4000


def test_an_unregistered_operator_keeps_the_language(operator: Operator):
    operator.knows(questions=PAGE).command("bahasa").press("lang:en").command("pertanyaan").press(".back")
    assert operator.press("register").session.data["language"] == "en"


@pytest.mark.parametrize("is_registered", [True, False])
def test_who_is_no_operator_any_more_is_led_out(rule_sets: Mapping[str, RuleSet], is_registered: bool):
    talk = Operator(rule_sets, ANI if is_registered else None).command("start")
    talk.knows(questions=PAGE, question=ASKED).command("pertanyaan").press("question:5")
    talk.knows(is_operator=False).type("halo")
    assert talk.session.flow == ("home" if is_registered else "onboarding")
    assert talk.effects == []
