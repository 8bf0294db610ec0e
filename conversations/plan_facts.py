"""A plan, what happened to it, and the plans that wait for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from conversations.rules.cycle import Period
from conversations.rules.plan import PlanContent
from conversations.rules.terms import PlanStatus, Rating, Role, SchoolLevel, StageId
from conversations.school_facts import School
from conversations.values import value

# While it is nobody else's turn (regulation.md 4.3).
EDITABLE = frozenset({PlanStatus.BELUM_DIAJUKAN, PlanStatus.PERLU_PERBAIKAN})


class EventKind(StrEnum):
    """What happened to a plan, in the past tense.

    MOVED: it went along to another school. RETURNED: it is a draft again, because nobody can decide on it.
    """

    SUBMITTED = "submitted"
    APPROVED = "approved"
    AUTO_APPROVED = "auto_approved"
    REVISION_REQUESTED = "revision_requested"
    CHANGE_REQUESTED = "change_requested"
    RHK_CHANGED = "rhk_changed"
    BEHAVIORS_CHANGED = "behaviors_changed"
    APPROVAL_UNDONE = "approval_undone"
    AGREED = "agreed"
    AGREED_OUTSIDE = "agreed_outside"
    MOVED = "moved"
    RETURNED = "returned"
    STAGE_DONE = "stage_done"
    STAGE_REOPENED = "stage_reopened"
    OBSERVATION_AGREED = "observation_agreed"
    RATED = "rated"
    RATING_CORRECTED = "rating_corrected"
    RATING_ENTERED = "rating_entered"


@dataclass(frozen=True, slots=True)
class RatingChange:
    """What a correction changed: `aspect:ID`, `behavior:ID`, `overall:result` or `:behavior`, or `note`."""

    item: str
    before: Rating | None = None
    after: Rating | None = None


@value
class HistoryEntry:
    """One line of a plan's history; no actor name means the system. `stage` is the one that it is about."""

    at: datetime
    kind: EventKind
    actor_name: str | None
    note: str = ""
    stage: StageId | None = None
    ratings: tuple[RatingChange, ...] = ()


@value
class Plan:
    """A performance plan with its owner; `version` grows with every change.

    `revision_note` is the supervisor's latest request while the plan needs revision, `change_note` the
    owner's open request for a change. `history` is loaded only when needed, newest last.
    `is_owner_reachable`: whether the assistant can write to the owner.
    """

    id: int
    owner_id: int
    owner_name: str
    school: School | None
    period: Period
    rule_set: str
    role: Role
    level: SchoolLevel
    status: PlanStatus
    version: int
    content: PlanContent
    submitted_at: datetime | None = None
    approved_at: datetime | None = None
    approved_by: str | None = None
    agreed_at: datetime | None = None
    revision_note: str = ""
    change_note: str = ""
    history: tuple[HistoryEntry, ...] = ()
    is_owner_reachable: bool = True


class QueueFilter(StrEnum):
    """Which plans of the school a reviewer looks at."""

    WAITING = "waiting"
    CHANGE_REQUESTED = "change_requested"
    NEEDS_REVISION = "needs_revision"
    APPROVED = "approved"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One plan in a reviewer's list."""

    plan_id: int
    version: int
    owner_name: str
    points: int
    submitted_at: datetime | None
    change_requested: bool
    school_name: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """Plans that the person decides on, oldest submission first, with counts of every filter.

    WAITING holds all with status `menunggu_persetujuan`, CHANGE_REQUESTED those waiting or approved plans
    whose owner asks for a change. `entries` are those of `filter`, all of them (a school is small).
    """

    filter: QueueFilter
    entries: tuple[QueueEntry, ...]
    counts: Mapping[QueueFilter, int]
