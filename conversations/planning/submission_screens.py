"""Rangkuman, Ajukan, and what follows until Sepakati."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from conversations.facts import Facts, Plan
from conversations.navigation import HELP_BUTTON, HOME_BUTTON, LEAVE, page_buttons, versioned
from conversations.paging import Block, page_of
from conversations.person_text import known_name
from conversations.plan_history import history_pages
from conversations.plan_text import (
    PMM_COUNTS,
    PRINT_BUTTON,
    era_lines,
    plan_pages,
    summary_lines,
)
from conversations.planning.parts import stage_line
from conversations.planning.receiver import (
    destination,
    is_awaited,
    is_reachable,
    receiver_first,
    receiver_name,
    tell_directly,
)
from conversations.planning.state import Place, PlanningState, content_of, is_editable, role_of, rules_for
from conversations.rules.plan import Missing, MissingPart, missing_parts
from conversations.rules.terms import PlanningStageId, PlanStatus, Role
from conversations.screens import Button, Screen
from conversations.words import Say, Words, say

EMPTY = say("Nothing is in your plan yet. Start with Praktik Kinerja.")
MOST_NOTE_CHARS = 500


def show_submission(state: PlanningState, facts: Facts) -> Screen:
    """Draw Rangkuman or a place after it."""
    if facts.own_plan is None:
        return Screen((EMPTY,), ((Button(say("Praktik Kinerja"), "edit:practice"),), LEAVE))
    return _SCREENS[state.place](state, facts, _addressed(facts.own_plan, facts))


def _addressed(plan: Plan, facts: Facts) -> Plan:
    """The plan as it would be submitted; a draft belongs to no school until then."""
    if not is_editable(facts):
        return plan
    return replace(plan, school=facts.school, role=role_of(facts), content=content_of(facts))


def missing_line(missing: Missing, facts: Facts) -> Say:
    """One thing that is still missing, as a sentence."""
    match missing.part:
        case MissingPart.PRACTICE:
            return say("Praktik Kinerja: choose one sub-indikator.")
        case MissingPart.RHK_NONE | MissingPart.POINTS:
            return say("Pengembangan Kompetensi: {points} points short.", points=missing.points)
        case MissingPart.BEHAVIORS:
            aspects = ", ".join(rules_for(facts).behavior(aspect).aspect for aspect in missing.aspects)
            return say("Perilaku Kerja: choose a focus for {aspects}.", aspects=aspects)


def missing_lines(facts: Facts) -> tuple[Words, ...]:
    """Everything that keeps the plan from being submitted."""
    missing = missing_parts(rules_for(facts), role_of(facts), content_of(facts))
    return tuple(say("• {item}", item=missing_line(entry, facts)) for entry in missing)


def is_closed(facts: Facts) -> bool:
    """Whether the last day for Ajukan is over."""
    return facts.today > facts.final_date


def closed_line(facts: Facts) -> Say:
    """Since when Ajukan is refused, and whom to ask."""
    return say(
        "Submitting closed on {final_date}. Please ask {who} or the operator of your school.",
        final_date=facts.final_date,
        who=receiver_name(facts),
    )


def _readiness(facts: Facts) -> tuple[Words, ...]:
    if is_closed(facts):
        return (closed_line(facts),)
    missing = missing_lines(facts)
    return (say("Still missing:"), *missing) if missing else (say("Complete. You can submit it."),)


def _summary(state: PlanningState, facts: Facts, plan: Plan) -> Screen:
    lines: list[Words] = [stage_line(facts, PlanningStageId.SUMMARY), "", *_revision(plan)]
    lines += summary_lines(plan, rules_for(facts))
    lines += ["", *_readiness(facts)]
    lines += ["", PMM_COUNTS, *era_lines(rules_for(facts), plan.period)]
    duties = (Button(say("Ubah Tugas Tambahan"), "edit:duties"),) if plan.role is Role.GURU else ()
    rows = (
        (Button(say("Ajukan"), "submit"),),
        (Button(say("Lihat lengkap"), "full"), Button(say("Riwayat"), "history")),
        (Button(say("Ubah Praktik"), "edit:practice"), Button(say("Ubah RHK"), "edit:rhk")),
        (*duties, Button(say("Ubah perilaku"), "edit:behaviors")),
        *_era_row(facts, plan),
        (PRINT_BUTTON, Button(say("Start over"), "clear")),
        LEAVE,
    )
    return Screen(tuple(lines), rows)


def _era_row(facts: Facts, plan: Plan) -> tuple[tuple[Button, ...], ...]:
    if not era_lines(rules_for(facts), plan.period):
        return ()
    return ((Button(say("Which rules are used?"), "era"),),)


def _revision(plan: Plan) -> tuple[Words, ...]:
    if not plan.revision_note or plan.status is not PlanStatus.PERLU_PERBAIKAN:
        return ()
    if plan.role is Role.KS:
        return (say("Your penilai asks: <b>{note}</b>", note=plan.revision_note), "")
    return (say("Your principal asks: <b>{note}</b>", note=plan.revision_note), "")


def _pages(pages: tuple[Block, ...], state: PlanningState, tail: tuple[Words, ...] = ()) -> Screen:
    page, lines = page_of(pages, state.page)
    turn = page_buttons(page, len(pages))
    return Screen((*lines, *tail), ((turn,) if turn else ()) + ((PRINT_BUTTON,), LEAVE))


def _full(state: PlanningState, facts: Facts, plan: Plan) -> Screen:
    return _pages(plan_pages(plan, rules_for(facts)), state, ("", PMM_COUNTS))


def _history(state: PlanningState, facts: Facts, plan: Plan) -> Screen:
    return _pages(history_pages(plan, rules_for(facts)), state)


def _confirm(state: PlanningState, facts: Facts, plan: Plan) -> Screen:
    question = say("<b>Submit this plan?</b>")
    lines = (question, "", *summary_lines(plan, rules_for(facts)), "", *_consequences(facts))
    submit = Button(say("Ya, ajukan"), "yes")
    return Screen(lines, ((submit,), LEAVE))


def _consequences(facts: Facts) -> tuple[Words, ...]:
    school = destination(facts)
    locked = say("After Ajukan the plan is locked: you cannot edit or withdraw it.")
    if school is None:
        return (
            locked,
            *_agreed_outside(facts),
            say("Submit it only after you have discussed it with {who}.", who=receiver_name(facts)),
        )
    if role_of(facts) is Role.GURU and school.led_by_plt:
        return (
            locked,
            say("Your school is led by a Plt., so the system approves the plan at once, unread by anybody."),
            say("Please read it once more with Lihat lengkap before you submit."),
        )
    if is_awaited(role_of(facts), school):
        return (locked, say("Your principal has not joined here yet. The plan waits for them."))
    if not is_reachable(role_of(facts), school):
        return (locked, tell_directly(facts))
    told = say(
        "{who} is told at once. Until it is agreed you can press Minta ubah.", who=receiver_first(facts)
    )
    return (locked, told)


def _agreed_outside(facts: Facts) -> tuple[Words, ...]:
    if facts.school is None:
        return (
            say("In mode mandiri it becomes Disepakati at once, marked as agreed outside the assistant."),
        )
    return (
        say("No penilai of your school is here, so it goes as in mode mandiri:"),
        say("It becomes Disepakati at once, marked as agreed outside the assistant."),
    )


def _clear(state: PlanningState, facts: Facts, plan: Plan) -> Screen:
    lines = (say("Remove everything from this plan and start over? This cannot be undone."),)
    return Screen(lines, ((Button(say("Yes, start over"), "clear_yes"),), LEAVE))


def _status(state: PlanningState, facts: Facts, plan: Plan) -> Screen:
    lines: list[Words] = [*summary_lines(plan, rules_for(facts)), "", *_where_it_stands(plan, facts)]
    if plan.change_note:
        lines += ["", say("You asked for a change: {note}", note=plan.change_note)]
    lines += ["", PMM_COUNTS, *era_lines(rules_for(facts), plan.period)]
    rows: list[tuple[Button, ...]] = []
    if plan.status is PlanStatus.DISETUJUI:
        rows.append((Button(say("Sepakati"), versioned("agree", plan.version)),))
    if plan.status in (PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI):
        rows.append((Button(say("Minta ubah"), "ask"),))
    if plan.status is PlanStatus.DISEPAKATI:
        rows.append((Button(say("My stages"), "stages"), Button(say("Checklist PMM"), "checklist")))
    rows.append((Button(say("Lihat lengkap"), "full"), Button(say("Riwayat"), "history")))
    own = (Button(say("My rating"), "rating"),) if plan.status is PlanStatus.DISEPAKATI else ()
    rows.append((*own, PRINT_BUTTON))
    return Screen(tuple(lines), (*rows, *_era_row(facts, plan), (HOME_BUTTON, HELP_BUTTON)))


def _where_it_stands(plan: Plan, facts: Facts) -> tuple[Words, ...]:
    match plan.status:
        case PlanStatus.MENUNGGU_PERSETUJUAN if is_awaited(plan.role, plan.school):
            return (say("It waits until {who} has joined here.", who=receiver_name(facts)),)
        case PlanStatus.MENUNGGU_PERSETUJUAN if not is_reachable(plan.role, plan.school):
            return (say("It waits for {who}.", who=receiver_name(facts)), tell_directly(facts))
        case PlanStatus.MENUNGGU_PERSETUJUAN:
            return (say("It waits for {who}. You need not do anything now.", who=receiver_name(facts)),)
        case PlanStatus.DISETUJUI if plan.change_note:
            return (say("Your request waits for an answer. Once it is settled, press Sepakati."),)
        case PlanStatus.DISETUJUI if plan.approved_by is None:
            return (
                say("The system approved it, because your school is led by a Plt."),
                say("Press Sepakati if it is right; the plan is then final."),
            )
        case PlanStatus.DISETUJUI:
            return (
                say("{name} approved it.", name=known_name(plan.approved_by or "")),
                say("Press Sepakati if it is right; the plan is then final. Or discuss it with Minta ubah."),
            )
        case _ if plan.school is None:
            return (say("It is final, agreed outside the assistant (mode mandiri)."),)
        case _:
            return (say("It is final. Nothing in it can be changed any more."),)


def _ask(state: PlanningState, facts: Facts, plan: Plan) -> Screen:
    lines = (
        say("What would you like to change, and why? {who} reads it.", who=receiver_first(facts)),
        say("Type it in one message, at most {most} characters.", most=MOST_NOTE_CHARS),
    )
    return Screen(lines, (LEAVE,), expects_text=True)


def _ask_check(state: PlanningState, facts: Facts, plan: Plan) -> Screen:
    head = say("This goes to {who}:", who=receiver_name(facts))
    lines = (head, "", say("<i>{note}</i>", note=state.text))
    rows = ((Button(say("Kirim"), "send"),), (Button(say("Write again"), "ask"),), LEAVE)
    return Screen(lines, rows, allows_text=True)


_SCREENS: Mapping[Place, Callable[[PlanningState, Facts, Plan], Screen]] = {
    Place.SUMMARY: _summary,
    Place.FULL: _full,
    Place.CONFIRM: _confirm,
    Place.CLEAR: _clear,
    Place.STATUS: _status,
    Place.ASK: _ask,
    Place.ASK_CHECK: _ask_check,
    Place.HISTORY: _history,
}
