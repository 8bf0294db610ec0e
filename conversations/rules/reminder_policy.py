"""The policy of reminders: who is told of what, as data that can be changed without the code."""

import tomllib
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, Strict, model_validator

from conversations.rules.entry import Entry, Flag
from conversations.rules.terms import Capacity, PlanStatus, StageId

NO_PLAN: Literal["none"] = "none"
# In the place of a stage where a principal or penilai is told of plans that wait.
DIGEST: Literal["digest"] = "digest"
# In the place of an occasion where the reader asked to be reminded again.
SNOOZED: Literal["snoozed"] = "snoozed"


class Occasion(StrEnum):
    """Why a reminder comes on its day."""

    OPENING = "opening"
    HALFWAY = "halfway"
    DAYS_3 = "days_3"
    DAY_1 = "day_1"
    LAST_DAY = "last_day"
    OVERDUE = "overdue"


class ReminderKind(StrEnum):
    """What can be switched off by itself."""

    OPENING = "opening"
    DEADLINE = "deadline"
    OVERDUE = "overdue"
    DIGEST = "digest"


Weekday = Annotated[int, Strict(), Field(ge=0, le=6)]
Hour = Annotated[int, Strict(), Field(ge=0, le=24)]


class OccasionRule(Entry):
    """One occasion: which day of a window it is counted from, and where it goes on a day of rest."""

    id: Occasion
    kind: ReminderKind
    anchor: Literal["first", "middle", "last", "weekly"]
    days: Annotated[int, Strict()]
    shift: Literal["earlier", "later"]


class StageRule(Entry):
    """Who is reminded of some stages: in which capacity, and in which states of the plan."""

    stages: tuple[StageId, ...]
    capacity: Capacity
    plan: tuple[PlanStatus | Literal["none"], ...]
    until_done: Flag
    occasions: tuple[Occasion, ...]


class GroupRule(Entry):
    """At which occasions of every stage the group of a school is told."""

    occasions: tuple[Occasion, ...]


class ReminderPolicy(Entry):
    """All that is to be decided about reminders; hours are local, `weekday` 0 is Monday."""

    hour: Hour
    quiet_from: Hour
    weekday: Weekday
    occasions: Annotated[tuple[OccasionRule, ...], Field(alias="occasion")]
    rules: Annotated[tuple[StageRule, ...], Field(alias="rule")]
    group: GroupRule

    @model_validator(mode="after")
    def _holds_together(self) -> "ReminderPolicy":
        stages = [stage for rule in self.rules for stage in rule.stages]
        if len(set(stages)) != len(stages):
            raise ValueError("a stage has two rules")
        named = [*self.group.occasions, *(occasion for rule in self.rules for occasion in rule.occasions)]
        if not {occasion.id for occasion in self.occasions}.issuperset(named):
            raise ValueError("a rule names an occasion that is not described")
        if self.hour >= self.quiet_from:
            raise ValueError("the usual hour is a quiet one")
        return self

    def rule_of(self, stage: StageId) -> StageRule | None:
        """Who is reminded of a stage; None where nobody is."""
        return next((rule for rule in self.rules if stage in rule.stages), None)

    def kind_of(self, occasion: Occasion) -> ReminderKind:
        """Which switch holds an occasion back."""
        return next(rule.kind for rule in self.occasions if rule.id is occasion)


def parse_policy(text: str) -> ReminderPolicy:
    """Read a policy from TOML; pydantic's ValidationError or tomllib's error tells what is wrong."""
    return ReminderPolicy.model_validate(tomllib.loads(text))
