"""What becomes of a file that somebody sends."""

from conversations.effects import Effect
from conversations.events import Attachment
from conversations.evidence.groups import Group
from conversations.evidence.placing import COUNTED_BEFORE, may_count
from conversations.evidence.state import Desk, EvidenceState, Place, at_group, at_slot, go
from conversations.evidence.texts import refusal, where
from conversations.execution_effects import AssignFile, KeepFile, RemoveFile
from conversations.execution_facts import EvidenceFile, FileKind, SentFile
from conversations.session import Move
from conversations.words import say

KEPT_LOOSE = say("Your file is kept. Please say where it belongs.")
ALL_FULL = say("Every unit of this RHK has evidence already. Your file is kept; please say where it belongs.")


def take(state: EvidenceState, event: Attachment, file: SentFile, desk: Desk) -> Move:
    """Keep a file of the owner's, where they stand or for a question; a known one is recognised."""
    refused = refusal(file, desk.rules)
    if refused is not None:
        return go(state, refused)
    slot = _slot(state, event, file, desk)
    if not may_count(desk, file.unique_id, slot):
        return go(state, COUNTED_BEFORE)
    known = next((kept for kept in desk.execution.evidence if kept.file.unique_id == file.unique_id), None)
    if known is not None:
        return _take_again(state, known, slot, desk)
    keep = KeepFile(desk.plan.id, file, slot)
    if state.place is Place.REPLACE:
        return _replace(state, keep, desk)
    if slot is None:
        word = ALL_FULL if state.place is Place.GROUP else KEPT_LOOSE
        return go(_asking(state), word, (keep,))
    return go(_beside(state, event, slot, desk), say("Kept: {where}.", where=where(desk, slot)), (keep,))


def _slot(state: EvidenceState, event: Attachment, file: SentFile, desk: Desk) -> str | None:
    """Where a file goes by where somebody stands; None to ask."""
    match state.place:
        case Place.SLOT:
            return state.slot
        case Place.GROUP if (group := desk.group(state.group)) is not None:
            is_same_album = bool(event.album) and event.album == state.album
            if is_same_album and file.kind is FileKind.PHOTO and state.album_slot in group.slots:
                return state.album_slot
            return desk.next_free(group)
        case Place.REPLACE if (kept := desk.file(state.file_id)) is not None:
            return kept.slot
        case _:
            return None


def _take_again(state: EvidenceState, known: EvidenceFile, slot: str | None, desk: Desk) -> Move:
    """The same file again: where it lies stays so, unless it had no place and has one now."""
    if known.slot is None and slot is not None and state.place is not Place.REPLACE:
        word = say("You had sent this file before. Now it lies here: {where}.", where=where(desk, slot))
        return go(state, word, (AssignFile(desk.plan.id, known.id, slot),))
    word = say("You have sent this file already: {where}. It is kept once.", where=where(desk, known.slot))
    return go(state, word)


def _replace(state: EvidenceState, keep: KeepFile, desk: Desk) -> Move:
    effects: tuple[Effect, ...] = (RemoveFile(desk.plan.id, state.file_id), keep)
    there = state.at_overview() if keep.slot is None else at_slot(state, keep.slot)
    return go(there, say("Replaced: {where}.", where=where(desk, keep.slot)), effects)


def _asking(state: EvidenceState) -> EvidenceState:
    """Where the question is, with what was asked about before left as it is."""
    return (
        state if state.place is Place.ASSIGN and not state.file_id else state.at_overview().at(Place.ASSIGN)
    )


def _beside(state: EvidenceState, event: Attachment, slot: str, desk: Desk) -> EvidenceState:
    """Stay where the next file may be sent; an album stays together."""
    group = desk.group_with(slot)
    if state.place is not Place.GROUP or group is None:
        return state
    return _at(state, group).model_copy(update={"album": event.album, "album_slot": slot})


def _at(state: EvidenceState, group: Group) -> EvidenceState:
    return at_group(state, group).model_copy(update={"page": state.page})
