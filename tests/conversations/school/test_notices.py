"""What the messages say to a principal who is asked and to a teacher who is reminded."""

from dataclasses import replace

import pytest

from conversations.facts import Needs, Plan, RequestState
from conversations.people_effects import PersonNoticeKind
from conversations.person_notice_screens import person_notice_needs, person_notice_screen
from conversations.rules.cycle import Period
from conversations.rules.plan import PlanContent
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from tests.conversations.onboarding.talking import ANI, SCHOOL
from tests.conversations.school.office import Office, drawn

PLAN = Plan(
    id=44,
    owner_id=ANI.id,
    owner_name=ANI.name,
    school=None,
    period=Period(2026, 2),
    rule_set="pmm_2024",
    role=Role.GURU,
    level=SchoolLevel.SD,
    status=PlanStatus.BELUM_DIAJUKAN,
    version=1,
    content=PlanContent(),
)


def notice(office: Office, kind: PersonNoticeKind, subject_id: int) -> tuple[str, tuple[str, ...]] | None:
    """The words and the buttons of a message, if it is still true."""
    facts = office.facts(person_notice_needs(kind, subject_id))
    screen = person_notice_screen(kind, facts, subject_id)
    return None if screen is None else ("\n".join(map(drawn, screen.lines)), screen.actions)


def asked(office: Office) -> tuple[str, tuple[str, ...]] | None:
    return notice(office, PersonNoticeKind.JOIN_REQUESTED, 1)


def nudged(office: Office) -> tuple[str, tuple[str, ...]] | None:
    return notice(office, PersonNoticeKind.NUDGE, SCHOOL.id)


def test_a_request_comes_with_its_answers(office):
    said = asked(office.is_asked_by(1))
    assert said is not None
    assert "<b>Dewi Anggraini</b> asks to join SDN Contoh 1 as guru." in said[0]
    assert said[1] == ("n:0:let_in:1", "n:0:turn_away:1", "n:0:requests:1")


@pytest.mark.parametrize("state", [s for s in RequestState if s is not RequestState.PENDING])
def test_a_request_that_does_not_wait_any_more_is_not_told(office, state):
    office.is_asked_by(1).is_answered(1, state)
    assert asked(office) is None


def test_a_request_is_told_to_no_former_principal(office):
    assert asked(office.is_asked_by(1).loses()) is None


@pytest.mark.parametrize("status", [None, PlanStatus.BELUM_DIAJUKAN, PlanStatus.PERLU_PERBAIKAN])
def test_a_reminder_names_the_principal_and_leads_right_into_the_plan(office, status):
    office.is_guru().own_plan = status and replace(PLAN, status=status)
    said = nudged(office)
    assert said is not None
    assert "<b>Budi Santoso, M.Pd.</b> kindly reminds you of your plan." in said[0]
    assert office.press_data(said[1][0]).flow == "planning"


@pytest.mark.parametrize(
    "status", [PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI, PlanStatus.DISEPAKATI]
)
def test_who_has_submitted_meanwhile_gets_no_reminder(office, status):
    office.is_guru().own_plan = replace(PLAN, status=status)
    assert nudged(office) is None


def test_who_has_left_meanwhile_gets_no_reminder(office):
    office.is_guru()
    facts = replace(office.facts(Needs(leader_of=SCHOOL.id)), leader_name="")
    assert person_notice_screen(PersonNoticeKind.NUDGE, facts, SCHOOL.id) is None
