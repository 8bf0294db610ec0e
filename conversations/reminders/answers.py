"""What is decided of a stage, from its screen and from the button of a reminder alike, and what is said."""

from datetime import date

from conversations.days import weekday_and_date
from conversations.effects import Effect
from conversations.facts import Facts
from conversations.own_reminders import Reminders
from conversations.reminder_effects import MarkStage, MuteStage, RemindAgain
from conversations.reminders.calling import (
    can_be_put_off,
    capacity_of,
    day_for_again,
    is_undone,
    may_mark,
)
from conversations.reminders.stages import AGAIN, DONE, MUTE, UNDONE, UNMUTE
from conversations.reminders.texts import stage_name
from conversations.rules.reminder_policy import DIGEST
from conversations.rules.terms import Capacity, StageId
from conversations.words import Say, say, say_n

Answer = tuple[Say, tuple[Effect, ...]]

OFF = say("All your reminders are off. /pengingat brings them back.")
_NO_DAY = say("No working day follows in this half-year, so I cannot remind you again.")
_NOTHING = say("There is nothing left for you to do there now.")


def answer(action: str, stage: StageId, facts: Facts, reminders: Reminders) -> Answer:
    """What an action on a stage does, if it can be done, and the word about it."""
    name, period = stage_name(facts, stage), reminders.period
    if action == DONE:
        return _mark(stage, facts, reminders)
    if action == UNDONE:
        word = say("Taken back: {stage} is not done yet.", stage=name)
        return word, (_marking(stage, reminders, is_done=False),)
    if action == MUTE:
        return _mute(stage, facts, reminders)
    if action == UNMUTE:
        word = say("I will remind you of {stage} again.", stage=name)
        return word, (MuteStage(period, stage, is_muted=False),)
    if action == AGAIN:
        return put_off((stage,), has_digest=False, facts=facts, reminders=reminders)
    return say("Taken back: no extra reminder of {stage}.", stage=name), (
        RemindAgain(period, (stage,), None),
    )


def put_off(stages: tuple[StageId, ...], *, has_digest: bool, facts: Facts, reminders: Reminders) -> Answer:
    """Remind of what can be put off on the next working day, else say why not."""
    wanted: list[str] = [stage for stage in stages if can_be_put_off(facts, reminders, stage)]
    if has_digest and reminders.is_awaited:
        wanted.append(DIGEST)
    day = day_for_again(reminders)
    if not reminders.choice.is_on:
        return OFF, ()
    if day is None:
        return _NO_DAY, ()
    if not wanted:
        return _why_not(stages, facts, reminders, day), ()
    word = say("Gladly: I will remind you again on {day}.", day=weekday_and_date(day))
    return word, (RemindAgain(reminders.period, tuple(wanted), day),)


def _why_not(stages: tuple[StageId, ...], facts: Facts, reminders: Reminders, day: date) -> Say:
    muted = next((stage for stage in stages if stage in reminders.muted), None)
    if muted is not None:
        return say(
            "You are not reminded of {stage}. You can change that here.", stage=stage_name(facts, muted)
        )
    if any(is_undone(facts, reminders, stage, reminders.today) for stage in stages):
        return say("On {day} it is too late for Ajukan, so please do it before.", day=weekday_and_date(day))
    return _NOTHING


def _mark(stage: StageId, facts: Facts, reminders: Reminders) -> Answer:
    name = stage_name(facts, stage)
    if not may_mark(facts, reminders, stage):
        return say("{stage}: nothing is left for you to mark as done.", stage=name), ()
    effect = _marking(stage, reminders, is_done=True)
    if effect.capacity is Capacity.OWNER:
        return say("Noted: {stage} is done. You will not be reminded of it.", stage=name), (effect,)
    word = say_n(
        "Noted: {stage} is done for one person.",
        "Noted: {stage} is done for {count} people.",
        reminders.undone.get(stage, 0),
        stage=name,
    )
    return word, (effect,)


def _mute(stage: StageId, facts: Facts, reminders: Reminders) -> Answer:
    name = stage_name(facts, stage)
    if stage in reminders.muted:
        return say("You are not reminded of {stage} already.", stage=name), ()
    word = say("I will not remind you of {stage} in this half-year.", stage=name)
    return word, (MuteStage(reminders.period, stage, is_muted=True),)


def _marking(stage: StageId, reminders: Reminders, *, is_done: bool) -> MarkStage:
    capacity = capacity_of(reminders, stage) or Capacity.OWNER
    return MarkStage(reminders.period, stage, capacity, is_done)
