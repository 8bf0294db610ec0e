"""What people want to be reminded of, what is done, and what the clock has enqueued.

Days are those of the reader's zone, such as 2026-08-14; periods are keys such as 2026-S2.
"""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, SmallInteger, String
from sqlmodel import Field

from bot.store.columns import Base, UtcDateTime, core, key, link, one_of
from conversations.rules.terms import Capacity


class ReminderSetting(Base, table=True):
    """What somebody chose in /pengingat; who has no row gets everything, at the school's hour.

    `hour` null: the school's, or 8. The rest are kinds of occasions (conversations/rules/reminders.py).
    """

    __tablename__ = "reminder_setting"
    __table_args__ = (
        CheckConstraint("hour BETWEEN 0 AND 19", name="hour"),
        Index("ix_reminder_setting_hour", "hour"),
    )

    person_id: int = link("person.id", primary_key=True)
    is_on: bool
    hour: int | None = Field(sa_type=SmallInteger, nullable=True)
    opening: bool
    deadline: bool
    overdue: bool
    digest: bool


class StageMute(Base, table=True):
    """Somebody does not want to be reminded of a stage in a period."""

    __tablename__ = "stage_mute"

    person_id: int = link("person.id", primary_key=True)
    period: str = Field(primary_key=True, sa_type=String(7))
    stage: str = Field(primary_key=True, sa_type=String(8))


class StageEntry(Base, table=True):
    """What the pegawai `person_id`, or who appraises them, has to do in a stage; done once `done_at` is set.

    `done_by` is who said so.
    """

    __tablename__ = "stage_entry"
    __table_args__ = (one_of("capacity", Capacity),)

    person_id: int = link("person.id", primary_key=True)
    period: str = Field(primary_key=True, sa_type=String(7))
    stage: str = Field(primary_key=True, sa_type=String(8))
    capacity: str = Field(primary_key=True, sa_type=String(16))
    done_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    done_by: int | None = link("person.id", nullable=True)


class Snooze(Base, table=True):
    """Somebody wants to hear of a stage again on a day; the latest wish replaces the one before."""

    person_id: int = link("person.id", primary_key=True)
    period: str = Field(primary_key=True, sa_type=String(7))
    stage: str = Field(primary_key=True, sa_type=String(8))
    day: str = Field(sa_type=String(10))


class Reminded(Base, table=True):
    """The latest occasion of a stage that was enqueued for somebody: its day, and the day of the message.

    `stage` is a StageId, or `digest`. This is what makes a reminder come once, however often a clock ticks.
    A foreign key would be looked up a million times in a morning, and rows of people are never deleted.
    """

    person_id: int = key(BigInteger)
    period: str = Field(primary_key=True, sa_type=String(7))
    stage: str = Field(primary_key=True, sa_type=String(8))
    occasion: str = Field(sa_type=String(16))
    occasion_day: str = Field(sa_type=String(10))
    sent_day: str = Field(sa_type=String(10))


class ReminderRun(Base, table=True):
    """A day's sweep through a zone and an hour, such as 2026-01-28/Asia/Jakarta/8.

    `upto` is the last id that was looked at; it is complete once `enqueued_at` is set. Real clock.
    """

    __tablename__ = "reminder_run"

    bot_id: int = key(BigInteger)
    key: str = Field(primary_key=True, sa_type=String(64))
    upto: int = Field(sa_type=BigInteger)
    enqueued_at: int | None = Field(sa_type=BigInteger, nullable=True)


class ClockTick(Base, table=True):
    """The latest tick: when by the real clock, when in the world, and when something falls due next."""

    __tablename__ = "clock_tick"

    bot_id: int = key(BigInteger)
    ticked_at: int = Field(sa_type=BigInteger)
    world_at: datetime = Field(sa_type=UtcDateTime)
    next_due_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)


reminder_setting = core(ReminderSetting)
stage_mute = core(StageMute)
stage_entry = core(StageEntry)
snooze = core(Snooze)
reminded = core(Reminded)
reminder_run = core(ReminderRun)
clock_tick = core(ClockTick)
