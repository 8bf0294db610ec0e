"""Entries of a rule set about planning: RHK, sub-indikator, tugas tambahan, perilaku kerja."""

from typing import Annotated

from pydantic import Field

from conversations.rules.entry import (
    Count,
    Entry,
    ExactDecimal,
    Flag,
    Key,
    Label,
    Months,
    OfficialText,
    OurText,
    SourcedEntry,
    TextByStatus,
)
from conversations.rules.terms import (
    ActivityKind,
    EntryStatus,
    ExampleAudience,
    PlanningStageId,
    PlanRole,
    PlanStatus,
    RHKCategory,
    RHKRoleKind,
    SchoolLevel,
)


class PointLimits(SourcedEntry):
    """The points a plan needs, and the labels shown beside a total."""

    min_points: Count
    advised_max_points: Count
    met_label: OurText
    not_met_label: OurText


class SchoolLevelEntry(Entry):
    """One jenjang and its label."""

    id: SchoolLevel
    label: OfficialText


class PlanStatusEntry(SourcedEntry):
    """One status of a plan and its label for users."""

    id: PlanStatus
    label: OurText


class PlanningStage(SourcedEntry):
    """One of the five steps of Perencanaan Kinerja."""

    id: PlanningStageId
    number: Count
    name: OfficialText
    roles: tuple[PlanRole, ...]
    required: Flag
    explanation: OurText


class RHKCategoryEntry(SourcedEntry):
    """A menu group of RHK."""

    id: RHKCategory
    label: Label


class Effort(SourcedEntry):
    """What one unit of an RHK asks of a person, roughly; never official.

    `sessions` are meetings or spells of work of half a day to a day, `months` what it needs at the least
    from beginning to evidence, 0 where a few weeks do.
    """

    kind: ActivityKind
    sessions: Count
    months: Months


class RHK(SourcedEntry):
    """One Rencana Hasil Kerja; `points` are for one unit, `quantity` counts units (regulation.md 1).

    Without `effort` it is never suggested: nobody can promise an award.
    """

    number: Count
    title: OfficialText
    label: Label
    points: Count
    unit: OfficialText
    duration: OfficialText = ""
    evidence: OfficialText
    category: RHKCategory
    role_kind: RHKRoleKind | None = None
    role_names: tuple[OfficialText, ...] = ()
    unit_hint: OurText
    example: OurText = ""
    effort: Effort | None = None


class Indicator(SourcedEntry):
    """The Rapor Pendidikan indicator whose sub-indikator a role chooses from."""

    id: Key
    role: PlanRole
    name: OfficialText


class TargetBehavior(SourcedEntry):
    """One target perilaku; a theme in our words where no official wording was seen."""

    text: TextByStatus


class Example(SourcedEntry):
    """An example in our words; `official` means that the ministry gives this example."""

    audience: ExampleAudience
    text: OurText


class SuccessIndicator(SourcedEntry):
    """Indikator keberhasilan of a KS sub-indikator."""

    text: TextByStatus


class SubIndicator(SourcedEntry):
    """One choice of Praktik Kinerja (regulation.md 2)."""

    id: Key
    indicator: Key
    role: PlanRole
    name: OfficialText
    aliases: tuple[OfficialText, ...] = ()
    label: Label
    dimension: OfficialText = ""
    dimension_status: EntryStatus | None = None
    meaning: OurText
    success: SuccessIndicator | None = None
    target_behaviors: Annotated[tuple[TargetBehavior, ...], Field(alias="target_behavior", min_length=1)]
    examples: Annotated[tuple[Example, ...], Field(alias="example")] = ()

    def example_for(self, audience: ExampleAudience) -> Example | None:
        """Return the example written for that audience, if there is one."""
        return next((example for example in self.examples if example.audience is audience), None)


class Equivalence(SourcedEntry):
    """Ekuivalensi in JTM a week; a matter of workload, never of points."""

    min_hours: ExactDecimal
    max_hours: ExactDecimal
    note: OurText = ""


class AdditionalDutyEntry(SourcedEntry):
    """One tugas tambahan; `unsure_levels` are offered although no source lists them (regulation.md 3.2)."""

    id: Key
    name: TextByStatus
    label: Label
    levels: tuple[SchoolLevel, ...]
    unsure_levels: tuple[SchoolLevel, ...] = ()
    basis: OfficialText = ""
    equivalence: Equivalence | None = None
    free_text: Flag = False

    def is_for(self, level: SchoolLevel) -> bool:
        """Whether the duty is offered at that level."""
        return level in self.levels or level in self.unsure_levels

    def status_at(self, level: SchoolLevel) -> EntryStatus:
        """Return how well the duty is sourced at that level."""
        return EntryStatus.UNVERIFIED if level in self.unsure_levels else self.status


class BehaviorOption(SourcedEntry):
    """One selectable row of perilaku kerja: indikator and fokus perilaku."""

    id: Key
    label: Label
    behavior_indicator: TextByStatus
    behavior_focus: TextByStatus


class WorkBehavior(SourcedEntry):
    """One of the seven aspects of perilaku kerja (regulation.md 3.3)."""

    id: Key
    aspect: OfficialText
    definition: OurText
    looks_at: OurText
    choices: Annotated[tuple[BehaviorOption, ...], Field(alias="choice", min_length=3)]

    def choice(self, choice_id: str) -> BehaviorOption:
        """Return the listed choice with that id; KeyError if there is none."""
        for option in self.choices:
            if option.id == choice_id:
                return option
        raise KeyError(choice_id)
