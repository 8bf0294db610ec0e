"""What a reminder tells of: values read again when it is sent."""

from dataclasses import dataclass
from datetime import date

from conversations.rules.terms import Capacity, StageId


@dataclass(frozen=True, slots=True)
class StageDue:
    """A stage in which the reader has something to do, and why the reminder comes now.

    `occasion` is an Occasion, or `snoozed`. `last_day` ends the recommended days of the stage. `people` is
    how many the reader still has to appraise in it, 0 where it is the reader's own.
    """

    stage: StageId
    occasion: str
    capacity: Capacity
    last_day: date
    people: int = 0


@dataclass(frozen=True, slots=True)
class Dues:
    """All of one message, stages in cycle order; `day` is today where the reader is.

    With `has_digest` plans wait for the reader: `waiting` for a decision, the oldest of them `since`, and
    `asking` for a change. `can_wait`: whether another working day of the half-year follows.
    """

    day: date
    stages: tuple[StageDue, ...]
    has_digest: bool = False
    waiting: int = 0
    asking: int = 0
    since: date | None = None
    can_wait: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to tell."""
        return not self.stages and not (self.waiting or self.asking)
