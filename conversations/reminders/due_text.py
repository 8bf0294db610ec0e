"""How what is due reads: kindly, with the day and with what is missing in the person's own facts."""

from functools import reduce

from conversations.days import weekday_and_date
from conversations.facts import Facts
from conversations.planning.state import content_of, role_of, rules_for
from conversations.reminder_dues import Dues, StageDue
from conversations.rules.plan import MissingPart, missing_parts, total_points
from conversations.rules.reminder_policy import SNOOZED, Occasion
from conversations.rules.terms import Capacity, PlanStatus, Role, StageId
from conversations.words import Say, Words, rule_text, say, say_n

_NOT_STARTED = say("Your plan for this half-year has not been started.")


def stage_lines(due: StageDue, dues: Dues, facts: Facts) -> tuple[Words, ...]:
    """A stage: until when, what is to be done, and what is missing."""
    asked = (say("As you wished, once more:"),) if due.occasion == SNOOZED else ()
    what = _planning(facts) if due.stage is StageId.SKP else _stage(due, facts)
    return (*asked, _when(due, dues, facts), *_limit(due, facts), *what)


def digest_lines(dues: Dues) -> tuple[Words, ...]:
    """How many plans wait for the reader."""
    lines: list[Words] = []
    if dues.waiting and dues.since is not None:
        lines.append(
            say_n(
                "<b>One plan</b> waits for your decision, since {since}.",
                "<b>{count} plans</b> wait for your decision, the oldest since {since}.",
                dues.waiting,
                since=weekday_and_date(dues.since),
            )
        )
    if dues.asking:
        lines.append(
            say_n(
                "<b>One plan</b>: its owner asks for a change.",
                "<b>{count} plans</b>: their owners ask for a change.",
                dues.asking,
            )
        )
    return tuple(lines)


def _when(due: StageDue, dues: Dues, facts: Facts) -> Say:
    stage, day = facts.rules.stage(due.stage).name, weekday_and_date(due.last_day)
    days = (due.last_day - dues.day).days
    if days < 0:
        return _overdue(due, facts)
    if days == 0:
        return say("<b>{stage}</b>: today, {day}, is the last recommended day.", stage=stage, day=day)
    if days == 1:
        return say("<b>{stage}</b> is recommended until tomorrow, {day}.", stage=stage, day=day)
    if due.occasion == Occasion.OPENING:
        return say(
            "<b>{stage}</b> has begun. It is recommended until {day}, {count} days from now.",
            stage=stage,
            day=day,
            count=days,
        )
    if due.occasion == Occasion.HALFWAY:
        return say(
            "Half of the time for <b>{stage}</b> is over. {count} days are left, until {day}.",
            stage=stage,
            day=day,
            count=days,
        )
    return say(
        "<b>{stage}</b> is recommended until {day}: {count} days left.", stage=stage, day=day, count=days
    )


def _overdue(due: StageDue, facts: Facts) -> Say:
    stage = facts.rules.stage(due.stage).name
    if due.stage is StageId.SKP and facts.today <= facts.final_date:
        return say(
            "The recommended time for <b>{stage}</b> ended on {day}. That is all right: it can still be "
            "submitted until {final_date}.",
            stage=stage,
            day=weekday_and_date(due.last_day),
            final_date=weekday_and_date(facts.final_date),
        )
    return say(
        "The recommended time for <b>{stage}</b> ended on {day}. That is all right: it can still be done.",
        stage=stage,
        day=weekday_and_date(due.last_day),
    )


def _limit(due: StageDue, facts: Facts) -> tuple[Words, ...]:
    """Where the stage ends with Ajukan, its last day is more than advice."""
    if due.stage is not StageId.SKP or due.last_day != facts.final_date or facts.today > facts.final_date:
        return ()
    return (say("It is also the last day for Ajukan."),)


def _stage(due: StageDue, facts: Facts) -> tuple[Words, ...]:
    stage = facts.rules.stage(due.stage)
    if due.capacity is Capacity.APPRAISER:
        people = say_n(
            "<b>One person</b> is not marked as done yet.",
            "<b>{count} people</b> are not marked as done yet.",
            due.people,
        )
        return (rule_text(stage.explanation), people)
    form = stage.form_for(facts.own_plan.role if facts.own_plan else facts.plan_role)
    document = () if form is None else (say("To be written in PMM: {form}.", form=form.name),)
    return (rule_text(stage.explanation), *document, say("You have not marked it as done yet."))


def _planning(facts: Facts) -> tuple[Words, ...]:
    plan = facts.own_plan
    if plan is None:
        return (_NOT_STARTED,)
    match plan.status:
        case PlanStatus.DISETUJUI:
            return (say("Your plan is approved; all that is left is to press Sepakati."),)
        case PlanStatus.PERLU_PERBAIKAN:
            asked = (
                say("Your penilai asks you to improve your plan:")
                if plan.role is Role.KS
                else say("Your principal asks you to improve your plan:")
            )
            return (asked, say("<b>{note}</b>", note=plan.revision_note), *_missing(facts))
        case _:
            return _missing(facts) or (say("Your plan is complete; all that is left is to press Ajukan."),)


def _missing(facts: Facts) -> tuple[Words, ...]:
    rules, content = rules_for(facts), content_of(facts)
    lines: list[Words] = []
    parts: list[Words] = []
    for missing in missing_parts(rules, role_of(facts), content):
        match missing.part:
            case MissingPart.PRACTICE:
                parts.append("Praktik Kinerja")
            case MissingPart.RHK_NONE | MissingPart.POINTS:
                points = total_points(rules, content.rhk)
                lines.append(
                    say("Your points: {points}, {missing} short.", points=points, missing=missing.points)
                )
            case MissingPart.BEHAVIORS:
                parts.append(say("Perilaku Kerja ({count} aspects)", count=len(missing.aspects)))
    if parts:
        items = reduce(lambda first, second: say("{first}, {second}", first=first, second=second), parts)
        lines.append(say("Not chosen yet: {items}.", items=items))
    return tuple(lines)
