"""Stored places that are no more: older, corrupted, of nobody; there is always a way on."""

import pytest

from conversations import engine
from conversations.events import Attachment, Edited, Text, parse_press, press_data
from conversations.facts import Needs
from conversations.flows import FLOWS
from conversations.rules.terms import PlanStatus

RESTARTED = "This conversation has changed since your last visit, so it starts here."
BROKEN = [
    ("planning", {"place": "nowhere"}),
    ("planning", {"place": "rhk_item", "number": "many"}),
    ("planning", {"place": "summary", "surplus": 1}),
    ("planning", {"page": None}),
    ("review", {"plan_id": []}),
    ("guide", {}),
    ("account", {"place": "profile"}),
    ("home", {"left": "over"}),
    ("no_such_flow", {}),
    ("", {}),
]


@pytest.mark.parametrize(("flow", "data"), BROKEN)
def test_a_place_that_cannot_be_read_becomes_home_with_a_word(teacher, flow, data):
    teacher.has_plan().stands(flow, data)
    assert teacher.text.startswith(RESTARTED)
    assert "Hello, <b>Ani Lestari, S.Pd.</b>" in teacher.text
    assert engine.needs(teacher.session) == Needs()


@pytest.mark.parametrize("version", [0, 98, 99])
@pytest.mark.parametrize("flow", FLOWS)
def test_a_place_of_another_version_that_cannot_be_kept_becomes_home_with_a_word(teacher, flow, version):
    teacher.has_plan().stands(flow, {}, version=version)
    assert teacher.text.startswith(RESTARTED)
    assert "Hello, " in teacher.text


@pytest.mark.parametrize(
    "event", [Text("1"), Text("3"), Text("halo"), parse_press("p:1:yes"), parse_press("?")]
)
def test_what_was_meant_for_a_lost_place_is_not_taken_for_home(teacher, event):
    """The person has not seen home yet, so its numbers and buttons cannot be meant."""
    teacher.has_plan().stands("planning", {"place": "rhk"}, version=99).tell(event)
    assert teacher.flow == "home"
    assert teacher.word.startswith(RESTARTED)
    assert teacher.effects == []


def test_a_press_on_a_lost_place_of_home_opens_nothing_unseen(teacher):
    teacher.stands("home", {"left": "over"})
    teacher.press_data(press_data("h", teacher.session.revision, "plan"))
    assert teacher.flow == "home"
    assert teacher.word.startswith(RESTARTED)


@pytest.mark.parametrize("event", [Attachment("photo"), Edited()])
def test_a_word_about_the_message_comes_before_the_restart(teacher, event):
    teacher.stands("planning", {"place": "nowhere"}).tell(event)
    assert teacher.flow == "home"
    assert teacher.word


def test_after_the_restart_everything_works_again(teacher):
    teacher.has_plan().stands("planning", {"place": "rhk"}, version=99).type("halo").press("plan")
    assert teacher.place == "summary"


@pytest.mark.parametrize(
    ("command", "flow"), [("rencana", "planning"), ("bantuan", "guide"), ("start", "home")]
)
def test_commands_work_at_a_lost_place(teacher, command, flow):
    teacher.has_plan().stands("planning", {"place": "nowhere"}).command(command)
    assert teacher.flow == flow


def test_the_guide_leads_home_where_its_way_back_is_lost(teacher):
    back = {"back_flow": "planning", "back_v": 99, "back_data": {"place": "rhk"}}
    teacher.stands("guide", back)
    assert "<b>Help</b>" in teacher.text
    assert teacher.press("continue").flow == "home"


def test_the_guide_leads_home_where_its_way_back_is_broken(teacher):
    back = {"back_flow": "planning", "back_v": 1, "back_data": {"place": "nowhere"}}
    teacher.stands("guide", back).press("continue")
    assert "Hello, <b>Ani Lestari, S.Pd.</b>" in teacher.text


@pytest.mark.parametrize("flow", ["home", "planning", "review", "joining"])
def test_somebody_unknown_stands_at_the_first_question(teacher, flow):
    data = {"joining": {"invite_id": 11}}.get(flow, {})
    teacher.is_new().stands(flow, data)
    assert "Do you agree that this is kept?" in teacher.text
    teacher.type("1")
    assert teacher.session.data["has_consented"] is False


def test_somebody_known_does_not_stand_in_the_first_questions(teacher):
    teacher.stands("onboarding", {"place": "summary", "name": "Somebody else"})
    assert "Hello, <b>Ani Lestari, S.Pd.</b>" in teacher.text
    teacher.type("1")
    assert teacher.flow == "home"
    assert teacher.effects == []


@pytest.mark.parametrize("item", ["g1", "zz", ""])
def test_a_confirmed_plan_is_shown_wherever_the_state_pointed(teacher, item):
    teacher.has_plan(status=PlanStatus.DISEPAKATI).plans("practice_item", item=item)
    assert "It is final." in teacher.text
