"""What a conversation may know when it decides: values loaded for one event."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from conversations.rules.cycle import Period
from conversations.rules.plan import PlanContent
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Role, SchoolLevel


class Zone(StrEnum):
    """The three Indonesian time zones by their IANA names."""

    WIB = "Asia/Jakarta"
    WITA = "Asia/Makassar"
    WIT = "Asia/Jayapura"


@dataclass(frozen=True, slots=True)
class Person:
    """Who is talking; the name as on the SK."""

    id: int
    name: str
    language: str
    zone: Zone
    role: Role
    school_level: SchoolLevel


@dataclass(frozen=True, slots=True)
class School:
    """A school; level and zone are unknown until its KS has confirmed them."""

    id: int
    npsn: str
    name: str
    level: SchoolLevel | None
    zone: Zone | None
    has_ks: bool
    led_by_plt: bool


@dataclass(frozen=True, slots=True)
class Membership:
    """A present membership of the person in a school."""

    school: School
    role: Role


class InviteState(StrEnum):
    """What a token of a link turned out to be."""

    VALID = "valid"
    EXPIRED = "expired"
    USED_UP = "used_up"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Invite:
    """The invite behind a token; `id`, `role` and `school` are set when it is known."""

    state: InviteState
    id: int | None = None
    role: Role | None = None
    school: School | None = None


class EventKind(StrEnum):
    """What happened to a plan, in the past tense."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    AUTO_APPROVED = "auto_approved"
    REVISION_REQUESTED = "revision_requested"
    CHANGE_REQUESTED = "change_requested"
    RHK_CHANGED = "rhk_changed"
    BEHAVIORS_CHANGED = "behaviors_changed"
    APPROVAL_UNDONE = "approval_undone"
    AGREED = "agreed"
    AGREED_OUTSIDE = "agreed_outside"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of a plan's history; no actor name means the system."""

    at: datetime
    kind: EventKind
    actor_name: str | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A performance plan with its owner; `version` grows with every change.

    `revision_note` is the supervisor's latest request while the plan needs revision, `change_note` the
    owner's open request for a change. `history` is loaded only when needed, newest last.
    """

    id: int
    owner_id: int
    owner_name: str
    school: School | None
    period: Period
    rule_set: str
    role: Role
    level: SchoolLevel
    status: PlanStatus
    version: int
    content: PlanContent
    submitted_at: datetime | None = None
    approved_at: datetime | None = None
    approved_by: str | None = None
    agreed_at: datetime | None = None
    revision_note: str = ""
    change_note: str = ""
    history: tuple[HistoryEntry, ...] = ()


class QueueFilter(StrEnum):
    """Which plans of the school a reviewer looks at."""

    WAITING = "waiting"
    CHANGE_REQUESTED = "change_requested"
    NEEDS_REVISION = "needs_revision"
    APPROVED = "approved"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One plan in a reviewer's list."""

    plan_id: int
    version: int
    owner_name: str
    points: int
    submitted_at: datetime | None
    change_requested: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """Plans of the schools that the person leads, oldest submission first, with counts of every filter.

    WAITING holds all with status `menunggu_persetujuan`, CHANGE_REQUESTED those waiting or approved plans
    whose owner asks for a change. `entries` are those of `filter`, all of them (a school is small).
    """

    filter: QueueFilter
    entries: tuple[QueueEntry, ...]
    counts: Mapping[QueueFilter, int]


@dataclass(frozen=True, slots=True)
class Needs:
    """Which facts beyond person, memberships, own plan and queue counts are to be loaded."""

    plan_id: int | None = None
    history: bool = False
    queue: QueueFilter | None = None
    token: str | None = None
    invite_id: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that `engine.advance` and `engine.show` may look at.

    `own_plan` is that of the current period, `earlier_plan` the latest of an earlier one that still waits for
    a decision or for Sepakati. `reviewed` is the plan of `Needs.plan_id`, whoever owns it: the conversation
    checks with `leads` whether the person may see it. `now` is aware UTC, world time.
    """

    now: datetime
    today: date
    period: Period
    rule_sets: Mapping[str, RuleSet]
    current_rule_set: str
    final_date: date
    final_dates: Mapping[Period, date] = field(default_factory=dict)
    person: Person | None = None
    memberships: tuple[Membership, ...] = ()
    own_plan: Plan | None = None
    earlier_plan: Plan | None = None
    waiting_count: int = 0
    queue: Queue | None = None
    reviewed: Plan | None = None
    invite: Invite | None = None

    @property
    def rules(self) -> RuleSet:
        """The rule set of the current period."""
        return self.rule_sets[self.current_rule_set]

    def rules_of(self, plan: Plan) -> RuleSet:
        """The rule set that the plan was started with."""
        return self.rule_sets[plan.rule_set]

    @property
    def is_ks(self) -> bool:
        """Whether the person leads a school."""
        return any(m.role is Role.KS for m in self.memberships)

    @property
    def school(self) -> School | None:
        """The school where the person's own plan belongs; none in mode mandiri."""
        return self.memberships[0].school if self.memberships else None

    def final_date_of(self, plan: Plan) -> date:
        """The last day on which that plan may be submitted."""
        return self.final_dates.get(plan.period, plan.period.end)

    def leads(self, plan: Plan) -> bool:
        """Whether the person decides on this plan now: KS of its school, and not the owner."""
        if self.person is None or plan.school is None or plan.owner_id == self.person.id:
            return False
        return any(m.role is Role.KS and m.school.id == plan.school.id for m in self.memberships)
