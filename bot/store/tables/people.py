"""People, schools and who belongs to them."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy import text as condition
from sqlmodel import Field

from bot.store.columns import Base, UtcDateTime, core, link, long_text, new_id, typed_text


class Person(Base, table=True):
    """Somebody who has given consent; the name as on the SK and nothing that identifies further.

    `role` and `active_school_id` say as whom the person uses the assistant now. Of an erased person only
    this row stays, without a name.
    """

    __table_args__ = (
        Index(
            "ix_person_erased_at",
            "erased_at",
            sqlite_where=condition("erased_at IS NOT NULL"),
            postgresql_where=condition("erased_at IS NOT NULL"),
        ),
    )

    id: int | None = new_id()
    name: str = long_text()
    language: str = Field(sa_type=String(8))
    zone: str = Field(sa_type=String(40))
    role: str = Field(sa_type=String(16))
    school_level: str = Field(sa_type=String(16))
    consented_at: datetime = Field(sa_type=UtcDateTime)
    consent_version: int = Field(sa_type=SmallInteger)
    active_school_id: int | None = Field(sa_type=BigInteger, nullable=True)
    retired_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    erased_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    job_level: str | None = Field(sa_type=String(16), nullable=True)


class ChannelAccount(Base, table=True):
    """Where a person can be reached; the external id belongs to the channel, whichever bot asks.

    `bot_id` is the bot that the person has last written to; null: the first of the settings.
    """

    __tablename__ = "channel_account"
    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    id: int | None = new_id()
    channel: str = Field(sa_type=String(16))
    external_id: str = Field(sa_type=String(64))
    person_id: int = link("person.id", index=True)
    chat_id: int = Field(sa_type=BigInteger, index=True)
    reachable: bool
    bot_id: int | None = Field(sa_type=BigInteger, nullable=True)


class School(Base, table=True):
    """A school; level and zone are null until its KS has confirmed them.

    With `join_code` teachers find it and ask its KS to let them in. `reminder_hour` null: 8.
    """

    __table_args__ = (
        CheckConstraint("length(npsn) = 8", name="npsn"),
        Index("ux_school_join_code", "join_code", unique=True),
        Index("ix_school_reminder_hour", "reminder_hour"),
    )

    id: int | None = new_id()
    npsn: str = Field(sa_type=String(8), unique=True)
    name: str = long_text()
    level: str | None = Field(sa_type=String(16), nullable=True)
    zone: str | None = Field(sa_type=String(40), nullable=True)
    led_by_plt: bool
    join_code: str | None = Field(sa_type=String(8), nullable=True)
    reminder_hour: int | None = Field(sa_type=SmallInteger, nullable=True)


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
    end_reason: str | None = Field(sa_type=String(16), nullable=True)


class Nudge(Base, table=True):
    """A KS has reminded a teacher on a day of the school's zone, such as 2026-08-14."""

    person_id: int = link("person.id", primary_key=True)
    school_id: int = link("school.id", primary_key=True)
    day: str = Field(primary_key=True, sa_type=String(10))
    sent_by: int = link("person.id")


class ProblemReport(Base, table=True):
    """What somebody told the operators, and what they answered."""

    __tablename__ = "problem_report"

    id: int | None = new_id()
    person_id: int = link("person.id", index=True)
    reported_at: datetime = Field(sa_type=UtcDateTime)
    text: str = typed_text("problem_report.text")
    answer: str = typed_text("problem_report.answer")
    answered_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)


class AuditEvent(Base, table=True):
    """Append-only: who changed people, schools or rights, without names."""

    __tablename__ = "audit_event"

    id: int | None = new_id()
    at: datetime = Field(sa_type=UtcDateTime)
    kind: str = Field(sa_type=String(32))
    actor_id: int | None = link("person.id", nullable=True)
    by_operator: bool
    school_id: int | None = link("school.id", nullable=True)
    person_id: int | None = link("person.id", nullable=True, index=True)


person = core(Person)
channel_account = core(ChannelAccount)
school = core(School)
membership = core(Membership)
nudge = core(Nudge)
problem_report = core(ProblemReport)
audit_event = core(AuditEvent)
