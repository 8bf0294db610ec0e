"""What people choose about their reminders, and which stages they mark as done, in the imperative.

All but ChooseSchoolHour concern whoever wrote. Rights are checked again where the change is written.
"""

from dataclasses import dataclass
from datetime import date

from conversations.rules.cycle import Period
from conversations.rules.reminder_policy import ReminderKind
from conversations.rules.terms import Capacity, StageId


@dataclass(frozen=True, slots=True)
class TurnReminders:
    """Stop every reminder of the person, or bring them back as they were chosen."""

    is_on: bool


@dataclass(frozen=True, slots=True)
class ChooseHour:
    """The person is reminded at this hour, with None at the usual one."""

    hour: int | None


@dataclass(frozen=True, slots=True)
class SwitchKind:
    """Switch one kind of reminder on or off."""

    kind: ReminderKind
    is_on: bool


@dataclass(frozen=True, slots=True)
class MuteStage:
    """Do not remind of a stage in a half-year, or do again."""

    period: Period
    stage: StageId
    is_muted: bool


@dataclass(frozen=True, slots=True)
class RemindAgain:
    """Remind of these stages, or of `digest`, once more on a day; with None not any more."""

    period: Period
    stages: tuple[str, ...]
    day: date | None


@dataclass(frozen=True, slots=True)
class MarkStage:
    """Mark a stage as done, or take the mark back; a conflict where it is so already.

    As OWNER of the own final plan. As APPRAISER for everybody whose final plan the person decides on and
    whose part is not marked; taken back is what was marked last, all at once.
    """

    period: Period
    stage: StageId
    capacity: Capacity
    is_done: bool


@dataclass(frozen=True, slots=True)
class ChooseSchoolHour:
    """The KS chooses when the people of the school are reminded who chose no hour; None is the usual one."""

    school_id: int
    hour: int | None


ReminderEffect = (
    TurnReminders | ChooseHour | SwitchKind | MuteStage | RemindAgain | MarkStage | ChooseSchoolHour
)
