"""/pengingat: what will come, and what is off."""

from conversations.facts import Facts, School
from conversations.navigation import LEAVE
from conversations.own_reminders import Reminders
from conversations.person_text import marked
from conversations.reminders.calling import coming, concerned_stages, is_undone
from conversations.reminders.texts import coming_line, hour_name, kind_name, stage_name
from conversations.rules.reminder_policy import ReminderKind
from conversations.rules.terms import Role, StageId
from conversations.screens import Button, Rows, Screen, column
from conversations.words import Words, say

_MOST = 5
_OFF = say("🔕 All reminders are off. Nothing will come until you bring them back.")


def led_schools(facts: Facts) -> tuple[School, ...]:
    """The schools whose hour the person may choose."""
    return tuple(member.school for member in facts.memberships if member.role is Role.KS)


def offered_kinds(facts: Facts) -> tuple[ReminderKind, ...]:
    """The kinds that can come to the person: a digest only to whoever decides on plans."""
    return tuple(kind for kind in ReminderKind if kind is not ReminderKind.DIGEST or facts.is_supervisor)


def show_overview(facts: Facts, reminders: Reminders) -> Screen:
    """Draw the next reminders, the hour, and what was switched off."""
    head = say("<b>Reminders</b>")
    if not reminders.choice.is_on:
        back = Button(say("Bring reminders back"), "on")
        return Screen((head, "", _OFF), ((back,), *_school_row(facts), LEAVE))
    lines: list[Words] = [head, "", *_coming_lines(facts, reminders), "", _hour_line(reminders)]
    lines += _off_lines(facts, reminders)
    buttons = (
        Button(say("Change the hour"), "hour"),
        Button(say("Kinds of reminders"), "kinds"),
        Button(say("Stages one by one"), "stages"),
        Button(say("Stop all reminders"), "off"),
    )
    return Screen(tuple(lines), (*column(buttons), *_school_row(facts), LEAVE))


def show_kinds(facts: Facts, reminders: Reminders) -> Screen:
    """Draw the switches."""
    lines = (
        say("<b>Kinds of reminders</b>"),
        say("What is marked comes to you. Press to switch it on or off."),
    )
    off = reminders.choice.off
    kinds = (
        Button(marked(kind_name(kind), kind not in off), f"kind:{kind}") for kind in offered_kinds(facts)
    )
    return Screen(lines, (*column(kinds), LEAVE))


def show_stages(facts: Facts, reminders: Reminders) -> Screen:
    """Draw the stages in which the person has a part, each with how it stands."""
    stages = concerned_stages(facts, reminders)
    lines: list[Words] = [say("<b>Stages one by one</b>"), say("Choose a stage."), ""]
    lines += [_stage_line(number, stage, facts, reminders) for number, stage in enumerate(stages, 1)]
    buttons = (
        Button(
            say("{number}. {stage}", number=number, stage=stage_name(facts, stage)), f"stage:{stage.lower()}"
        )
        for number, stage in enumerate(stages, 1)
    )
    return Screen(tuple(lines), (*column(buttons), LEAVE))


def _coming_lines(facts: Facts, reminders: Reminders) -> tuple[Words, ...]:
    if facts.person is not None and facts.person.is_retired:
        return (say("You are marked as <b>retired</b>, so nothing will come."),)
    found = coming(facts, reminders, _MOST)
    if not found:
        return (say("As things stand, nothing will come in this half-year and the next."),)
    head = say("Next, as things stand (what you finish before does not come any more):")
    return (head, *(coming_line(each, facts) for each in found))


def _hour_line(reminders: Reminders) -> Words:
    hour = hour_name(reminders.hour)
    if reminders.choice.hour is not None:
        return say("Hour: <b>{hour}</b>, chosen by you", hour=hour)
    return say("Hour: <b>{hour}</b>, as usual at your place", hour=hour)


def _off_lines(facts: Facts, reminders: Reminders) -> list[Words]:
    kinds = [kind for kind in offered_kinds(facts) if kind in reminders.choice.off]
    lines: list[Words] = [say("Switched off: {what}", what=kind_name(kind)) for kind in kinds]
    stages = (stage for stage in StageId if stage in reminders.muted)
    return lines + [say("Not reminded of: {stage}", stage=stage_name(facts, stage)) for stage in stages]


def _stage_line(number: int, stage: StageId, facts: Facts, reminders: Reminders) -> Words:
    name = stage_name(facts, stage)
    if stage in reminders.muted:
        return say("{number}. {stage}: not reminded of", number=number, stage=name)
    if not is_undone(facts, reminders, stage, reminders.today):
        return say("{number}. {stage}: nothing to do now", number=number, stage=name)
    if reminders.today < reminders.timetable.window(stage)[0]:
        return say("{number}. {stage}: to come", number=number, stage=name)
    return say("{number}. {stage}: not done yet", number=number, stage=name)


def _school_row(facts: Facts) -> Rows:
    return ((Button(say("Hour of the school"), "schools"),),) if led_schools(facts) else ()
