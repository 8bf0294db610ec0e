"""What operators may know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from conversations.answers.effects import Why
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from conversations.school_facts import Member, School


@dataclass(frozen=True, slots=True)
class Health:
    """Counts of what is stored and of what waits; `plans` are those of the present period.

    `outbox_lanes` is what waits, by urgency: urgent, normal, retry, bulk. The oldest of it is as old as told.
    `ticked_at` is when the clock of reminders last ticked, in the world's time, `next_due_at` when something
    falls due next. `answers_trouble` is what is wrong with the newest file of answers.
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
    open_questions: int = 0
    answers_trouble: str = ""


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
class KeptQuestion:
    """Like questions that found no good answer, as the first of them was asked, without who asked.

    `nearest` is the id of the entry that came nearest, or was of no help. `wordings` are the ways in which
    it was asked with how often, most often first; loaded only for a single one.
    """

    id: int
    text: str
    language: str
    why: Why
    nearest: str | None
    asked: int
    last_day: date
    is_done: bool = False
    wordings: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class KeptQuestions:
    """A page of the questions that no operator is done with, most asked first; pages count from 0."""

    questions: tuple[KeptQuestion, ...]
    count: int
    page: int
    pages: int


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
