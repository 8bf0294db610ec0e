"""The date of the observation, from both sides, by buttons and by typing."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from conversations.document_effects import DocumentKind, SendDocument
from conversations.effects import NoticeKind, NotifyOwner, NotifySupervisors
from conversations.execution_effects import AgreeObservation, ProposeObservation
from conversations.facts import Zone
from conversations.rules.terms import Capacity, StageId
from conversations.stages.state import Place
from conversations.stages.times import Typed, parse_when
from tests.conversations.stages.half_year import ANI, drawn

A = StageId.A
OWNER, APPRAISER = Capacity.OWNER, Capacity.APPRAISER
NINE_ON_THE_12TH = datetime(2026, 8, 12, 2, tzinfo=UTC)


@pytest.fixture
def ani(half_year):
    return half_year.owner.go(A, Place.DATE)


@pytest.fixture
def budi(half_year):
    return half_year.appraiser.go(A, Place.DATE)


def test_working_days_from_tomorrow_on_and_more_on_other_pages(ani):
    days = [action for action in ani.actions if action.startswith("day:")]
    assert days == ["day:2026-08-11", "day:2026-08-12", "day:2026-08-13", "day:2026-08-14"]
    assert ani.label("day:2026-08-11") == "Tuesday, 2026-08-11"
    ani.press("page:1")
    days = [action for action in ani.actions if action.startswith("day:")]
    assert days == ["day:2026-08-15", "day:2026-08-17", "day:2026-08-18", "day:2026-08-19"]


def test_one_proposes_and_the_other_agrees_from_the_message(half_year, ani, budi):
    ani.press("day:2026-08-12", "hour:0900")
    assert ani.effects == [
        ProposeObservation(5, None, NINE_ON_THE_12TH, OWNER),
        NotifySupervisors(NoticeKind.OBSERVATION_ASKED, 5, 4, "1"),
    ]
    assert "Your principal has not answered yet." in ani.text
    assert not any(action.startswith("agree") for action in ani.actions)
    notice = budi.receive(half_year.told[-1])
    assert ani.receive(half_year.told[-1]) is None
    budi.press_on(notice)
    assert budi.effects == [
        AgreeObservation(5, 1, APPRAISER),
        NotifyOwner(NoticeKind.OBSERVATION_SET, 5, 4, "2"),
    ]
    assert ani.receive(half_year.told[-1]) is not None
    assert "Both of you agreed to it." in ani.go(A, Place.DATE).text
    assert ani.actions[:2] == ("save", "other"), "nothing is asked any more"
    ani.press("save")
    assert ani.effects[-1] == SendDocument(DocumentKind.OBSERVATION_CALENDAR, 5)
    ani.press("other")
    assert "Should it be moved, choose another day; your principal is told" in ani.text
    assert "to propose" not in ani.text


def test_who_has_proposed_sees_what_and_may_change_it(half_year, ani):
    ani.press("day:2026-08-12", "hour:0900")
    assert "You proposed it. Your principal has not answered yet." in ani.text
    assert "If it does not suit you after all, press Another time" in ani.text
    assert not any(action.startswith("day:") for action in ani.actions)
    assert ani.type("2").state.place is Place.STAGE, "a number picks, here the form"
    ani.go(A, Place.DATE)
    ani.press("other", "page:1", "day:2026-08-18", "hour:0900")
    assert half_year.execution.observation.version == 2
    assert "You proposed it." in ani.text
    ani.type("19/8 10.00")
    assert half_year.execution.observation.version == 3


def test_the_appraiser_proposes_another_and_the_owner_takes_it(half_year, ani, budi):
    ani.type("12/8 09.00")
    budi.press_on(budi.receive(half_year.told[-1]), 1).type("13/8 10.00")
    assert half_year.told[-1] == NotifyOwner(NoticeKind.OBSERVATION_OFFERED, 5, 4, "2")
    ani.press_on(ani.receive(half_year.told[-1]))
    assert ani.effects[-1] == NotifySupervisors(NoticeKind.OBSERVATION_TAKEN, 5, 4, "3")
    assert budi.receive(half_year.told[-1]) is not None


def test_an_answer_to_an_old_message_changes_nothing(half_year, ani, budi):
    ani.type("12/8 09.00")
    notice = budi.receive(half_year.told[-1])
    ani.type("13/8 09.00")
    budi.press_on(notice)
    assert budi.effects == []
    assert budi.word == "The date has changed meanwhile. This is how it stands now."
    assert budi.receive(half_year.told[0]) is None


def test_typing_what_the_other_proposed_agrees_to_it(half_year, ani, budi):
    ani.type("12/8 09.00")
    budi.type("12/8/2026 9.00")
    assert budi.effects[0] == AgreeObservation(5, 1, APPRAISER)
    assert ani.type("12/8 09.00").word == "That is the date already."


def test_a_day_may_be_typed_alone_and_then_the_hour(ani):
    ani.type("12 Agustus")
    assert (ani.place, ani.state.day) == (Place.HOURS, "2026-08-12")
    ani.type("9.00")
    assert ani.effects[0] == ProposeObservation(5, None, NINE_ON_THE_12TH, OWNER)


def test_what_is_typed_is_in_the_readers_zone(half_year, ani):
    ani.person = replace(ANI, zone=Zone.WIT)
    ani.type("12/8 11.00")
    assert ani.effects[0] == ProposeObservation(5, None, NINE_ON_THE_12TH, OWNER)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("kapan-kapan", "I could not read a date in that."),
        ("31/2 09.00", "I could not read a date in that."),
        ("09.00", "On which day?"),
        ("10/8/2026 07.00", "is over. Please choose a time to come."),
        ("10/8/2027 09.00", "is too far away."),
    ],
)
def test_what_cannot_be_is_said(ani, typed, word):
    assert word in ani.type(typed).word
    assert ani.effects == []


def test_within_the_hour_of_another_agreed_observation_is_refused_on_both_sides(half_year, ani, budi):
    half_year.execution = replace(half_year.execution, booked=(NINE_ON_THE_12TH,))
    ani.press("day:2026-08-12")
    assert "hour:0900" not in ani.actions
    assert "hour:0800" in ani.actions
    assert "another observation is agreed are left out" in ani.text
    ani.type("09.30")
    assert "Your principal has agreed to another observation within the hour" in ani.word
    budi.type("12/8 08.30")
    assert "You have agreed to another observation within the hour" in budi.word
    assert ani.effects == budi.effects == []


def test_a_proposal_whose_hour_was_taken_meanwhile_is_not_agreed_to(half_year, ani, budi):
    ani.type("12/8 09.00")
    half_year.execution = replace(half_year.execution, booked=(NINE_ON_THE_12TH + timedelta(minutes=59),))
    budi.press("agree:1")
    assert "another observation within the hour" in budi.word
    assert budi.effects == []


def test_where_nobody_here_decides_the_owner_sets_the_date(half_year, ani):
    half_year.alone()
    ani.type("12/8 09.00")
    assert ani.word == "The date is set."
    assert len(ani.effects) == 1
    assert "This date is set.\n\nShould it have to be moved, press Another time." in ani.text
    assert "Should it change, choose another day." in ani.press("other").text


def test_the_hours_of_a_day_stay_below_eight_rows_and_the_day_is_named(ani):
    ani.press("day:2026-08-12")
    assert "Wednesday, 2026-08-12" in ani.text
    assert len(ani.screen.rows) <= 8
    assert drawn(ani.screen.rows[0][0].label) == "07.00"


@pytest.mark.parametrize(
    ("typed", "day", "at"),
    [
        ("12/8 09.30", date(2026, 8, 12), time(9, 30)),
        ("12-8-2026 10", date(2026, 8, 12), time(10)),
        ("Senin, 14 September 2026 pukul 9:15 WIB", date(2026, 9, 14), time(9, 15)),
        ("3 des jam 08.00", date(2026, 12, 3), time(8)),
        ("9/3 8.00", date(2027, 3, 9), time(8)),
        ("12.8", date(2026, 8, 12), None),
        ("09.10", None, time(9, 10)),
        ("pukul 9", None, time(9)),
        ("jam 7 malam", None, time(19)),
        ("12 siang", None, time(12)),
        ("1.30 siang", None, time(13, 30)),
        ("besok", date(2026, 8, 11), None),
        ("besok jam 9 pagi", date(2026, 8, 11), time(9)),
        ("Lusa pukul 10.30", date(2026, 8, 12), time(10, 30)),
        ("senin", date(2026, 8, 17), None),
        ("rabu jam 8", date(2026, 8, 12), time(8)),
        ("senin depan jam 9", date(2026, 8, 17), time(9)),
        ("Rabu depan jam 2 siang", date(2026, 8, 19), time(14)),
        ("hari Kamis, 14.00", date(2026, 8, 13), time(14)),
        ("Jum'at, 14 Agustus pukul 9", date(2026, 8, 14), time(9)),
        ("Minggu 16/8 9", date(2026, 8, 16), time(9)),
        ("tomorrow at 3 pm", date(2026, 8, 11), time(15)),
    ],
)
def test_dates_are_read_as_people_write_them(typed, day, at):
    assert parse_when(typed, date(2026, 8, 10)) == Typed(day, at)


@pytest.mark.parametrize("typed", ["", "12/13 9.00", "0/8 9.00", "12/8 24.00", "12/8 9.75", "9.00 lagi ya"])
def test_anything_else_is_no_date(typed):
    assert parse_when(typed, date(2026, 8, 10)) is None
