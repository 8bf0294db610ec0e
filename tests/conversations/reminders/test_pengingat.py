"""/pengingat: what comes next, the hour, the kinds, stages one by one, and everything off and on."""

from dataclasses import replace
from datetime import date

import pytest

from conversations.navigation import BACK
from conversations.reminder_effects import ChooseHour, ChooseSchoolHour, MuteStage, SwitchKind, TurnReminders
from conversations.rules.cycle import Period
from conversations.rules.reminder_policy import ReminderKind
from conversations.rules.terms import PlanStatus, StageId
from tests.conversations.onboarding.talking import SCHOOL
from tests.conversations.planning.record import complete


def coming(ani) -> list[str]:
    return [line for line in ani.text.splitlines() if line.startswith("•")]


@pytest.fixture
def opened(ani):
    return ani.command("pengingat")


def test_the_next_five_are_told_with_day_and_reason(opened):
    assert coming(opened) == [
        "• 2026-07-16 08:00:00+07:00: Perencanaan Kinerja, half of the time is over",
        "• 2026-07-28 08:00:00+07:00: Perencanaan Kinerja, 3 days before it ends",
        "• 2026-07-30 08:00:00+07:00: Perencanaan Kinerja, the day before it ends",
        "• 2026-07-31 08:00:00+07:00: Perencanaan Kinerja, its last day",
        "• 2026-08-03 08:00:00+07:00: Perencanaan Kinerja, if it is still open",
    ]


def test_who_waits_for_the_principal_hears_of_the_next_half_year_only(ani):
    ani.has_plan(complete(ani.rules), PlanStatus.MENUNGGU_PERSETUJUAN).command("pengingat")
    assert coming(ani)[0] == "• 2027-01-01 08:00:00+07:00: Perencanaan Kinerja begins"


def test_with_a_final_plan_the_stages_come_and_what_is_done_does_not(ani):
    ani.has_plan(complete(ani.rules), PlanStatus.DISEPAKATI).command("pengingat")
    assert coming(ani)[0] == "• 2026-08-01 08:00:00+07:00: Diskusi Persiapan begins"
    ani.knows(done=frozenset({StageId.A}), muted=frozenset({StageId.C}))
    assert coming(ani)[0] == "• 2026-10-01 08:00:00+07:00: Upaya Tindak Lanjut begins"
    assert "Not reminded of: Diskusi Tindak Lanjut" in ani.text


def test_two_stages_of_one_day_are_one_reminder(ani):
    ani.is_principal().knows(undone={StageId.B: 1, StageId.F_G: 1}).today = date(2026, 8, 31)
    ani.has_plan(complete(ani.rules), PlanStatus.DISEPAKATI).command("pengingat")
    line = next(line for line in coming(ani) if "Observasi" in line)
    assert line == "• 2026-09-01 08:00:00+07:00: Observasi Kinerja begins; Diskusi Tindak Lanjut begins"


def test_a_digest_comes_on_monday_while_plans_wait(ani):
    ani.leads().knows(is_awaited=True, told_on=date(2026, 7, 6)).command("pengingat")
    ani.has_plan(complete(ani.rules), PlanStatus.MENUNGGU_PERSETUJUAN, owner_id=1)
    assert coming(ani)[0] == "• 2026-07-13 08:00:00+07:00: plans that wait for you"


def test_who_asked_to_be_reminded_again_sees_it(ani):
    ani.knows(again={"SKP": date(2026, 7, 12)}).command("pengingat")
    assert coming(ani)[0] == "• 2026-07-13 08:00:00+07:00: Perencanaan Kinerja, once more as you wished"


def test_there_is_one_message_a_day(ani):
    ani.today = date(2026, 7, 16)
    ani.knows(told_on=ani.today).command("pengingat").press("hour", "at:19")
    assert not coming(ani)[0].startswith("• 2026-07-16")


def test_who_is_retired_is_told_that_nothing_comes(ani):
    ani.person = replace(ani.person, is_retired=True)
    ani.alone().command("pengingat")
    assert "so nothing will come" in ani.text


def test_the_hour_can_be_pressed_and_counts_at_once(opened):
    opened.press("hour", "at:13")
    assert opened.effects == [ChooseHour(13)]
    assert opened.word == "I will remind you at 13:00."
    assert coming(opened)[0].startswith("• 2026-07-16 13:00")


@pytest.mark.parametrize("typed", ["7", "07", "7.00", "pukul 07.00", "Jam 7"])
def test_the_hour_can_be_typed(opened, typed):
    opened.press("hour").type(typed)
    assert opened.effects == [ChooseHour(7)]


def test_zero_is_the_usual_hour(opened):
    opened.press("hour", "at:13").press("hour").type("0")
    assert opened.effects[-1] == ChooseHour(None)
    assert "Hour: <b>08:00</b>, as usual at your place" in opened.text


@pytest.mark.parametrize("typed", ["6", "20", "7.30", "pagi", "99", "-8"])
def test_another_hour_is_refused_with_what_is_accepted(opened, typed):
    opened.press("hour").type(typed)
    assert opened.effects == []
    assert typed in opened.word
    assert "from 7 to 19" in opened.word


def test_kinds_are_switched_off_and_on_again(opened):
    opened.press("kinds", "kind:deadline")
    assert opened.effects == [SwitchKind(ReminderKind.DEADLINE, is_on=False)]
    assert "✓ A stage ends soon" not in opened.labels
    opened.press(BACK)
    assert coming(opened)[0].startswith("• 2026-08-03")
    assert "Switched off: A stage ends soon" in opened.text
    opened.press("kinds").type("2")
    assert opened.effects[-1] == SwitchKind(ReminderKind.DEADLINE, is_on=True)


def test_a_teacher_is_offered_no_digest(opened):
    assert "Weekly digest of plans" not in " ".join(opened.press("kinds").labels)


def test_a_muted_stage_is_taken_back_from_the_list(ani):
    ani.knows(muted=frozenset({StageId.SKP})).command("pengingat").press("stages")
    assert "1. Perencanaan Kinerja: not reminded of" in ani.text
    ani.type("1").press("unmute")
    assert ani.effects == [MuteStage(Period(2026, 2), StageId.SKP, is_muted=False)]
    ani.press(BACK)
    assert "1. Perencanaan Kinerja: not done yet" in ani.text


def test_one_press_stops_everything_and_one_brings_it_back(opened):
    opened.press("off")
    assert opened.effects == [TurnReminders(is_on=False)]
    assert coming(opened) == []
    opened.type("1")
    assert opened.effects[-1] == TurnReminders(is_on=True)
    assert len(coming(opened)) == 5


def test_a_principal_chooses_the_hour_of_the_school(ani):
    ani.leads().command("pengingat").press("schools").type("9")
    assert ani.effects == [ChooseSchoolHour(SCHOOL.id, 9)]
    assert ani.word == "The hour of the school is now 09:00."
    ani.press("schools", "usual")
    assert ani.effects[-1] == ChooseSchoolHour(SCHOOL.id, None)


def test_a_principal_of_two_schools_chooses_which(ani):
    ani.leads()
    other = replace(SCHOOL, id=SCHOOL.id + 1, name="SDN Contoh 2")
    ani.memberships = (*ani.memberships, replace(ani.memberships[0], school=other))
    ani.command("pengingat").press("schools", f"school:{other.id}", "at:10")
    assert ani.effects == [ChooseSchoolHour(other.id, 10)]


def test_who_leads_no_more_is_shown_the_overview(ani):
    ani.leads().command("pengingat").press("schools")
    ani.memberships = ()
    assert "<b>Reminders</b>" in ani.text


def test_a_teacher_is_not_offered_the_hour_of_the_school(opened):
    assert "Hour of the school" not in opened.labels


def test_back_leads_to_where_one_was(ani):
    ani.has_plan().plans("practice").command("pengingat").press(BACK)
    assert ani.place == "practice"


def test_home_has_a_way_to_it(ani):
    assert "<b>Reminders</b>" in ani.press("reminders").text
