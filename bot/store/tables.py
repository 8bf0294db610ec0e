"""All tables. Instants of the world are aware UTC; those of the database's own clock are BIGINT milliseconds.

The world's clock stamps what people did. The database's clock serves only pace, leases, retries and purging.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    Index,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy import text as condition
from sqlmodel import Field

from bot.store.columns import Base, Json, UtcDateTime, core, key, link, long_text, new_id, one_of
from conversations.rules.terms import PlanStatus


class Person(Base, table=True):
    """Somebody who has given consent; the name as on the SK and nothing that identifies further."""

    id: int | None = new_id()
    name: str = long_text()
    language: str = Field(sa_type=String(8))
    zone: str = Field(sa_type=String(40))
    role: str = Field(sa_type=String(16))
    school_level: str = Field(sa_type=String(16))
    consented_at: datetime = Field(sa_type=UtcDateTime)
    consent_version: int = Field(sa_type=SmallInteger)


class ChannelAccount(Base, table=True):
    """Where a person can be reached; the external id belongs to the channel, whichever bot asks."""

    __tablename__ = "channel_account"
    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    id: int | None = new_id()
    channel: str = Field(sa_type=String(16))
    external_id: str = Field(sa_type=String(64))
    person_id: int = link("person.id", index=True)
    chat_id: int = Field(sa_type=BigInteger, index=True)
    reachable: bool


class School(Base, table=True):
    """A school; level and zone are null until its KS has confirmed them."""

    __table_args__ = (CheckConstraint("length(npsn) = 8", name="npsn"),)

    id: int | None = new_id()
    npsn: str = Field(sa_type=String(8), unique=True)
    name: str = long_text()
    level: str | None = Field(sa_type=String(16), nullable=True)
    zone: str | None = Field(sa_type=String(40), nullable=True)
    led_by_plt: bool


class Membership(Base, table=True):
    """A role of a person in a school; present while `ended_at` is null."""

    __table_args__ = (
        Index(
            "ux_membership_active",
            "person_id",
            "school_id",
            "role",
            unique=True,
            sqlite_where=condition("ended_at IS NULL"),
            postgresql_where=condition("ended_at IS NULL"),
        ),
        Index("ix_membership_school_id", "school_id", "role"),
    )

    id: int | None = new_id()
    person_id: int = link("person.id")
    school_id: int = link("school.id")
    role: str = Field(sa_type=String(16))
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)


class Invite(Base, table=True):
    """A link into a school; only the SHA-256 of its token is kept. `created_by` null: an operator."""

    __table_args__ = (
        CheckConstraint("max_uses >= 1", name="max_uses"),
        CheckConstraint("used >= 0 AND used <= max_uses", name="used"),
    )

    id: int | None = new_id()
    token_hash: str = Field(sa_type=String(64), unique=True)
    role: str = Field(sa_type=String(16))
    school_id: int = link("school.id", index=True)
    max_uses: int
    used: int
    expires_at: datetime = Field(sa_type=UtcDateTime)
    created_by: int | None = link("person.id", nullable=True)


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
    revision_note: str = long_text()
    change_note: str = long_text()


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
    text: str = long_text()


class WorkBehavior(Base, table=True):
    """The focus of one aspect of perilaku kerja: a listed choice, or own words."""

    __tablename__ = "work_behavior"

    plan_id: int = link("performance_plan.id", primary_key=True)
    aspect_id: str = Field(primary_key=True, sa_type=String(64))
    position: int = Field(sa_type=SmallInteger)
    choice_id: str | None = Field(sa_type=String(64), nullable=True)
    text: str = long_text()


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
    note: str = long_text()
    changes: dict[str, Any] | None = Field(sa_type=Json, nullable=True)


class Session(Base, table=True):
    """Where a chat stands; what is shown lags behind while `shown_revision` differs. Real clock."""

    __table_args__ = (
        Index(
            "ix_session_unshown",
            "bot_id",
            "updated_at",
            sqlite_where=condition("shown_revision <> revision"),
            postgresql_where=condition("shown_revision <> revision"),
        ),
    )

    bot_id: int = key(BigInteger)
    chat_id: int = key(BigInteger)
    state: dict[str, Any] = Field(sa_type=Json, nullable=False)
    revision: int
    shown_revision: int
    screen_message_id: int | None = Field(sa_type=BigInteger, nullable=True)
    updated_at: int = Field(sa_type=BigInteger)


class SeenUpdate(Base, table=True):
    """An update that was processed; a redelivered one only redraws. Real clock."""

    __tablename__ = "seen_update"

    bot_id: int = key(BigInteger)
    update_id: int = key(BigInteger)
    seen_at: int = Field(sa_type=BigInteger, index=True)


class FailedUpdate(Base, table=True):
    """An update that failed twice, kept for the operator. Real clock."""

    __tablename__ = "failed_update"

    bot_id: int = key(BigInteger)
    update_id: int = key(BigInteger)
    failed_at: int = Field(sa_type=BigInteger)
    error: str = long_text()
    payload: dict[str, Any] = Field(sa_type=Json, nullable=False)


class Outbox(Base, table=True):
    """A message that must leave, written in the transaction of what it tells; `due_at` is also the lease.

    Lanes: 0 urgent, 1 normal, 2 retry, 3 bulk. States: 0 pending, 1 sent, 2 failed, 3 cancelled. Real clock.
    """

    __table_args__ = (
        one_of("lane", range(4)),
        one_of("state", range(4)),
        UniqueConstraint("bot_id", "dedup_key", name="ux_outbox_dedup"),
        Index(
            "ix_outbox_due",
            "bot_id",
            "lane",
            "due_at",
            "id",
            sqlite_where=condition("state = 0"),
            postgresql_where=condition("state = 0"),
        ),
    )

    id: int | None = new_id()
    bot_id: int = Field(sa_type=BigInteger)
    chat_id: int = Field(sa_type=BigInteger)
    lane: int = Field(sa_type=SmallInteger)
    kind: str = Field(sa_type=String(32))
    dedup_key: str = long_text()
    payload: dict[str, Any] = Field(sa_type=Json, nullable=False)
    state: int = Field(sa_type=SmallInteger)
    due_at: int = Field(sa_type=BigInteger)
    expires_at: int | None = Field(sa_type=BigInteger, nullable=True)
    attempts: int = Field(sa_type=SmallInteger)
    claim: str | None = Field(sa_type=CHAR(32), nullable=True)
    finished_at: int | None = Field(sa_type=BigInteger, nullable=True)
    message_id: int | None = Field(sa_type=BigInteger, nullable=True)
    error: str | None = Field(sa_type=Text, nullable=True)


person = core(Person)
channel_account = core(ChannelAccount)
school = core(School)
membership = core(Membership)
invite = core(Invite)
performance_plan = core(PerformancePlan)
rhk_item = core(RHKItem)
additional_duty = core(AdditionalDuty)
work_behavior = core(WorkBehavior)
plan_event = core(PlanEvent)
session = core(Session)
seen_update = core(SeenUpdate)
failed_update = core(FailedUpdate)
outbox = core(Outbox)
