"""How the cycle of a half-year reads: months, who acts, what the dates mean."""

from datetime import date

from conversations.rules.assessment_models import Stage
from conversations.rules.terms import Actor
from conversations.words import Say, Words, say

FINAL_DATE = say("Last day for Ajukan")
RECOMMENDED = say("The months are a recommendation, not a gate: being later is allowed.")

_MONTHS: tuple[Say, ...] = (
    say("January"),
    say("February"),
    say("March"),
    say("April"),
    say("May"),
    say("June"),
    say("July"),
    say("August"),
    say("September"),
    say("October"),
    say("November"),
    say("December"),
)


def months_name(stage: Stage, half: int) -> Words:
    """The recommended months of a stage in that half of the year."""
    months = stage.months(half)
    first, last = _MONTHS[months[0] - 1], _MONTHS[months[-1] - 1]
    return first if len(months) == 1 else say("{first}-{last}", first=first, last=last)


def actor_line(actor: Actor) -> Say:
    """Who does something at a stage."""
    match actor:
        case Actor.EMPLOYEE:
            return say("By: whoever has the plan")
        case Actor.SUPERVISOR:
            return say("By: the supervisor")
        case Actor.BOTH:
            return say("By: both together")


def stage_line(stage: Stage, half: int, window: tuple[date, date], today: date) -> Say:
    """A stage with its months; whether it is over, now or to come is said in a word too."""
    months = months_name(stage, half)
    if window[1] < today:
        return say("{months}: {stage} (past)", months=months, stage=stage.name)
    if window[0] <= today:
        return say("▶ {months}: <b>{stage}</b> (now)", months=months, stage=stage.name)
    return say("{months}: {stage}", months=months, stage=stage.name)
