"""What a person still has to do in a stage, and when they will be reminded of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from conversations.facts import Facts
from conversations.own_reminders import Reminders
from conversations.rules.reminder_policy import DIGEST, NO_PLAN, SNOOZED, ReminderKind
from conversations.rules.reminders import Timetable
from conversations.rules.terms import PLAN_ROLES, Capacity, PlanStatus, Role, StageId


@dataclass(frozen=True, slots=True)
class Topic:
    """A stage, and why one is reminded of it: an Occasion, or `snoozed`."""

    stage: StageId
    occasion: str


@dataclass(frozen=True, slots=True)
class Coming:
    """A reminder that will come, if nothing is done until then."""

    at: datetime
    topics: tuple[Topic, ...]
    has_digest: bool


def concerned_stages(facts: Facts, reminders: Reminders) -> tuple[StageId, ...]:
    """The stages in which the person has a part, in cycle order."""
    stages = reminders.timetable.rules.stages
    return tuple(stage.id for stage in stages if _has_part(facts, reminders, stage.id))


def capacity_of(reminders: Reminders, stage: StageId) -> Capacity | None:
    """As whom one does something in a stage; None where nobody is reminded of it."""
    rule = reminders.timetable.policy.rule_of(stage)
    return None if rule is None else rule.capacity


def is_marked_by_hand(reminders: Reminders, stage: StageId) -> bool:
    """Whether only people can tell that a stage is done."""
    rule = reminders.timetable.policy.rule_of(stage)
    return rule is not None and rule.until_done


def is_undone(facts: Facts, reminders: Reminders, stage: StageId, day: date) -> bool:
    """Whether the person has something to do in a stage of the present half-year on a day."""
    if not _has_part(facts, reminders, stage):
        return False
    if capacity_of(reminders, stage) is Capacity.APPRAISER:
        return reminders.undone.get(stage, 0) > 0
    if stage in reminders.done:
        return False
    plan = facts.own_plan
    states = reminders.timetable.states_with_work(stage, day)
    if plan is None:
        return NO_PLAN in states
    # Whoever asked for a change waits for somebody else.
    is_waiting = plan.status is PlanStatus.DISETUJUI and plan.change_note != ""
    return plan.status in states and not is_waiting


def may_mark(facts: Facts, reminders: Reminders, stage: StageId) -> bool:
    """Whether the person may say now that a stage is done: it needs a final plan."""
    return is_marked_by_hand(reminders, stage) and is_undone(facts, reminders, stage, reminders.today)


def day_for_again(reminders: Reminders) -> date | None:
    """The next working day of the half-year after today."""
    return reminders.timetable.next_day(reminders.today)


def can_be_put_off(facts: Facts, reminders: Reminders, stage: StageId) -> bool:
    """Whether the person can be reminded of a stage once more on the next working day."""
    day = day_for_again(reminders)
    if day is None or stage in reminders.muted or not reminders.choice.is_on:
        return False
    return reminders.timetable.is_open(stage, day) and is_undone(facts, reminders, stage, day)


def can_digest_be_put_off(reminders: Reminders) -> bool:
    """Whether the person can be told once more of what waits for a decision."""
    return day_for_again(reminders) is not None and reminders.choice.is_on and reminders.is_awaited


def coming(facts: Facts, reminders: Reminders, most: int) -> tuple[Coming, ...]:
    """The next reminders of the person as things stand now, at most so many."""
    if not reminders.choice.is_on or facts.person is None or facts.person.is_retired:
        return ()
    topics: dict[date, dict[StageId, Topic]] = {}
    for day, topic in (*_present(facts, reminders), *_following(facts, reminders)):
        topics.setdefault(day, {}).setdefault(topic.stage, topic)
    digests = frozenset(_digests(reminders))
    found = sorted({*topics, *digests})
    return tuple(
        Coming(reminders.at(day), _in_order(topics.get(day, {})), day in digests)
        for day in found
        if _is_to_come(facts, reminders, day)
    )[:most]


def _in_order(topics: dict[StageId, Topic]) -> tuple[Topic, ...]:
    return tuple(topics[stage] for stage in StageId if stage in topics)


def _present(facts: Facts, reminders: Reminders) -> Iterator[tuple[date, Topic]]:
    for stage in concerned_stages(facts, reminders):
        if stage in reminders.muted:
            continue
        for day, topic in _planned(reminders, reminders.timetable, stage):
            if is_undone(facts, reminders, stage, day):
                yield day, topic
        again = _again_on(reminders, stage)
        if again is not None and is_undone(facts, reminders, stage, again):
            yield again, Topic(stage, SNOOZED)


def _following(facts: Facts, reminders: Reminders) -> Iterator[tuple[date, Topic]]:
    """Of the next half-year it is known only that there is no plan yet."""
    if _owns_plans(facts) and NO_PLAN in reminders.following.states_with_work(
        StageId.SKP, reminders.following.period.start
    ):
        yield from _planned(reminders, reminders.following, StageId.SKP)


def _planned(reminders: Reminders, timetable: Timetable, stage: StageId) -> Iterator[tuple[date, Topic]]:
    for planned in timetable.planned(stage):
        if timetable.policy.kind_of(planned.occasion) not in reminders.choice.off:
            yield planned.day, Topic(stage, planned.occasion)


def _again_on(reminders: Reminders, stage: str) -> date | None:
    """The working day on which the person wants to hear of a stage again."""
    wished, timetable = reminders.again_on(stage), reminders.timetable
    return None if wished is None else timetable.work.next_working(wished, timetable.period.end)


def _digests(reminders: Reminders) -> Iterator[date]:
    if not reminders.is_awaited:
        return
    if ReminderKind.DIGEST not in reminders.choice.off:
        yield from reminders.timetable.digests()
    again = _again_on(reminders, DIGEST)
    if again is not None:
        yield again


def _is_to_come(facts: Facts, reminders: Reminders, day: date) -> bool:
    """There is one message a day, so who was told today is told again on another day."""
    return reminders.at(day) > facts.now and day != reminders.told_on


def _has_part(facts: Facts, reminders: Reminders, stage: StageId) -> bool:
    match capacity_of(reminders, stage):
        case Capacity.OWNER:
            return _owns_plans(facts)
        case Capacity.APPRAISER:
            return facts.is_supervisor
        case None:
            return False


def _owns_plans(facts: Facts) -> bool:
    is_guru = facts.person is not None and facts.person.role is Role.GURU
    return is_guru or any(member.role in PLAN_ROLES for member in facts.memberships)
