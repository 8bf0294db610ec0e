"""One plan as its reviewer sees it, and the note of Minta perbaikan."""

from conversations.facts import EventKind, Facts, Plan, QueueFilter
from conversations.navigation import LEAVE, page_buttons
from conversations.paging import Block, page_of
from conversations.person_text import known_name
from conversations.plan_history import history_pages
from conversations.plan_text import PMM_COUNTS, PRINT_BUTTON, plan_pages, summary_lines
from conversations.review.happenings import changed, open_request
from conversations.review.lists import queue_of, short_name
from conversations.review.state import ReviewState, is_waiting
from conversations.rules.terms import PlanStatus
from conversations.screens import Button, Rows, Screen
from conversations.words import Words, say

NOTE_CHARS = 500


def show_plan(state: ReviewState, plan: Plan, facts: Facts) -> Screen:
    """The plan in short, what its owner asks for, and what can be decided now."""
    lines = (
        *changed_lines(state, plan),
        *summary_lines(plan, facts.rules_of(plan)),
        *_dates(plan),
        *request_lines(plan),
        *_earlier_note(plan),
        *_advice(plan, facts),
        "",
        PMM_COUNTS,
    )
    look = (Button(say("Lihat lengkap"), "full"), Button(say("Riwayat"), "history"))
    # Where Setujui was, a hasty second press opens the next plan; it never undoes the approval.
    return Screen(lines, (*_decisions(plan), *_next_row(plan, facts), look, *_undo_row(plan), LEAVE))


def show_full(state: ReviewState, plan: Plan, facts: Facts) -> Screen:
    """The whole plan, word by word."""
    return _paged(plan_pages(plan, facts.rules_of(plan)), state, ("", PMM_COUNTS))


def show_history(state: ReviewState, plan: Plan, facts: Facts) -> Screen:
    """Who did what and when."""
    return _paged(history_pages(plan, facts.rules_of(plan)), state)


def show_note(state: ReviewState, plan: Plan, facts: Facts) -> Screen:
    """Ask for the note of Minta perbaikan."""
    lines: list[Words] = [
        say("<b>Minta perbaikan</b>: {name}", name=plan.owner_name),
        *request_lines(plan),
        "",
        say(
            "Please write what should be improved, in 1 to {limit} characters. {name} will read it word for "
            "word and can then edit the plan and submit it again.",
            limit=NOTE_CHARS,
            name=plan.owner_name,
        ),
    ]
    if state.note:
        lines += ["", say("So far: <i>{note}</i>", note=state.note)]
    return Screen(tuple(lines), (LEAVE,), expects_text=True)


def show_note_check(state: ReviewState, plan: Plan, facts: Facts) -> Screen:
    """Read the note back before it is sent."""
    lines = (
        *changed_lines(state, plan),
        say("<b>Minta perbaikan</b>: {name}", name=plan.owner_name),
        *request_lines(plan),
        "",
        say("This is what {name} will read:", name=plan.owner_name),
        say("<i>{note}</i>", note=state.note),
    )
    buttons = (Button(say("Kirim"), "send"), Button(say("Write again"), "rewrite"))
    return Screen(lines, (buttons, LEAVE), allows_text=True)


def changed_lines(state: ReviewState, plan: Plan) -> tuple[Words, ...]:
    """A word above a plan that is not as the reviewer opened it."""
    return () if plan.version == state.version else (changed(plan), "")


def _earlier_note(plan: Plan) -> tuple[Words, ...]:
    """With what it was sent back the last time, while it waits again."""
    asked = [entry for entry in plan.history if entry.kind is EventKind.REVISION_REQUESTED]
    if not asked or not is_waiting(plan):
        return ()
    last = asked[-1]
    return ("", say("↩ Sent back on {at} with this note: <i>{note}</i>", at=last.at, note=last.note))


def request_lines(plan: Plan) -> tuple[Words, ...]:
    """What the owner asks to have changed, in full."""
    note = open_request(plan)
    if not note or plan.status not in (PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI):
        return ()
    return ("", say("✎ {name} asks for a change: <i>{note}</i>", name=plan.owner_name, note=note))


def _dates(plan: Plan) -> tuple[Words, ...]:
    lines: list[Words] = []
    if plan.submitted_at is not None:
        lines.append(say("Submitted: {at}", at=plan.submitted_at))
    if plan.approved_at is not None:
        lines.append(say("Approved: {at}, by {name}", at=plan.approved_at, name=_approver(plan)))
    if plan.agreed_at is not None:
        lines.append(say("Agreed: {at}", at=plan.agreed_at))
    return ("", *lines) if lines else ()


def _approver(plan: Plan) -> Words:
    return known_name(plan.approved_by) if plan.approved_by is not None else say("the system")


def _advice(plan: Plan, facts: Facts) -> tuple[Words, ...]:
    match plan.status:
        case PlanStatus.DISETUJUI:
            advice = say(
                "Now {name} presses Sepakati. Until then the approval can be undone.", name=plan.owner_name
            )
        case PlanStatus.PERLU_PERBAIKAN:
            advice = say(
                "{name} is improving the plan. What was asked: <i>{note}</i>",
                name=plan.owner_name,
                note=plan.revision_note,
            )
        case PlanStatus.DISEPAKATI:
            advice = say("The plan is final. Nothing in it can be changed.")
        case PlanStatus.BELUM_DIAJUKAN:
            advice = say("{name} has not submitted this plan yet.", name=plan.owner_name)
        case PlanStatus.MENUNGGU_PERSETUJUAN:
            return ()
    return ("", advice, *_queue_end(facts))


def _queue_end(facts: Facts) -> tuple[Words, ...]:
    if facts.queue is None or facts.queue.entries:
        return ()
    return (say("No other plan is waiting for you."),)


def _decisions(plan: Plan) -> Rows:
    if not is_waiting(plan):
        return ()
    return (
        (Button(say("Setujui"), "approve"),),
        (Button(say("Minta perbaikan"), "revise"),),
        (Button(say("Ubah RHK"), "rhk"), Button(say("Ubah perilaku"), "behaviors")),
    )


def _undo_row(plan: Plan) -> Rows:
    if plan.status is not PlanStatus.DISETUJUI:
        return ()
    return ((Button(say("Batalkan persetujuan"), "undo"),),)


def _next_row(plan: Plan, facts: Facts) -> Rows:
    """After a decision the longest waiting plan is one press away."""
    queue = queue_of(facts, QueueFilter.WAITING)
    waiting = [entry for entry in queue.entries if entry.plan_id != plan.id]
    if is_waiting(plan) or not waiting:
        return ()
    label = say("Next: {name}", name=short_name(waiting[0].owner_name))
    return ((Button(label, f"open:{waiting[0].plan_id}"),),)


def _paged(pages: tuple[Block, ...], state: ReviewState, tail: tuple[Words, ...] = ()) -> Screen:
    page, lines = page_of(pages, state.page)
    turn = page_buttons(page, len(pages))
    return Screen((*lines, *tail), ((turn,) if turn else ()) + ((PRINT_BUTTON,), LEAVE))
