"""What must happen to a final plan in the half-year, in the imperative.

Rights are checked again where the change is written: a plan's owner, or who decides on it now
(`Capacity.APPRAISER`). All need the plan to be `disepakati`; else, and where a version has moved on, the step
is decided anew from fresh facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from conversations.execution_facts import RatingSource, SentFile
from conversations.rules.cycle import Period
from conversations.rules.terms import Capacity, JobLevel, ObservationRating, PlanRole, Rating, StageId


@dataclass(frozen=True, slots=True)
class WriteAnswer:
    """Write a field of a stage's form; an empty text clears it. A conflict once that part is done."""

    plan_id: int
    stage: StageId
    field: str
    text: str
    capacity: Capacity


@dataclass(frozen=True, slots=True)
class ChooseTarget:
    """The owner ticks a target perilaku for the observation, or takes the tick away, before A is done."""

    plan_id: int
    target: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class RateTarget:
    """The appraiser says how a ticked target perilaku was seen; None for a rating or note leaves it."""

    plan_id: int
    target: int
    rating: ObservationRating | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ProposeObservation:
    """One side proposes when the observation is; `version` None where nothing was proposed yet.

    A conflict where whoever appraises the plan has agreed to another observation within the hour.
    """

    plan_id: int
    version: int | None
    starts_at: datetime
    capacity: Capacity


@dataclass(frozen=True, slots=True)
class AgreeObservation:
    """The side that did not propose agrees."""

    plan_id: int
    version: int
    capacity: Capacity


@dataclass(frozen=True, slots=True)
class CompleteStage:
    """A part of a stage of one plan is done, or open again; recorded in the plan's history."""

    plan_id: int
    stage: StageId
    capacity: Capacity
    is_done: bool


@dataclass(frozen=True, slots=True)
class KeepFile:
    """Keep a file that the owner sent; with a slot it is assigned at once."""

    plan_id: int
    file: SentFile
    slot: str | None = None


@dataclass(frozen=True, slots=True)
class AssignFile:
    """The owner assigns a kept file to a slot, or with None to none."""

    plan_id: int
    evidence_id: int
    slot: str | None


@dataclass(frozen=True, slots=True)
class RemoveFile:
    """The owner takes a kept file away."""

    plan_id: int
    evidence_id: int


@dataclass(frozen=True, slots=True)
class CollectDocument:
    """A dokumen akuntabilitas is there, or is taken away again.

    With `school_id` the KS of that school hands it in for all plans of the role; with `plan_id` the owner
    does for a plan on which nobody here decides. `file` None: it was collected in PMM. `for_both`: the
    principal's own plan and those of the guru need the very same document, so it is there, or gone, for all.
    """

    period: Period
    role: PlanRole
    code: str
    is_collected: bool
    file: SentFile | None = None
    school_id: int | None = None
    plan_id: int | None = None
    for_both: bool = False


@dataclass(frozen=True, slots=True)
class TellOfPredicates:
    """Tell owners at a school whose predikat is no longer hidden because this document has come for them."""

    period: Period
    school_id: int
    roles: tuple[PlanRole, ...]
    code: str


@dataclass(frozen=True, slots=True)
class SaveRating:
    """Write ratings; `version` None where there are none yet.

    As APPRAISER by who decides on the plan; as OWNER by the owner of a plan on which nobody here decides.
    What was released before stays so, and the change is kept in the plan's history.
    """

    plan_id: int
    version: int | None
    source: RatingSource
    aspects: Mapping[str, Rating]
    behaviors: Mapping[str, Rating]
    work_result: Rating | None
    work_behavior: Rating | None
    note: str


@dataclass(frozen=True, slots=True)
class ReleaseRating:
    """Complete ratings are shown to the owner; the appraiser's part of F_G is done by it."""

    plan_id: int
    version: int


@dataclass(frozen=True, slots=True)
class TickLine:
    """A line of the PMM checklist is entered there, or is not."""

    plan_id: int
    line: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class ChooseJobLevel:
    """The person's jenjang jabatan, from which the angka kredit follows."""

    job_level: JobLevel


ExecutionEffect = (
    WriteAnswer
    | ChooseTarget
    | RateTarget
    | ProposeObservation
    | AgreeObservation
    | CompleteStage
    | KeepFile
    | AssignFile
    | RemoveFile
    | CollectDocument
    | TellOfPredicates
    | SaveRating
    | ReleaseRating
    | TickLine
    | ChooseJobLevel
)
