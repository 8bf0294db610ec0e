"""Home: what is due now, and one next step."""

from dataclasses import replace
from datetime import date

import pytest

from conversations.facts import Membership
from conversations.rules.cycle import Period, current_stages
from conversations.rules.plan import PlanContent, RHKItem
from conversations.rules.terms import PlanStatus, Role, StageId
from tests.conversations.onboarding.talking import ANI, OTHER_SCHOOL, SCHOOL


def test_without_a_plan_the_next_step_is_to_start_one(teacher):
    assert "Hello, <b>Ani Lestari, S.Pd.</b>" in teacher.text
    assert "SDN Contoh 1, July-December 2026" in teacher.text
    assert "Your plan for this half-year has not been started." in teacher.text
    assert teacher.labels[0] == "Start my plan"
    assert teacher.press("plan").place == "practice"


@pytest.mark.parametrize(
    ("status", "label", "place"),
    [
        (PlanStatus.BELUM_DIAJUKAN, "Continue my plan", "summary"),
        (PlanStatus.PERLU_PERBAIKAN, "Improve my plan", "summary"),
        (PlanStatus.MENUNGGU_PERSETUJUAN, "See my plan", "status"),
        (PlanStatus.DISETUJUI, "Read and agree", "status"),
    ],
)
def test_the_next_step_follows_the_status_of_the_plan(teacher, status, label, place):
    teacher.has_plan(status=status, approved_by="Budi")
    assert f"Your plan: <b>{teacher.rules.plan_status_label(status)}</b>" in teacher.text
    assert "32 / 32 points" in teacher.text
    assert teacher.labels[0] == label
    assert teacher.press("plan").place == place


def test_once_the_plan_is_final_the_next_step_is_to_enter_it_and_then_the_stage_of_the_month(teacher):
    teacher.has_plan(status=PlanStatus.DISEPAKATI)
    teacher.today = date(2026, 7, 20)
    assert "Recommended this month: <b>Perencanaan Kinerja</b>, done ✓" in teacher.text
    assert [button.split(":")[0] for button in teacher.labels[:3]] == [
        "To PMM",
        "Diskusi Persiapan",
        "See my plan",
    ]
    teacher.today = date(2026, 8, 20)
    assert teacher.labels[0] == "Diskusi Persiapan"
    assert teacher.press("plan").place == "status"


def test_what_is_late_is_said_until_it_is_done(teacher):
    teacher.has_plan(status=PlanStatus.DISEPAKATI)
    teacher.today = date(2026, 10, 5)
    late = [line for line in teacher.text.splitlines() if line.startswith("Still open from before")]
    assert late == [
        "Still open from before: <b>Diskusi Persiapan</b>",
        "Still open from before: <b>Diskusi Tindak Lanjut</b>",
    ]


def test_the_points_that_are_short_stand_at_home(teacher):
    teacher.has_plan(PlanContent(practice="g1", rhk=(RHKItem(1, 2),)))
    assert "16 / 32 points, 16 short" in teacher.text


def test_without_a_school_home_says_mode_mandiri(teacher):
    assert "Mode mandiri, July-December 2026" in teacher.alone().text


@pytest.mark.parametrize("month", range(1, 13))
def test_the_stages_of_the_month_are_recommended(teacher, month):
    teacher.today = date(2026, month, 10)
    stages = current_stages(teacher.rules, Period.of(teacher.today), teacher.today)
    said = [line for line in teacher.text.splitlines() if line.startswith("Recommended this month")]
    assert said == [f"Recommended this month: <b>{stage.name}</b>" for stage in stages]


def test_a_stage_is_offered_until_it_is_done(teacher, monkeypatch):
    teacher.has_plan(status=PlanStatus.DISEPAKATI)
    teacher.today = date(2026, 12, 10)
    assert "Refleksi Tindak Lanjut" in teacher.labels
    plain, every = teacher.facts, frozenset(StageId)
    monkeypatch.setattr(teacher, "facts", lambda needs: replace(plain(needs), own_done=every - {StageId.D}))
    assert "Upaya Tindak Lanjut" in teacher.labels
    monkeypatch.setattr(teacher, "facts", lambda needs: replace(plain(needs), own_done=every))
    assert "stages" not in teacher.screen.actions
    assert "Recommended this month: <b>Refleksi Tindak Lanjut</b>, done ✓" in teacher.text


@pytest.mark.parametrize(
    ("today", "final_date", "said"),
    [
        (date(2026, 7, 31), None, None),
        (date(2026, 8, 1), None, "You can still submit until 2026-12-31."),
        (date(2026, 8, 1), date(2026, 8, 15), "You can still submit until 2026-08-15."),
        (date(2026, 8, 15), date(2026, 8, 15), "You can still submit until 2026-08-15."),
        (date(2026, 8, 16), date(2026, 8, 15), "The final date for submitting was 2026-08-15."),
    ],
)
def test_lateness_is_told_with_the_final_date(teacher, today, final_date, said):
    teacher.today, teacher.final_date = today, final_date
    assert (said or "Your plan for this half-year") in teacher.text
    assert ("2026-" in teacher.text) is (said is not None)


@pytest.mark.parametrize("status", [PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISEPAKATI])
def test_nobody_is_late_with_a_submitted_plan(teacher, status):
    teacher.today = date(2026, 9, 1)
    assert "You can still submit until" not in teacher.has_plan(status=status).text


def test_a_principal_sees_who_waits_and_the_own_plan(teacher):
    teacher.leads().waiting_count = 3
    assert "Plans waiting for your approval: <b>3</b>" in teacher.text
    assert teacher.labels[0] == "Persetujuan (3)"
    assert "Your plan for this half-year has not been started." in teacher.text
    assert teacher.labels[1:3] == ["Start my plan", "Suggest a set for me"]
    assert teacher.press("queue").flow == "review"


def test_a_penilai_sees_who_waits_and_has_no_plan(teacher):
    teacher.leads().waiting_count = 2
    teacher.person = replace(teacher.person, role=Role.APPRAISER)
    teacher.memberships = (Membership(SCHOOL, Role.APPRAISER),)
    assert "Plans waiting for your approval: <b>2</b>" in teacher.text
    assert "As Penilai you have no plan of your own here" in teacher.text
    assert {"plan", "suggest"}.isdisjoint(teacher.screen.actions)
    assert teacher.press("queue").flow == "review"


def test_a_set_is_suggested_from_home_only_for_an_empty_plan(teacher):
    assert "suggest" in teacher.screen.actions
    teacher.has_plan(PlanContent(practice="g1"))
    assert "suggest" not in teacher.screen.actions


def test_a_principal_reads_that_nobody_waits(teacher):
    assert "No plan is waiting for your approval." in teacher.leads().text


def test_who_has_several_roles_sees_the_present_one_at_home(teacher):
    teacher.leads()
    teacher.memberships = (Membership(SCHOOL, Role.KS), Membership(OTHER_SCHOOL, Role.KS))
    assert "<b>Kepala Sekolah of SDN Contoh 1</b>, July-December 2026" in teacher.text


@pytest.mark.parametrize(
    ("action", "flow", "leave"), [("profile", "account", ".back"), (".help", "guide", "continue")]
)
def test_the_profile_and_the_guide_lead_back_home(teacher, action, flow, leave):
    teacher.press(action)
    assert teacher.flow == flow
    assert teacher.press(leave).flow == "home"


def test_home_has_no_more_than_it_needs(teacher):
    teacher.has_plan()
    assert teacher.labels == [
        "Continue my plan",
        "Which rules are used?",
        "My profile",
        "Ask",
        "Schedule",
        "Reminders",
        "Help",
    ]


def test_a_plan_of_an_earlier_half_year_is_not_the_plan_of_now(teacher):
    teacher.has_plan(period=Period(2026, 1), status=PlanStatus.DISEPAKATI)
    assert teacher.labels[0] == "Start my plan"
    teacher.press("plan", "look:g1")
    assert teacher.person == ANI
    assert teacher.effects == []


def test_home_leads_to_the_schedule_and_back(teacher):
    assert teacher.press("schedule").flow == "schedule"
    assert teacher.press(".back").flow == "home"


def test_the_first_button_of_a_principal_without_a_queue_is_the_own_plan(teacher):
    labels = teacher.leads().labels
    assert labels[0] == "Start my plan"
    assert labels.index("Persetujuan (0)") < labels.index("Sekolah")


def test_who_is_penilai_of_no_school_any_more_is_led_to_another_role(teacher):
    teacher.person = replace(teacher.person, role=Role.APPRAISER)
    teacher.memberships = ()
    assert "You are Penilai of no school here now." in teacher.text
    assert "you decide on the plans of principals" not in teacher.text
    assert teacher.press("roles").flow == "account"
