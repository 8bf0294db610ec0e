"""What became of a final plan: forms, observation, evidence, documents, rating, checklist."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from conversations.rules.cycle import Period
from conversations.rules.terms import (
    Capacity,
    JobLevel,
    ObservationRating,
    PlanStatus,
    Predicate,
    Rating,
    Role,
    StageId,
)

# What who appraises records; every other form is the owner's.
_APPRAISERS_STAGES = frozenset({StageId.B, StageId.F_G})
# Observations of one appraiser begin at least so far apart.
OBSERVATION_LASTS = timedelta(hours=1)


def who_fills_in(stage: StageId) -> Capacity:
    """As whom the form of a stage is filled in and handed in."""
    return Capacity.APPRAISER if stage in _APPRAISERS_STAGES else Capacity.OWNER


class FileKind(StrEnum):
    """What a sent file is."""

    PDF = "pdf"
    PHOTO = "photo"


class RatingSource(StrEnum):
    """Whose ratings they are: those of who appraises the plan, or what its owner read in PMM."""

    APPRAISER = "appraiser"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file in the hands of the chat service: `file_id` fetches it, `unique_id` tells it from others.

    What was sent as a photo has no name; every file has one, also an image that was sent as a file.
    """

    file_id: str
    unique_id: str
    kind: FileKind
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file that the owner sent; `slot` None: not assigned yet."""

    id: int
    slot: str | None
    file: SentFile
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class TargetBehaviorSeen:
    """A ticked target perilaku, by its place in the sub-indikator, and how it was seen."""

    target: int
    rating: ObservationRating | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ObservationDate:
    """When the owner is observed; agreed once `agreed_at` is set."""

    starts_at: datetime
    proposed_by: Capacity
    agreed_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class CollectedDocument:
    """A dokumen akuntabilitas that is there; without a file it was collected in PMM."""

    code: str
    file: SentFile | None
    collected_at: datetime
    is_of_school: bool
    id: int = 0


@dataclass(frozen=True, slots=True)
class SchoolDocuments:
    """What the KS of a school has handed in for the plans of its guru in a half-year."""

    school_id: int
    period: Period
    documents: tuple[CollectedDocument, ...]


@dataclass(frozen=True, slots=True)
class PlanRating:
    """How a plan is rated so far; the owner sees it once `released_at` is set."""

    source: RatingSource
    aspects: Mapping[str, Rating]
    behaviors: Mapping[str, Rating]
    work_result: Rating | None
    work_behavior: Rating | None
    note: str
    rated_by: str
    released_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class StageDone:
    """A part of a stage that is done: when, and who said so, by name and id."""

    at: datetime
    by: str
    by_id: int | None = None


@dataclass(frozen=True, slots=True)
class Execution:
    """Everything that became of a final plan.

    `answers` are texts by stage and field. `done` holds the parts of stages that are done. `documents` are
    those of the plan and of its school. `files_before` are the unique ids of files that the owner handed in
    for plans of other half-years. `booked` are agreed observations of others by who appraises this plan; they
    are known until it is observed.
    """

    plan_id: int
    answers: Mapping[tuple[StageId, str], str] = field(default_factory=dict)
    targets: tuple[TargetBehaviorSeen, ...] = ()
    observation: ObservationDate | None = None
    done: Mapping[tuple[StageId, Capacity], StageDone] = field(default_factory=dict)
    evidence: tuple[EvidenceFile, ...] = ()
    documents: tuple[CollectedDocument, ...] = ()
    files_before: frozenset[str] = frozenset()
    rating: PlanRating | None = None
    ticks: frozenset[str] = frozenset()
    booked: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one person is, for whoever leads or appraises them; stages are those that are done.

    `collected_points` count RHK units with evidence, up to what was planned; files are those of RHK units and
    of tugas tambahan. `predicate` only once released, and with no required dokumen akuntabilitas missing.
    `plan_id` and what follows from the plan only where the reader decides on it; `is_elsewhere`: there is a
    plan, but it belongs to another school or role. `is_own_entry`: the rating is what its
    owner read in PMM.
    """

    person_id: int
    name: str
    role: Role
    school_name: str
    plan_id: int | None
    status: PlanStatus | None
    planned_points: int = 0
    collected_points: int = 0
    collected_files: int = 0
    needed_files: int = 0
    owner_done: frozenset[StageId] = frozenset()
    appraiser_done: frozenset[StageId] = frozenset()
    observed_at: datetime | None = None
    is_observation_agreed: bool = False
    is_rated: bool = False
    is_released: bool = False
    is_own_entry: bool = False
    predicate: Predicate | None = None
    school_id: int = 0
    is_elsewhere: bool = False
    is_reachable: bool = True
    nudged_today: bool = False
    plan_version: int = 0
    asks_change: bool = False
    min_points: int = 0
    missing_documents: tuple[str, ...] = ()
    observation_proposed_by: Capacity | None = None
    job_level: JobLevel | None = None


@dataclass(frozen=True, slots=True)
class RatingHint:
    """What home tells of ratings: how many are due from the reader, and which own one can be read.

    `is_begun`: the months of Penilaian have begun in the present half-year.
    """

    waiting: int = 0
    is_begun: bool = False
    own_plan_id: int | None = None


@dataclass(frozen=True, slots=True)
class SchoolProgress:
    """Everybody whose plans the reader decides on, in order of their names."""

    period: Period
    people: tuple[Progress, ...]
