"""One stage: whether it is done, reminded of, or put off; and the question which of several is meant."""

from conversations.facts import Facts
from conversations.navigation import LEAVE
from conversations.own_reminders import Reminders
from conversations.plan_text import period_name, status_label
from conversations.reminders.calling import (
    can_be_put_off,
    capacity_of,
    is_undone,
    may_mark,
)
from conversations.reminders.state import RemindersState
from conversations.reminders.texts import again_line, stage_name
from conversations.rules.terms import Capacity, PlanStatus, StageId
from conversations.screens import Button, Screen, column
from conversations.words import Say, Words, rule_text, say, say_n

DONE, UNDONE, MUTE, UNMUTE, AGAIN, NOT_AGAIN = "done", "undone", "mute", "unmute", "again", "not_again"
OVERVIEW = "overview"


def show_stage(stage: StageId, facts: Facts, reminders: Reminders) -> Screen:
    """Draw a stage and what can be said about it now, or taken back."""
    first, last = reminders.timetable.window(stage)
    lines: list[Words] = [
        say("<b>{stage}</b>, {period}", stage=stage_name(facts, stage), period=period_name(reminders.period)),
        say("Recommended from {first} to {last}", first=first, last=last),
        rule_text(facts.rules.stage(stage).explanation),
        "",
        *standing(stage, facts, reminders),
    ]
    if stage in reminders.muted:
        lines.append(say("You are not reminded of this stage."))
    else:
        lines += again_line(reminders, stage)
    if not reminders.choice.is_on:
        lines.append(say("All your reminders are off."))
    return Screen(tuple(lines), (*column(_buttons(stage, facts, reminders)), LEAVE))


def standing(stage: StageId, facts: Facts, reminders: Reminders) -> tuple[Words, ...]:
    """How a stage stands, in a sentence."""
    if capacity_of(reminders, stage) is Capacity.APPRAISER:
        count = reminders.undone.get(stage)
        if not count:
            return (_NOBODY if count is None else say("Marked as done for everybody."),)
        return (
            say_n(
                "<b>One person</b> is not marked as done yet.",
                "<b>{count} people</b> are not marked as done yet.",
                count,
            ),
        )
    plan = facts.own_plan
    if plan is None:
        return (say("Your plan for this half-year has not been started."),)
    if stage is StageId.SKP or plan.status is not PlanStatus.DISEPAKATI:
        status = status_label(facts.rules_of(plan), plan.status)
        later = () if stage is StageId.SKP else (say("This stage begins for you when your plan is final."),)
        return (say("Your plan: <b>{status}</b>", status=status), *later)
    return (say("You have marked it as done."),) if stage in reminders.done else (_NOT_MARKED,)


def show_pick(state: RemindersState, facts: Facts, reminders: Reminders) -> Screen:
    """Ask which of the stages of a reminder is meant."""
    is_done = state.wish == DONE
    head = say("Which stage is done?") if is_done else say("Of which stage shall I not remind you?")
    stages = pickable(state, facts, reminders)
    nothing = () if stages else (say("None of them waits for it any more."),)
    buttons = (Button(stage_name(facts, stage), f"{state.wish}:{stage.lower()}") for stage in stages)
    return Screen((head, *nothing), (*column(buttons), LEAVE))


def pickable(state: RemindersState, facts: Facts, reminders: Reminders) -> tuple[StageId, ...]:
    """The stages for which the wish can still be granted."""
    if state.wish == DONE:
        return tuple(stage for stage in state.stages if may_mark(facts, reminders, stage))
    return tuple(stage for stage in state.stages if stage not in reminders.muted)


def _buttons(stage: StageId, facts: Facts, reminders: Reminders) -> list[Button]:
    buttons: list[Button] = []
    if may_mark(facts, reminders, stage):
        buttons.append(Button(say("Already done"), DONE))
    if _has_marks(stage, reminders):
        buttons.append(Button(say("Undo: not done yet"), UNDONE))
    if reminders.again_on(stage) is not None:
        buttons.append(Button(say("Undo: not again"), NOT_AGAIN))
    elif can_be_put_off(facts, reminders, stage) and is_undone(facts, reminders, stage, reminders.today):
        buttons.append(Button(say("Remind me tomorrow"), AGAIN))
    if stage in reminders.muted:
        buttons.append(Button(say("Undo: remind me of it"), UNMUTE))
    else:
        buttons.append(Button(say("Do not remind of this stage"), MUTE))
    return [*buttons, Button(say("All my reminders"), OVERVIEW)]


def _has_marks(stage: StageId, reminders: Reminders) -> bool:
    if capacity_of(reminders, stage) is Capacity.APPRAISER:
        return stage in reminders.marked
    return stage in reminders.done


_NOBODY: Say = say("Nobody whose plan you decide on has a final plan yet.")
_NOT_MARKED: Say = say("You have not marked it as done yet.")
