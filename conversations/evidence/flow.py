"""The evidence flow: places, their screens and their buttons."""

from collections.abc import Mapping
from typing import Any

from conversations.events import Attachment
from conversations.evidence import documents, overview, placing, predicate, school_documents, slots
from conversations.evidence.state import (
    NAME,
    SCHOOL_PLACES,
    Desk,
    EvidenceState,
    Place,
    assigned,
    at_slot,
    desk_of,
    go,
    settle,
)
from conversations.evidence.taking import take
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.navigation import go_home
from conversations.rating import state as rating
from conversations.rules.terms import StageId
from conversations.screens import Screen
from conversations.session import Move
from conversations.stages import state as stages
from conversations.words import Say, say


def enter() -> Move:
    """Go to the evidence of the own final plan."""
    return go(EvidenceState())


def open_plan(plan_id: int) -> Move:
    """Go to the evidence of somebody else's plan, to read it."""
    return go(EvidenceState(plan_id=plan_id))


def open_for_slot(slot: str, plan_id: int | None = None) -> Move:
    """Go right to one slot, such as that of the lesson plan, from a form that asks for it."""
    return go(at_slot(EvidenceState(plan_id=plan_id), slot).model_copy(update={"is_from_stage": True}))


def open_documents(plan_id: int | None = None) -> Move:
    """Go to the dokumen akuntabilitas of a plan."""
    return go(EvidenceState(plan_id=plan_id).at(Place.DOCUMENTS))


class EvidenceFlow:
    """Bukti dukung and dokumen akuntabilitas."""

    name = NAME
    code = "v"
    version = 1
    state = EvidenceState

    def handle(self, state: EvidenceState, event: Input, facts: Facts) -> Move:
        """Do what was pressed."""
        action = getattr(event, "action", "")
        if state.place is Place.SCHOOL:
            return school_documents.press_school(state, action, facts)
        if state.place is Place.SCHOOL_DOCUMENT:
            return school_documents.press_school_document(state, action, facts)
        desk = desk_of(facts)
        if desk is None:
            return overview.press_overview(state, action, None, facts)
        return _press(settle(state, desk), action, desk, facts)

    def take_file(self, state: EvidenceState, event: Attachment, facts: Facts) -> Move:
        """Keep what was sent, or say why not."""
        desk = desk_of(facts)
        if event.file is None:
            return go(state)
        if state.place in SCHOOL_PLACES:
            return school_documents.take_for_school(state, event.file, facts)
        if desk is None or not desk.is_owner:
            return go(state)
        if state.place in (Place.DOCUMENTS, Place.DOCUMENT):
            return documents.take_for_document(state, event.file, desk, facts)
        return take(settle(state, desk), event, event.file, desk)

    def show(self, state: EvidenceState, facts: Facts) -> Screen:
        """Draw the place that there is now."""
        if state.place is Place.SCHOOL:
            return school_documents.show_school(state, facts)
        if state.place is Place.SCHOOL_DOCUMENT:
            return school_documents.show_school_document(state, facts)
        desk = desk_of(facts)
        if desk is None:
            return overview.show_nothing(state, facts)
        return _drawn(settle(state, desk), desk, facts)

    def back(self, state: EvidenceState, facts: Facts) -> Move:
        """The place before; from the overview home, or to the person whose plan it is."""
        desk = desk_of(facts)
        if state.place is Place.SCHOOL_DOCUMENT:
            return go(state.at(Place.SCHOOL))
        if state.place is Place.SCHOOL:
            return go(state.at_overview())
        if desk is None:
            return go_home()
        if state.is_from_stage and state.place is Place.SLOT:
            form = stages.StagesState(place=stages.Place.STAGE, plan_id=state.plan_id, stage=StageId.A)
            return Move(stages.NAME, form.dump())
        before = slots.before(settle(state, desk), desk)
        if before is not None:
            return go(before)
        if desk.is_owner:
            return go_home()
        return Move(rating.NAME, rating.RatingState(place=rating.Place.PERSON, plan_id=desk.plan.id).dump())

    def needs(self, state: EvidenceState) -> Needs:
        """What became of the plan, or what the school has handed in."""
        if state.place in SCHOOL_PLACES:
            return Needs(documents_of=state.school_id, documents_before=state.is_before)
        is_chosen = state.place is Place.OVERVIEW
        return Needs(plan_id=state.plan_id, execution=True, own_finals=is_chosen)

    def help(self, state: EvidenceState) -> Say:
        """What can be done here."""
        if state.place in SCHOOL_PLACES | {Place.DOCUMENTS, Place.DOCUMENT}:
            return say(
                "Dokumen akuntabilitas are everyday documents of the school. Each is handed in once, as a "
                "file or with the note that it lies in PMM."
            )
        return say(
            "Open a line and send its evidence in the chat: a PDF or photos. Every unit of an RHK needs its "
            "own; several photos may fill one unit. Points count once a unit has evidence."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _drawn(state: EvidenceState, desk: Desk, facts: Facts) -> Screen:
    kept, group = desk.file(state.file_id), desk.group(state.group)
    match state.place:
        case Place.GROUP if group is not None:
            return slots.show_group(state, desk, group)
        case Place.SLOT if (group := desk.group_with(state.slot)) is not None:
            return slots.show_slot(state, desk, group)
        case Place.FILE if kept is not None:
            return slots.show_file(state, desk, kept)
        case Place.REPLACE if kept is not None:
            return slots.show_replace(state, desk, kept)
        case Place.REMOVE if kept is not None:
            return slots.show_remove(state, desk, kept)
        case Place.ASSIGN if assigned(state, desk):
            return placing.show_assign(state, desk)
        case Place.SPREAD if group is not None:
            return placing.show_spread(state, desk, group)
        case Place.UNITS if group is not None:
            return placing.show_units(state, desk, group)
        case Place.DOCUMENTS:
            return documents.show_documents(state, desk, facts)
        case Place.DOCUMENT:
            return documents.show_document(state, desk, facts)
        case _:
            return overview.show_overview(state, desk, facts)


def _press(state: EvidenceState, action: str, desk: Desk, facts: Facts) -> Move:
    if action == predicate.OPEN_RATING:
        return predicate.open_rating(desk)
    match state.place:
        case Place.GROUP:
            return slots.press_group(state, action, desk)
        case Place.SLOT:
            return slots.press_slot(state, action, desk)
        case Place.FILE:
            return slots.press_file(state, action, desk)
        case Place.REMOVE:
            return slots.press_remove(state, action, desk)
        case Place.ASSIGN:
            return placing.press_assign(state, action, desk)
        case Place.SPREAD:
            return placing.press_spread(state, action, desk)
        case Place.UNITS:
            return placing.press_units(state, action, desk)
        case Place.DOCUMENTS:
            return documents.press_documents(state, action, desk, facts)
        case Place.DOCUMENT if action.startswith("document:"):
            return documents.press_documents(state, action, desk, facts)
        case Place.DOCUMENT:
            return documents.press_document(state, action, desk, facts)
        case Place.OVERVIEW:
            return overview.press_overview(state, action, desk, facts)
        case _:
            return go(state)
