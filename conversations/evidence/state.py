"""Where somebody stands with evidence, and what is known of the plan that it is about."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from conversations.effects import Effect
from conversations.evidence.groups import Group, groups_of
from conversations.execution_facts import EvidenceFile, Execution
from conversations.facts import Facts, Plan
from conversations.flow import State
from conversations.rules.regulation import RuleSet
from conversations.session import Move
from conversations.words import Say

NAME = "evidence"


class Place(StrEnum):
    """The screens, stored by name."""

    OVERVIEW = "overview"
    GROUP = "group"
    SLOT = "slot"
    FILE = "file"
    REPLACE = "replace"
    REMOVE = "remove"
    ASSIGN = "assign"
    SPREAD = "spread"
    UNITS = "units"
    DOCUMENTS = "documents"
    DOCUMENT = "document"
    SCHOOL = "school"
    SCHOOL_DOCUMENT = "school_document"


SCHOOL_PLACES = frozenset({Place.SCHOOL, Place.SCHOOL_DOCUMENT})
_OF_FILE = frozenset({Place.FILE, Place.REPLACE, Place.REMOVE})
_FOR_OWNERS = frozenset({Place.REPLACE, Place.REMOVE, Place.ASSIGN, Place.SPREAD, Place.UNITS})


class EvidenceState(State):
    """A position. `plan_id` None is the own final plan.

    `group` is an RHK, a duty or the lesson plan, `slot` one place in it. `file_id` is the file that it is
    about; where files are assigned 0 stands for the first that lies nowhere yet, with `is_all` for all of
    them. Photos of `album` go to `album_slot` together. `code` is a dokumen akuntabilitas in small letters,
    of `school_id` where the KS hands it in for the guru there, with `is_before` in the half-year before.
    `is_from_stage`: back leads to the form of stage A that asked for the file. `undo` are files that were
    just placed together.
    """

    place: Place = Place.OVERVIEW
    plan_id: int | None = None
    page: int = 0
    group: str = ""
    slot: str = ""
    file_id: int = 0
    is_all: bool = False
    album: str = ""
    album_slot: str = ""
    code: str = ""
    school_id: int | None = None
    is_before: bool = False
    is_from_stage: bool = False
    undo: tuple[int, ...] = ()

    def at(self, place: Place, **changes: Any) -> "EvidenceState":
        """Another place."""
        return self.model_copy(update={"place": place, "page": 0, **changes})

    def at_overview(self) -> "EvidenceState":
        """The overview of the same plan."""
        return EvidenceState(plan_id=self.plan_id)


@dataclass(frozen=True, slots=True)
class Desk:
    """A final plan, what became of it, and whether the reader owns it."""

    plan: Plan
    execution: Execution
    rules: RuleSet
    is_owner: bool

    @property
    def groups(self) -> tuple[Group, ...]:
        """What needs evidence, in the order of the plan."""
        return groups_of(self.rules, self.plan)

    @property
    def filled(self) -> frozenset[str]:
        """Slots in which at least one file lies."""
        return frozenset(file.slot for file in self.execution.evidence if file.slot is not None)

    @property
    def loose(self) -> tuple[EvidenceFile, ...]:
        """Files that lie nowhere yet, oldest first."""
        return tuple(file for file in self.execution.evidence if file.slot is None)

    def group(self, key: str) -> Group | None:
        """The RHK, duty or lesson plan with that key."""
        return next((group for group in self.groups if group.key == key), None)

    def group_with(self, slot: str | None) -> Group | None:
        """The group that a slot belongs to."""
        return next((group for group in self.groups if slot in group.slots), None)

    def file(self, file_id: int) -> EvidenceFile | None:
        """A kept file."""
        return next((file for file in self.execution.evidence if file.id == file_id), None)

    def files_in(self, slot: str) -> tuple[EvidenceFile, ...]:
        """The files in a slot, oldest first."""
        return tuple(file for file in self.execution.evidence if file.slot == slot)

    def next_free(self, group: Group) -> str | None:
        """The first slot of a group without a file."""
        return next((slot for slot in group.slots if slot not in self.filled), None)

    @property
    def next_group(self) -> Group | None:
        """The first group with a slot without a file."""
        return next((group for group in self.groups if self.next_free(group) is not None), None)


def desk_of(facts: Facts) -> Desk | None:
    """The plan that is looked at; None where it is not final, or not for this reader."""
    plan, execution, person = facts.executed, facts.execution, facts.person
    if plan is None or execution is None or person is None:
        return None
    is_owner = plan.owner_id == person.id
    if not is_owner and not facts.leads(plan):
        return None
    return Desk(plan, execution, facts.rules_of(plan), is_owner)


def settle(state: EvidenceState, desk: Desk) -> EvidenceState:
    """The place that there is now: what it was about may be gone."""
    is_gone = (
        (state.place in _FOR_OWNERS and not desk.is_owner)
        or (state.place in _OF_FILE and desk.file(state.file_id) is None)
        or (state.place in (Place.GROUP, Place.SPREAD, Place.UNITS) and desk.group(state.group) is None)
        or (state.place is Place.SLOT and desk.group_with(state.slot) is None)
        or (state.place in (Place.ASSIGN, Place.SPREAD, Place.UNITS) and not assigned(state, desk))
    )
    return state.at_overview() if is_gone else state


def assigned(state: EvidenceState, desk: Desk) -> tuple[EvidenceFile, ...]:
    """The files that are to be put somewhere: one that has a place, or the first or all without one."""
    if state.file_id:
        file = desk.file(state.file_id)
        return () if file is None else (file,)
    return desk.loose if state.is_all else desk.loose[:1]


def at_group(state: EvidenceState, group: Group) -> EvidenceState:
    """A group; with one slot right at that."""
    if len(group.slots) == 1:
        return at_slot(state, group.slots[0])
    return state.at_overview().at(Place.GROUP, group=group.key)


def at_next(state: EvidenceState, desk: Desk) -> EvidenceState:
    """The first group without all its evidence; the same place where there is none."""
    group = desk.next_group
    return state if group is None else at_group(state, group)


def at_slot(state: EvidenceState, slot: str) -> EvidenceState:
    """One slot."""
    return state.at_overview().at(Place.SLOT, slot=slot)


def go(state: EvidenceState, word: Say | None = None, effects: tuple[Effect, ...] = ()) -> Move:
    """Stand there."""
    return Move(NAME, state.dump(), effects, word)
