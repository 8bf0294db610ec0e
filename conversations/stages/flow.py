"""The stages flow: places, their screens and what is done in them."""

from collections.abc import Mapping
from typing import Any

from conversations.asides import AsideState, resume
from conversations.events import Text
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.navigation import HOME_BUTTON, go_home
from conversations.rules.terms import StageId
from conversations.screens import Screen
from conversations.session import Move
from conversations.stages.date_screens import show_date, show_days, show_hours
from conversations.stages.date_steps import step_in_date
from conversations.stages.forms import field_of, seen
from conversations.stages.overview import show_overview
from conversations.stages.reading import show_read
from conversations.stages.stage_screen import show_stage
from conversations.stages.state import NAME, Place, StagesState, go
from conversations.stages.steps import step_in_overview, step_in_stage
from conversations.stages.subject import Subject, subject_of
from conversations.stages.targets import (
    show_rate,
    show_rate_one,
    show_targets,
    step_in_rate,
    step_in_rate_one,
    step_in_targets,
)
from conversations.stages.writing import show_field, step_in_field
from conversations.words import Say, say

NO_PLAN = say(
    "The stages begin when your plan is final, that is after Sepakati. Where it stands now is shown by "
    "/rencana."
)
NOT_YOURS = say(
    "I cannot open these stages for you: they are not, or no longer, among those that concern you."
)
_PARENTS: Mapping[Place, Place] = {
    Place.STAGE: Place.OVERVIEW,
    Place.READ: Place.STAGE,
    Place.FIELD: Place.STAGE,
    Place.TARGETS: Place.STAGE,
    Place.DATE: Place.STAGE,
    Place.OTHER_DATE: Place.DATE,
    Place.HOURS: Place.DATE,
    Place.RATE: Place.STAGE,
    Place.RATE_ONE: Place.RATE,
}
_DATES = frozenset({Place.DATE, Place.OTHER_DATE, Place.HOURS})


class StagesFlow:
    """What follows Sepakati: the forms of the stages and the date of the observation."""

    name = NAME
    code = "y"
    version = 1
    state = StagesState

    def handle(self, state: StagesState, event: Input, facts: Facts) -> Move:
        """Decide what an event leads to."""
        subject = subject_of(facts)
        if subject is None:
            return go_home(_refusal(state))
        now = _settle(state, subject)
        match now.place:
            case Place.FIELD:
                return step_in_field(now, event, subject, facts.now)
            case Place.DATE | Place.OTHER_DATE | Place.HOURS:
                return step_in_date(now, event, subject, facts)
            case Place.TARGETS:
                return step_in_targets(now, event, subject)
            case Place.RATE:
                return step_in_rate(now, event, subject)
            case Place.RATE_ONE:
                return step_in_rate_one(now, event, subject)
            case _ if isinstance(event, Text):
                return go(now)
            case Place.READ:
                page = event.action.partition(":")[2]
                return go(now.at(Place.READ, page=int(page) if page.isdecimal() else 0))
            case Place.STAGE:
                return step_in_stage(now, event.action, subject, facts.now)
            case Place.OVERVIEW:
                return step_in_overview(now, event.action)

    def show(self, state: StagesState, facts: Facts) -> Screen:
        """Draw the place that the plan allows now."""
        subject = subject_of(facts)
        if subject is None:
            return Screen((_refusal(state),), ((HOME_BUTTON,),))
        now = _settle(state, subject)
        field = field_of(subject, now.stage, now.field)
        match now.place:
            case Place.FIELD if field is not None:
                return show_field(now, subject, field)
            case Place.DATE:
                return show_date(now, subject, facts)
            case Place.OTHER_DATE:
                return show_days(now, subject, facts)
            case Place.HOURS:
                return show_hours(now, subject, facts)
            case Place.TARGETS:
                return show_targets(now, subject)
            case Place.RATE:
                return show_rate(now, subject)
            case Place.RATE_ONE:
                return show_rate_one(now, subject)
            case Place.READ:
                return show_read(now, subject)
            case Place.OVERVIEW:
                return show_overview(now, subject, facts)
            case _:
                return show_stage(now, subject, facts)

    def back(self, state: StagesState, facts: Facts) -> Move:
        """One step back; from all stages to where one came from."""
        subject = subject_of(facts)
        if subject is None:
            return go_home()
        now = _settle(state, subject)
        if now.place in _PARENTS:
            return go(now.at(_PARENTS[now.place]))
        if not now.back_flow:
            return go_home()
        return resume(AsideState(back_flow=now.back_flow, back_v=now.back_v, back_data=now.back_data), facts)

    def needs(self, state: StagesState) -> Needs:
        """What became of the plan; for choosing a day also which days are worked."""
        return Needs(plan_id=state.plan_id, execution=True, reminders=state.place in _DATES)

    def help(self, state: StagesState) -> Say:
        """Explain the place."""
        if state.place in _DATES:
            return say(
                "Either side proposes a day and a time, and the other agrees or proposes another. When both "
                "agree, the calendar file can be saved."
            )
        return say(
            "Each stage has a form. What you type is kept at once, so you can leave and go on later. "
            "Kumpulkan hands it in; until the next part of whoever appraises is complete it can be opened "
            "again. Being late closes nothing."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _refusal(state: StagesState) -> Say:
    return NO_PLAN if state.plan_id is None else NOT_YOURS


def _settle(state: StagesState, subject: Subject) -> StagesState:
    """The place where something can be done still; else the stage itself."""
    if state.place is Place.FIELD:
        is_open = subject.may_write(state.stage) and field_of(subject, state.stage, state.field) is not None
    elif state.place is Place.TARGETS:
        is_open = subject.may_write(StageId.A)
    elif state.place in (Place.RATE, Place.RATE_ONE):
        is_open = subject.may_write(StageId.B)
        if state.place is Place.RATE_ONE and seen(subject, state.target) is None:
            is_open = False
    elif state.place is Place.READ:
        is_open = subject.may_read(state.stage)
    elif state.place in (Place.OTHER_DATE, Place.HOURS):
        is_open = subject.may_arrange
    else:
        return state
    return state if is_open else state.at(Place.STAGE)
