"""A whole rule set and the look-ups on it."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, TypeVar

from pydantic import Field

from conversations.rules.assessment_models import (
    AccountabilityDocument,
    AssessmentVariable,
    EvidenceRules,
    JobLevelEntry,
    LegalSource,
    ObservationRatingEntry,
    PracticeAspect,
    PredicateCell,
    PredicateEntry,
    PublishedDate,
    RatingEntry,
    Stage,
    Validity,
)
from conversations.rules.entry import Entry, Key, OfficialText, OurText
from conversations.rules.models import (
    RHK,
    AdditionalDutyEntry,
    Indicator,
    PlanningStage,
    PlanStatusEntry,
    PointLimits,
    RHKCategoryEntry,
    SchoolLevelEntry,
    SubIndicator,
    WorkBehavior,
)
from conversations.rules.terms import (
    EvidenceStatus,
    JobLevel,
    ObservationRating,
    PlanStatus,
    Predicate,
    Rating,
    RHKCategory,
    Role,
    SchoolLevel,
    StageId,
)

T = TypeVar("T")


class RuleSet(Entry):
    """One version of the regulation. Look-ups raise KeyError for what it does not hold.

    Some are made once: a changed rule set is validated anew, not copied with `model_copy`.
    """

    id: Key
    title: OurText
    platform: OfficialText
    rhk_title_prefix: OfficialText
    validity: Validity
    points: PointLimits
    legal_sources: Annotated[tuple[LegalSource, ...], Field(alias="legal_source")]
    published_dates: Annotated[tuple[PublishedDate, ...], Field(alias="published_date")] = ()
    school_levels: Annotated[tuple[SchoolLevelEntry, ...], Field(alias="school_level")]
    plan_statuses: Annotated[tuple[PlanStatusEntry, ...], Field(alias="plan_status")]
    planning_stages: Annotated[tuple[PlanningStage, ...], Field(alias="planning_stage")]
    rhk_categories: Annotated[tuple[RHKCategoryEntry, ...], Field(alias="rhk_category")]
    rhks: Annotated[tuple[RHK, ...], Field(alias="rhk")]
    indicators: Annotated[tuple[Indicator, ...], Field(alias="indicator")]
    sub_indicators: Annotated[tuple[SubIndicator, ...], Field(alias="sub_indicator")]
    additional_duties: Annotated[tuple[AdditionalDutyEntry, ...], Field(alias="additional_duty")]
    work_behaviors: Annotated[tuple[WorkBehavior, ...], Field(alias="work_behavior")]
    stages: Annotated[tuple[Stage, ...], Field(alias="stage")]
    evidence: EvidenceRules
    accountability_documents: Annotated[
        tuple[AccountabilityDocument, ...], Field(alias="accountability_document")
    ]
    assessment_variables: Annotated[tuple[AssessmentVariable, ...], Field(alias="assessment_variable")]
    practice_aspects: Annotated[tuple[PracticeAspect, ...], Field(alias="practice_aspect")]
    ratings: Annotated[tuple[RatingEntry, ...], Field(alias="rating")]
    observation_ratings: Annotated[tuple[ObservationRatingEntry, ...], Field(alias="observation_rating")]
    predicates: Annotated[tuple[PredicateEntry, ...], Field(alias="predicate")]
    predicate_cells: Annotated[tuple[PredicateCell, ...], Field(alias="predicate_cell")]
    job_levels: Annotated[tuple[JobLevelEntry, ...], Field(alias="job_level")]

    def __hash__(self) -> int:
        """Equal sets have one id; hashing all they hold would take longer than what is remembered by them."""
        return hash(self.id)

    @cached_property
    def rhks_by_number(self) -> Mapping[int, RHK]:
        """All RHK by their numbers."""
        return {entry.number: entry for entry in self.rhks}

    def rhk(self, number: int) -> RHK:
        """Return the RHK with that number (1..18)."""
        return self.rhks_by_number[number]

    def rhk_title_rest(self, number: int) -> str:
        """Return the official title without the prefix that all RHK share."""
        return self.rhk(number).title.removeprefix(self.rhk_title_prefix).strip()

    def rhks_in(self, category: RHKCategory) -> tuple[RHK, ...]:
        """Return the RHK of one menu group, by number."""
        return tuple(entry for entry in self.rhks if entry.category is category)

    def sub_indicator(self, sub_indicator_id: str) -> SubIndicator:
        """Return the sub-indikator with that id (g1..g8, k1..k8)."""
        found = (entry for entry in self.sub_indicators if entry.id == sub_indicator_id)
        return _first(found, sub_indicator_id)

    def sub_indicators_for(self, role: Role) -> tuple[SubIndicator, ...]:
        """Return the sub-indikator that role chooses one from."""
        return tuple(entry for entry in self.sub_indicators if entry.role is role)

    @cached_property
    def _planning_stages(self) -> Mapping[Role, tuple[PlanningStage, ...]]:
        return {role: tuple(entry for entry in self.planning_stages if role in entry.roles) for role in Role}

    def duty(self, duty_id: str) -> AdditionalDutyEntry:
        """Return the tugas tambahan with that id."""
        return _first((entry for entry in self.additional_duties if entry.id == duty_id), duty_id)

    def duties_for(self, level: SchoolLevel) -> tuple[AdditionalDutyEntry, ...]:
        """Return the tugas tambahan offered at that level, unsure ones included."""
        return tuple(entry for entry in self.additional_duties if entry.is_for(level))

    def behavior(self, aspect_id: str) -> WorkBehavior:
        """Return the perilaku kerja aspect with that id (p1..p7)."""
        return _first((entry for entry in self.work_behaviors if entry.id == aspect_id), aspect_id)

    def planning_stages_for(self, role: Role) -> tuple[PlanningStage, ...]:
        """Return the planning steps of that role in order; a KS has no tugas tambahan."""
        return self._planning_stages[role]

    def stage(self, stage_id: StageId) -> Stage:
        """Return a stage of the cycle."""
        return _first((entry for entry in self.stages if entry.id is stage_id), stage_id)

    def plan_status_label(self, status: PlanStatus) -> str:
        """Return the label of a plan status."""
        return _first((entry.label for entry in self.plan_statuses if entry.id is status), status)

    def evidence_status_label(self, status: EvidenceStatus) -> str:
        """Return the label of an evidence status."""
        return _first((entry.label for entry in self.evidence.statuses if entry.id is status), status)

    def school_level_label(self, level: SchoolLevel) -> str:
        """Return the label of a school level."""
        return _first((entry.label for entry in self.school_levels if entry.id is level), level)

    def rating(self, rating: Rating) -> RatingEntry:
        """Return a level of the rating scale."""
        return _first((entry for entry in self.ratings if entry.id is rating), rating)

    def observation_rating(self, rating: ObservationRating) -> ObservationRatingEntry:
        """Return a level of the observation scale."""
        return _first((entry for entry in self.observation_ratings if entry.id is rating), rating)

    def predicate(self, predicate: Predicate) -> PredicateEntry:
        """Return a predikat with its labels and multiplier."""
        return _first((entry for entry in self.predicates if entry.id is predicate), predicate)

    def job_level(self, job_level: JobLevel) -> JobLevelEntry:
        """Return a jenjang jabatan with its coefficient."""
        return _first((entry for entry in self.job_levels if entry.id is job_level), job_level)


def _first(found: Iterator[T], key: object) -> T:
    for entry in found:
        return entry
    raise KeyError(key)
