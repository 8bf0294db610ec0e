"""An answer on the screen: what it is about, where it leads, and whether it helped."""

from dataclasses import replace
from datetime import date

import pytest

from conversations.answers.catalogue import parse_catalogue
from conversations.rules.plan import PlanContent, RHKItem
from conversations.rules.terms import PlanStatus, Role
from conversations.screens import Button
from conversations.words import Link, Say
from tests.answers.written import catalogue, entry
from tests.conversations.answers.book import (
    BOOK,
    CERTAIN,
    COUNTING,
    DATES,
    DOUBTFUL,
    INDONESIAN_TEXT,
    OF_KS,
    OPEN,
    POINTS,
    KnownBook,
)

SOME = PlanContent(rhk=(RHKItem(1, 2),))


@pytest.fixture
def opens(asker):
    """Open an entry from its topic."""

    def _opens(entry_id):
        found = BOOK.entry(entry_id, "id")
        asker.command("tanya").press(f"topic:{found.topic}", f"entry:{entry_id}")
        return asker

    return _opens


def test_the_own_points_stand_where_the_answer_is_about_points(asker, opens):
    asker.has_plan(SOME)
    assert "Your points: 16, 16 short" in opens(POINTS).text
    assert "Your points" not in opens(COUNTING).text
    assert "Your points" not in opens(DATES).text


def test_enough_points_are_told_with_the_minimum(asker, opens):
    asker.has_plan()
    assert "Your points: 32; the minimum is 32" in opens(POINTS).text


def test_of_a_final_plan_it_is_said_that_its_points_are_planned(asker, opens):
    asker.has_plan(status=PlanStatus.DISEPAKATI)
    assert "Points in your final plan: 32" in opens(POINTS).text
    assert "under /bukti" in asker.text


@pytest.mark.parametrize("who", ["without a plan", "retired", "nobody"])
def test_nothing_personal_is_said_of_a_plan_that_is_not_there(asker, opens, who):
    if who != "without a plan":
        asker.has_plan(SOME)
        asker.person = replace(asker.person, is_retired=True) if who == "retired" else None
    assert "Your points" not in opens(POINTS).text


def test_a_deadline_is_told_while_the_plan_may_still_be_submitted(asker, opens):
    asker.final_date = date(2026, 12, 20)
    asker.has_plan()
    assert "the final date is <b>2026-12-20</b>" in opens(DATES).text
    asker.has_plan(status=PlanStatus.MENUNGGU_PERSETUJUAN)
    assert "the final date" not in opens(DATES).text


def test_an_answer_leads_to_where_the_product_does_it_and_back(asker, opens):
    asker.has_plan()
    opens(POINTS).press("lead")
    assert asker.place == "points"
    opens(DATES).press("lead")
    assert asker.flow == "schedule"
    asker.press(".back")
    assert asker.session.data["entry"] == DATES


def test_no_button_leads_to_what_one_may_not_do(asker, opens):
    assert "lead" not in opens(OF_KS).screen.actions
    assert "lead" in opens(POINTS).screen.actions
    asker.person = replace(asker.person, role=Role.APPRAISER)
    assert "lead" not in opens(POINTS).screen.actions


def test_whom_an_answer_is_about_is_said_to_others(asker, opens):
    assert "This is about KS." in opens(OF_KS).text
    assert "This is about" not in opens(DATES).text
    asker.is_principal()
    assert "This is about guru." in opens(DATES).text


def test_an_open_entry_says_whom_to_ask(opens):
    assert "Please ask your principal" in opens(OPEN).text
    assert "Please ask your principal" not in opens(POINTS).text


def test_near_entries_are_gone_through_and_back_in_steps(opens):
    asker = opens(POINTS)
    asker.press(f"entry:{COUNTING}", f"entry:{POINTS}", ".back")
    assert asker.session.data["entry"] == COUNTING
    asker.press(".back")
    assert asker.session.data["entry"] == POINTS
    asker.press(".back")
    assert asker.at == "topic"
    asker.press(".back", ".back")
    assert asker.flow == "home"


def test_a_title_too_long_for_its_button_is_written_out(opens):
    asker = opens(POINTS)
    assert "1. Cara menghitung poin yang panjang sekali" in asker.text
    assert asker.labels[0] == "Cara menghitung poin yang p…"


def test_a_helpful_answer_is_rated_once_and_nothing_is_kept(asker):
    asker.type(CERTAIN).press("yes")
    assert asker.word == "Thank you, glad that it helps."
    assert not {"yes", "no"} & set(asker.screen.actions)
    assert asker.effects == []


def test_an_answer_that_does_not_help_is_kept_and_the_reader_is_told_whom_to_ask(asker):
    asker.type(CERTAIN).press("no")
    assert asker.questions == [(CERTAIN, POINTS, "unhelpful")]
    assert "Please ask your principal" in asker.word
    assert not {"yes", "no"} & set(asker.screen.actions)


def test_of_an_unhelpful_entry_from_the_menu_its_title_is_kept(opens):
    assert opens(POINTS).press("no").questions == [("Poin minimal", POINTS, "unhelpful")]


def test_a_public_source_is_a_link(asker):
    text = catalogue(
        entry(POINTS, title="Poin")
        + 'sources = [{title = "Panduan"}, {title = "Laman", url = "https://a.id/?b&c"}]'
    )
    asker.answers = KnownBook({"id": parse_catalogue(text, "faq.toml")})
    lines = asker.type(CERTAIN).screen.lines
    values = [value for line in lines if isinstance(line, Say) for _, value in line.values]
    assert Link("Laman", "https://a.id/?b&c") in values
    assert "Panduan" in values


def test_an_entry_that_a_new_catalogue_does_not_hold_gives_way_to_the_topics(asker):
    asker.type(CERTAIN)
    other = INDONESIAN_TEXT.replace('"poin"', '"lain"').replace('leads_to = "lain"', "")
    asker.answers = KnownBook({"id": parse_catalogue(other, "faq.toml")})
    assert "Questions and answers" in asker.text
    asker.type("1")
    assert asker.at == "topic"


def test_candidates_that_are_gone_are_not_offered(asker):
    asker.type(DOUBTFUL)
    asker.answers = KnownBook({"id": parse_catalogue(catalogue(entry("lain")), "faq.toml")})
    assert "I have no reliable answer" in asker.text


def test_without_any_answers_the_topics_still_open_and_close(asker):
    asker.answers = KnownBook()
    asker.command("tanya")
    assert asker.screen.actions == (".back", ".home")


def test_the_question_is_read_back_as_it_was_typed_and_not_as_markup(asker):
    asker.has_plan().plans("duty_text", item="lain").type("apa <b>itu</b> {x} & %s?")
    typed = [value for line in asker.screen.lines if isinstance(line, Say) for _, value in line.values]
    assert "apa <b>itu</b> {x} & %s?" in typed


def test_home_and_the_guide_lead_to_questions(asker):
    assert "Just type it here" in asker.text
    assert asker.press("ask").at == "topics"
    asker.press(".home").command("bantuan").press("topic:tanya")
    assert "Just type your question" in asker.text
    assert all(isinstance(button, Button) for row in asker.screen.rows for button in row)
