"""All stages of one plan, with what is done and what is now."""

from datetime import date

from conversations.execution_facts import who_fills_in
from conversations.facts import Facts
from conversations.navigation import LEAVE
from conversations.person_text import known_name
from conversations.plan_text import period_name
from conversations.rules.terms import Capacity, StageId
from conversations.screens import Button, Screen, column
from conversations.stages.state import StagesState
from conversations.stages.subject import STAGES, Subject
from conversations.words import Say, Words, say

IN_PMM = say("<i>The official record is PMM: fill it in there too.</i>")


def show_overview(state: StagesState, subject: Subject, facts: Facts) -> Screen:
    """Draw the stages in their order."""
    period = period_name(subject.plan.period)
    lines: list[Words] = [
        say("<b>Your stages</b>, {period}", period=period)
        if subject.is_owner
        else say("<b>{name}</b>, stages {period}", name=subject.plan.owner_name, period=period),
        "",
        *(_line(stage, subject, facts.today) for stage in (*STAGES, StageId.F_G)),
        "",
        IN_PMM,
    ]
    buttons = [
        Button(subject.stage(stage).name, f"stage:{stage.lower()}") for stage in (*STAGES, StageId.F_G)
    ]
    return Screen(tuple(lines), (*column(buttons), LEAVE))


def deadline(subject: Subject, stage: StageId, today: date) -> Say:
    """Until when a stage is recommended; that it is over is said kindly."""
    first, last = subject.window(stage)
    if today > last:
        return say(
            "The recommended time ended on {last}. It is not closed: please do it as soon as you can.",
            last=last,
        )
    if today < first:
        return say("Recommended from {first} to {last}.", first=first, last=last)
    return say("Recommended until {last}.", last=last)


def _line(stage: StageId, subject: Subject, today: date) -> Say:
    name, done = subject.stage(stage).name, subject.done(stage)
    first, last = subject.window(stage)
    if done is not None:
        return say("✓ {stage}: done on {at}", stage=name, at=done.at)
    is_own = who_fills_in(stage) is subject.capacity
    if today < first:
        return say("{stage}: from {first}", stage=name, first=first)
    if today > last:
        if is_own:
            return say("<b>{stage}</b>: late since {last}, still open. Your part.", stage=name, last=last)
        return say("<b>{stage}</b>: late since {last}, still open", stage=name, last=last)
    if is_own:
        return say("▶ <b>{stage}</b>: until {last}. Your part.", stage=name, last=last)
    return say("▶ <b>{stage}</b>: until {last}", stage=name, last=last)


def done_line(subject: Subject, stage: StageId) -> Say | None:
    """Since when the form of a stage is handed in, and by whom."""
    done = subject.done(stage)
    if done is None:
        return None
    if done.by_id == subject.reader.id:
        return say("✓ You completed it on {at}.", at=done.at)
    return say("✓ {name} completed it on {at}.", name=known_name(done.by), at=done.at)


def by_whom(subject: Subject, stage: StageId) -> Say:
    """Who fills in the form of a stage."""
    if who_fills_in(stage) is subject.capacity:
        return say("The form is yours.")
    if who_fills_in(stage) is Capacity.OWNER:
        return say("The form is filled in by: {name}", name=subject.plan.owner_name)
    if subject.is_alone:
        return say("Nobody here appraises your plan, so this part happens in PMM.")
    return say("It is recorded by whoever appraises your plan.")
