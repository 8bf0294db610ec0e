"""Laporkan masalah, and the operators' answers."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from conversations.events import parse_press
from conversations.facts import Facts, Needs
from conversations.people_effects import AnswerReport, PersonNoticeKind, ReportProblem
from conversations.person_notice_screens import person_notice_needs, person_notice_screen
from conversations.rules.regulation import RuleSet
from tests.conversations.onboarding.talking import ANI, text_of
from tests.conversations.operating.desk import REPORT, Operator

TEXT = "Tautannya tidak bisa dibuka"


@pytest.fixture
def ani(rule_sets: Mapping[str, RuleSet]) -> Operator:
    """A guru, who is no operator."""
    return Operator(rule_sets, ANI).knows(is_operator=False).command("start")


def test_a_note_is_read_back_and_sent_from_wherever_one_was(ani: Operator):
    ani.command("rencana").command("lapor")
    assert ani.needs == Needs(open_reports=True)
    ani.type(TEXT)
    assert TEXT in ani.text
    assert ani.effects == []
    ani.press("send")
    assert ani.effects == [ReportProblem(TEXT)]
    assert ani.session.flow == "planning"
    assert "the answer comes here" in ani.word


def test_help_leads_to_the_note_and_the_note_back_to_where_one_was(ani: Operator):
    ani.command("bantuan").press("report").type(TEXT).press("rewrite").type("Lain").press("send")
    assert ani.effects == [ReportProblem("Lain")]
    assert ani.session.flow == "home"
    assert ani.command("lapor").press(".back").session.flow == "home"


@pytest.mark.parametrize("length", [1, 1000])
def test_a_note_has_up_to_1000_characters(ani: Operator, length: int):
    assert ani.command("lapor").type("a" * length).press("send").effects == [ReportProblem("a" * length)]


@pytest.mark.parametrize(("typed", "count"), [("a" * 1001, "1001"), ("\u200b ", "0")])
def test_another_length_is_refused_with_its_count(ani: Operator, typed: str, count: str):
    ani.command("lapor").type(typed)
    assert f"this was {count}" in ani.word
    assert "send" not in ani.screen.actions


def test_a_number_is_a_note_too(ani: Operator):
    assert ani.command("lapor").type("1").press("send").effects == [ReportProblem("1")]


def test_when_five_wait_a_friendly_word_takes_the_place_of_the_question(ani: Operator):
    ani.knows(open_reports=5, operator_contact="WA 0812").command("lapor")
    assert "5 of your reports still wait" in ani.text
    assert "Contact: WA 0812" in ani.text
    assert not ani.screen.expects_text


def test_when_the_fifth_came_meanwhile_nothing_is_sent(ani: Operator):
    ani.command("lapor").type(TEXT).knows(open_reports=5)
    assert "send" not in ani.screen.actions
    assert ani.press(".back").effects == []


def test_the_contact_is_shown_in_help_where_there_is_one(ani: Operator, operator: Operator):
    assert "Contact:" not in ani.command("bantuan").text
    assert "Contact: WA 0812" in ani.knows(operator_contact="WA 0812").text
    assert "report" not in operator.command("bantuan").screen.actions


def test_an_operator_reads_answers_and_reads_back(operator: Operator):
    operator.knows(reports=(REPORT,), report=REPORT).press("go:reports")
    assert operator.needs == Needs(reports=True)
    assert "1. Ani Lestari, S.Pd.: Tautannya" in operator.text
    operator.press("report:5", "answer").type("Silakan coba lagi")
    assert "Silakan coba lagi" in operator.text
    operator.press("send")
    assert operator.effects == [AnswerReport(5, "Silakan coba lagi")]
    assert operator.needs == Needs(report_id=5)


def test_what_another_operator_answered_meanwhile_is_not_answered_twice(operator: Operator):
    operator.knows(reports=(REPORT,), report=REPORT).press("go:reports", "report:5", "answer").type("Ya")
    operator.knows(report=replace(REPORT, answer="Sudah"))
    assert "Your answer: <i>Sudah</i>" in operator.text
    assert "send" not in operator.screen.actions


def test_an_answer_of_the_wrong_length_is_refused(operator: Operator):
    operator.knows(reports=(REPORT,), report=REPORT).press("go:reports", "report:5", "answer")
    assert "this was 1001" in operator.type("a" * 1001).word


def test_a_report_that_was_erased_is_said_to_be_gone(operator: Operator):
    operator.knows(reports=(REPORT,), report=REPORT).press("go:reports", "report:5").knows(report=None)
    assert "deleted their data" in operator.text


def test_many_reports_are_paged(operator: Operator):
    many = tuple(replace(REPORT, id=n, text="x" * 1000) for n in range(1, 15))
    operator.knows(reports=many).press("go:reports", "page:1", "page:2")
    assert [action for action in operator.screen.actions if action.startswith("report:")] == [
        "report:13",
        "report:14",
    ]


# --- notices ------------------------------------------------------------------------------------------


def drawn(kind: PersonNoticeKind, facts: Facts) -> str | None:
    screen = person_notice_screen(kind, facts, REPORT.id)
    return None if screen is None else text_of(screen)


def test_operators_are_told_and_the_button_opens_the_report(operator: Operator):
    assert person_notice_needs(PersonNoticeKind.PROBLEM_REPORTED, 5) == Needs(report_id=5)
    operator.knows(report=REPORT)
    screen = person_notice_screen(PersonNoticeKind.PROBLEM_REPORTED, operator.facts, 5)
    assert screen is not None
    assert REPORT.text in text_of(screen)
    operator.tell(parse_press(screen.actions[0]))
    assert operator.place == "report"
    assert "answer" in operator.screen.actions


def test_the_button_is_for_operators_only(ani: Operator):
    ani.knows(report=REPORT).tell(parse_press("n:0:report:5"))
    assert "for the operators" in ani.word
    assert ani.session.flow == "home"


@pytest.mark.parametrize("data", ["n:0:report:", "n:0:report:x", "n:1:approve:3", "n:0:to_plan:1"])
def test_other_notice_buttons_lead_an_unregistered_operator_to_the_menu(operator: Operator, data: str):
    operator.tell(parse_press(data))
    assert (
        operator.place == "menu"
        if operator.session.flow == "operating"
        else "<b>Operator</b>" in operator.text
    )


def test_what_was_answered_meanwhile_is_not_told_any_more(operator: Operator):
    answered = operator.knows(report=replace(REPORT, answer="Sudah")).facts
    assert drawn(PersonNoticeKind.PROBLEM_REPORTED, answered) is None
    assert drawn(PersonNoticeKind.PROBLEM_REPORTED, replace(answered, report=None)) is None


def test_whoever_reported_reads_the_answer(ani: Operator):
    facts = ani.knows(report=replace(REPORT, answer="Silakan coba lagi")).facts
    said = drawn(PersonNoticeKind.REPORT_ANSWERED, facts)
    assert said is not None
    assert "Silakan coba lagi" in said
    assert REPORT.text in said


def test_the_answer_is_for_nobody_else(ani: Operator):
    other = replace(REPORT, answer="Ya", person_id=99)
    assert drawn(PersonNoticeKind.REPORT_ANSWERED, ani.knows(report=other).facts) is None
    assert drawn(PersonNoticeKind.REPORT_ANSWERED, ani.knows(report=REPORT).facts) is None
