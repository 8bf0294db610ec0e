"""How a plan reads, for its owner and for whoever decides on it."""

from collections.abc import Iterator

from conversations.facts import Plan
from conversations.paging import Block, paginate
from conversations.rules.cycle import Period, is_era_notice_due
from conversations.rules.plan import (
    AdditionalDuty,
    BehaviorChoice,
    PlanContent,
    RHKItem,
    item_points,
    points_missing,
    total_points,
    warnings,
)
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Role
from conversations.screens import Button
from conversations.words import Say, Words, rule_text, say

PRINT_BUTTON = Button(say("Print (PDF)"), "print")
PDF_COMES = say("The PDF is on its way.")
NOT_CHOSEN = say("not chosen yet")
PMM_COUNTS = say("<i>The official record is PMM, since 2025 Ruang GTK: enter the agreed plan there too.</i>")


def period_name(period: Period) -> Say:
    """The half-year as people call it."""
    if period.half == 1:
        return say("January-June {year}", year=str(period.year))
    return say("July-December {year}", year=str(period.year))


def points_line(rules: RuleSet, content: PlanContent) -> Say:
    """The running total against the minimum."""
    points = total_points(rules, content.rhk)
    minimum = rules.points.min_points
    missing = points_missing(rules, content.rhk)
    if missing:
        return say(
            "{points} / {minimum} points, {missing} short", points=points, minimum=minimum, missing=missing
        )
    return say(
        "{points} / {minimum} points. {label}", points=points, minimum=minimum, label=rules.points.met_label
    )


def advice_lines(rules: RuleSet, content: PlanContent) -> tuple[Words, ...]:
    """Advice on a plan of more points than advised; it blocks nothing."""
    if not warnings(rules, content):
        return ()
    most = rules.points.advised_max_points
    return (
        say("More than {most} points is allowed, but not advised: only promise what you can do.", most=most),
    )


def status_label(rules: RuleSet, status: PlanStatus) -> Say:
    """The status by its label."""
    return rule_text(rules.plan_status_label(status))


def practice_name(rules: RuleSet, content: PlanContent) -> Words:
    """The official name of the chosen sub-indikator."""
    return NOT_CHOSEN if content.practice is None else rules.sub_indicator(content.practice).name


def behavior_focus(rules: RuleSet, choice: BehaviorChoice) -> Words:
    """The chosen focus of an aspect, or the person's own words."""
    if choice.choice_id is None:
        return choice.text
    return rule_text(rules.behavior(choice.aspect_id).choice(choice.choice_id).behavior_focus)


def duty_name(rules: RuleSet, duty: AdditionalDuty) -> Words:
    """The name of a tugas tambahan, with the person's own words where it is described freely."""
    name = rule_text(rules.duty(duty.duty_id).name)
    return say("{name}: {text}", name=name, text=duty.text) if duty.text else name


def summary_lines(plan: Plan, rules: RuleSet) -> tuple[Words, ...]:
    """The plan in a few lines."""
    content = plan.content
    lines: list[Words] = [
        say("<b>{name}</b>", name=plan.owner_name),
        _school_name(plan),
        say("Period: {period}", period=period_name(plan.period)),
        say("Status: <b>{status}</b>", status=status_label(rules, plan.status)),
        "",
        say("Praktik Kinerja: {practice}", practice=practice_name(rules, content)),
        say("Pengembangan Kompetensi: {points}", points=points_line(rules, content)),
        *(rhk_line(rules, item) for item in content.rhk),
    ]
    if plan.role is Role.GURU:
        lines.append(say("Tugas Tambahan: {count}", count=len(content.duties)))
    filled = sum(choice.is_filled for choice in content.behaviors)
    lines.append(say("Perilaku Kerja: {filled} of {all}", filled=filled, all=len(rules.work_behaviors)))
    return tuple(lines)


def plan_pages(plan: Plan, rules: RuleSet) -> tuple[Block, ...]:
    """The whole plan, word by word, on pages that fit a message."""
    return paginate(_blocks(plan, rules))


def next_step_label(plan: Plan | None) -> Say:
    """What the owner does next with a plan, in a button."""
    if plan is None:
        return say("Start my plan")
    match plan.status:
        case PlanStatus.BELUM_DIAJUKAN:
            return say("Continue my plan")
        case PlanStatus.PERLU_PERBAIKAN:
            return say("Improve my plan")
        case PlanStatus.DISETUJUI:
            return say("Read and agree")
        case _:
            return say("See my plan")


def era_lines(rules: RuleSet, period: Period) -> tuple[Words, ...]:
    """Which year's rules are used, for a period after the one that they were written for."""
    if not is_era_notice_due(rules, period):
        return ()
    year = str(rules.validity.last_day.year)
    return (
        say(
            "ℹ️ This uses the rules of {year}. They have changed since; the official entry counts.", year=year
        ),
    )


def _blocks(plan: Plan, rules: RuleSet) -> Iterator[Block]:
    content = plan.content
    yield summary_head(plan, rules)
    yield ("", say("<b>1. Praktik Kinerja</b>"), practice_name(rules, content))
    yield ("", say("<b>2. Pengembangan Kompetensi</b>"), points_line(rules, content))
    yield from (_item_block(rules, item) for item in content.rhk)
    yield advice_lines(rules, content)
    if plan.role is Role.GURU:
        yield ("", say("<b>3. Tugas Tambahan</b>"))
        yield from ((_bullet(duty_name(rules, duty)),) for duty in content.duties)
        if not content.duties:
            yield (say("none"),)
    # A KS has no Tugas Tambahan (regulation.md 3.2).
    is_guru = plan.role is Role.GURU
    yield ("", say("<b>4. Perilaku Kerja</b>") if is_guru else say("<b>3. Perilaku Kerja</b>"))
    chosen = {choice.aspect_id: choice for choice in content.behaviors if choice.is_filled}
    for aspect in rules.work_behaviors:
        focus = behavior_focus(rules, chosen[aspect.id]) if aspect.id in chosen else NOT_CHOSEN
        yield (say("<b>{aspect}</b>: {focus}", aspect=aspect.aspect, focus=focus),)


def summary_head(plan: Plan, rules: RuleSet) -> Block:
    """Whose plan it is, of which half-year, and where it stands."""
    return (
        say("<b>{name}</b>, {school}", name=plan.owner_name, school=_school_name(plan)),
        say("Period: {period}", period=period_name(plan.period)),
        say("Status: <b>{status}</b>", status=status_label(rules, plan.status)),
    )


def _school_name(plan: Plan) -> Words:
    """A KS whom nobody appraises here agrees on the plan outside, and yet has a school."""
    if plan.school is not None:
        return plan.school.name
    if plan.role is Role.KS:
        return say("without a penilai here (mode mandiri)")
    return say("without a school here (mode mandiri)")


def rhk_line(rules: RuleSet, item: RHKItem) -> Say:
    """One chosen RHK in a line."""
    rhk = rules.rhk(item.number)
    points = item_points(rules, item)
    label = rule_text(rhk.label)
    return say("• {label} {quantity}× = {points} points", label=label, quantity=item.quantity, points=points)


def _item_block(rules: RuleSet, item: RHKItem) -> Block:
    rhk = rules.rhk(item.number)
    points = item_points(rules, item)
    return (
        say("<b>RHK {number}</b> {title}", number=item.number, title=rhk.title),
        say(
            "{quantity} × ({unit}) × {each} = <b>{points} points</b>",
            quantity=item.quantity,
            unit=rhk.unit,
            each=rhk.points,
            points=points,
        ),
        say("Evidence: {evidence}", evidence=rhk.evidence),
    )


def _bullet(words: Words) -> Say:
    return say("• {item}", item=words)
