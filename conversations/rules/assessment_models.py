"""Entries of a rule set about the cycle, the evidence and the assessment."""

from typing import Annotated

from pydantic import Field

from conversations.rules.entry import (
    Count,
    Day,
    Entry,
    ExactDecimal,
    Flag,
    Key,
    Month,
    OfficialText,
    OurText,
    SourcedEntry,
    TextByStatus,
)
from conversations.rules.terms import (
    Actor,
    EvidenceStatus,
    FieldKind,
    JobLevel,
    ObservationRating,
    PlanRole,
    Predicate,
    Rating,
    Role,
    StageId,
    Treatment,
)


class LegalSource(SourcedEntry):
    """An instrument that the rule set rests on."""

    title: OfficialText
    note: OurText


class PublishedDate(SourcedEntry):
    """A date that was announced for the periods the rule set was written for."""

    day: Day
    note: OurText


class FormField(SourcedEntry):
    """One field of a stage form; `note` is our help for filling it in."""

    id: Key
    label: TextByStatus
    kind: FieldKind
    required: Flag
    note: OurText


class StageForm(SourcedEntry):
    """The form that is filled in at a stage by (or about) the roles it names."""

    roles: tuple[PlanRole, ...]
    name: TextByStatus
    filled_by: Actor
    fields: Annotated[tuple[FormField, ...], Field(alias="field", min_length=1)]


class Stage(SourcedEntry):
    """A stage of the half-year cycle; its months are advice, not gates (regulation.md 5)."""

    id: StageId
    name: OfficialText
    months_s1: tuple[Month, ...]
    months_s2: tuple[Month, ...]
    actor: Actor
    explanation: OurText
    forms: Annotated[tuple[StageForm, ...], Field(alias="form")] = ()

    def months(self, half: int) -> tuple[int, ...]:
        """Return its calendar months in that half of the year (1 or 2)."""
        return self.months_s1 if half == 1 else self.months_s2

    def form_for(self, role: Role) -> StageForm | None:
        """Return the form used for that role, if the stage has one."""
        return next((form for form in self.forms if role in form.roles), None)


class EvidenceStatusEntry(SourcedEntry):
    """One status of a bukti dukung and its label."""

    id: EvidenceStatus
    label: OurText


class EvidenceRules(SourcedEntry):
    """Limits of an evidence file, and what a tugas tambahan needs."""

    formats: Annotated[tuple[OfficialText, ...], Field(min_length=1)]
    max_megabytes: Count
    duty_document: OfficialText
    duty_upload: OurText
    statuses: Annotated[tuple[EvidenceStatusEntry, ...], Field(alias="label")]


class AccountabilityDocument(SourcedEntry):
    """A dokumen akuntabilitas; its code is unique within a role."""

    role: PlanRole
    code: Key
    name: OfficialText
    only_with_duty: Flag = False
    uploaded_by: Actor


class AssessmentVariable(SourcedEntry):
    """One of the four variables of the assessment and how it is treated."""

    id: Key
    name: OfficialText
    treatment: Treatment
    treatment_label: OfficialText


class PracticeAspect(SourcedEntry):
    """One rated aspect of Praktik Kinerja."""

    id: Key
    name: OfficialText
    judged: OurText
    looks_at: OurText


class RatingEntry(SourcedEntry):
    """One level of the rating scale."""

    id: Rating
    label: OfficialText


class ObservationRatingEntry(SourcedEntry):
    """One level of the observation scale."""

    id: ObservationRating
    label: OfficialText
    meaning: OurText


class PredicateEntry(SourcedEntry):
    """One predikat with its two labels; the second is the word of the angka kredit tables."""

    id: Predicate
    label: OfficialText
    credit_label: OfficialText
    multiplier: ExactDecimal


class PredicateCell(SourcedEntry):
    """One cell of the predikat matrix."""

    work_result: Rating
    work_behavior: Rating
    predicate: Predicate


class JobLevelEntry(SourcedEntry):
    """One jenjang jabatan: annual coefficient and cumulative needs for promotion."""

    id: JobLevel
    label: OfficialText
    coefficient: ExactDecimal
    rank_promotion_points: ExactDecimal
    level_promotion_points: ExactDecimal | None = None


class Validity(Entry):
    """The days the rule set was written for, and where later changes are explained."""

    first_day: Day
    last_day: Day
    changes_topic: Key
