"""When the observation is: what is proposed or agreed, and days and hours to choose from."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from conversations.days import weekday_and_date
from conversations.execution_facts import OBSERVATION_LASTS
from conversations.facts import Facts
from conversations.navigation import LEAVE, page_buttons
from conversations.rules.reminders import WorkCalendar
from conversations.rules.terms import StageId
from conversations.screens import Button, Screen, column
from conversations.stages.stage_screen import head_lines
from conversations.stages.state import StagesState
from conversations.stages.subject import Subject, other_side, other_side_first
from conversations.stages.times import instant, local_day, working_days
from conversations.words import Say, Words, say

ON_A_PAGE, PAGES = 4, 6
_HOURS = tuple(range(7, 16))
_IN_A_ROW = 3


def show_date(state: StagesState, subject: Subject, facts: Facts) -> Screen:
    """Draw the date and what the reader can answer to it; days only where there is one to be chosen."""
    lines = _standing(subject)
    if not subject.may_arrange:
        return Screen((*lines, "", say("The observation is recorded.")), (*column(_answers(subject)), LEAVE))
    if _has_answered(subject):
        rows = column((*_answers(subject), Button(say("Another time"), "other"), *_to_form(subject)))
        return Screen((*lines, *_to_change(subject)), (*rows, LEAVE), expects_text=True)
    return show_days(state, subject, facts)


def show_days(state: StagesState, subject: Subject, facts: Facts) -> Screen:
    """Draw days to choose from; what the other side proposes can be agreed to as well."""
    lines = (
        *_standing(subject),
        "",
        _how(subject),
        say("It can also be typed, such as <b>{example}</b>.", example="12/8 09.30"),
    )
    days = _days(state, subject, facts)
    buttons = (Button(weekday_and_date(day), f"day:{day.isoformat()}") for day in days)
    answers = () if _has_answered(subject) else _answers(subject)
    turn = page_buttons(_page(state), PAGES)
    return Screen(lines, (*column((*answers, *buttons)), turn, LEAVE), expects_text=True)


def _standing(subject: Subject) -> tuple[Words, ...]:
    title = say("<b>Date of the observation</b>")
    return (*head_lines(subject, StageId.A), "", title, *standing_lines(subject))


def _has_answered(subject: Subject) -> bool:
    """Whether nothing is asked of the reader: a date is agreed, or the proposal is theirs."""
    observation = subject.execution.observation
    if observation is None:
        return False
    return observation.agreed_at is not None or observation.proposed_by is subject.capacity


def _to_form(subject: Subject) -> tuple[Button, ...]:
    """On with the form to which the date belongs."""
    return (Button(say("Done, back to the form"), "form"),) if subject.may_fill_in(StageId.A) else ()


def _to_change(subject: Subject) -> tuple[Words, ...]:
    """How what was proposed or agreed is changed."""
    observation = subject.execution.observation
    if observation is None or observation.agreed_at is not None:
        return ("", say("Should it have to be moved, press {button}.", button=say("Another time")))
    return (
        "",
        say(
            "If it does not suit you after all, press {button}: the new proposal takes the place "
            "of this one.",
            button=say("Another time"),
        ),
    )


def standing_lines(subject: Subject) -> tuple[Words, ...]:
    """How the date stands, in a sentence or two."""
    observation = subject.execution.observation
    if observation is None:
        return (say("No date is proposed yet."),)
    when = say("<b>{at}</b>", at=observation.starts_at)
    if observation.agreed_at is not None:
        return (when, say("This date is set.") if subject.is_alone else say("Both of you agreed to it."))
    if observation.proposed_by is subject.capacity:
        return (when, say("You proposed it. {who} has not answered yet.", who=other_side_first(subject)))
    return (when, say("{who} proposes it. Please agree, or choose another.", who=other_side_first(subject)))


def _how(subject: Subject) -> Say:
    observation = subject.execution.observation
    if observation is not None and observation.agreed_at is not None:
        if subject.is_alone:
            return say("Should it change, choose another day.")
        return say(
            "Should it be moved, choose another day; {who} is told and can agree.", who=other_side(subject)
        )
    if subject.is_alone:
        return say("Choose the day that you agreed on outside the assistant.")
    return say("Choose a day to propose; {who} is told and can agree.", who=other_side(subject))


def _answers(subject: Subject) -> Iterator[Button]:
    observation = subject.execution.observation
    if observation is None:
        return
    if observation.agreed_at is not None:
        yield Button(say("Save to calendar (.ics)"), "save")
    elif observation.proposed_by is not subject.capacity and subject.may_arrange:
        yield Button(say("Agree to this date"), f"agree:{observation.version}")


def show_hours(state: StagesState, subject: Subject, facts: Facts) -> Screen:
    """Draw the hours of the chosen day that are free."""
    day = date.fromisoformat(state.day)
    lines = (
        *head_lines(subject, StageId.A),
        "",
        say("<b>{day}</b>", day=weekday_and_date(day)),
        say("At what time? It can also be typed, such as <b>{example}</b>.", example="09.30"),
        *_taken_line(subject, day),
    )
    free = [hour for hour in _HOURS if is_free(subject, instant(day, time(hour), subject.reader.zone))]
    labels = [Button(f"{hour:02}.00", f"hour:{hour:02}00") for hour in free]
    rows = tuple(tuple(labels[at : at + _IN_A_ROW]) for at in range(0, len(labels), _IN_A_ROW))
    return Screen(lines, (*rows, LEAVE), expects_text=True)


def is_free(subject: Subject, starts_at: datetime) -> bool:
    """Whether who appraises has agreed to no other observation within the hour."""
    return all(abs(starts_at - taken) >= OBSERVATION_LASTS for taken in subject.execution.booked)


def _taken_line(subject: Subject, day: date) -> tuple[Words, ...]:
    zone = subject.reader.zone
    if not any(local_day(taken, zone) == day for taken in subject.execution.booked):
        return ()
    if subject.is_owner:
        return (say("Hours at which another observation is agreed are left out."),)
    return (say("Hours at which you have agreed to another observation are left out."),)


def _page(state: StagesState) -> int:
    return min(max(state.page, 0), PAGES - 1)


def _days(state: StagesState, subject: Subject, facts: Facts) -> list[date]:
    """The working days of a page, from tomorrow or from the recommended month on."""
    work = WorkCalendar() if facts.reminders is None else facts.reminders.timetable.work
    opens, closes = subject.window(StageId.A)[0], subject.window(StageId.B)[1]
    tomorrow = facts.today + timedelta(days=1)
    first = max(tomorrow, opens) if tomorrow <= closes else tomorrow
    page = _page(state)
    return list(working_days(first, (page + 1) * ON_A_PAGE, work))[page * ON_A_PAGE :]
