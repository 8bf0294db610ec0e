"""Buttons of notices: they act on what the notice told of, or only show how the plan stands now."""

from dataclasses import replace

import pytest

from conversations.events import NOTICE, press_data
from conversations.notices import notice_button
from conversations.rules.cycle import Period
from conversations.rules.plan import PlanContent, RHKItem
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from tests.conversations.onboarding.talking import OTHER_SCHOOL, SCHOOL
from tests.conversations.planning.record import PLAN_ID, PRINCIPAL

WAITING, APPROVED, AGREED = (
    PlanStatus.MENUNGGU_PERSETUJUAN,
    PlanStatus.DISETUJUI,
    PlanStatus.DISEPAKATI,
)
NOT_YOURS = "I cannot open this plan for you: it is not, or no longer, among those that concern you."
CHANGED = "The plan has changed meanwhile. This is how it stands now."
OWNERS = ("agree", "ask", "open")
SUPERVISORS = ("approve", "revise", "rhk", "behaviors", "full", "open")


@pytest.fixture
def approved(teacher):
    """An approved plan of version 3; its owner is at home."""
    return teacher.has_plan(status=APPROVED, approved_by=PRINCIPAL)


def test_sepakati_on_the_notice_closes_the_plan(approved):
    approved.press_data(notice_button("agree", PLAN_ID, 3))
    assert approved.kept.status is AGREED
    assert approved.word == "Agreed. Your plan is final."


def test_sepakati_twice_on_the_notice_closes_the_plan_once(approved):
    button = notice_button("agree", PLAN_ID, 3)
    approved.press_data(button).press_data(button)
    assert len(approved.effects) == 2
    assert approved.word == CHANGED
    assert "It is final." in approved.text


def test_minta_ubah_on_the_notice_asks_for_the_note(approved):
    approved.press_data(notice_button("ask", PLAN_ID, 3))
    assert approved.place == "ask"
    approved.type("Mohon RHK 9").press("send")
    assert approved.kept.change_note == "Mohon RHK 9"


@pytest.mark.parametrize("action", ["agree", "ask"])
def test_a_notice_of_an_older_version_does_nothing_but_show_the_plan(approved, action):
    approved.press_data(notice_button(action, PLAN_ID, 2))
    assert approved.effects == []
    assert approved.word == CHANGED
    assert approved.place == "status"
    assert "32 / 32 points" in approved.text


@pytest.mark.parametrize("status", [s for s in PlanStatus if s is not APPROVED])
def test_sepakati_does_nothing_in_any_other_status(teacher, status):
    teacher.has_plan(status=status).press_data(notice_button("agree", PLAN_ID, 3))
    assert teacher.effects == []
    assert teacher.word == CHANGED


@pytest.mark.parametrize("status", PlanStatus)
def test_see_the_plan_opens_it_as_it_is_in_every_version(teacher, status):
    teacher.has_plan(status=status, approved_by=PRINCIPAL)
    teacher.press_data(notice_button("open", PLAN_ID, 1))
    is_draft = status in (PlanStatus.BELUM_DIAJUKAN, PlanStatus.PERLU_PERBAIKAN)
    assert teacher.place == ("summary" if is_draft else "status")
    assert teacher.word == ""


def test_improve_on_the_notice_opens_rangkuman_with_the_note(teacher):
    note = "Tambah seminar"
    teacher.has_plan(status=PlanStatus.PERLU_PERBAIKAN, revision_note=note)
    teacher.press_data(notice_button("open", PLAN_ID, 3))
    assert teacher.place == "summary"
    assert note in teacher.text


def test_a_notice_works_in_the_middle_of_something_else(approved):
    approved.press("profile", "open:name").press_data(notice_button("agree", PLAN_ID, 3))
    assert approved.kept.status is AGREED


@pytest.mark.parametrize("action", [*OWNERS, "approve"])
def test_a_closed_plan_of_an_earlier_half_year_is_not_acted_on(teacher, action):
    teacher.has_plan(status=AGREED, period=Period(2026, 1))
    teacher.press_data(notice_button(action, PLAN_ID, 3))
    assert teacher.flow == "home"
    assert teacher.word == "That message was about a plan of an earlier half-year."
    assert teacher.effects == []


def test_an_earlier_plan_that_still_waits_for_sepakati_is_agreed_to(teacher):
    teacher.has_plan(status=APPROVED, approved_by=PRINCIPAL, period=Period(2026, 1))
    assert "Your plan for January-June 2026: <b>Disetujui" in teacher.text
    teacher.press_data(notice_button("agree", PLAN_ID, 3))
    assert teacher.kept.status is AGREED
    assert teacher.flow == "checklist"
    assert teacher.word == "Agreed. Your plan is final."


def test_the_earlier_plan_is_told_apart_from_the_plan_of_now(approved):
    approved.others[9] = replace(approved.kept, id=9, period=Period(2026, 1), status=AGREED)
    approved.press_data(notice_button("agree", 9, 3))
    assert approved.word == "That message was about a plan of an earlier half-year."
    assert approved.kept.status is APPROVED


@pytest.mark.parametrize("action", sorted({*OWNERS, *SUPERVISORS}))
@pytest.mark.parametrize("school", [SCHOOL, OTHER_SCHOOL, None])
def test_a_plan_of_somebody_else_is_refused_and_not_revealed(teacher, school, action):
    teacher.has_plan()
    teacher.others[9] = replace(
        teacher.kept, id=9, owner_id=99, owner_name="Cici Amelia", school=school, status=WAITING
    )
    teacher.press_data(notice_button(action, 9, 3))
    assert teacher.flow == "home"
    assert teacher.word == NOT_YOURS
    assert "Cici" not in teacher.text
    assert teacher.effects == []


@pytest.mark.parametrize("action", sorted({*OWNERS, *SUPERVISORS}))
def test_a_principal_of_another_school_is_refused(teacher, action):
    teacher.leads(id=4)
    teacher.others[9] = replace(teacher.has_plan().kept, id=9, school=SCHOOL, status=WAITING)
    teacher.plan = None
    teacher.press_data(notice_button(action, 9, 3))
    assert teacher.word == NOT_YOURS
    assert teacher.effects == []


@pytest.mark.parametrize("action", [a for a in SUPERVISORS if a not in ("open", "full")])
def test_an_older_notice_shows_the_principal_the_plan_and_does_nothing(teacher, action):
    teacher.has_plan(status=WAITING, school=SCHOOL).leads()
    teacher.press_data(notice_button(action, PLAN_ID, 2))
    assert teacher.effects == []
    assert teacher.flow == "review"
    assert teacher.word.startswith("This plan has changed since that message, so nothing was done.")
    assert "approve" in teacher.screen.actions


@pytest.mark.parametrize(
    "action",
    ["approve", "approve:", "approve:x", "approve:12:3", "approve:-1", f"open:{'9' * 30}", "open:999"],
)
def test_a_forged_notice_button_leads_to_no_plan(approved, action):
    approved.press_data(press_data(NOTICE, 3, action))
    assert approved.word == NOT_YOURS
    assert approved.effects == []


@pytest.mark.parametrize(
    "action", ["yes", "send", "clear_yes", "submit", "full", "history", "approve", "era2"]
)
def test_a_forged_action_on_the_own_plan_does_no_more_than_the_screen_offers(approved, action):
    approved.press_data(press_data(NOTICE, 3, f"{action}:{PLAN_ID}"))
    assert approved.effects == []
    assert approved.kept.status is APPROVED


def test_somebody_unknown_gets_the_first_question(teacher):
    teacher.has_plan(status=APPROVED).is_new()
    teacher.press_data(notice_button("agree", PLAN_ID, 3))
    assert teacher.flow == "onboarding"
    assert teacher.effects == []
    assert "Ani" not in teacher.text


@pytest.mark.parametrize("action", OWNERS)
@pytest.mark.parametrize("status", [PlanStatus.BELUM_DIAJUKAN, PlanStatus.PERLU_PERBAIKAN])
def test_somebody_who_became_principal_goes_on_with_a_draft_from_the_time_as_a_guru(teacher, status, action):
    teacher.has_plan(PlanContent(practice="g1", rhk=(RHKItem(3, 1),)), status).leads()
    teacher.person = replace(teacher.person, id=teacher.kept.owner_id)
    teacher.press_data(notice_button(action, PLAN_ID, 3))
    assert teacher.flow == "planning"
    assert "Left out, because it does not fit this plan: Praktik Kinerja (Keteraturan" in teacher.text
    assert teacher.effects == []


def test_the_button_of_the_largest_plan_id_fits(teacher):
    assert notice_button("behaviors", 2**63 - 1, 0xFFFFFFFF)
    teacher.of_level(SchoolLevel.SD)
    assert teacher.memberships[0].role is Role.GURU
