"""What becomes of a final plan in the half-year: forms, observation, evidence, documents, rating, checklist.

Files stay with the chat service; only what refers to them is kept.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, SmallInteger, String, UniqueConstraint
from sqlmodel import Field

from bot.store.columns import Base, Json, UtcDateTime, core, key, link, new_id, one_of, typed_text
from conversations.execution_facts import FileKind, RatingSource
from conversations.rules.terms import Capacity, ObservationRating, Rating


class StageAnswer(Base, table=True):
    """What was written into a field of a stage's form; a draft until the stage is done."""

    __tablename__ = "stage_answer"

    plan_id: int = link("performance_plan.id", primary_key=True)
    stage: str = Field(primary_key=True, sa_type=String(8))
    field: str = Field(primary_key=True, sa_type=String(32))
    text: str = typed_text("stage_answer.text")
    written_at: datetime = Field(sa_type=UtcDateTime)
    written_by: int = link("person.id")


class TargetSeen(Base, table=True):
    """A target perilaku that the owner ticked, by its place in the sub-indikator, and how it was seen."""

    __tablename__ = "target_seen"
    __table_args__ = (one_of("rating", ObservationRating),)

    plan_id: int = link("performance_plan.id", primary_key=True)
    target: int = key(SmallInteger)
    rating: str | None = Field(sa_type=String(24), nullable=True)
    note: str = typed_text("target_seen.note")


class Observation(Base, table=True):
    """When a plan's owner is observed: proposed by one side, agreed to by the other.

    `version` grows with every change, so that one answer wins.
    """

    __table_args__ = (
        one_of("proposed_by", Capacity),
        CheckConstraint("version >= 1", name="version"),
        Index("ix_observation_starts_at", "starts_at"),
    )

    plan_id: int = link("performance_plan.id", primary_key=True)
    starts_at: datetime = Field(sa_type=UtcDateTime)
    proposed_by: str = Field(sa_type=String(16))
    agreed_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    version: int


class Evidence(Base, table=True):
    """A file that somebody sent for the own plan; `slot` null: not assigned yet.

    Slots are `rhk:NUMBER:UNIT` (units count from 1), `duty:POSITION` (from 0) and `lesson_plan`. Only the
    bot `bot_id` can send the file by its id; null: the first of the settings.
    """

    __table_args__ = (
        one_of("kind", FileKind),
        UniqueConstraint("plan_id", "file_unique_id"),
        Index("ix_evidence_person", "person_id", "file_unique_id"),
    )

    id: int | None = new_id()
    plan_id: int = link("performance_plan.id")
    person_id: int = link("person.id")
    slot: str | None = Field(sa_type=String(24), nullable=True)
    kind: str = Field(sa_type=String(8))
    file_id: str = Field(sa_type=String(255))
    file_unique_id: str = Field(sa_type=String(64))
    name: str = typed_text("evidence.name")
    size: int = Field(sa_type=BigInteger)
    sent_at: datetime = Field(sa_type=UtcDateTime)
    bot_id: int | None = Field(sa_type=BigInteger, nullable=True)


class AccountabilityDocument(Base, table=True):
    """A dokumen akuntabilitas that is there: a school's for all its plans of that role, or of one plan alone.

    Without a file somebody has said that it was collected in PMM. `bot_id` as for evidence.
    """

    __tablename__ = "accountability_document"
    __table_args__ = (
        CheckConstraint("(school_id IS NULL) <> (plan_id IS NULL)", name="owner"),
        CheckConstraint("role IN ('guru', 'ks')", name="role"),
        UniqueConstraint("school_id", "period", "role", "code"),
        UniqueConstraint("plan_id", "code"),
    )

    id: int | None = new_id()
    school_id: int | None = link("school.id", nullable=True)
    plan_id: int | None = link("performance_plan.id", nullable=True)
    period: str = Field(sa_type=String(7))
    role: str = Field(sa_type=String(16))
    code: str = Field(sa_type=String(8))
    kind: str | None = Field(sa_type=String(8), nullable=True)
    file_id: str | None = Field(sa_type=String(255), nullable=True)
    file_unique_id: str | None = Field(sa_type=String(64), nullable=True)
    name: str = typed_text("accountability_document.name")
    size: int = Field(sa_type=BigInteger)
    collected_at: datetime = Field(sa_type=UtcDateTime)
    collected_by: int = link("person.id")
    bot_id: int | None = Field(sa_type=BigInteger, nullable=True)


class PlanRating(Base, table=True):
    """How a plan is rated: by who appraises it, or as its owner says that it was rated in PMM.

    `aspects` and `behaviors` are ratings by id. The owner sees nothing of it before `released_at`.
    """

    __tablename__ = "plan_rating"
    __table_args__ = (
        one_of("source", RatingSource),
        one_of("work_result", Rating),
        one_of("work_behavior", Rating),
        CheckConstraint("version >= 1", name="version"),
    )

    plan_id: int = link("performance_plan.id", primary_key=True)
    source: str = Field(sa_type=String(16))
    aspects: dict[str, Any] = Field(sa_type=Json)
    behaviors: dict[str, Any] = Field(sa_type=Json)
    work_result: str | None = Field(sa_type=String(8), nullable=True)
    work_behavior: str | None = Field(sa_type=String(8), nullable=True)
    note: str = typed_text("plan_rating.note")
    rated_by: int = link("person.id")
    updated_at: datetime = Field(sa_type=UtcDateTime)
    released_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    version: int


class ChecklistTick(Base, table=True):
    """A line of the PMM checklist that the owner has entered there."""

    __tablename__ = "checklist_tick"

    plan_id: int = link("performance_plan.id", primary_key=True)
    line: str = Field(primary_key=True, sa_type=String(32))
    ticked_at: datetime = Field(sa_type=UtcDateTime)


stage_answer = core(StageAnswer)
target_seen = core(TargetSeen)
observation = core(Observation)
evidence = core(Evidence)
accountability_document = core(AccountabilityDocument)
plan_rating = core(PlanRating)
checklist_tick = core(ChecklistTick)
