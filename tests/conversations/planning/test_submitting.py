"""Ajukan: refused where it must be, confirmed, and different under a Plt. and in mode mandiri."""

from datetime import date

import pytest

from conversations.effects import Authority, MovePlan, NoticeKind, NotifySupervisors, SavePlan
from conversations.facts import EventKind
from conversations.rules.plan import AdditionalDuty, PlanContent, RHKItem
from conversations.rules.terms import PlanStatus
from tests.conversations.planning.record import PLAN_ID, complete

DRAFT, WAITING = PlanStatus.BELUM_DIAJUKAN, PlanStatus.MENUNGGU_PERSETUJUAN
APPROVED, AGREED = PlanStatus.DISETUJUI, PlanStatus.DISEPAKATI


@pytest.fixture
def ready(teacher):
    """A complete plan of version 3 at Rangkuman."""
    return teacher.has_plan().plans("summary")


def test_a_plan_goes_to_the_principal_after_a_confirmation_that_tells_of_the_lock(ready):
    ready.press("submit")
    assert ready.effects == []
    assert "Submit this plan?" in ready.text
    assert "you cannot edit or withdraw it" in ready.text
    assert "Your principal is told at once." in ready.text
    ready.press("yes")
    assert ready.effects == [
        MovePlan(PLAN_ID, 3, DRAFT, WAITING, EventKind.SUBMITTED, Authority.OWNER, school_id=3, is_plt=False),
        NotifySupervisors(NoticeKind.PLAN_SUBMITTED, PLAN_ID, 4),
    ]
    assert ready.word == "Submitted. You will be told as soon as your principal has decided."
    assert "Menunggu Persetujuan" in ready.text


def test_under_a_plt_the_system_approves_at_once_and_says_so_before(ready):
    ready.at_school(led_by_plt=True).press("submit")
    assert "led by a Plt., so the system approves the plan at once" in ready.text
    ready.press("yes")
    assert ready.effects == [
        MovePlan(PLAN_ID, 3, DRAFT, WAITING, EventKind.SUBMITTED, Authority.OWNER, school_id=3, is_plt=True),
        MovePlan(PLAN_ID, 4, WAITING, APPROVED, EventKind.AUTO_APPROVED, Authority.OWNER, by_system=True),
    ]
    assert ready.word.startswith("Submitted, and approved automatically by the system.")
    assert "The system approved it, because your school is led by a Plt." in ready.text
    ready.press("history")
    assert "The system</b>: approved automatically" in ready.text
    ready.press(".back", "agree")
    assert ready.kept.status is AGREED


def test_where_no_principal_has_joined_yet_the_plan_waits(ready):
    ready.at_school(has_ks=False).press("submit")
    assert "Your principal has not joined here yet. The plan waits for them." in ready.text
    ready.press("yes")
    assert [type(effect) for effect in ready.effects] == [MovePlan, NotifySupervisors]
    assert "It waits until your principal has joined here." in ready.text
    assert ready.kept.status is WAITING


def test_in_mode_mandiri_the_plan_is_final_at_once_and_marked_so(ready):
    ready.alone().press("submit")
    assert "In mode mandiri it becomes Disepakati at once" in ready.text
    ready.press("yes")
    assert ready.effects == [
        MovePlan(PLAN_ID, 3, DRAFT, AGREED, EventKind.AGREED_OUTSIDE, Authority.OWNER),
    ]
    assert "marked as agreed outside the assistant" in ready.word
    assert "It is final, agreed outside the assistant (mode mandiri)." in ready.text
    assert not {"Sepakati", "Minta ubah"} & set(ready.labels)
    assert "agreed outside the assistant" in ready.press("history").text


def test_the_confirmation_can_be_left_without_submitting(ready):
    ready.press("submit", ".back")
    assert ready.place == "summary"
    ready.press("submit", ".home")
    assert ready.kept.status is DRAFT
    assert ready.effects == []


@pytest.mark.parametrize(
    "content",
    [
        PlanContent(),
        PlanContent(practice="g1"),
        PlanContent(practice="g1", rhk=(RHKItem(6, 1),)),
    ],
)
@pytest.mark.parametrize(("place", "press"), [("summary", "submit"), ("confirm", "yes")])
def test_an_incomplete_plan_is_refused_and_says_what_is_missing(teacher, content, place, press):
    teacher.has_plan(content).plans(place).press(press)
    assert teacher.word == "The plan is not complete yet. What is missing stands below."
    assert "Still missing:" in teacher.text
    assert teacher.place == "summary"
    assert teacher.effects == []


@pytest.mark.parametrize(
    ("rhk", "is_enough"), [(((1, 3), (9, 1)), False), (((1, 4),), True), (((6, 1),), True)]
)
def test_a_plan_below_32_points_is_refused(teacher, rhk, is_enough):
    teacher.has_plan(complete(teacher.rules, *rhk)).plans("summary").press("submit")
    assert (teacher.place == "confirm") is is_enough
    assert ("4 points short" in teacher.text) is not is_enough


def test_a_duty_that_does_not_fit_the_level_is_named_and_not_submitted(teacher):
    duties = (AdditionalDuty("ketua_program_keahlian"), AdditionalDuty("wali_kelas"))
    teacher.has_plan(complete(teacher.rules, duties=duties)).plans("summary").press("submit")
    assert "Left out, because it does not fit this plan: Tugas Tambahan (Ketua prog" in teacher.text
    teacher.press("yes")
    assert [type(effect) for effect in teacher.effects] == [SavePlan, MovePlan, NotifySupervisors]
    assert teacher.kept.content.duties == (AdditionalDuty("wali_kelas"),)
    assert teacher.kept.status is WAITING
    assert "Left out" not in teacher.text


def test_whom_the_assistant_cannot_reach_must_be_told_in_person(ready):
    ready.at_school(is_ks_reachable=False).press("submit")
    told = "The assistant cannot reach your principal now, so please tell them about it yourself."
    assert told in ready.text
    assert "is told at once" not in ready.text
    ready.press("yes")
    assert ready.word == f"Submitted. {told}"
    assert "It waits for your principal." in ready.text
    ready.press("ask").type("Mohon seminar ditambah").press("send")
    assert ready.word == f"Your request is kept with the plan. {told}"


def test_a_request_at_a_school_without_a_principal_does_not_claim_to_be_sent(ready):
    ready.at_school(has_ks=False).press("submit", "yes", "ask").type("Mohon seminar ditambah").press("send")
    assert ready.word == "Your request is kept with the plan. Nobody here can decide on it yet."


@pytest.mark.parametrize(("place", "press"), [("summary", "submit"), ("confirm", "yes")])
def test_after_the_final_date_ajukan_is_refused_with_whom_to_ask(teacher, place, press):
    teacher.final_date = date(2026, 12, 15)
    teacher.today = date(2026, 12, 16)
    teacher.has_plan().plans(place).press(press)
    assert teacher.word == (
        "Submitting closed on 2026-12-15. Please ask your principal or the operator of your school."
    )
    assert teacher.place == "summary"
    assert teacher.effects == []


def test_on_the_final_date_itself_a_plan_may_be_submitted(ready):
    ready.today = ready.final_date = date(2026, 12, 15)
    ready.press("submit", "yes")
    assert ready.kept.status is WAITING


def test_the_second_press_on_ya_ajukan_submits_nothing_more(ready):
    ready.press("submit")
    data = ready.data_of("yes")
    ready.press_data(data).press_data(data)
    assert len(ready.effects) == 2
    assert "Submitted. You will be told as soon as your principal has decided." in ready.text


def test_a_plan_that_was_sent_back_shows_the_note_and_is_submitted_again(ready):
    ready.press("submit", "yes", ".home")
    ready.is_sent_back("Tambah satu seminar & <diskusi>")
    assert "Perlu Perbaikan" in ready.text
    assert "Improve my plan" in ready.labels
    ready.press("plan")
    assert ready.place == "summary"
    assert "Your principal asks: <b>Tambah satu seminar & <diskusi></b>" in ready.text
    ready.press("edit:rhk", "cat:pelatihan", "rhk:7", "qty:7:1", "done", "next")
    assert "Tambah satu seminar" in ready.text
    ready.effects.clear()
    version = ready.kept.version
    ready.press("submit", "yes")
    assert ready.effects == [
        MovePlan(
            PLAN_ID,
            version,
            PlanStatus.PERLU_PERBAIKAN,
            WAITING,
            EventKind.SUBMITTED,
            Authority.OWNER,
            school_id=3,
            is_plt=False,
        ),
        NotifySupervisors(NoticeKind.PLAN_SUBMITTED, PLAN_ID, version + 1),
    ]
    assert "Tambah satu seminar" not in ready.text
    ready.press("history")
    lines = [line for line in ready.text.splitlines() if "</b>: " in line]
    said = ("submitted the plan", "asked for improvements", "submitted the plan")
    assert [line.split("</b>: ")[1] for line in lines] == list(said)
    assert "Tambah satu seminar" in ready.text
