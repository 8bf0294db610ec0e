"""Ajukan, Minta ubah and Sepakati: the owner's decisions (regulation.md 4)."""

from dataclasses import replace

from conversations import checklist, guide, rating, stages
from conversations.document_effects import DocumentKind, SendDocument
from conversations.effects import (
    AskChange,
    Authority,
    Effect,
    MovePlan,
    NoticeKind,
    NotifySupervisors,
    SavePlan,
)
from conversations.events import Text
from conversations.facts import EventKind, Facts, Plan
from conversations.flow import Input
from conversations.navigation import parted
from conversations.plan_text import PDF_COMES
from conversations.planning.receiver import asked_word, destination, submitted_word
from conversations.planning.stage_steps import save
from conversations.planning.state import (
    NAME,
    VERSION,
    Place,
    PlanningState,
    at_status,
    content_of,
    go,
    is_editable,
    is_fitting,
    role_of,
)
from conversations.planning.submission_screens import (
    MOST_NOTE_CHARS,
    closed_line,
    is_closed,
    missing_lines,
)
from conversations.rules.plan import PlanContent
from conversations.rules.terms import PlanStatus, Role
from conversations.session import Move, Session
from conversations.texts import clean_text, text_length
from conversations.words import Say, say

ERA_TOPIC = "perubahan-2025"
AUTO_APPROVED = say("Submitted, and approved automatically by the system. Please read it and press Sepakati.")
AGREED_OUTSIDE = say("Your plan is now Disepakati, marked as agreed outside the assistant.")
AGREED = say("Agreed. Your plan is final.")
CHANGED_SINCE = say("The plan has changed meanwhile. This is how it stands now.")
CLEARED = say("The plan is empty again.")
NOTE_LENGTH = say("Please type 1 to {most} characters.", most=MOST_NOTE_CHARS)

_PARTS = {
    "practice": Place.PRACTICE,
    "rhk": Place.RHK,
    "duties": Place.DUTIES,
    "behaviors": Place.BEHAVIORS,
}


def step(state: PlanningState, event: Input, facts: Facts) -> Move:
    """Decide a press or a text at Rangkuman or after it."""
    if isinstance(event, Text):
        return _typed_note(state, event.text)
    verb, _, rest = parted(event.action)[0].partition(":")
    match verb:
        case "edit":
            has_plan = facts.own_plan is not None
            return go(PlanningState(place=_PARTS[rest], from_summary=has_plan))
        case "page":
            return go(state.at(state.place, page=int(rest)))
        case "era":
            return guide.open_topic(NAME, state.dump(), ERA_TOPIC)
        case "full" | "history" | "clear" | "ask":
            return go(PlanningState(place=Place(verb)))
    return _decide(state, verb, facts)


def _decide(state: PlanningState, verb: str, facts: Facts) -> Move:
    plan = facts.own_plan
    if plan is None:
        return go(PlanningState(place=Place.SUMMARY))
    here = Session(NAME, VERSION, state.dump())
    match verb:
        case "submit":
            refusal = _refusal(facts)
            return go(PlanningState(place=Place.SUMMARY if refusal else Place.CONFIRM), refusal)
        case "yes":
            return _submit(plan, facts)
        case "agree":
            return _agree(plan)
        case "checklist":
            return checklist.open_checklist(plan.id, here)
        case "stages":
            return stages.open_present(facts, here)
        case "rating":
            return rating.enter_own(plan.id, here)
        case "print":
            return Move(NAME, state.dump(), (SendDocument(DocumentKind.SUMMARY_PDF, plan.id),), PDF_COMES)
        case "send":
            return _ask(state, plan, facts)
        case "clear_yes":
            return _clear(facts)
        case _:
            return go(state)


def back(state: PlanningState, facts: Facts) -> PlanningState | None:
    """The place before; None where that is home."""
    match state.place:
        case Place.ASK_CHECK:
            return PlanningState(place=Place.ASK)
        case Place.SUMMARY:
            return PlanningState(place=Place.BEHAVIORS)
        case Place.STATUS:
            return None
        case _:
            return PlanningState(place=Place.SUMMARY) if is_editable(facts) else at_status()


def _agree(plan: Plan) -> Move:
    moved = MovePlan(
        plan.id, plan.version, plan.status, PlanStatus.DISEPAKATI, EventKind.AGREED, Authority.OWNER
    )
    told = NotifySupervisors(NoticeKind.PLAN_AGREED, plan.id, plan.version + 1)
    return _moved((moved, told), AGREED)


def _refusal(facts: Facts) -> Say | None:
    """Why the plan may not be submitted now."""
    if is_closed(facts):
        return closed_line(facts)
    if missing_lines(facts):
        return say("The plan is not complete yet. What is missing stands below.")
    return None


def _submit(plan: Plan, facts: Facts) -> Move:
    refusal = _refusal(facts)
    if refusal:
        return go(PlanningState(place=Place.SUMMARY), refusal)
    written: tuple[Effect, ...] = ()
    if not is_fitting(facts):
        # What nobody saw, because it does not fit any more, is not submitted.
        written = (save(content_of(facts), facts),)
        plan = replace(plan, version=plan.version + 1)
    school = destination(facts)
    if school is None:
        agreed = _submission(plan, PlanStatus.DISEPAKATI, EventKind.AGREED_OUTSIDE, None)
        return _moved((*written, agreed), AGREED_OUTSIDE)
    is_plt = school.led_by_plt if role_of(facts) is Role.GURU else None
    submitted = _submission(plan, PlanStatus.MENUNGGU_PERSETUJUAN, EventKind.SUBMITTED, school.id, is_plt)
    if is_plt:
        approved = MovePlan(
            plan.id,
            plan.version + 1,
            PlanStatus.MENUNGGU_PERSETUJUAN,
            PlanStatus.DISETUJUI,
            EventKind.AUTO_APPROVED,
            Authority.OWNER,
            by_system=True,
        )
        return _moved((*written, submitted, approved), AUTO_APPROVED)
    told = NotifySupervisors(NoticeKind.PLAN_SUBMITTED, plan.id, plan.version + 1)
    return _moved((*written, submitted, told), submitted_word(facts, school))


def _submission(
    plan: Plan, to: PlanStatus, kind: EventKind, school_id: int | None, is_plt: bool | None = None
) -> MovePlan:
    by = Authority.OWNER
    return MovePlan(plan.id, plan.version, plan.status, to, kind, by, school_id=school_id, is_plt=is_plt)


def _typed_note(state: PlanningState, text: str) -> Move:
    note = clean_text(text)
    if not 1 <= text_length(note) <= MOST_NOTE_CHARS:
        return go(state, NOTE_LENGTH)
    return go(PlanningState(place=Place.ASK_CHECK, text=note))


def _ask(state: PlanningState, plan: Plan, facts: Facts) -> Move:
    told = NotifySupervisors(NoticeKind.CHANGE_REQUESTED, plan.id, plan.version + 1)
    asked = AskChange(plan.id, plan.version, state.text)
    return _moved((asked, told), asked_word(facts, plan))


def _clear(facts: Facts) -> Move:
    start = PlanningState(place=Place.PRACTICE)
    emptied: SavePlan = save(PlanContent(), facts)
    return Move(NAME, start.dump(), (emptied,), CLEARED)


def _moved(effects: tuple[Effect, ...], word: Say) -> Move:
    return Move(NAME, at_status().dump(), effects, word)
