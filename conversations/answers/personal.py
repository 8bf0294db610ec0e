"""What an answer says of the reader's own plan, where it is about that, and where the product goes on."""

from collections.abc import Mapping

from conversations import planning
from conversations.answers.entries import Entry, Lead, Readers
from conversations.facts import Facts
from conversations.plan_text import status_label
from conversations.rules.cycle import current_stages
from conversations.rules.plan import points_missing, total_points
from conversations.rules.terms import PlanStatus, Role
from conversations.screens import Button
from conversations.words import Say, Words, rule_text, say

LEAD = "lead"
_LABELS: Mapping[Lead, Say] = {
    Lead.PLAN: say("Open my plan"),
    Lead.POINTS: say("See my points"),
    Lead.SCHEDULE: say("Schedule"),
    Lead.APPROVAL: say("Plans that wait"),
    Lead.SCHOOL: say("Sekolah"),
    Lead.REMINDERS: say("Reminders"),
    Lead.PROFILE: say("My profile"),
    Lead.OWN_DATA: say("Download my data"),
    Lead.REPORT: say("Report a problem"),
    Lead.CREDIT: say("Compute angka kredit"),
}


def personal_lines(entry: Entry, facts: Facts) -> tuple[Words, ...]:
    """The reader's own points, status or deadline, where the entry is about them."""
    if entry.leads_to is None or not _has_plan_to_do(facts):
        return ()
    match entry.leads_to:
        case Lead.POINTS:
            return _points(facts)
        case Lead.PLAN if facts.own_plan is not None:
            status = status_label(facts.rules_of(facts.own_plan), facts.own_plan.status)
            return (say("Your plan: <b>{status}</b>", status=status),)
        case Lead.SCHEDULE:
            return _schedule(facts)
        case _:
            return ()


def audience_lines(entry: Entry, facts: Facts) -> tuple[Words, ...]:
    """For whom the entry is, where the reader is somebody else."""
    if facts.person is None or entry.audience is Readers.BOTH:
        return ()
    is_readers = (entry.audience is Readers.KS) is (facts.plan_role is Role.KS)
    if is_readers:
        return ()
    return (say("This is about guru."),) if entry.audience is Readers.GURU else (say("This is about KS."),)


def lead_button(entry: Entry, facts: Facts) -> Button | None:
    """The button to where the product does what the entry is about; None where the reader cannot use it."""
    lead = entry.leads_to
    # Whoever is not registered yet can at least compute.
    if lead is None or (facts.person is None and lead is not Lead.CREDIT):
        return None
    match lead:
        case Lead.PLAN | Lead.POINTS if not _has_plan_to_do(facts):
            return None
        case Lead.APPROVAL if not facts.is_supervisor:
            return None
        case Lead.SCHOOL if not facts.is_ks:
            return None
        case _:
            return Button(_LABELS[lead], LEAD)


def _has_plan_to_do(facts: Facts) -> bool:
    person = facts.person
    return person is not None and not person.is_retired and planning.has_own_plan(facts)


def _points(facts: Facts) -> tuple[Words, ...]:
    plan = facts.own_plan
    if plan is None:
        return ()
    rules = facts.rules_of(plan)
    if plan.status is PlanStatus.DISEPAKATI:
        planned = total_points(rules, plan.content.rhk)
        return (
            say("<b>Points in your final plan: {points}</b>", points=planned),
            say("How many of them have their evidence is under /bukti."),
        )
    points, missing = total_points(rules, plan.content.rhk), points_missing(rules, plan.content.rhk)
    if missing:
        return (say("<b>Your points: {points}, {missing} short</b>", points=points, missing=missing),)
    minimum = rules.points.min_points
    return (say("<b>Your points: {points}; the minimum is {minimum}</b>", points=points, minimum=minimum),)


def _schedule(facts: Facts) -> tuple[Words, ...]:
    stages = current_stages(facts.rules, facts.period, facts.today)
    lines: list[Words] = [
        say("Recommended this month: <b>{stage}</b>", stage=rule_text(stage.name)) for stage in stages
    ]
    if planning.is_editable(facts):
        lines.append(
            say("Your plan is not submitted yet; the final date is <b>{day}</b>.", day=facts.final_date)
        )
    return tuple(lines)
