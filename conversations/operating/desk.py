"""The operator's menu, and how the whole product does."""

from conversations.facts import Facts, Health
from conversations.navigation import HELP_BUTTON, HOME_BUTTON, LEAVE
from conversations.operating.state import OperatingState, Place
from conversations.plan_text import period_name, status_label
from conversations.rules.cycle import Period
from conversations.rules.regulation import RuleSet
from conversations.screens import Button, Screen, column
from conversations.words import Words, say


def show_menu(state: OperatingState, facts: Facts) -> Screen:
    """What an operator can do."""
    waiting = facts.health.unanswered_reports if facts.health else 0
    unanswered = facts.health.open_questions if facts.health else 0
    lines: list[Words] = [
        say("<b>Operator</b>"),
        say("Schools, ways in and lost accounts are looked after here."),
    ]
    if facts.person is None:
        lines += ["", say("You are not registered as guru or principal, and as operator need not be.")]
    first = (
        Button(say("Register school and KS"), f"go:{Place.NPSN}"),
        Button(say("Invite a penilai"), f"go:{Place.APPRAISER}"),
        Button(say("Recover an account"), f"go:{Place.LOST}"),
    )
    to_read = (
        Button(say("Reports ({count})", count=waiting), f"go:{Place.REPORTS}"),
        Button(say("Questions ({count})", count=unanswered), "questions"),
    )
    last = [Button(say("Siaran"), "broadcast"), Button(say("How things stand"), f"go:{Place.STATUS}")]
    if facts.person is None:
        last.append(Button(say("Also become guru or KS"), "register"))
    elif facts.is_ks:
        last.append(Button(say("Invite to my school"), "school"))
    leave = (HELP_BUTTON,) if facts.person is None else (HELP_BUTTON, HOME_BUTTON)
    return Screen(tuple(lines), (*column(first), to_read, *column(last), leave))


def show_status(state: OperatingState, facts: Facts) -> Screen:
    """Counts, without names."""
    lines = () if facts.health is None else health_lines(facts.health, facts.period, facts.rules)
    return Screen(
        (say("<b>How things stand</b>"), *lines), (*column([Button(say("Look again"), "again")]), LEAVE)
    )


def health_lines(health: Health, period: Period, rules: RuleSet) -> tuple[Words, ...]:
    """The counts in words, without markup."""
    lines: list[Words] = [
        say(
            "People: {count}, of whom {unreachable} cannot be written to.",
            count=health.people,
            unreachable=health.unreachable,
        ),
        say(
            "Schools: {count}, of which {without} without a principal.",
            count=health.schools,
            without=health.schools_without_ks,
        ),
        "",
        say("Plans of {period}:", period=period_name(period)),
    ]
    lines += [
        say("• {status}: {count}", status=status_label(rules, status), count=count)
        for status, count in health.plans.items()
    ]
    lines += [
        "",
        say("Messages on their way: {count}", count=health.outbox_waiting),
        *_queue_lines(health),
        say("Messages that could not be sent: {count}", count=health.outbox_failed),
        say("Updates that could not be processed: {count}", count=health.failed_updates),
        say("Reports without an answer: {count}", count=health.unanswered_reports),
        *_clock_lines(health),
    ]
    if health.answers_trouble:
        lines += ["", say("The new answers were refused: {trouble}", trouble=health.answers_trouble)]
    return tuple(lines)


def _clock_lines(health: Health) -> tuple[Words, ...]:
    """When the clock of reminders ticked, and when the next reminder may come."""
    if health.ticked_at is None:
        return (say("The clock of reminders has not ticked yet."),)
    ticked = say("The clock of reminders last ticked on {at}.", at=health.ticked_at)
    if health.next_due_at is None:
        return (ticked,)
    return (ticked, say("The next reminders may come on {at}.", at=health.next_due_at))


def _queue_lines(health: Health) -> tuple[Words, ...]:
    """What waits by urgency, for how long, and how fast it leaves."""
    lanes = health.outbox_lanes
    return (
        say(
            "• urgent {urgent}, usual {normal}, once more {retry}, to many {bulk}",
            urgent=lanes["urgent"],
            normal=lanes["normal"],
            retry=lanes["retry"],
            bulk=lanes["bulk"],
        ),
        say("• the longest waiting: {minutes} min", minutes=health.outbox_oldest_seconds // 60),
        say("Messages sent in the last minute: {count}", count=health.outbox_sent_last_minute),
    )
