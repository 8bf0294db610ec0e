"""Setujui, Minta perbaikan and undo: one decision wins, everybody reads the truth."""

from dataclasses import replace

import pytest

from conversations.effects import Authority, MovePlan, NoticeKind, NotifyOwner
from conversations.facts import EventKind
from conversations.review import Place
from conversations.rules.cycle import Period
from conversations.rules.terms import PlanStatus

WAITING, APPROVED = PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI
DECISIONS = {"approve", "revise", "rhk", "behaviors", "undo"}


def test_a_waiting_plan_shows_what_it_is_and_all_that_can_be_decided(desk):
    desk.submit(7)
    desk.opens(7)
    assert "Ani Lestari" in desk.text
    assert "SDN Contoh 1" in desk.text
    assert "32 / 32 points" in desk.text
    assert "Menunggu Persetujuan" in desk.text
    assert "Submitted: 2026-07-20" in desk.text
    expected = ["Setujui", "Minta perbaikan", "Ubah RHK", "Ubah perilaku", "Lihat lengkap", "Riwayat"]
    assert desk.labels == [*expected, "Back", "Home"]


def test_setujui_approves_the_version_that_was_seen_and_tells_the_owner(desk):
    desk.submit(7)
    desk.opens(7).presses("approve")
    assert desk.effects == [
        MovePlan(7, 3, WAITING, APPROVED, EventKind.APPROVED, Authority.SUPERVISOR),
        NotifyOwner(NoticeKind.PLAN_APPROVED, 7, 4),
    ]
    assert desk.word.startswith("Approved. Ani Lestari is told")
    assert "by Budi Santoso" in desk.text
    assert "has changed since" not in desk.text
    assert "undo" in desk.screen.actions


def test_a_second_press_on_setujui_decides_nothing(desk):
    desk.submit(7)
    desk.opens(7).presses("approve", "approve")
    assert desk.stale
    assert len(desk.effects) == 2


def test_after_a_decision_the_longest_waiting_plan_is_one_press_away(desk):
    for plan_id, name in ((7, "Ani"), (8, "Cici"), (9, "Dedi")):
        desk.submit(plan_id, name)
    desk.opens(8).presses("approve")
    assert "Next: Ani" in desk.labels
    desk.presses("open:7")
    assert desk.state.plan_id == 7
    desk.presses("approve", "open:9", "approve")
    assert "No other plan is waiting for you." in desk.text


def test_an_approval_can_be_undone_until_the_owner_agrees(desk):
    desk.submit(7)
    desk.opens(7).presses("approve", "undo")
    assert desk.effects[2:] == [
        MovePlan(7, 4, APPROVED, WAITING, EventKind.APPROVAL_UNDONE, Authority.SUPERVISOR),
        NotifyOwner(NoticeKind.APPROVAL_UNDONE, 7, 5),
    ]
    assert "approve" in desk.screen.actions
    desk.presses("approve")
    desk.agrees(7)
    desk.presses("undo")
    assert desk.stale
    assert "Ani Lestari agreed; the plan is final" in desk.text
    assert desk.plans[7].status is PlanStatus.DISEPAKATI


def test_undoing_for_a_requested_change_keeps_the_request_in_sight(desk):
    desk.submit(7)
    desk.opens(7).presses("approve")
    desk.asks_change(7, "Mohon RHK 9 dihapus")
    desk.notice("open", 7, 5).presses("undo")
    assert "Mohon RHK 9 dihapus" in desk.text
    assert "Mohon RHK 9 dihapus" in desk.presses("rhk").text


@pytest.mark.parametrize("status", [s for s in PlanStatus if s not in (WAITING, APPROVED)])
def test_other_plans_can_only_be_looked_at(desk, status):
    desk.submit(7, status=status, revision_note="Tambah seminar")
    desk.notice("open", 7, 3)
    assert not DECISIONS & set(desk.screen.actions)
    assert {"full", "history"} <= set(desk.screen.actions)
    assert ("Tambah seminar" in desk.text) is (status is PlanStatus.PERLU_PERBAIKAN)


def test_minta_perbaikan_reads_the_note_back_before_it_is_sent(desk):
    desk.submit(7)
    desk.opens(7).presses("revise").types("  Mohon tambah\nseminar  ")
    assert desk.state.place is Place.NOTE_CHECK
    assert "Mohon tambah seminar" in desk.text
    assert desk.effects == []
    desk.presses("send")
    note = "Mohon tambah seminar"
    assert desk.effects == [
        MovePlan(
            7,
            3,
            WAITING,
            PlanStatus.PERLU_PERBAIKAN,
            EventKind.REVISION_REQUESTED,
            Authority.SUPERVISOR,
            note,
        ),
        NotifyOwner(NoticeKind.REVISION_REQUESTED, 7, 4),
    ]
    assert note in desk.text


def test_the_note_can_be_written_again(desk):
    desk.submit(7)
    desk.opens(7).presses("revise").types("Kurang jelas").presses("rewrite")
    assert "Kurang jelas" in desk.text
    desk.types("Tambah satu seminar").presses("send")
    assert desk.plans[7].revision_note == "Tambah satu seminar"


def test_another_note_may_be_typed_where_the_first_is_read_back(desk):
    desk.submit(7)
    desk.opens(7).presses("revise").types("Kurang jelas").types("Ganti fokus Loyal, tambah webinar.")
    assert desk.state.place is Place.NOTE_CHECK
    assert "Ganti fokus Loyal, tambah webinar." in desk.text
    desk.types("1")
    assert desk.plans[7].revision_note == "Ganti fokus Loyal, tambah webinar."


def test_who_reads_a_plan_again_sees_with_what_note_it_was_sent_back(desk):
    desk.submit(7)
    desk.happens(7, EventKind.REVISION_REQUESTED, "Budi", "Tambah <b>seminar</b>")
    desk.happens(7, EventKind.SUBMITTED, "Ani Lestari")
    assert "with this note: <i>Tambah <b>seminar</b></i>" in desk.opens(7).text
    desk.presses("approve")
    assert "seminar" not in desk.opens(7).text


@pytest.mark.parametrize(("text", "count"), [("   ", 0), ("x" * 501, 501)])
def test_a_note_of_a_wrong_length_is_refused_with_what_is_accepted(desk, text, count):
    desk.submit(7)
    desk.opens(7).presses("revise").types(text)
    assert desk.state.place is Place.NOTE
    assert desk.word == f"Please write the note in 1 to 500 characters; this was {count}."


def test_a_number_typed_as_a_note_is_the_note(desk):
    desk.submit(7)
    desk.opens(7).presses("revise").types("2")
    assert desk.state.note == "2"


def test_a_change_request_that_crosses_setujui_is_read_before_deciding(desk):
    desk.submit(7)
    desk.opens(7)
    desk.asks_change(7, "Mohon seminar ditambah")
    desk.presses("approve")
    assert desk.effects == []
    assert "nothing was done" in desk.word
    assert "Ani Lestari asked for a change" in desk.word
    assert "Mohon seminar ditambah" in desk.text
    desk.presses("approve")
    assert desk.plans[7].status is APPROVED


@pytest.mark.parametrize("action", ["revise", "rhk", "behaviors"])
def test_every_button_of_a_plan_that_changed_meanwhile_shows_it_first(desk, action):
    desk.submit(7)
    desk.opens(7)
    desk.asks_change(7)
    desk.presses(action)
    assert desk.state.place is Place.PLAN
    assert desk.state.version == 4
    assert "nothing was done" in desk.word


def test_a_decision_on_another_phone_wins_and_is_told(desk):
    desk.submit(7)
    desk.opens(7)
    desk.approved_elsewhere(7)
    desk.presses("approve")
    assert desk.stale
    assert desk.effects == []
    assert "This plan has changed since you opened it. Citra Dewi approved the plan (2026-07-20" in desk.text


def test_sending_a_note_after_a_decision_elsewhere_does_nothing_and_says_so(desk):
    desk.submit(7)
    desk.opens(7).presses("revise")
    desk.approved_elsewhere(7)
    desk.types("Tambah seminar", as_value=True)
    assert desk.effects == []
    assert desk.state.place is Place.PLAN
    assert "Nothing was done, because this plan is approved. Citra Dewi approved the plan" in desk.word


def test_a_note_is_checked_once_more_when_the_plan_changed_while_it_was_written(desk):
    desk.submit(7)
    desk.opens(7).presses("revise").types("Tambah seminar")
    desk.asks_change(7, "Saya mau ganti RHK")
    desk.presses("send")
    assert desk.effects == []
    assert "Nothing was done yet" in desk.word
    assert "Saya mau ganti RHK" in desk.text
    desk.presses("send")
    assert desk.plans[7].status is PlanStatus.PERLU_PERBAIKAN


def test_without_history_the_approver_is_still_named(desk):
    desk.submit(7)
    desk.opens(7)
    desk.approved_elsewhere(7)
    desk.plans[7] = replace(desk.plans[7], history=())
    assert "Citra Dewi approved the plan" in desk.text


def test_a_plan_that_could_not_be_submitted_again_is_not_sent_back(desk):
    desk.submit(7, period=Period(2026, 1))
    desk.opens(7).presses("revise")
    assert desk.word.startswith("Submitting closed on 2026-06-30, so Ani Lestari could not")
    assert desk.state.place is Place.PLAN
    desk.presses("approve")
    assert desk.plans[7].status is APPROVED
