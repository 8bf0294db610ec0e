"""A quick look at the cycle: the stages of a half-year, what is now and what comes next."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from conversations import asides, stages
from conversations.asides import AsideState, origin, resume
from conversations.document_effects import DocumentKind, SendDocument
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.navigation import LEAVE
from conversations.needs import NOTHING_MORE
from conversations.plan_text import period_name
from conversations.rules.assessment_models import Stage
from conversations.rules.cycle import Period, current_stages, stage_window
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Role
from conversations.schedule_text import FINAL_DATE, RECOMMENDED, actor_line, stage_line
from conversations.screens import Button, Screen, column
from conversations.session import Move, Session
from conversations.words import Say, Words, rule_text, say

NAME = "schedule"
_ASIDES = frozenset({NAME, asides.ACCOUNT, asides.GUIDE})
_SENT = say("The calendar file is on its way. Open it to add the stages to your calendar.")


class ScheduleState(AsideState):
    """Which half-year is shown: the present one or the next."""

    is_next: bool = False


def open_schedule(session: Session) -> Move:
    """Show the present half-year."""
    return _stand(ScheduleState(**origin(session, _ASIDES)))


class ScheduleFlow:
    """The stages of a half-year."""

    name = NAME
    code = "t"
    version = 1
    state = ScheduleState

    def handle(self, state: ScheduleState, event: Input, facts: Facts) -> Move:
        """Send the calendar, or turn to the other half-year."""
        match getattr(event, "action", ""):
            case "save":
                period = _period(state, facts)
                wish = SendDocument(DocumentKind.CALENDAR, period.year * 10 + period.half)
                return Move(NAME, state.dump(), (wish,), _SENT)
            case "stages":
                return stages.enter()
            case "turn":
                return _stand(state.model_copy(update={"is_next": not state.is_next}))
            case _:
                return _stand(state)

    def show(self, state: ScheduleState, facts: Facts) -> Screen:
        """Draw the stages with their months."""
        period = _period(state, facts)
        rules, final_date = _rules(state, facts), _final_date(state, facts)
        lines: list[Words] = [
            say("<b>Schedule {period}</b>", period=period_name(period)),
            say("Today: {today}", today=facts.today),
            say("{what}: <b>{day}</b>", what=FINAL_DATE, day=final_date),
            "",
            *(
                stage_line(stage, period.half, stage_window(rules, period, stage.id), facts.today)
                for stage in rules.stages
            ),
            *_now_and_next(rules, period, facts),
            "",
            RECOMMENDED,
        ]
        turn = say("This half-year") if state.is_next else say("Next half-year")
        buttons = [Button(say("Save to calendar (.ics)"), "save"), Button(turn, "turn")]
        if _has_own_plan(facts):
            buttons.append(Button(say("My stages"), "stages"))
        return Screen(tuple(lines), (*column(buttons), LEAVE))

    def back(self, state: ScheduleState, facts: Facts) -> Move:
        """To where one was before."""
        return resume(state, facts)

    def needs(self, state: ScheduleState) -> Needs:
        """The cycle follows from the rules and the date."""
        return NOTHING_MORE

    def help(self, state: ScheduleState) -> Say:
        """Explain the screen."""
        return say("These are the stages of the half-year. The file puts them into your own calendar.")

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _has_own_plan(facts: Facts) -> bool:
    """Whether a plan of the present or the last half-year can be the reader's; a penilai has none."""
    return facts.person is not None and facts.person.role is not Role.APPRAISER


def _stand(state: ScheduleState) -> Move:
    return Move(NAME, state.dump())


def _period(state: ScheduleState, facts: Facts) -> Period:
    return facts.period.next() if state.is_next else facts.period


def _rules(state: ScheduleState, facts: Facts) -> RuleSet:
    return facts.rule_sets.get(facts.next_rule_set, facts.rules) if state.is_next else facts.rules


def _final_date(state: ScheduleState, facts: Facts) -> date:
    """The last day for Ajukan in the half-year that is shown."""
    coming = facts.period.next()
    return facts.final_dates.get(coming, coming.end) if state.is_next else facts.final_date


def _now_and_next(rules: RuleSet, period: Period, facts: Facts) -> list[Words]:
    lines: list[Words] = []
    for stage in current_stages(rules, period, facts.today):
        lines += ["", say("Now: <b>{stage}</b>", stage=stage.name), *_explained(stage, facts)]
    coming = [(stage_window(rules, period, stage.id)[0], stage) for stage in rules.stages]
    begins = min((first for first, _ in coming if first > facts.today), default=None)
    for first, stage in coming:
        if first == begins:
            lines += ["", say("Next: <b>{stage}</b>, from {day}", stage=stage.name, day=first)]
    return lines


def _explained(stage: Stage, facts: Facts) -> tuple[Words, ...]:
    """What is done, by whom; a KS does it as an employee with the own plan and as a supervisor of guru."""
    lines = (rule_text(stage.explanation), actor_line(stage.actor))
    if facts.person is None or facts.person.role is Role.GURU:
        return lines
    return (*lines, _SUPERVISORS_PART)


_SUPERVISORS_PART = say("As a supervisor you do this with each of those whose plans you decide on.")
