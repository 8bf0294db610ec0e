"""What somebody chose for their own reminders, what is put off, and what is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo

from conversations.rules.cycle import Period
from conversations.rules.reminder_policy import ReminderKind
from conversations.rules.reminders import Timetable
from conversations.rules.terms import StageId


@dataclass(frozen=True, slots=True)
class ReminderChoice:
    """What somebody chose in /pengingat; `hour` None follows the school, or the usual one."""

    is_on: bool = True
    hour: int | None = None
    off: frozenset[ReminderKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Reminders:
    """The reminders of a person; days and hours are those of `zone`.

    `timetable` is that of the present half-year, `following` of the next. `usual_hour` counts where none
    was chosen; `school_hours` are those that the KS of schools chose, by the school's id. `again` holds
    stages, or `digest`, that are put off to a day. `done` are stages that the person has marked for the
    own plan; `undone` counts, for the stages of who appraises, whose part is not
    done, and `marked` are those in which the person has marked somebody. `is_awaited`:
    whether plans wait for a decision or an answer. `told_on` is the day of the latest reminder.
    """

    timetable: Timetable
    following: Timetable
    today: date
    zone: tzinfo
    usual_hour: int
    choice: ReminderChoice = ReminderChoice()
    school_hours: Mapping[int, int] = field(default_factory=dict)
    muted: frozenset[StageId] = frozenset()
    again: Mapping[str, date] = field(default_factory=dict)
    done: frozenset[StageId] = frozenset()
    undone: Mapping[StageId, int] = field(default_factory=dict)
    marked: frozenset[StageId] = frozenset()
    is_awaited: bool = False
    told_on: date | None = None

    @property
    def period(self) -> Period:
        """The present half-year."""
        return self.timetable.period

    @property
    def hour(self) -> int:
        """The hour at which the person is reminded."""
        return self.usual_hour if self.choice.hour is None else self.choice.hour

    def again_on(self, subject: str) -> date | None:
        """The day from which a stage, or the digest, is still to be reminded of once more."""
        day = self.again.get(subject)
        if day is None or day < self.today or day == self.told_on:
            return None
        return day

    def at(self, day: date) -> datetime:
        """The instant of that hour on a day."""
        return datetime.combine(day, time(self.hour), self.zone)
