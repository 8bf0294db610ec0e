"""How occasions, kinds, hours and stages read in /pengingat."""

from functools import reduce

from conversations.days import weekday_and_date
from conversations.facts import Facts
from conversations.own_reminders import Reminders
from conversations.reminders.calling import Coming, Topic
from conversations.rules.reminder_policy import SNOOZED, Occasion, ReminderKind
from conversations.rules.terms import StageId
from conversations.words import Say, Words, say


def hour_name(hour: int) -> Say:
    """A full hour as on a clock."""
    return say("{hour}:00", hour=f"{hour:02d}")


def kind_name(kind: ReminderKind) -> Say:
    """What a switch is about."""
    match kind:
        case ReminderKind.OPENING:
            return say("A stage begins")
        case ReminderKind.DEADLINE:
            return say("A stage ends soon")
        case ReminderKind.OVERDUE:
            return say("A stage is late")
        case ReminderKind.DIGEST:
            return say("Weekly digest of plans")


def stage_name(facts: Facts, stage: StageId) -> str:
    """A stage by its official name."""
    return facts.rules.stage(stage).name


def coming_line(coming: Coming, facts: Facts) -> Say:
    """A reminder that will come: when, and what it is about."""
    parts: list[Words] = [_topic(topic, facts) for topic in coming.topics]
    if coming.has_digest:
        parts.append(say("plans that wait for you"))
    what = reduce(lambda first, second: say("{first}; {second}", first=first, second=second), parts)
    return say("• {at}: {what}", at=coming.at, what=what)


def again_line(reminders: Reminders, subject: str) -> tuple[Words, ...]:
    """On which day the person is reminded once more."""
    day = reminders.again_on(subject)
    return () if day is None else (say("Reminded again from: {day}", day=weekday_and_date(day)),)


def _topic(topic: Topic, facts: Facts) -> Say:
    stage = stage_name(facts, topic.stage)
    match topic.occasion:
        case Occasion.OPENING:
            return say("{stage} begins", stage=stage)
        case Occasion.HALFWAY:
            return say("{stage}, half of the time is over", stage=stage)
        case Occasion.DAYS_3:
            return say("{stage}, 3 days before it ends", stage=stage)
        case Occasion.DAY_1:
            return say("{stage}, the day before it ends", stage=stage)
        case Occasion.LAST_DAY:
            return say("{stage}, its last day", stage=stage)
        case Occasion.OVERDUE:
            return say("{stage}, if it is still open", stage=stage)
        case _ if topic.occasion == SNOOZED:
            return say("{stage}, once more as you wished", stage=stage)
        case _:
            return say("{stage}", stage=stage)
