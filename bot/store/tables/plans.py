"""Plans, their content and history."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, SmallInteger, String, UniqueConstraint
from sqlmodel import Field

from bot.store.columns import (
    Base,
    SealedJson,
    UtcDateTime,
    core,
    key,
    link,
    new_id,
    one_of,
    typed_text,
)
from conversations.rules.terms import PlanStatus


class PerformancePlan(Base, table=True):
    """A person's plan of one period, such as 2026-S2; `version` grows with every change."""

    __tablename__ = "performance_plan"
    __table_args__ = (
        UniqueConstraint("person_id", "period"),
        one_of("status", PlanStatus),
        CheckConstraint("version >= 1", name="version"),
        Index("ix_performance_plan_queue", "school_id", "status", "submitted_at"),
    )

    id: int | None = new_id()
    person_id: int = link("person.id")
    school_id: int | None = link("school.id", nullable=True)
    period: str = Field(sa_type=String(7))
    rule_set: str = Field(sa_type=String(64))
    role: str = Field(sa_type=String(16))
    level: str = Field(sa_type=String(16))
    status: str = Field(sa_type=String(24))
    version: int
    practice: str | None = Field(sa_type=String(64), nullable=True)
    submitted_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    approved_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    approved_by: int | None = link("person.id", nullable=True)
    agreed_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    revision_note: str = typed_text("performance_plan.revision_note")
    change_note: str = typed_text("performance_plan.change_note")


class RHKItem(Base, table=True):
    """A chosen RHK with its quantity in units."""

    __tablename__ = "rhk_item"
    __table_args__ = (CheckConstraint("quantity >= 1", name="quantity"),)

    plan_id: int = link("performance_plan.id", primary_key=True)
    rhk_number: int = key(SmallInteger)
    position: int = Field(sa_type=SmallInteger)
    quantity: int


class AdditionalDuty(Base, table=True):
    """A chosen tugas tambahan; one that is described freely has a text."""

    __tablename__ = "additional_duty"

    plan_id: int = link("performance_plan.id", primary_key=True)
    position: int = key(SmallInteger)
    duty_id: str = Field(sa_type=String(64))
    text: str = typed_text("additional_duty.text")


class WorkBehavior(Base, table=True):
    """The focus of one aspect of perilaku kerja: a listed choice, or own words."""

    __tablename__ = "work_behavior"

    plan_id: int = link("performance_plan.id", primary_key=True)
    aspect_id: str = Field(primary_key=True, sa_type=String(64))
    position: int = Field(sa_type=SmallInteger)
    choice_id: str | None = Field(sa_type=String(64), nullable=True)
    text: str = typed_text("work_behavior.text")


class PlanEvent(Base, table=True):
    """The append-only history of a plan; `actor_id` null: the system. `changes` holds before and after."""

    __tablename__ = "plan_event"
    __table_args__ = (one_of("from_status", PlanStatus), one_of("to_status", PlanStatus))

    id: int | None = new_id()
    plan_id: int = link("performance_plan.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    kind: str = Field(sa_type=String(24))
    from_status: str = Field(sa_type=String(24))
    to_status: str = Field(sa_type=String(24))
    actor_id: int | None = link("person.id", nullable=True)
    note: str = typed_text("plan_event.note")
    changes: dict[str, Any] | None = Field(sa_type=SealedJson("plan_event.changes"), nullable=True)


class SchoolRecommendation(Base, table=True):
    """A sub-indikator that the KS marked from the school's Rapor Pendidikan."""

    __tablename__ = "school_recommendation"

    school_id: int = link("school.id", primary_key=True)
    sub_indicator: str = Field(primary_key=True, sa_type=String(64))
    marked_at: datetime = Field(sa_type=UtcDateTime)
    marked_by: int = link("person.id")


performance_plan = core(PerformancePlan)
rhk_item = core(RHKItem)
additional_duty = core(AdditionalDuty)
work_behavior = core(WorkBehavior)
plan_event = core(PlanEvent)
school_recommendation = core(SchoolRecommendation)
