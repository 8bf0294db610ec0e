"""Buttons of a reminder: right into the next step, or settled in place; an old one says what is true."""

from dataclasses import replace
from datetime import date

import pytest

from conversations.events import NOTICE, press_data
from conversations.navigation import BACK
from conversations.own_reminders import ReminderChoice
from conversations.reminder_effects import MarkStage, MuteStage, RemindAgain, SwitchKind
from conversations.reminders.buttons import AGAIN, DONE, GO, MUTE, QUEUE
from conversations.rules.cycle import Period
from conversations.rules.reminder_policy import ReminderKind
from conversations.rules.terms import Capacity, PlanStatus, Role, StageId
from tests.conversations.planning.record import complete

PERIOD = Period(2026, 2)
TOMORROW = date(2026, 7, 7)


@pytest.fixture
def final(ani):
    """Ani with a final plan in August."""
    ani.today = date(2026, 8, 3)
    return ani.has_plan(complete(ani.rules), PlanStatus.DISEPAKATI)


def test_the_next_step_leads_into_planning_where_it_stands(ani):
    ani.presses(GO, "SKP")
    assert (ani.flow, ani.place) == ("planning", "practice")


def test_the_next_step_of_an_approved_plan_is_sepakati(ani):
    ani.has_plan(complete(ani.rules), PlanStatus.DISETUJUI, approved_by="Budi").presses(GO, "SKP")
    assert "Sepakati" in ani.labels


def test_the_digest_leads_to_the_queue(ani):
    ani.leads().presses(QUEUE, "digest")
    assert ani.flow == "review"


def test_who_decides_no_more_is_told_so(ani):
    ani.presses(QUEUE, "digest")
    assert ani.flow == "home"
    assert ani.word


def test_a_stage_of_a_final_plan_opens_at_once(final):
    final.plans("status").presses(GO, "A")
    assert final.flow == "stages"


def test_without_a_final_plan_a_stage_leads_to_the_schedule_and_back(ani):
    ani.plans("status").presses(GO, "A")
    assert ani.flow == "schedule"
    assert ani.press(BACK).flow == "planning"


def test_a_penilai_with_a_plan_in_another_role_is_shown_the_roles(ani):
    ani.is_principal()
    ani.person = replace(ani.person, role=Role.APPRAISER)
    ani.presses(GO, "SKP")
    assert ani.flow == "account"
    assert "another role" in ani.word


def test_tomorrow_is_the_next_working_day_and_can_be_taken_back(ani):
    ani.presses(AGAIN, "SKP")
    assert ani.effects == [RemindAgain(PERIOD, ("SKP",), TOMORROW)]
    assert ani.word == "Gladly: I will remind you again on Tuesday, 2026-07-07."
    assert "Reminded again from: Tuesday, 2026-07-07" in ani.text
    ani.press("not_again")
    assert ani.effects[-1] == RemindAgain(PERIOD, ("SKP",), None)
    assert "Reminded again" not in ani.text


def test_a_saturday_is_followed_by_monday_and_a_holiday_is_left_out(ani):
    ani.today = date(2026, 8, 15)
    ani.presses(AGAIN, "SKP")
    assert ani.effects == [RemindAgain(PERIOD, ("SKP",), date(2026, 8, 18))]


def test_several_stages_and_the_digest_are_put_off_together(ani):
    ani.is_principal().knows(is_awaited=True, undone={StageId.B: 2}).today = date(2026, 9, 7)
    ani.presses(AGAIN, "SKP", "B", "digest")
    assert ani.effects == [RemindAgain(PERIOD, ("SKP", "B", "digest"), date(2026, 9, 8))]


def test_a_stage_is_marked_as_done_and_taken_back_at_once(final):
    final.presses(DONE, "A")
    assert final.effects == [MarkStage(PERIOD, StageId.A, Capacity.OWNER, is_done=True)]
    assert "You have marked it as done." in final.text
    final.press("undone")
    assert final.effects[-1] == MarkStage(PERIOD, StageId.A, Capacity.OWNER, is_done=False)
    assert "You have not marked it as done yet." in final.text


def test_a_second_press_on_done_changes_nothing_more(final):
    final.presses(DONE, "A").presses(DONE, "A")
    assert len(final.effects) == 1
    assert final.word == "Diskusi Persiapan: nothing is left for you to mark as done."


def test_a_principal_marks_a_stage_for_everybody_at_once(ani):
    ani.leads().knows(undone={StageId.B: 2}).today = date(2026, 9, 7)
    ani.presses(DONE, "B")
    assert ani.effects == [MarkStage(PERIOD, StageId.B, Capacity.APPRAISER, is_done=True)]
    assert ani.session.word.count == 2
    ani.press("undone")
    assert ani.effects[-1] == MarkStage(PERIOD, StageId.B, Capacity.APPRAISER, is_done=False)


def test_of_several_stages_the_reader_chooses_the_one_that_is_done(final):
    final.today = date(2026, 10, 5)
    final.presses(DONE, "A", "C")
    assert final.effects == []
    assert final.labels[:2] == ["Diskusi Persiapan", "Diskusi Tindak Lanjut"]
    final.type("2")
    assert final.effects == [MarkStage(PERIOD, StageId.C, Capacity.OWNER, is_done=True)]


def test_a_stage_is_reminded_of_no_more_and_this_is_taken_back(ani):
    ani.presses(MUTE, "SKP")
    assert ani.effects == [MuteStage(PERIOD, StageId.SKP, is_muted=True)]
    ani.press("unmute")
    assert ani.effects[-1] == MuteStage(PERIOD, StageId.SKP, is_muted=False)


def test_the_digest_is_switched_off_where_one_press_brings_it_back(ani):
    ani.leads().presses(MUTE, "digest")
    assert ani.effects == [SwitchKind(ReminderKind.DIGEST, is_on=False)]
    ani.press("kind:digest")
    assert ani.effects[-1] == SwitchKind(ReminderKind.DIGEST, is_on=True)
    ani.presses(MUTE, "digest").presses(MUTE, "digest")
    assert len(ani.effects) == 3


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (PlanStatus.MENUNGGU_PERSETUJUAN, "There is nothing left for you to do there now."),
        (PlanStatus.DISEPAKATI, "There is nothing left for you to do there now."),
    ],
)
def test_what_is_settled_meanwhile_is_not_put_off(ani, status, word):
    ani.has_plan(complete(ani.rules), status).presses(AGAIN, "SKP")
    assert ani.effects == []
    assert ani.word == word


def test_who_has_stopped_everything_is_not_reminded_again(ani):
    ani.knows(choice=ReminderChoice(is_on=False)).presses(AGAIN, "SKP")
    assert ani.effects == []
    assert "/pengingat" in ani.word


def test_a_muted_stage_is_not_put_off(ani):
    ani.knows(muted=frozenset({StageId.SKP})).presses(AGAIN, "SKP")
    assert ani.effects == []
    assert "You are not reminded of Perencanaan Kinerja." in ani.word


def test_after_the_last_day_for_ajukan_it_cannot_be_put_off(ani):
    ani.final_date = ani.today
    ani.presses(AGAIN, "SKP")
    assert ani.effects == []
    assert ani.word == "On Tuesday, 2026-07-07 it is too late for Ajukan, so please do it before."


def test_on_the_last_day_of_the_half_year_nothing_can_be_put_off(ani):
    ani.today = date(2026, 12, 31)
    ani.presses(AGAIN, "SKP")
    assert ani.effects == []
    assert "No working day follows" in ani.word


@pytest.mark.parametrize("action", [AGAIN, DONE, MUTE, GO])
def test_a_reminder_of_an_earlier_half_year_only_shows_what_holds_now(ani, action):
    ani.presses(action, "SKP", period=Period(2026, 1))
    assert ani.effects == []
    assert "earlier half-year" in ani.word
    assert "<b>Reminders</b>" in ani.text


@pytest.mark.parametrize(
    "rest", ["remind_done", "remind_done:", "remind_again:x", "remind_go:b", "remind_mute:zz"]
)
@pytest.mark.parametrize("number", [0, 20262, 20269, 0xFFFFFFFF])
def test_forged_buttons_do_nothing(ani, rest, number):
    ani.press_data(press_data(NOTICE, number, rest))
    assert ani.effects == []
    assert ani.text


def test_a_teacher_cannot_mark_what_only_an_appraiser_does(final):
    final.presses(DONE, "B")
    assert final.effects == []
    assert "does not concern you" in final.word


@pytest.mark.parametrize("action", [AGAIN, DONE, MUTE])
def test_after_the_answer_back_leads_to_where_the_person_was(final, action):
    final.plans("status").presses(action, "A")
    assert final.flow == "reminders"
    assert final.press(BACK).place == "status"


def test_a_draft_of_a_note_in_a_wizard_is_still_there_after_a_reminder(ani):
    ani.has_plan(complete(ani.rules), PlanStatus.MENUNGGU_PERSETUJUAN)
    ani.plans("ask_check", text="Mohon RHK 9", version=3).presses(AGAIN, "SKP").press(BACK)
    assert "Mohon RHK 9" in ani.text


def test_the_appraisers_stages_lead_to_the_people(ani):
    ani.leads().presses(GO, "B")
    assert ani.flow == "school"
    ani.presses(GO, "F_G")
    assert ani.flow == "rating"
