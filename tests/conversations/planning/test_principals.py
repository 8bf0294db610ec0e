"""The KS as pegawai: the own sub-indikator, no stage 3, to the penilai or agreed outside."""

from dataclasses import replace

import pytest

from conversations.effects import Authority, MovePlan, NoticeKind, NotifySupervisors, SavePlan
from conversations.facts import EventKind, Membership
from conversations.rules.plan import AdditionalDuty, RHKItem
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from tests.conversations.onboarding.talking import ANI, OTHER_SCHOOL, SCHOOL
from tests.conversations.planning.record import PLAN_ID, complete

DRAFT, WAITING, AGREED = PlanStatus.BELUM_DIAJUKAN, PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISEPAKATI


def of_principal(rules):
    """A complete plan of a KS."""
    return replace(complete(rules), practice="k1")


@pytest.fixture
def ready(teacher):
    """A principal at Rangkuman with a complete plan."""
    return teacher.is_principal().has_plan(of_principal(teacher.rules), role=Role.KS).plans("summary")


@pytest.mark.parametrize("is_plt", [False, True])
def test_a_principal_walks_through_four_stages_to_the_penilai(teacher, is_plt):
    teacher.is_principal(led_by_plt=is_plt).press("plan")
    assert "Stage 1 of 4: <b>Praktik Kinerja</b>" in teacher.text
    assert {f"look:k{n}" for n in range(1, 9)} <= set(teacher.screen.actions)
    assert "look:g1" not in teacher.screen.actions
    teacher.press("look:k2", "choose:k2", "cat:komunitas_belajar", "rhk:3", "qty:3:1", "done", "next")
    assert "Stage 3 of 4: <b>Perilaku Kerja</b>" in teacher.text
    teacher.press("aspect:p1", *(f"focus:p{n}:0" for n in range(1, 8)), "next")
    assert "Stage 4 of 4: <b>Rangkuman</b>" in teacher.text
    assert "Tugas Tambahan" not in teacher.text
    assert "edit:duties" not in teacher.screen.actions
    teacher.press("submit")
    assert "Your penilai is told at once." in teacher.text
    teacher.press("yes")
    assert (teacher.kept.role, teacher.kept.status) == (Role.KS, WAITING)
    assert "approved automatically" not in teacher.word


def test_the_plan_of_a_principal_is_sent_to_the_penilai(ready):
    ready.press("submit", "yes")
    assert ready.effects == [
        MovePlan(PLAN_ID, 3, DRAFT, WAITING, EventKind.SUBMITTED, Authority.OWNER, school_id=SCHOOL.id),
        NotifySupervisors(NoticeKind.PLAN_SUBMITTED, PLAN_ID, 4),
    ]
    assert ready.word == "Submitted. You will be told as soon as your penilai has decided."
    assert "It waits for your penilai." in ready.text
    ready.press("full")
    assert "<b>3. Perilaku Kerja</b>" in ready.text
    assert "Tugas Tambahan" not in ready.text


@pytest.mark.parametrize("school", ["without penilai", "none"])
def test_without_a_penilai_the_plan_is_agreed_outside_and_that_is_said_before(ready, school):
    ready.is_principal(has_appraiser=False)
    if school == "none":
        ready.memberships = ()
    ready.press("submit")
    assert "becomes Disepakati at once, marked as agreed outside the assistant." in ready.text
    assert ("No penilai of your school is here" in ready.text) == (school != "none")
    assert "discussed it with your penilai" in ready.text
    ready.press("yes")
    assert ready.effects == [MovePlan(PLAN_ID, 3, DRAFT, AGREED, EventKind.AGREED_OUTSIDE, Authority.OWNER)]


def test_a_penilai_who_cannot_be_reached_must_be_told_in_person(ready):
    ready.is_principal(is_appraiser_reachable=False, is_ks_reachable=True).press("submit")
    assert "The assistant cannot reach your penilai now" in ready.text
    ready.press("yes", "ask").type("Mohon seminar ditambah").press("send")
    assert "please tell them about it yourself" in ready.word


def test_a_principal_under_review_is_told_by_whom(ready):
    ready.has_plan(of_principal(ready.rules), WAITING, role=Role.KS, school=ready.memberships[0].school)
    ready.press_data(ready.data_of(".home")).press("plan", "ask")
    assert "Your penilai reads it." in ready.text
    ready.type("Ganti RHK")
    assert "This goes to your penilai:" in ready.text
    ready.press("send")
    assert ready.word == "Your request has been sent to your penilai."
    ready.is_sent_back("Tambah seminar")
    assert "Your penilai asks: <b>Tambah seminar</b>" in ready.press(".home", "plan").text


def test_a_guru_who_became_principal_is_told_what_does_not_fit_and_submits_as_one(teacher):
    content = complete(teacher.rules, duties=(AdditionalDuty("wali_kelas"),))
    teacher.has_plan(content).is_principal().press("plan")
    assert teacher.place == "practice"
    assert (
        "Left out, because it does not fit this plan: Praktik Kinerja (Keteraturan Suasana Kelas), "
        "Tugas Tambahan (Wali kelas)." in teacher.text
    )
    teacher.press("look:k3", "choose:k3")
    assert "Left out" not in teacher.text
    teacher.plans("summary").press("submit", "yes")
    assert (teacher.kept.role, teacher.kept.content.practice, teacher.kept.content.duties) == (
        Role.KS,
        "k3",
        (),
    )


def test_a_plan_that_fits_another_role_entirely_still_changes_its_role_on_the_way(teacher):
    content = replace(complete(teacher.rules), practice="k1")
    teacher.has_plan(content, role=Role.GURU).is_principal().plans("summary").press("submit", "yes")
    saved, moved, _ = teacher.effects
    assert isinstance(saved, SavePlan)
    assert (saved.role, saved.version, moved.version) == (Role.KS, 3, 4)
    assert teacher.kept.role is Role.KS


@pytest.mark.parametrize("place", ["duties", "duty_text", "practice_item"])
def test_places_that_only_the_other_role_has_lead_to_the_nearest(teacher, place):
    teacher.has_plan().is_principal().plans(place, item="g1")
    assert teacher.screen.rows
    teacher.press(".home")


def test_a_principal_of_two_schools_plans_at_the_first(teacher):
    teacher.is_principal()
    second = replace(OTHER_SCHOOL, led_by_plt=True, has_appraiser=False)
    teacher.memberships += (Membership(second, Role.KS), Membership(SCHOOL, Role.GURU))
    teacher.has_plan(of_principal(teacher.rules), role=Role.KS).plans("summary").press("submit", "yes")
    assert teacher.kept.school is not None
    assert teacher.kept.school.id == SCHOOL.id


def test_a_penilai_has_no_plan_and_is_told_so_at_every_way_in(teacher):
    teacher.person = replace(ANI, role=Role.APPRAISER)
    teacher.memberships = (Membership(SCHOOL, Role.APPRAISER),)
    for way in ("rencana", "poin"):
        assert "no plan of your own here" in teacher.command(way).word
        assert teacher.flow == "home"
    teacher.has_plan(of_principal(teacher.rules), role=Role.KS).plans("summary")
    assert "no plan of your own here" in teacher.text
    assert teacher.screen.actions == (".home",)


def test_in_paud_a_principal_talks_with_the_penilai(teacher):
    teacher.is_principal(level=SchoolLevel.PAUD_TK).press("plan")
    assert "discuss the choice with your penilai" in teacher.text


def test_a_final_plan_of_a_principal_stays_one_when_the_role_changes(teacher):
    teacher.is_principal().has_plan(of_principal(teacher.rules), AGREED, role=Role.KS)
    teacher.at_school().person = ANI
    teacher.press("plan", "full")
    assert "Memandu perencanaan pembelajaran" in teacher.text
    assert teacher.kept.content.rhk == (RHKItem(1, 2), RHKItem(2, 2))
