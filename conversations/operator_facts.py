"""What operators may know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from conversations.school_facts import Member, School


@dataclass(frozen=True, slots=True)
class Health:
    """Counts of what is stored and of what waits; `plans` are those of the present period.

    `outbox_lanes` is what waits, by urgency: urgent, normal, retry, bulk. The oldest of it is as old as told.
    `ticked_at` is when the clock of reminders last ticked, in the world's time, `next_due_at` when something
    falls due next.
    """

    people: int
    unreachable: int
    schools: int
    schools_without_ks: int
    plans: Mapping[PlanStatus, int]
    outbox_waiting: int
    outbox_lanes: Mapping[str, int]
    outbox_oldest_seconds: int
    outbox_sent_last_minute: int
    outbox_failed: int
    failed_updates: int
    unanswered_reports: int
    ticked_at: datetime | None = None
    next_due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProblemReport:
    """What somebody told the operators; an empty answer: none was given yet."""

    id: int
    person_id: int
    person_name: str
    reported_at: datetime
    text: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody without a school, found by the exact name."""

    person_id: int
    name: str
    role: Role
    school_level: SchoolLevel


@dataclass(frozen=True, slots=True)
class SchoolCard:
    """A school as an operator sees it: who belongs to it, in order of their names, without their plans."""

    school: School
    leader_name: str
    members: tuple[Member, ...] = ()

    def member(self, person_id: int) -> Member | None:
        """The member with that id."""
        return next((member for member in self.members if member.person_id == person_id), None)
