"""/pengingat, and what the buttons of a reminder lead to; beside whatever one was doing."""

from collections.abc import Mapping
from typing import Any

from conversations import asides
from conversations.asides import origin, resume
from conversations.events import Press
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.navigation import HOME_BUTTON
from conversations.own_reminders import Reminders
from conversations.reminder_effects import ChooseHour, ChooseSchoolHour, SwitchKind, TurnReminders
from conversations.reminders.answers import answer
from conversations.reminders.hours import (
    HOUR_ACTION,
    USUAL_ACTION,
    show_hour,
    show_school_hour,
    show_schools,
    typed_hour,
)
from conversations.reminders.overview import led_schools, show_kinds, show_overview, show_stages
from conversations.reminders.stages import OVERVIEW, show_pick, show_stage
from conversations.reminders.state import NAME, Place, RemindersState, go
from conversations.reminders.texts import hour_name, kind_name
from conversations.rules.reminder_policy import ReminderKind
from conversations.rules.terms import StageId
from conversations.schedule import NAME as SCHEDULE
from conversations.screens import Screen
from conversations.session import Move, Session
from conversations.words import Say, say

ASIDES = frozenset({NAME, SCHEDULE, asides.ACCOUNT, asides.GUIDE})
_STAGES = {stage.lower(): stage for stage in StageId}
_HELP: Mapping[Place, Say] = {
    Place.HOUR: say("Press the hour at which reminders shall come, or type it, for example 7 or 13.00."),
    Place.KINDS: say("Each kind can be switched off by itself. The others keep coming."),
    Place.STAGES: say("For each stage you can say that it is done, or that I shall not remind you of it."),
    Place.STAGE: say("Say how this stage stands for you. Everything can be taken back here."),
    Place.PICK: say("The reminder was about several stages. Choose the one that you mean."),
    Place.SCHOOL_HOUR: say("The hour counts for all at the school who have not chosen one themselves."),
}


def open_reminders(session: Session) -> Move:
    """Show what will come."""
    return go(RemindersState(**origin(session, ASIDES)))


class RemindersFlow:
    """The reminders of a person, and the hour of a school."""

    name = NAME
    code = "i"
    version = 1
    state = RemindersState

    def handle(self, state: RemindersState, event: Input, facts: Facts) -> Move:
        """Decide what an event leads to."""
        reminders = facts.reminders
        if reminders is None:
            return go(state)
        if isinstance(event, Press):
            return _take(state, event.action, facts, reminders)
        action = typed_hour(event.text, reminders)
        return go(state, action) if isinstance(action, Say) else _take(state, action, facts, reminders)

    def show(self, state: RemindersState, facts: Facts) -> Screen:
        """Draw the place."""
        reminders = facts.reminders
        if reminders is None:
            return Screen((say("<b>Reminders</b>"),), ((HOME_BUTTON,),))
        school = next((school for school in led_schools(facts) if school.id == state.school_id), None)
        match state.place:
            case Place.HOUR:
                return show_hour(reminders)
            case Place.KINDS:
                return show_kinds(facts, reminders)
            case Place.STAGES:
                return show_stages(facts, reminders)
            case Place.STAGE if state.stage is not None:
                return show_stage(state.stage, facts, reminders)
            case Place.PICK:
                return show_pick(state, facts, reminders)
            case Place.SCHOOLS if led_schools(facts):
                return show_schools(led_schools(facts))
            case Place.SCHOOL_HOUR if school is not None:
                return show_school_hour(school, reminders)
            case _:
                return show_overview(facts, reminders)

    def back(self, state: RemindersState, facts: Facts) -> Move:
        """One step back; from the overview, or the answer to a reminder, to where one was before."""
        if state.place is Place.OVERVIEW or state.is_from_notice:
            return resume(state, facts)
        return go(state.at(Place.STAGES if state.place is Place.STAGE else Place.OVERVIEW))

    def needs(self, state: RemindersState) -> Needs:
        """What was chosen and what is done."""
        return Needs(reminders=True)

    def help(self, state: RemindersState) -> Say:
        """Explain the place."""
        return _HELP.get(
            state.place,
            say(
                "I remind you only of what is still undone, at most once a day. Here you see what comes next "
                "and choose when and of what you are reminded."
            ),
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _take(state: RemindersState, action: str, facts: Facts, reminders: Reminders) -> Move:
    verb, _, value = action.partition(":")
    match verb:
        case "on":
            return go(
                state, say("Reminders are on again, as you had chosen them."), TurnReminders(is_on=True)
            )
        case "off":
            return go(state, say("All reminders are off."), TurnReminders(is_on=False))
        case "hour" | "kinds" | "stages":
            return go(state.at(Place(verb), is_from_notice=False))
        case "schools":
            return _choose_school(state, facts)
        case "school":
            return go(state.at(Place.SCHOOL_HOUR, school_id=int(value)))
        case "kind":
            return _switch(state, ReminderKind(value), reminders)
        case "stage":
            return go(state.at(Place.STAGE, stage=_STAGES[value]))
        case _ if verb == OVERVIEW:
            return go(state.at(Place.OVERVIEW, is_from_notice=False))
        case _ if verb in (HOUR_ACTION, USUAL_ACTION):
            return _choose_hour(state, int(value) if value else None, reminders)
        case _:
            return _decide(state, verb, _STAGES.get(value) or state.stage, facts, reminders)


def _choose_school(state: RemindersState, facts: Facts) -> Move:
    schools = led_schools(facts)
    if len(schools) == 1:
        return go(state.at(Place.SCHOOL_HOUR, school_id=schools[0].id))
    return go(state.at(Place.SCHOOLS))


def _switch(state: RemindersState, kind: ReminderKind, reminders: Reminders) -> Move:
    is_on = kind in reminders.choice.off
    word = (
        say("Switched on: {what}.", what=kind_name(kind))
        if is_on
        else say("Switched off: {what}.", what=kind_name(kind))
    )
    return go(state, word, SwitchKind(kind, is_on=is_on))


def _choose_hour(state: RemindersState, hour: int | None, reminders: Reminders) -> Move:
    back = state.at(Place.OVERVIEW)
    if state.place is Place.SCHOOL_HOUR:
        shown = hour_name(reminders.timetable.policy.hour if hour is None else hour)
        word = say("The hour of the school is now {hour}.", hour=shown)
        return go(back, word, ChooseSchoolHour(state.school_id, hour))
    shown = hour_name(reminders.usual_hour if hour is None else hour)
    return go(back, say("I will remind you at {hour}.", hour=shown), ChooseHour(hour))


def _decide(
    state: RemindersState, action: str, stage: StageId | None, facts: Facts, reminders: Reminders
) -> Move:
    if stage is None:
        return go(state)
    word, effects = answer(action, stage, facts, reminders)
    return go(state.at(Place.STAGE, stage=stage), word, *effects)
