"""One teacher: reminder, the waiting plan, removal."""

import pytest

from conversations.facts import EndReason
from conversations.people_effects import RemoveMember
from conversations.rules.terms import PlanStatus
from conversations.school_effects import NudgeMember
from tests.conversations.onboarding.talking import ANI, SCHOOL
from tests.conversations.school.office import Office, member

SUBMITTED = (PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI, PlanStatus.DISEPAKATI)
TO_WRITE = (None, PlanStatus.BELUM_DIAJUKAN, PlanStatus.PERLU_PERBAIKAN)


def at_ani(office: Office, *actions: str) -> Office:
    """Ani's page, and buttons from there."""
    return office.opens("to:members", f"member:{ANI.id}", *actions)


@pytest.mark.parametrize("status", TO_WRITE)
def test_a_teacher_who_has_not_submitted_is_reminded(office, status):
    at_ani(office.has(member(status=status)), "nudge")
    assert office.effects == [NudgeMember(ANI.id, SCHOOL.id)]
    assert office.word == f"{ANI.name} gets a kind reminder in your name."
    assert "You have already sent a reminder today." in office.text


def test_nobody_is_reminded_twice_on_a_day(office):
    at_ani(office.has(member(nudged_today=True)), "nudge")
    assert office.effects == []
    assert office.word == f"{ANI.name} was already reminded today. Once a day is enough, please."


@pytest.mark.parametrize("status", SUBMITTED)
def test_who_has_submitted_is_not_reminded(office, status):
    at_ani(office.has(member(status=status)), "nudge")
    assert office.effects == []
    assert office.word == f"There is no need: {ANI.name} has already submitted the plan."


def test_who_has_blocked_the_assistant_cannot_be_reminded(office):
    at_ani(office.has(member(is_reachable=False)), "nudge")
    assert office.effects == []
    assert "cannot be reached here" in office.word
    assert f"✕ {ANI.name}" in office.press(".back").labels


def test_a_waiting_plan_opens_for_its_decision(office):
    waiting = member(status=PlanStatus.MENUNGGU_PERSETUJUAN, plan_id=44, plan_version=3)
    at_ani(office.has(waiting), "plan")
    assert office.flow == "review"
    assert (office.session.data["plan_id"], office.session.data["version"]) == (44, 3)


@pytest.mark.parametrize("status", [s for s in PlanStatus if s is not PlanStatus.MENUNGGU_PERSETUJUAN])
def test_a_plan_that_does_not_wait_is_not_opened_from_here(office, status):
    at_ani(office.has(member(status=status, plan_id=44)))
    assert "plan" not in office.screen.actions


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ("why:moved", EndReason.REMOVED),
        ("why:mistaken", EndReason.REMOVED),
        ("why:retired", EndReason.RETIRED),
    ],
)
def test_a_teacher_is_removed_for_a_reason_after_a_question(office, button, reason):
    at_ani(office.has(member()), "remove", button)
    assert office.effects == []
    office.press("yes")
    assert office.effects == [RemoveMember(ANI.id, SCHOOL.id, reason)]
    assert (office.place, office.word) == ("members", f"{ANI.name} was removed and is told.")


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (None, "No plan was started for this half-year."),
        (PlanStatus.BELUM_DIAJUKAN, "it stays a draft of its owner"),
        (PlanStatus.MENUNGGU_PERSETUJUAN, "It becomes a draft again and leaves your list."),
        (PlanStatus.PERLU_PERBAIKAN, "becomes a draft again and leaves your list."),
        (PlanStatus.DISETUJUI, "approved but not agreed yet. It becomes a draft again."),
        (PlanStatus.DISEPAKATI, "agreed and final; it stays as it is."),
    ],
)
def test_the_question_tells_what_becomes_of_the_plan(office, status, told):
    assert told in at_ani(office.has(member(status=status)), "remove", "why:moved").text


def test_a_removal_can_be_left_at_every_step(office):
    at_ani(office.has(member()), "remove", "why:moved", ".back", ".back")
    assert (office.place, office.effects) == ("member", [])


def test_a_teacher_who_left_meanwhile_is_no_longer_removed(office):
    at_ani(office.has(member(), member(8, "Sari")), "remove", "why:moved")
    office.has(member(8, "Sari"))
    assert office.text.startswith("That person does not belong to the school any more.")
    assert "1. Sari" in office.text
    assert office.forge("yes").effects == []
    assert office.press("member:8").place == "member"
    assert "<b>Sari</b>" in office.text
