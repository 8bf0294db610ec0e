"""Only what the present screen offers can be pressed: neither old nor forged data passes."""

import pytest

from conversations.events import UnknownPress, parse_press, press_data
from conversations.facts import Membership
from conversations.rules.terms import PlanStatus, Role
from tests.conversations.onboarding.talking import SCHOOL

STALE = "That button is from an earlier step. This is where you are now."


@pytest.fixture
def at_summary(teacher):
    return teacher.has_plan().plans("summary")


def stands_as_before(teacher, data):
    """Press and see that only the word and the revision have changed."""
    before = teacher.session
    teacher.press_data(data)
    is_there = before.flow == teacher.flow and before.data.items() <= teacher.session.data.items()
    return is_there and teacher.word == STALE


@pytest.mark.parametrize("age", [1, 2, 5])
def test_a_button_of_an_earlier_screen_does_nothing(at_summary, age):
    data = at_summary.data_of("submit")
    for _ in range(age):
        at_summary.press("full", ".back")
    assert stands_as_before(at_summary, data)
    assert at_summary.effects == []


@pytest.mark.parametrize("number", [0, 0xFFFFFFFF])
def test_a_button_of_a_screen_that_never_was_does_nothing(at_summary, number):
    assert stands_as_before(at_summary, press_data("p", number, "submit"))


@pytest.mark.parametrize("code", [c for c in "abcdefghijklmnopqrstuvwxyz" if c not in "pn"])
def test_a_button_of_another_conversation_does_nothing(at_summary, code):
    assert stands_as_before(at_summary, press_data(code, at_summary.session.revision, "submit"))


@pytest.mark.parametrize(
    "action",
    [
        "yes",
        "agree",
        "send",
        "clear_yes",
        "ask",
        "choose:g1",
        "choose:k1",
        "qty:1:999",
        "duty:ketua_program_keahlian",
        "focus:p1:99",
        "page:7",
        "edit:all",
        "next",
        ".help",
        "x",
    ],
)
def test_an_action_that_the_screen_does_not_offer_does_nothing(at_summary, action):
    assert stands_as_before(at_summary, press_data("p", at_summary.session.revision, action))
    assert at_summary.effects == []


@pytest.mark.parametrize(
    "action", ["qty:1:3", "qty:1:-1", "qty:1:17", "qty:2:2", "qty:99:1", "qty:1", "qty::"]
)
def test_a_quantity_that_the_screen_does_not_offer_is_not_saved(teacher, action):
    teacher.has_plan().plans("rhk").press("cat:pelatihan", "rhk:1", "qty:1:1")
    teacher.effects.clear()
    assert stands_as_before(teacher, press_data("p", teacher.session.revision, action))
    assert teacher.effects == []


@pytest.mark.parametrize(
    "data",
    ["", "hello", "p:1", "p:1:", "P:1:yes", "p:-1:yes", "p:1:a b", "p:123456789:yes", "p:1:" + "x" * 60],
)
def test_button_data_that_was_never_made_does_nothing(at_summary, data):
    assert parse_press(data) == UnknownPress()
    assert stands_as_before(at_summary, data)


@pytest.mark.parametrize(("flow", "back"), [("home", None), ("guide", "home")])
def test_a_press_works_once(teacher, flow, back):
    if back:
        teacher.press(".help")
    data = teacher.data_of(teacher.screen.actions[0])
    teacher.press_data(data)
    assert stands_as_before(teacher, data)


def test_what_the_screen_offered_when_it_was_drawn_may_be_gone(at_summary):
    data = at_summary.data_of("submit")
    at_summary.has_plan(status=PlanStatus.MENUNGGU_PERSETUJUAN)
    at_summary.press_data(data)
    assert at_summary.word == STALE
    assert "It waits for your principal." in at_summary.text


def test_the_queue_is_closed_to_whoever_is_no_principal_any_more(teacher):
    data = teacher.leads().data_of("queue")
    teacher.memberships = (Membership(SCHOOL, Role.GURU),)
    teacher.press_data(data)
    assert (teacher.flow, teacher.word) == ("home", STALE)


def test_home_back_and_help_lead_there_from_where_they_are_offered(at_summary):
    assert at_summary.press(".back").place == "behaviors"
    assert at_summary.press(".home").flow == "home"
    at_summary.press(".help")
    assert at_summary.flow == "guide"
    assert at_summary.session.data["back_flow"] == "home"
