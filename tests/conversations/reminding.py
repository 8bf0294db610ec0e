"""Reminders as the store would load them, and what happens to them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta, timezone

from bot.schedule.policy import load_policy
from conversations.effects import Effect
from conversations.own_reminders import ReminderChoice, Reminders
from conversations.reminder_effects import (
    ChooseHour,
    ChooseSchoolHour,
    MarkStage,
    MuteStage,
    RemindAgain,
    SwitchKind,
    TurnReminders,
)
from conversations.rules.cycle import Period
from conversations.rules.regulation import RuleSet
from conversations.rules.reminders import Timetable, WorkCalendar
from conversations.rules.terms import Capacity

WIB = timezone(timedelta(hours=7))
HOLIDAYS = frozenset({date(2026, 8, 17)})


def timetable(rules: RuleSet, period: Period, final_date: date | None = None) -> Timetable:
    """The reminders of a half-year with one holiday."""
    return Timetable(load_policy(), rules, period, final_date or period.end, WorkCalendar(HOLIDAYS))


def nothing_chosen(rules: RuleSet, today: date, final_date: date | None = None) -> Reminders:
    """Somebody in WIB who has chosen nothing and done nothing."""
    period = Period.of(today)
    return Reminders(
        timetable=timetable(rules, period, final_date),
        following=timetable(rules, period.next()),
        today=today,
        zone=WIB,
        usual_hour=8,
    )


def changed(reminders: Reminders, effect: Effect) -> Reminders:
    """The store in small."""
    choice = reminders.choice
    match effect:
        case TurnReminders(is_on):
            return replace(reminders, choice=replace(choice, is_on=is_on))
        case ChooseHour(hour):
            return replace(reminders, choice=replace(choice, hour=hour))
        case SwitchKind(kind, is_on):
            off = choice.off - {kind} if is_on else choice.off | {kind}
            return replace(reminders, choice=ReminderChoice(choice.is_on, choice.hour, off))
        case MuteStage(_, stage, is_muted):
            assert is_muted is (stage not in reminders.muted)
            return replace(reminders, muted=reminders.muted ^ {stage})
        case RemindAgain(_, stages, day):
            kept = {stage: at for stage, at in reminders.again.items() if stage not in stages}
            return replace(reminders, again=kept if day is None else {**kept, **dict.fromkeys(stages, day)})
        case MarkStage():
            return _marked(reminders, effect)
        case ChooseSchoolHour(school_id, hour):
            hours: Mapping[int, int] = {} if hour is None else {school_id: hour}
            return replace(reminders, school_hours=hours)
        case _:
            raise AssertionError(f"not about reminders: {effect}")


def _marked(reminders: Reminders, effect: MarkStage) -> Reminders:
    stage = effect.stage
    if effect.capacity is Capacity.OWNER:
        assert effect.is_done is (stage not in reminders.done)
        return replace(reminders, done=reminders.done ^ {stage})
    assert bool(reminders.undone[stage]) is effect.is_done
    count = 0 if effect.is_done else 2
    marked = reminders.marked | {stage} if effect.is_done else reminders.marked - {stage}
    return replace(reminders, undone={**reminders.undone, stage: count}, marked=marked)
