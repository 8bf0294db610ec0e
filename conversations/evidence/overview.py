"""All evidence of a plan at a glance, with one next step."""

from conversations.evidence.documents import missing_codes
from conversations.evidence.groups import Group
from conversations.evidence.placing import GO_ON_BUTTON
from conversations.evidence.state import Desk, EvidenceState, Place, at_group, at_next, go
from conversations.evidence.texts import group_line, head, how_to_send, late_line, points_lines
from conversations.facts import Facts
from conversations.navigation import HOME_BUTTON, LEAVE, page_buttons
from conversations.plan_text import period_name
from conversations.rules.terms import Role
from conversations.screens import Button, Rows, Screen, column
from conversations.session import Move
from conversations.words import Say, Words, say

PAGE_GROUPS = 5
_LABEL_CHARS = 22

NO_FINAL_PLAN = (
    say("<b>Bukti dukung</b>"),
    say("Evidence is collected for a plan that is final, after Sepakati. You have none yet: see /rencana."),
)
NOT_YOURS = (say("I cannot open this evidence for you: its plan is not final, or not for you to decide on."),)


def show_overview(state: EvidenceState, desk: Desk, facts: Facts) -> Screen:
    """Draw points, a line for each group, and what comes next."""
    pages = -(-len(desk.groups) // PAGE_GROUPS) or 1
    page = min(state.page, pages - 1)
    shown = desk.groups[page * PAGE_GROUPS : (page + 1) * PAGE_GROUPS]
    lines: list[Words] = [*head(desk), *points_lines(desk), ""]
    lines += [group_line(desk, group) for group in desk.groups]
    missing = missing_codes(desk)
    if missing:
        lines.append(say("• Dokumen akuntabilitas still missing: <b>{count}</b>", count=len(missing)))
    if desk.is_owner:
        lines += ["", *late_line(desk, facts), _next_line(desk, bool(missing)), how_to_send(desk.rules)]
    rows = (
        *column(_next_buttons(desk)),
        *column(Button(group_label(desk, group), f"group:{group.key}") for group in shown),
        *_document_rows(desk, facts),
        (*page_buttons(page, pages), *(LEAVE if state.plan_id is not None else (HOME_BUTTON,))),
    )
    return Screen(tuple(lines), rows, accepts_files=desk.is_owner)


def show_nothing(state: EvidenceState, facts: Facts) -> Screen:
    """There is no final plan to collect for."""
    if state.plan_id is not None:
        return Screen(NOT_YOURS, ((HOME_BUTTON,),))
    rows = ((_school_button(),),) if facts.is_ks else ()
    return Screen(NO_FINAL_PLAN, (*rows, (HOME_BUTTON,)))


def press_overview(state: EvidenceState, action: str, desk: Desk | None, facts: Facts) -> Move:
    """Open a group, files without a place, documents, or another page."""
    verb, _, rest = action.partition(":")
    match verb:
        case "page":
            return go(state.at(Place.OVERVIEW, page=int(rest)))
        case "loose":
            return go(state.at_overview().at(Place.ASSIGN))
        case "documents":
            return go(state.at_overview().at(Place.DOCUMENTS))
        case "school":
            return go(state.at_overview().at(Place.SCHOOL, school_id=_only_school(facts)))
        case "plan" if int(rest) in facts.own_finals.values():
            return go(EvidenceState(plan_id=int(rest)))
        case "next" if desk is not None:
            return go(at_next(state, desk))
        case "group" if desk is not None:
            chosen = desk.group(rest)
            return go(state if chosen is None else at_group(state, chosen))
        case _:
            return go(state)


def group_label(desk: Desk, group: Group) -> Say:
    """A group on a button, with how much of it is collected."""
    filled = len(desk.filled.intersection(group.slots))
    return say("{label} {filled}/{needed}", label=group.label, filled=filled, needed=len(group.slots))


def _next_line(desk: Desk, is_document_missing: bool) -> Say:
    if desk.loose:
        return say(
            "<b>Next:</b> say where the files belong that have no place yet: {count}.", count=len(desk.loose)
        )
    group = desk.next_group
    if group is not None:
        return say("<b>Next:</b> send the evidence for {label}.", label=group.label)
    if is_document_missing:
        return say("<b>Next:</b> look at the dokumen akuntabilitas: something is still missing.")
    return say("Everything is collected. There is nothing left to do here.")


def _next_buttons(desk: Desk) -> tuple[Button, ...]:
    if not desk.is_owner:
        return ()
    if desk.loose:
        return (Button(say("Place files ({count})", count=len(desk.loose)), "loose"),)
    return () if desk.next_group is None else (GO_ON_BUTTON,)


def _document_rows(desk: Desk, facts: Facts) -> Rows:
    """Documents, and the other half-year of which the owner has a final plan."""
    documents = Button(say("Dok. akuntabilitas"), "documents")
    others = tuple(
        Button(period_name(period), f"plan:{plan_id}")
        for period, plan_id in facts.own_finals.items()
        if desk.is_owner and plan_id != desk.plan.id
    )
    if facts.is_ks:
        return ((documents, _school_button()), *((others,) if others else ()))
    return ((documents, *others),)


def _school_button() -> Button:
    return Button(say("Dok. sekolah"), "school")


def _only_school(facts: Facts) -> int | None:
    """The one school that the person leads; None where there are several to choose from."""
    led = [member.school.id for member in facts.memberships if member.role is Role.KS]
    return led[0] if len(led) == 1 else None
