"""The message that reminds somebody: each stage, its last day and what is to be done."""

from collections.abc import Iterator

from conversations.facts import Facts, Plan
from conversations.reminder_dues import Dues, StageDue
from conversations.rules.reminder_policy import Occasion
from conversations.rules.terms import Capacity, PlanStatus, StageId
from conversations.screens import Screen
from conversations.words import Say, Words, rule_text, say, say_n


def reminder_screen(facts: Facts, dues: Dues) -> Screen | None:
    """Draw what is due for the person of the facts; None where nothing is left of it."""
    if facts.person is None or dues.is_empty:
        return None
    blocks = [tuple(_stage_lines(due, dues, facts)) for due in dues.stages]
    if dues.has_digest:
        blocks.append(tuple(_digest_lines(dues)))
    lines: list[Words] = [say("🔔 <b>Reminder</b>")]
    for block in blocks:
        lines += ["", *block] if block else []
    return Screen(tuple(lines))


def _stage_lines(due: StageDue, dues: Dues, facts: Facts) -> Iterator[Words]:
    yield _when(due, dues, facts.rules.stage(due.stage).name)
    yield _what(due, facts)


def _when(due: StageDue, dues: Dues, name: str) -> Say:
    days = (due.last_day - dues.day).days
    if days < 0:
        return say(
            "<b>{stage}</b>: the recommended time ended on {day}. It can still be done.",
            stage=name,
            day=due.last_day,
        )
    if due.occasion == Occasion.OPENING:
        return say("<b>{stage}</b> has begun. The last day is {day}.", stage=name, day=due.last_day)
    if days == 0:
        return say("<b>{stage}</b>: today is the last day.", stage=name)
    return say_n(
        "<b>{stage}</b>: one day left. The last day is {day}.",
        "<b>{stage}</b>: {count} days left. The last day is {day}.",
        days,
        stage=name,
        day=due.last_day,
    )


def _what(due: StageDue, facts: Facts) -> Say:
    if due.capacity is Capacity.APPRAISER:
        return say_n(
            "You still have this to do for one person.",
            "You still have this to do for {count} people.",
            due.people,
        )
    if due.stage is StageId.SKP:
        return _planning(facts.own_plan)
    return rule_text(facts.rules.stage(due.stage).explanation)


def _planning(plan: Plan | None) -> Say:
    if plan is None:
        return say("You have not begun your plan yet. Compose it, then press Ajukan.")
    if plan.status is PlanStatus.DISETUJUI:
        return say("Your plan is approved. Please read it and press Sepakati.")
    if plan.status is PlanStatus.PERLU_PERBAIKAN:
        return say("Your plan was sent back. Improve it, then press Ajukan again.")
    return say("Your plan is a draft. Complete it, then press Ajukan.")


def _digest_lines(dues: Dues) -> Iterator[Words]:
    if dues.waiting:
        yield say_n(
            "<b>One plan</b> waits for your decision.",
            "<b>{count} plans</b> wait for your decision.",
            dues.waiting,
        )
    if dues.asking:
        yield say_n(
            "<b>One plan</b> waits for an answer to a request for a change.",
            "<b>{count} plans</b> wait for an answer to a request for a change.",
            dues.asking,
        )
