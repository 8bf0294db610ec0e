"""Who may see and decide, and what a button of a message does."""

import pytest

from conversations.facts import EventKind, Membership, Needs
from conversations.review import Place, enter, from_notice, not_yours
from conversations.rules.terms import PlanStatus, Role

NOT_YOURS = "I cannot open this plan for you"
ACTIONS = ("open", "approve", "revise", "rhk", "behaviors", "full")


@pytest.mark.parametrize("action", ACTIONS)
def test_a_plan_of_another_school_is_refused_and_not_revealed(desk, other_school, action):
    desk.submit(7, school=other_school)
    desk.notice(action, 7, 3)
    assert desk.at_home
    assert desk.word.startswith(NOT_YOURS)
    assert "Ani" not in desk.text
    assert desk.effects == []


def test_the_own_plan_is_not_decided_on(desk):
    desk.submit(7, owner_id=1)
    assert desk.notice("approve", 7, 3).at_home
    assert desk.effects == []


def test_whoever_lost_the_role_sees_nothing_of_the_plan(desk):
    desk.submit(7)
    desk.opens(7)
    desk.leads_nothing_any_more()
    assert "Ani" not in desk.text
    assert desk.labels == ["Home"]
    desk.presses("approve")
    assert desk.stale
    assert desk.effects == []


def test_a_plan_that_moved_to_another_school_is_no_longer_seen(desk, other_school):
    desk.submit(7)
    desk.opens(7).presses("revise")
    desk.plans[7] = desk.submit(7, school=other_school)
    assert desk.text.strip().startswith(NOT_YOURS)
    desk.types("Tambah seminar", as_value=True)
    assert desk.at_home
    assert desk.effects == []


def test_a_plan_that_was_deleted_leads_home(desk):
    desk.submit(7)
    desk.opens(7)
    del desk.plans[7]
    assert NOT_YOURS in desk.text
    assert desk.presses(".home").at_home


@pytest.mark.parametrize("steps", [(), ("all",)])
def test_the_lists_are_closed_to_whoever_lost_the_role(desk, steps):
    desk.submit(7)
    desk.enters().presses(*steps)
    desk.leads_nothing_any_more()
    assert "Ani" not in desk.text
    assert "here you are registered as neither" in desk.text
    assert desk.labels == ["Home"]


def test_a_teacher_is_not_let_in(desk):
    desk.memberships = (Membership(desk.memberships[0].school, Role.GURU),)
    facts = desk.facts(Needs())
    assert enter(facts).flow == "home"
    assert not_yours(facts).flow == "home"


def test_the_notice_of_a_submission_approves_at_once(desk):
    desk.submit(7)
    desk.notice("approve", 7, 3)
    assert desk.plans[7].status is PlanStatus.DISETUJUI
    assert "Approved." in desk.word


@pytest.mark.parametrize(
    ("action", "place"),
    [
        ("open", Place.PLAN),
        ("revise", Place.NOTE),
        ("rhk", Place.RHK),
        ("behaviors", Place.BEHAVIORS),
        ("full", Place.FULL),
    ],
)
def test_every_button_of_a_notice_leads_to_its_place(desk, action, place):
    desk.submit(7)
    assert desk.notice(action, 7, 3).state.place is place
    assert "has changed since" not in desk.text


@pytest.mark.parametrize("action", ["approve", "revise", "rhk", "behaviors"])
def test_an_old_notice_only_shows_the_plan_as_it_is_now(desk, action):
    desk.submit(7)
    desk.asks_change(7)
    desk.notice(action, 7, 3)
    assert desk.effects == []
    assert desk.state.place is Place.PLAN
    assert "This plan has changed since that message, so nothing was done." in desk.word
    assert "Ani Lestari asked for a change" in desk.word


@pytest.mark.parametrize(("action", "place"), [("open", Place.PLAN), ("full", Place.FULL)])
def test_an_old_notice_can_still_be_used_to_look(desk, action, place):
    desk.submit(7)
    desk.asks_change(7)
    assert desk.notice(action, 7, 3).state.place is place
    assert desk.word == ""


def test_an_approved_plan_is_not_changed_from_a_notice(desk):
    desk.submit(7, status=PlanStatus.DISETUJUI)
    desk.happens(7, EventKind.CHANGE_REQUESTED, "Ani Lestari", "Ganti RHK", change_note="Ganti RHK")
    desk.notice("rhk", 7, 4)
    assert "Nothing was done, because this plan is approved." in desk.word
    assert "Ganti RHK" in desk.text
    assert "undo" in desk.screen.actions


def test_the_same_notice_pressed_twice_approves_once(desk):
    desk.submit(7)
    desk.notice("approve", 7, 3)
    desk.notice("approve", 7, 3)
    assert len(desk.effects) == 2
    assert "Budi Santoso approved the plan" in desk.word


def test_notices_are_decided_by_the_right_of_now(desk):
    plan = desk.submit(7)
    desk.leads_nothing_any_more()
    move = from_notice("approve", 3, plan, desk.facts(Needs(plan_id=7, history=True)))
    assert move.flow == "home"
    assert move.effects == ()
