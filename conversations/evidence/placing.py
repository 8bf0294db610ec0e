"""Saying where files belong."""

from conversations.document_effects import DocumentKind, SendDocument
from conversations.effects import Effect
from conversations.evidence.groups import Group
from conversations.evidence.state import Desk, EvidenceState, Place, assigned, at_group, at_slot, go
from conversations.evidence.texts import file_line, head, where
from conversations.execution_effects import AssignFile, RemoveFile
from conversations.execution_facts import EvidenceFile, FileKind
from conversations.navigation import LEAVE, page_buttons
from conversations.screens import Button, Rows, Screen, column
from conversations.session import Move
from conversations.words import Say, Words, say, say_n

PAGE_GROUPS = 5
PAGE_UNITS = 6
_MOST_LISTED = 10

COUNTED_BEFORE = say(
    "This file already counts for an RHK of another half-year. Evidence that was counted once cannot be used "
    "again, so please choose another file."
)
ALL_TOGETHER = say(
    "All of them go to the place that you choose. Photos share one unit, as pages of one paper; for PDF "
    "you are asked whether they share a unit or fill one each."
)
UNDONE = say("Taken out again. Where do they belong?")
SENT_BACK = say("The file is on its way.")
REMOVED = say("The file was removed.")
GO_ON_BUTTON = Button(say("Go on collecting"), "next")


def show_assign(state: EvidenceState, desk: Desk) -> Screen:
    """Ask where one file belongs, or all that have no place."""
    files = assigned(state, desk)
    pages = -(-len(desk.groups) // PAGE_GROUPS) or 1
    page = min(state.page, pages - 1)
    groups = desk.groups[page * PAGE_GROUPS : (page + 1) * PAGE_GROUPS]
    lines: list[Words] = [*head(desk), "", say("<b>Where does this belong?</b>")]
    lines += [file_line(number, kept) for number, kept in enumerate(files[:_MOST_LISTED], start=1)]
    if len(files) > _MOST_LISTED:
        lines.append(say("… and {count} more", count=len(files) - _MOST_LISTED))
    if state.file_id:
        lines.append(say("Now: {where}", where=where(desk, files[0].slot)))
    if state.is_all:
        lines += ["", ALL_TOGETHER]
    if not state.file_id and not state.is_all and len(desk.loose) > 1:
        lines += ["", say("Files without a place: {count}", count=len(desk.loose))]
    rows = (
        *column(Button(_label(desk, group), f"to:{group.key}") for group in groups),
        *_other_rows(state, desk),
        (*page_buttons(page, pages), *LEAVE),
    )
    return Screen(tuple(lines), rows, accepts_files=True)


def show_spread(state: EvidenceState, desk: Desk, group: Group) -> Screen:
    """Ask whether several files share one unit or fill one each."""
    files, free = assigned(state, desk), _free(desk, group)
    lines: list[Words] = [*head(desk), "", group.title, ""]
    lines.append(say("<b>How do these {count} files belong together?</b>", count=len(files)))
    lines.append(say("What shares a unit counts as one unit. Units still empty: {free}.", free=len(free)))
    buttons = [Button(say("Together in one unit"), "together")]
    if len(files) <= len(free):
        buttons.append(Button(say("One unit for each file"), "each"))
    return Screen(tuple(lines), (*column(buttons), LEAVE), accepts_files=True)


def press_spread(state: EvidenceState, action: str, desk: Desk) -> Move:
    """Put them into one unit, or each into its own."""
    group, files = desk.group(state.group), assigned(state, desk)
    match action:
        case "together" if group is not None:
            return _put_together(state, desk, files, group)
        case "each" if group is not None:
            return _put_each(state, desk, files, group)
        case _:
            return go(state)


def _put_each(state: EvidenceState, desk: Desk, files: tuple[EvidenceFile, ...], group: Group) -> Move:
    slots = _free(desk, group)
    put = tuple(file for file in files if may_count(desk, file.file.unique_id, group.slots[0]))
    if not put or len(slots) < len(put):
        return go(state, COUNTED_BEFORE if not put else None)
    pairs = zip(put, slots, strict=False)
    effects: tuple[Effect, ...] = tuple(AssignFile(desk.plan.id, file.id, slot) for file, slot in pairs)
    word = COUNTED_BEFORE if len(put) < len(files) else say("Kept: one unit for each file.")
    return go(_undoable(at_group(state, group), put), word, effects)


def _free(desk: Desk, group: Group) -> list[str]:
    return [slot for slot in group.slots if slot not in desk.filled]


def show_units(state: EvidenceState, desk: Desk, group: Group) -> Screen:
    """Ask which unit of an RHK it is."""
    buttons, page, pages = unit_buttons(state, desk, group)
    lines: tuple[Words, ...] = (
        *head(desk),
        "",
        group.title,
        "",
        say("<b>Which unit does it belong to?</b> Several files may lie in one."),
    )
    return Screen(lines, (*column(buttons), (*page_buttons(page, pages), *LEAVE)), accepts_files=True)


def unit_buttons(state: EvidenceState, desk: Desk, group: Group) -> tuple[list[Button], int, int]:
    """The units of the shown page, that page, and how many there are."""
    pages = -(-len(group.slots) // PAGE_UNITS) or 1
    page = min(state.page, pages - 1)
    numbered = list(enumerate(group.slots, start=1))[page * PAGE_UNITS : (page + 1) * PAGE_UNITS]
    return (
        [Button(_unit_label(desk, number, slot), f"unit:{number}") for number, slot in numbered],
        page,
        pages,
    )


def press_assign(state: EvidenceState, action: str, desk: Desk) -> Move:
    """Put what is asked about into a group, see or remove it, or take all at once."""
    verb, _, rest = action.partition(":")
    files = assigned(state, desk)
    match verb:
        case "page":
            return go(state.model_copy(update={"page": int(rest)}))
        case "to":
            return _put_into(state, desk, files, desk.group(rest))
        case "all":
            return go(state.at(Place.ASSIGN, is_all=True))
        case "see":
            return go(state, SENT_BACK, (SendDocument(DocumentKind.EVIDENCE_FILE, files[0].id),))
        case "drop":
            return go(_after(state, desk, files), REMOVED, (RemoveFile(desk.plan.id, files[0].id),))
        case _:
            return go(state)


def press_units(state: EvidenceState, action: str, desk: Desk) -> Move:
    """Put what is asked about into that unit."""
    verb, _, rest = action.partition(":")
    group = desk.group(state.group)
    if verb == "page":
        return go(state.model_copy(update={"page": int(rest)}))
    if verb != "unit" or group is None:
        return go(state)
    return _put(state, desk, assigned(state, desk), group.slots[int(rest) - 1])


def may_count(desk: Desk, unique_id: str, slot: str | None) -> bool:
    """Whether a file may lie there: for an RHK it counts in one half-year only."""
    return slot is None or not slot.startswith("rhk:") or unique_id not in desk.execution.files_before


def _put_into(state: EvidenceState, desk: Desk, files: tuple[EvidenceFile, ...], group: Group | None) -> Move:
    if group is None:
        return go(state)
    if len(group.slots) > 1 and len(files) > 1 and any(kept.file.kind is FileKind.PDF for kept in files):
        return go(state.at(Place.SPREAD, group=group.key))
    return _put_together(state, desk, files, group)


def _put_together(state: EvidenceState, desk: Desk, files: tuple[EvidenceFile, ...], group: Group) -> Move:
    free = desk.next_free(group)
    lies_here = any(file.slot in group.slots for file in files)
    if len(group.slots) > 1 and (free is None or lies_here):
        return go(state.at(Place.UNITS, group=group.key))
    return _put(state, desk, files, group.slots[0] if free is None else free)


def _put(state: EvidenceState, desk: Desk, files: tuple[EvidenceFile, ...], slot: str) -> Move:
    """Put files into a slot, except what counted in another half-year."""
    put = tuple(file for file in files if may_count(desk, file.file.unique_id, slot))
    if not put:
        return go(state, COUNTED_BEFORE)
    effects: tuple[Effect, ...] = tuple(AssignFile(desk.plan.id, file.id, slot) for file in put)
    if len(put) < len(files):
        return go(state, COUNTED_BEFORE, effects)
    word = say("Kept: {where}.", where=where(desk, slot))
    if state.file_id:
        return go(at_slot(state, slot), word, effects)
    if len(put) > 1:
        word = say(
            "Kept: {where}. All {count} files lie there together and count as one.",
            count=len(put),
            where=where(desk, slot),
        )
        return go(_undoable(at_slot(state, slot), put), word, effects)
    after = _after(state, desk, put)
    return go(at_slot(state, slot) if after.place is Place.OVERVIEW else after, word, effects)


def undo_button(state: EvidenceState) -> Rows:
    """The way back from placing several files at once."""
    return ((Button(say("Undo: place them anew"), "undo"),),) if state.undo else ()


def undo(state: EvidenceState, desk: Desk) -> Move:
    """Take out again what was just placed, and ask once more."""
    placed = [file for file in desk.execution.evidence if file.id in state.undo and file.slot is not None]
    taken = tuple(AssignFile(desk.plan.id, file.id, None) for file in placed)
    return go(state.at_overview().at(Place.ASSIGN, is_all=True), UNDONE, taken)


def _undoable(state: EvidenceState, put: tuple[EvidenceFile, ...]) -> EvidenceState:
    return state.model_copy(update={"undo": tuple(file.id for file in put)})


def _after(state: EvidenceState, desk: Desk, done: tuple[EvidenceFile, ...]) -> EvidenceState:
    """The next file without a place, or the overview."""
    left = [file for file in desk.loose if file not in done]
    return state.at_overview().at(Place.ASSIGN) if left and not state.file_id else state.at_overview()


def _other_rows(state: EvidenceState, desk: Desk) -> Rows:
    if state.file_id or state.is_all:
        return ()
    one = (Button(say("See"), "see"), Button(say("Remove"), "drop"))
    if len(desk.loose) == 1:
        return (one,)
    return ((Button(say("Place all {count} at once", count=len(desk.loose)), "all"),), one)


def _label(desk: Desk, group: Group) -> Say:
    filled = len(desk.filled.intersection(group.slots))
    return say("{label} {filled}/{needed}", label=group.label, filled=filled, needed=len(group.slots))


def _unit_label(desk: Desk, number: int, slot: str) -> Say:
    count = len(desk.files_in(slot))
    if not count:
        return say("Unit {number}: still empty", number=number)
    return say_n("✓ Unit {number}: {count} file", "✓ Unit {number}: {count} files", count, number=number)
