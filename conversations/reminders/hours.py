"""The hour at which reminders come: the person's own, and that of a school."""

import re
from collections.abc import Sequence

from conversations.facts import School
from conversations.navigation import LEAVE
from conversations.own_reminders import Reminders
from conversations.person_text import marked
from conversations.reminders.texts import hour_name
from conversations.screens import Button, Rows, Screen, column
from conversations.words import Say, Words, say

EARLIEST = 7
_IN_ROW = 4
_TYPED = re.compile(r"(?:(?:pukul|jam|at)\s+)?(\d{1,2})(?:[.:]00)?", re.IGNORECASE)
_USUAL = "0"
HOUR_ACTION, USUAL_ACTION = "at", "usual"


def offered_hours(reminders: Reminders) -> range:
    """The hours that can be chosen: nobody is woken, and nobody is disturbed at night."""
    return range(EARLIEST, reminders.timetable.policy.quiet_from)


def show_hour(reminders: Reminders) -> Screen:
    """Ask for the person's own hour."""
    usual = say("As usual at my place ({hour})", hour=hour_name(reminders.usual_hour))
    lines = (
        say("<b>At what hour shall I remind you?</b>"),
        say("Now: <b>{hour}</b>", hour=hour_name(reminders.hour)),
        *_typing_lines(reminders),
    )
    return _hours(lines, reminders, reminders.choice.hour, usual)


def show_school_hour(school: School, reminders: Reminders) -> Screen:
    """Ask for the hour of a school."""
    policy_hour = reminders.timetable.policy.hour
    chosen = reminders.school_hours.get(school.id)
    lines = (
        say("<b>Hour of {school}</b>", school=school.name),
        say("It counts for everybody at the school who has not chosen an hour, and for its group."),
        say("Now: <b>{hour}</b>", hour=hour_name(policy_hour if chosen is None else chosen)),
        *_typing_lines(reminders),
    )
    return _hours(lines, reminders, chosen, say("As usual ({hour})", hour=hour_name(policy_hour)))


def show_schools(schools: Sequence[School]) -> Screen:
    """Ask for which school."""
    lines = (say("<b>Hour of the school</b>"), say("Choose the school."))
    return Screen(lines, (*column(Button(school.name, f"school:{school.id}") for school in schools), LEAVE))


def typed_hour(text: str, reminders: Reminders) -> str | Say:
    """The action that a typed hour stands for, or what is accepted."""
    typed = text.strip(" .!")
    if typed == _USUAL:
        return USUAL_ACTION
    found = _TYPED.fullmatch(typed)
    hours = offered_hours(reminders)
    if found is None or int(found[1]) not in hours:
        return say(
            "“{text}” is not an hour that I can use. Please type a full hour from {first} to {last}.",
            text=text[:40],
            first=hours[0],
            last=hours[-1],
        )
    return f"{HOUR_ACTION}:{int(found[1])}"


def _typing_lines(reminders: Reminders) -> tuple[Words, ...]:
    hours = offered_hours(reminders)
    return (
        "",
        say(
            "Press an hour, or type it: {first} to {last}. Type 0 for the usual one.",
            first=hours[0],
            last=hours[-1],
        ),
        say("On a Sunday or a national holiday nothing comes."),
    )


def _hours(lines: tuple[Words, ...], reminders: Reminders, chosen: int | None, usual: Say) -> Screen:
    buttons = [
        Button(marked(hour_name(hour), hour == chosen), f"{HOUR_ACTION}:{hour}")
        for hour in offered_hours(reminders)
    ]
    rows: Rows = tuple(tuple(buttons[at : at + _IN_ROW]) for at in range(0, len(buttons), _IN_ROW))
    usual_row = (Button(marked(usual, chosen is None), USUAL_ACTION),)
    return Screen(lines, (*rows, usual_row, LEAVE), expects_text=True, expects_number=True)
