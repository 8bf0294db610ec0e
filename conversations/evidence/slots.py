"""One group, one slot, one file: what lies there, and what can be done with it."""

from conversations.document_effects import DocumentKind, SendDocument
from conversations.evidence import predicate
from conversations.evidence.groups import Group
from conversations.evidence.placing import GO_ON_BUTTON, REMOVED, SENT_BACK, undo, undo_button, unit_buttons
from conversations.evidence.state import Desk, EvidenceState, Place, assigned, at_group, at_next, at_slot, go
from conversations.evidence.texts import (
    file_label,
    file_line,
    file_name,
    head,
    how_to_send,
    size_of,
    status_of,
    where,
)
from conversations.execution_effects import RemoveFile
from conversations.execution_facts import EvidenceFile
from conversations.navigation import LEAVE, page_buttons
from conversations.rules.evidence import duty_slots
from conversations.screens import Button, Rows, Screen, column
from conversations.session import Move
from conversations.words import Say, Words, say

PAGE_FILES = 6


def show_group(state: EvidenceState, desk: Desk, group: Group) -> Screen:
    """The units of an RHK; a file that is sent goes to the next one without evidence."""
    buttons, page, pages = unit_buttons(state, desk, group)
    lines: list[Words] = [*head(desk), "", group.title, *group.needed, ""]
    filled = len(desk.filled.intersection(group.slots))
    status = status_of(desk.rules, filled == len(group.slots))
    lines.append(
        say(
            "{filled} of {needed} units: <b>{status}</b>",
            filled=filled,
            needed=len(group.slots),
            status=status,
        )
    )
    if desk.is_owner:
        lines += ["", _invitation(desk, group), how_to_send(desk.rules)]
    rows = (*column(buttons), *undo_button(state), *_onward(state, desk, group))
    return Screen(tuple(lines), (*rows, (*page_buttons(page, pages), *LEAVE)), accepts_files=desk.is_owner)


def show_slot(state: EvidenceState, desk: Desk, group: Group) -> Screen:
    """The files in one slot."""
    files = desk.files_in(state.slot)
    pages = -(-len(files) // PAGE_FILES) or 1
    page = min(state.page, pages - 1)
    numbered = list(enumerate(files, start=1))[page * PAGE_FILES : (page + 1) * PAGE_FILES]
    lines: list[Words] = [*head(desk), "", group.title, *group.needed, ""]
    if len(group.slots) > 1:
        lines.append(say("Unit {unit} of {all}", unit=group.number_of(state.slot), all=len(group.slots)))
    lines.append(say("<b>{status}</b>", status=status_of(desk.rules, bool(files))))
    lines += [file_line(number, kept) for number, kept in numbered]
    if desk.is_owner:
        lines += ["", _more(desk, bool(files)), how_to_send(desk.rules)]
    is_of_duty = state.slot in duty_slots(desk.plan.content)
    lines += predicate.shown_lines(desk) if is_of_duty else ()
    rows = (
        *column(Button(file_label(number, kept), f"file:{kept.id}") for number, kept in numbered),
        *undo_button(state),
        *_onward(state, desk, group),
        *(predicate.shown_rows(desk) if is_of_duty else ()),
    )
    return Screen(tuple(lines), (*rows, (*page_buttons(page, pages), *LEAVE)), accepts_files=desk.is_owner)


def _onward(state: EvidenceState, desk: Desk, group: Group) -> Rows:
    """To the next group that lacks evidence, once this one is complete."""
    is_asked = desk.is_owner and not state.is_from_stage
    is_complete = desk.next_free(group) is None
    return ((GO_ON_BUTTON,),) if is_asked and is_complete and desk.next_group is not None else ()


def show_file(state: EvidenceState, desk: Desk, kept: EvidenceFile) -> Screen:
    """One file with what can be done with it."""
    lines: tuple[Words, ...] = (
        *head(desk),
        "",
        say("<b>{name}</b> ({size})", name=file_name(kept.file), size=size_of(kept.file)),
        say("Place: {where}", where=where(desk, kept.slot)),
        say("Sent: {at}", at=kept.sent_at),
    )
    rows: Rows = ((Button(say("See the file"), "see"),),)
    if desk.is_owner:
        change = (Button(say("Replace"), "replace"), Button(say("Move"), "move"))
        rows = (*rows, change, (Button(say("Remove"), "remove"),))
    return Screen(lines, (*rows, LEAVE), accepts_files=desk.is_owner)


def show_replace(state: EvidenceState, desk: Desk, kept: EvidenceFile) -> Screen:
    """Wait for the file that takes the place of another."""
    lines: tuple[Words, ...] = (
        *head(desk),
        "",
        say("Send the new file now. It takes the place of <b>{name}</b>.", name=file_name(kept.file)),
        say("Until then the old one stays."),
        how_to_send(desk.rules),
    )
    return Screen(lines, (LEAVE,), accepts_files=True)


def show_remove(state: EvidenceState, desk: Desk, kept: EvidenceFile) -> Screen:
    """Ask once more."""
    lines: tuple[Words, ...] = (
        *head(desk),
        "",
        say("Remove <b>{name}</b>?", name=file_name(kept.file)),
        say("Place: {where}", where=where(desk, kept.slot)),
        say("It is no longer kept here then. Your own copy in this chat stays."),
    )
    return Screen(lines, ((Button(say("Yes, remove it"), "yes"),), LEAVE), accepts_files=True)


def press_group(state: EvidenceState, action: str, desk: Desk) -> Move:
    """Open a unit, or another page."""
    verb, _, rest = action.partition(":")
    if verb == "page":
        return go(state.model_copy(update={"page": int(rest)}))
    if verb == "next":
        return go(at_next(state, desk))
    if verb == "undo":
        return undo(state, desk)
    group = desk.group(state.group)
    if verb != "unit" or group is None:
        return go(state)
    return go(at_slot(state, group.slots[int(rest) - 1]))


def press_slot(state: EvidenceState, action: str, desk: Desk) -> Move:
    """Open a file, or another page."""
    verb, _, rest = action.partition(":")
    if verb == "page":
        return go(state.model_copy(update={"page": int(rest)}))
    if verb == "next":
        return go(at_next(state, desk))
    if verb == "undo":
        return undo(state, desk)
    return go(state.at(Place.FILE, file_id=int(rest)) if verb == "file" else state)


def press_file(state: EvidenceState, action: str, desk: Desk) -> Move:
    """See the file, or do something with it."""
    match action:
        case "see":
            return go(state, SENT_BACK, (SendDocument(DocumentKind.EVIDENCE_FILE, state.file_id),))
        case "replace":
            return go(state.at(Place.REPLACE))
        case "move":
            return go(state.at(Place.ASSIGN, is_all=False))
        case "remove":
            return go(state.at(Place.REMOVE))
        case _:
            return go(state)


def press_remove(state: EvidenceState, action: str, desk: Desk) -> Move:
    """Remove the file and go back to where it lay."""
    kept = desk.file(state.file_id)
    if action != "yes" or kept is None:
        return go(state)
    effect = RemoveFile(desk.plan.id, kept.id)
    return go(_place_of(state, desk, kept), REMOVED, (effect,))


def before(state: EvidenceState, desk: Desk) -> EvidenceState | None:
    """The place before; None from the overview."""
    kept = desk.file(state.file_id)
    match state.place:
        case Place.OVERVIEW:
            return None
        case Place.SLOT:
            group = desk.group_with(state.slot)
            is_unit = group is not None and len(group.slots) > 1
            return at_group(state, group) if is_unit and group is not None else state.at_overview()
        case Place.FILE if kept is not None:
            return _place_of(state, desk, kept)
        case Place.REPLACE | Place.REMOVE:
            return state.at(Place.FILE)
        case Place.ASSIGN if kept is not None:
            return state.at(Place.FILE)
        case Place.SPREAD | Place.UNITS if assigned(state, desk):
            return state.at(Place.ASSIGN)
        case Place.DOCUMENT:
            return state.at(Place.DOCUMENTS)
        case Place.SCHOOL_DOCUMENT:
            return state.at(Place.SCHOOL)
        case _:
            return state.at_overview()


def _place_of(state: EvidenceState, desk: Desk, kept: EvidenceFile) -> EvidenceState:
    """Where a file lies."""
    if kept.slot is None or desk.group_with(kept.slot) is None:
        return state.at_overview()
    return at_slot(state, kept.slot)


def _invitation(desk: Desk, group: Group) -> Say:
    free = desk.next_free(group)
    if free is None:
        return say("Every unit has evidence. To add or change something, open its unit.")
    return say("What you send now goes to <b>unit {unit}</b>.", unit=group.number_of(free))


def _more(desk: Desk, has_files: bool) -> Say:
    if has_files:
        return say("What you send now is added here; several photos may belong together.")
    return say("What you send now is kept here.")
