"""What the buttons on a plan decide: Setujui, Minta perbaikan, and undoing an approval."""

from conversations.document_effects import DocumentKind, SendDocument
from conversations.effects import Authority, MovePlan, NoticeKind, NotifyOwner
from conversations.events import Text
from conversations.facts import EventKind, Facts, Plan
from conversations.flow import Input
from conversations.plan_text import PDF_COMES
from conversations.review.happenings import check_again, decided, not_waiting, nothing_done
from conversations.review.lists import open_entry
from conversations.review.plan_screens import NOTE_CHARS
from conversations.review.state import NAME, Place, ReviewState, go, is_waiting
from conversations.rules.terms import PlanStatus
from conversations.session import Move
from conversations.texts import clean_text, text_length
from conversations.words import Say, say


def press_plan(state: ReviewState, action: str, plan: Plan, facts: Facts) -> Move:
    """Look closer, go to the next plan, or decide on the plan as it was seen."""
    verb, _, rest = action.partition(":")
    match verb:
        case "full":
            return go(state.at(Place.FULL, page=0))
        case "history":
            return go(state.at(Place.HISTORY, page=0))
        case "open":
            return open_entry(state, int(rest), facts)
    if plan.version != state.version:
        return go(state.at_plan(plan.version), nothing_done(plan))
    if verb == "undo":
        return _undo(state, plan)
    if not is_waiting(plan):
        return go(state.at_plan(plan.version), not_waiting(plan))
    if verb == "revise" and facts.today > facts.final_date_of(plan):
        return go(state, _too_late_to_revise(plan, facts))
    return _decide(state, verb, plan)


def turn_page(state: ReviewState, action: str, plan: Plan, facts: Facts) -> Move:
    """Another page of the whole plan or of its history, or all of it on paper."""
    verb, _, rest = action.partition(":")
    if verb == "print":
        return Move(NAME, state.dump(), (SendDocument(DocumentKind.SUMMARY_PDF, plan.id),), PDF_COMES)
    return go(state.at(state.place, page=int(rest)) if verb == "page" else state)


def take_note(state: ReviewState, event: Input, plan: Plan, facts: Facts) -> Move:
    """Keep the typed note to be read back."""
    if not isinstance(event, Text):
        return go(state)
    note = clean_text(event.text)
    if 1 <= text_length(note) <= NOTE_CHARS:
        return go(state.at(Place.NOTE_CHECK, note=note, version=plan.version))
    return go(
        state,
        say(
            "Please write the note in 1 to {limit} characters; this was {count}.",
            limit=NOTE_CHARS,
            count=text_length(note),
        ),
    )


def at_note_check(state: ReviewState, event: Input, plan: Plan, facts: Facts) -> Move:
    """Send the note, or write it again; another one may be typed at once."""
    if isinstance(event, Text):
        return take_note(state, event, plan, facts)
    action = event.action
    if action == "rewrite":
        return go(state.at(Place.NOTE))
    if action != "send":
        return go(state)
    if plan.version != state.version:
        return go(state.at(Place.NOTE_CHECK, version=plan.version), check_again(plan))
    return _moved(
        state,
        plan,
        to_status=PlanStatus.PERLU_PERBAIKAN,
        kind=EventKind.REVISION_REQUESTED,
        notice=NoticeKind.REVISION_REQUESTED,
        word=say("Sent. {name} can now improve the plan and submit it again.", name=plan.owner_name),
        note=state.note,
    )


def _decide(state: ReviewState, verb: str, plan: Plan) -> Move:
    match verb:
        case "approve":
            return _approve(state, plan)
        case "revise":
            return go(state.at(Place.NOTE, note=""))
        case "rhk":
            return go(state.at(Place.RHK, rhk=plan.content.rhk))
        case "behaviors":
            return go(state.at(Place.BEHAVIORS, behaviors=plan.content.behaviors))
        case _:
            return go(state)


def _too_late_to_revise(plan: Plan, facts: Facts) -> Say:
    return say(
        "Submitting closed on {final_date}, so {name} could not submit the plan again. Please discuss it, "
        "and change it yourself with Ubah RHK or Ubah perilaku.",
        final_date=facts.final_date_of(plan),
        name=plan.owner_name,
    )


def _approve(state: ReviewState, plan: Plan) -> Move:
    return _moved(
        state,
        plan,
        to_status=PlanStatus.DISETUJUI,
        kind=EventKind.APPROVED,
        notice=NoticeKind.PLAN_APPROVED,
        word=say("Approved. {name} is told and can now press Sepakati.", name=plan.owner_name),
    )


def _undo(state: ReviewState, plan: Plan) -> Move:
    if plan.status is not PlanStatus.DISETUJUI:
        return go(state.at_plan(plan.version), nothing_done(plan))
    return _moved(
        state,
        plan,
        to_status=PlanStatus.MENUNGGU_PERSETUJUAN,
        kind=EventKind.APPROVAL_UNDONE,
        notice=NoticeKind.APPROVAL_UNDONE,
        word=say(
            "The approval is undone; {name} is told. The plan waits for you again.", name=plan.owner_name
        ),
    )


def _moved(
    state: ReviewState,
    plan: Plan,
    *,
    to_status: PlanStatus,
    kind: EventKind,
    notice: NoticeKind,
    word: Say,
    note: str = "",
) -> Move:
    step = MovePlan(plan.id, plan.version, plan.status, to_status, kind, Authority.SUPERVISOR, note)
    after = plan.version + 1
    told = NotifyOwner(notice, plan.id, after)
    return Move(NAME, state.at_plan(after).dump(), (step, told), decided(plan, word))
