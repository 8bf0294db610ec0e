"""A plan that still waits when the half-year ends stays in reach, beside the plan of now."""

from dataclasses import replace

import pytest

from conversations.effects import AskChange, MovePlan
from conversations.rules.cycle import Period
from conversations.rules.plan import PlanContent
from conversations.rules.terms import PlanStatus
from tests.conversations.planning.record import PLAN_ID, PRINCIPAL

DRAFT, WAITING, APPROVED, AGREED = (
    PlanStatus.BELUM_DIAJUKAN,
    PlanStatus.MENUNGGU_PERSETUJUAN,
    PlanStatus.DISETUJUI,
    PlanStatus.DISEPAKATI,
)


@pytest.fixture
def in_july(teacher):
    """An approved plan of January-June, and a draft of July-December."""
    teacher.has_plan(status=APPROVED, approved_by=PRINCIPAL, period=Period(2026, 1))
    teacher.others[9] = replace(
        teacher.kept, id=9, period=Period(2026, 2), status=DRAFT, content=PlanContent(practice="g2")
    )
    return teacher


def test_home_leads_to_both_plans(in_july):
    assert "Your plan: <b>Belum Diajukan</b>" in in_july.text
    assert "Your plan for January-June 2026: <b>Disetujui" in in_july.text
    in_july.press("earlier")
    assert "Period: January-June 2026" in in_july.text
    in_july.press(".home", "plan")
    assert in_july.place == "rhk"


def test_sepakati_closes_the_earlier_plan_and_leads_to_what_is_entered_in_pmm(in_july):
    in_july.press("earlier", "agree")
    assert in_july.kept.status is AGREED
    assert [effect.plan_id for effect in in_july.effects] == [PLAN_ID, PLAN_ID]
    assert in_july.flow == "checklist"
    assert in_july.session.data["plan_id"] == PLAN_ID
    assert in_july.word == "Agreed. Your plan is final."
    assert "earlier" not in in_july.screen.actions


@pytest.mark.parametrize(
    "steps", [("full", ".back"), ("history", ".back"), ("ask", ".back"), ("era", ".back")]
)
def test_looking_around_stays_with_the_earlier_plan(in_july, steps):
    in_july.press("earlier", *steps)
    assert "Period: January-June 2026" in in_july.text
    in_july.press("agree")
    assert in_july.kept.status is AGREED


def test_minta_ubah_asks_about_the_earlier_plan(in_july):
    in_july.press("earlier", "ask").type("Mohon RHK 9").press("send")
    assert in_july.effects[0] == AskChange(PLAN_ID, 3, "Mohon RHK 9")
    assert "You asked for a change: Mohon RHK 9" in in_july.text
    assert "Period: January-June 2026" in in_july.text


def test_a_change_of_the_earlier_plan_is_seen_before_sepakati_binds(in_july):
    in_july.press("earlier")
    seen = in_july.data_of("agree")
    in_july.is_waiting_again()
    in_july.is_approved()
    in_july.press_data(seen)
    assert in_july.effects == []
    assert in_july.word == "This has changed meanwhile. This is how it stands now."
    in_july.press("agree")
    assert isinstance(in_july.effects[0], MovePlan)


def test_where_the_earlier_plan_is_closed_meanwhile_the_plan_of_now_is_shown(in_july):
    in_july.press("earlier")
    in_july.plan = replace(in_july.kept, status=AGREED)
    assert "July-December 2026" in in_july.text
    assert "Sepakati" not in in_july.labels


@pytest.mark.parametrize("status", [DRAFT, PlanStatus.PERLU_PERBAIKAN, AGREED])
def test_an_earlier_plan_that_waits_for_nothing_is_not_at_home(teacher, status):
    teacher.has_plan(status=status, period=Period(2026, 1))
    assert "earlier" not in teacher.screen.actions
    assert "January-June" not in teacher.text
