"""From three answers to a set in the plan."""

from datetime import date

import pytest

from conversations.effects import SavePlan
from conversations.rules.plan import PlanContent, RHKItem
from conversations.rules.terms import PlanStatus, Role
from conversations.suggesting import Place

LEARN, SHARE, COACH = "kind:learn", "kind:share", "kind:accompany"


def asked(teacher, *kinds, sessions=8):
    """At the sets, from stage 2."""
    onward = "next" if kinds else "any"
    return teacher.press("suggest", *kinds, onward).type(str(sessions)).press("months:6")


@pytest.fixture
def at_rhk(teacher):
    """A plan with a practice and nothing else, at stage 2."""
    return teacher.has_plan(PlanContent("g1")).plans("rhk")


def test_from_home_three_answers_lead_to_a_started_plan(teacher):
    teacher.press("suggest")
    assert "question 1 of 3" in teacher.text
    teacher.press("any", "sessions:8")
    assert teacher.screen.actions[0] == "months:6"
    teacher.press("months:6")
    assert "Set 1</b>: 36 points\n• Penggerak kombel 1× = 36 points\nFewest meetings: 3." in teacher.text
    assert "A suggestion of this assistant, not official" in teacher.text
    teacher.press("use:0")
    (saved,) = teacher.effects
    assert isinstance(saved, SavePlan)
    assert teacher.place == "rhk"
    assert teacher.kept.content == PlanContent(rhk=(RHKItem(3, 1),))
    assert teacher.word.startswith("This set is in your plan now.")


def test_what_one_likes_decides_and_is_the_reason(at_rhk):
    asked(at_rhk, SHARE, COACH)
    assert "Narasumber berbagi 1× = 8 points\n• Coach/mentor/fasilitator 2× = 24 points" in at_rhk.text
    assert (
        "Fewest meetings: 3; fits what you like: Share and lead, Coach others; "
        "rests mostly on Coach/mentor/fasilitator." in at_rhk.text
    )
    at_rhk.press("use:0")
    assert at_rhk.kept.content.practice == "g1"
    assert at_rhk.kept.content.rhk == (RHKItem(4, 1), RHKItem(17, 2))


def test_a_kind_is_marked_and_unmarked_by_the_same_button(at_rhk):
    at_rhk.press("suggest", LEARN)
    assert at_rhk.labels[0] == "✓ Learn as participant"
    assert "next" in at_rhk.screen.actions
    at_rhk.type("1")
    assert at_rhk.labels[0] == "Learn as participant"
    assert "any" in at_rhk.screen.actions


def test_more_meetings_than_one_can_manage_are_said(at_rhk):
    asked(at_rhk, LEARN, sessions=4)
    assert at_rhk.text.count("More than the 4 meetings that you can manage: 8") == 2
    assert "use:2" not in at_rhk.screen.actions


def test_what_one_did_not_ask_for_is_said(at_rhk):
    asked(at_rhk, COACH)
    assert "but also asks for: Share and lead" in at_rhk.text


def test_what_takes_months_says_so(at_rhk):
    asked(at_rhk, "kind:create", sessions=20)
    assert "takes about a month" in at_rhk.text


@pytest.mark.parametrize("text", ["0", "61", "banyak", ""])
def test_a_number_of_meetings_that_cannot_be_is_asked_again(at_rhk, text):
    at_rhk.press("suggest", "any").type(text)
    assert at_rhk.word == "Please type a whole number from 1 to 60."
    assert at_rhk.session.data["place"] == Place.SESSIONS


def test_the_months_left_are_counted_and_may_be_corrected(at_rhk):
    at_rhk.today = date(2026, 11, 20)
    at_rhk.press("suggest", "any", "sessions:12")
    assert at_rhk.screen.actions[:3] == ("months:2", "months:1", "months:3")
    at_rhk.type("7")
    assert at_rhk.word == "Please type a whole number from 1 to 6."
    at_rhk.type("3")
    assert at_rhk.session.data["months"] == 3
    at_rhk.press(".back")
    assert at_rhk.screen.actions[0] == "months:3"


def test_rhk_that_the_plan_holds_are_replaced_only_after_a_question(teacher):
    teacher.has_plan(PlanContent("g1", (RHKItem(9, 2),))).plans("rhk")
    asked(teacher).press("use:1")
    assert teacher.effects == []
    assert "• Seminar/lokakarya 2× = 8 points" in teacher.text
    assert "They would be replaced by:\n• Coach/mentor/fasilitator 3× = 36 points" in teacher.text
    teacher.press(".back", "use:1", "yes")
    assert teacher.kept.content.rhk == (RHKItem(17, 3),)
    assert teacher.place == "rhk"


def test_back_leads_through_the_questions_to_where_one_came_from(at_rhk):
    asked(at_rhk).press(".back", ".back", ".back", ".back")
    assert at_rhk.place == "rhk"
    at_rhk.has_plan(PlanContent()).press(".home", "suggest", ".back")
    assert at_rhk.flow == "home"


def test_the_answers_can_be_changed(at_rhk):
    asked(at_rhk, LEARN).press("again")
    assert at_rhk.labels[0] == "✓ Learn as participant"


def test_whoever_edits_one_part_comes_back_to_rangkuman(teacher):
    teacher.has_plan().plans("summary").press("edit:rhk")
    asked(teacher).press("use:0", "yes", "next")
    assert teacher.place == "summary"


def test_a_principal_may_be_helped_too(teacher):
    teacher.is_principal().press("suggest", "any", "sessions:4", "months:6", "use:0")
    assert (teacher.kept.role, teacher.kept.content.rhk) == (Role.KS, (RHKItem(3, 1),))


@pytest.mark.parametrize("place", Place)
def test_a_plan_that_was_submitted_meanwhile_is_not_touched(teacher, place):
    teacher.has_plan(status=PlanStatus.MENUNGGU_PERSETUJUAN)
    teacher.stands("suggesting", {"place": place, "sessions": 8, "chosen": 9})
    assert teacher.screen.actions == (".home",)
    assert "cannot be edited now" in teacher.text
    teacher.type("4")
    assert teacher.effects == []


def test_a_set_that_is_gone_is_not_taken(teacher):
    teacher.stands("suggesting", {"place": "replace", "sessions": 8, "chosen": 9})
    teacher.press("yes")
    assert teacher.word.startswith("That set is not offered any more.")
    assert teacher.effects == []
