"""The message that reminds: until when, what is missing, and the one next step."""

from dataclasses import replace
from datetime import date

import pytest

from conversations.facts import Needs
from conversations.reminder_dues import Dues, StageDue
from conversations.reminders import reminder_screen
from conversations.rules.plan import PlanContent, RHKItem
from conversations.rules.reminder_policy import SNOOZED, Occasion
from conversations.rules.terms import Capacity, PlanStatus, Role, StageId
from conversations.screens import Screen
from conversations.words import Say
from tests.conversations.onboarding.talking import read, text_of
from tests.conversations.planning.record import complete
from tests.conversations.planning.teacher import assert_can_be_sent

LAST = date(2026, 7, 31)


def draw(ani, *stages: StageDue, **rest) -> Screen:
    screen = reminder_screen(ani.facts(Needs()), Dues(ani.today, stages, **rest))
    assert screen is not None
    assert_can_be_sent(screen)
    return screen


def skp(occasion: str = Occasion.OPENING) -> StageDue:
    return StageDue(StageId.SKP, occasion, Capacity.OWNER, LAST)


def stage(stage_id: StageId, last: date, people: int = 0) -> StageDue:
    capacity = Capacity.APPRAISER if people else Capacity.OWNER
    return StageDue(stage_id, Occasion.OPENING, capacity, last, people)


def labels(screen: Screen) -> list[str]:
    return [read(button.label) for row in screen.rows for button in row]


@pytest.mark.parametrize(
    ("day", "occasion", "said"),
    [
        (1, Occasion.OPENING, "has begun. It is recommended until Friday, 2026-07-31, 30 days from now."),
        (16, Occasion.HALFWAY, "Half of the time for <b>Perencanaan Kinerja</b> is over. 15 days are left"),
        (28, Occasion.DAYS_3, "is recommended until Friday, 2026-07-31: 3 days left."),
        (27, Occasion.DAYS_3, "is recommended until Friday, 2026-07-31: 4 days left."),
        (30, Occasion.DAY_1, "is recommended until tomorrow, Friday, 2026-07-31."),
        (31, Occasion.LAST_DAY, "today, Friday, 2026-07-31, is the last recommended day."),
        (30, SNOOZED, "As you wished, once more:"),
    ],
)
def test_each_occasion_has_words_of_its_own_and_the_days_that_are_really_left(ani, day, occasion, said):
    ani.today = date(2026, 7, day)
    assert said in text_of(draw(ani, skp(occasion)))


def test_lateness_is_told_kindly_and_with_the_last_day_for_ajukan(ani):
    ani.today = date(2026, 8, 3)
    text = text_of(draw(ani, skp(Occasion.OVERDUE)))
    assert "ended on Friday, 2026-07-31. That is all right" in text
    assert "it can still be submitted until Thursday, 2026-12-31." in text


def test_where_the_stage_ends_with_ajukan_that_is_said(ani):
    ani.final_date = LAST
    ani.today = date(2026, 7, 30)
    assert "It is also the last day for Ajukan." in text_of(draw(ani, skp(Occasion.DAY_1)))


def test_without_a_plan_the_next_step_starts_it(ani):
    screen = draw(ani, skp())
    assert "Your plan for this half-year has not been started." in text_of(screen)
    assert labels(screen) == ["Start my plan", "Remind me tomorrow", "Do not remind of this stage"]


def test_of_a_draft_the_missing_points_and_parts_are_told(ani):
    ani.has_plan(PlanContent("g1", (RHKItem(1, 1),)))
    text = text_of(draw(ani, skp()))
    points = ani.rules.rhk(1).points
    assert f"Your points: {points}, {32 - points} short." in text
    assert "Not chosen yet: Perilaku Kerja (7 aspects)." in text


def test_a_complete_draft_only_waits_for_ajukan(ani):
    ani.has_plan(complete(ani.rules))
    assert "all that is left is to press Ajukan" in text_of(draw(ani, skp()))


def test_a_plan_that_was_sent_back_is_told_with_the_note(ani):
    ani.has_plan(complete(ani.rules), PlanStatus.PERLU_PERBAIKAN, revision_note="Tambah <seminar>")
    screen = draw(ani, skp())
    assert "Tambah <seminar>" in text_of(screen)
    assert labels(screen)[0] == "Improve my plan"


def test_an_approved_plan_only_waits_for_sepakati(ani):
    ani.has_plan(complete(ani.rules), PlanStatus.DISETUJUI, approved_by="Budi")
    screen = draw(ani, skp())
    assert "Your plan is approved; all that is left is to press Sepakati." in text_of(screen)
    assert labels(screen)[0] == "Read and agree"


def test_a_stage_without_screens_of_its_own_leads_to_the_schedule_and_can_be_marked(ani):
    ani.has_plan(complete(ani.rules), PlanStatus.DISEPAKATI)
    ani.today = date(2026, 8, 3)
    screen = draw(ani, stage(StageId.A, date(2026, 8, 31)))
    assert "To be written in PMM: Dokumen Persiapan." in text_of(screen)
    assert labels(screen) == [
        "What is to be done",
        "Remind me tomorrow",
        "Already done",
        "Do not remind of this stage",
    ]


def test_several_stages_are_one_message_with_few_buttons(ani):
    ani.has_plan(complete(ani.rules), PlanStatus.DISEPAKATI)
    ani.today = date(2026, 12, 7)
    late = [stage(each, date(2026, 11, 30)) for each in (StageId.A, StageId.C, StageId.D, StageId.E)]
    screen = draw(ani, *late)
    assert labels(screen)[2:] == ["Already done …", "Do not remind of …"]
    assert len(screen.rows) == 4


def test_a_principal_with_an_own_plan_reads_both_parts_apart(ani):
    ani.is_principal().today = date(2026, 7, 13)
    screen = draw(
        ani,
        skp(),
        stage(StageId.B, date(2026, 9, 30), people=3),
        has_digest=True,
        waiting=2,
        asking=1,
        since=date(2026, 7, 8),
    )
    text = text_of(screen)
    own, others = text.split("<b>For the plans that you decide on</b>")
    assert "<b>For your own plan</b>" in own
    assert "waits for your decision, since Wednesday, 2026-07-08." in others
    assert "<b>One plan</b>: its owner asks for a change." in others
    counts = [line.count for line in screen.lines if isinstance(line, Say) and line.plural]
    assert counts == [2, 1, 3]
    assert labels(screen)[:3] == ["Open the plans that wait", "Start my plan", "What is to be done"]


def test_a_digest_alone_can_be_switched_off(ani):
    ani.leads()
    screen = draw(ani, has_digest=True, waiting=1, since=date(2026, 7, 8))
    assert "<b>One plan</b> waits for your decision, since Wednesday, 2026-07-08." in text_of(screen)
    assert labels(screen) == ["Open the plans that wait", "Remind me tomorrow", "No weekly digest"]


def test_on_the_last_working_day_nothing_can_be_put_off(ani):
    assert "Remind me tomorrow" not in labels(draw(ani, skp(), can_wait=False))


def test_nothing_left_is_no_message(ani):
    assert reminder_screen(ani.facts(Needs()), Dues(ani.today, ())) is None
    nobody = replace(ani.facts(Needs()), person=None)
    assert reminder_screen(nobody, Dues(ani.today, (skp(),))) is None


def test_a_plan_of_a_principal_is_told_of_the_penilai(ani):
    ani.is_principal()
    ani.has_plan(complete(ani.rules), PlanStatus.PERLU_PERBAIKAN, role=Role.KS, revision_note="Mohon")
    assert "Your penilai asks you to improve your plan:" in text_of(draw(ani, skp()))
