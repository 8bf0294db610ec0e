"""What a conversation may know when it decides: values loaded for one event."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from functools import cached_property

from conversations.answers.book import AnswerBook
from conversations.broadcast_facts import Broadcasting
from conversations.execution_facts import Execution, RatingHint, SchoolDocuments, SchoolProgress
from conversations.group_facts import GroupProposal, MadeGroupLink, SchoolGroup
from conversations.labels import Read, read_key
from conversations.needs import Needs
from conversations.operator_facts import (
    FoundPerson,
    Health,
    KeptQuestion,
    KeptQuestions,
    ProblemReport,
    SchoolCard,
)
from conversations.own_reminders import Reminders
from conversations.plan_facts import (
    EDITABLE,
    EventKind,
    HistoryEntry,
    Plan,
    Queue,
    QueueEntry,
    QueueFilter,
    RatingChange,
)
from conversations.rules.cycle import Period
from conversations.rules.fitting import Fitted, fit
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import JobLevel, Role, SchoolLevel, StageId
from conversations.school_facts import (
    Departed,
    EndReason,
    Invite,
    InviteState,
    JoinRequest,
    MadeInvite,
    MadeRelink,
    Member,
    Membership,
    Relinking,
    RequestState,
    School,
    SchoolOverview,
    Zone,
)
from conversations.values import value

__all__ = [
    "Departed",
    "EndReason",
    "EventKind",
    "Facts",
    "FoundPerson",
    "GroupProposal",
    "Health",
    "HistoryEntry",
    "Invite",
    "InviteState",
    "JoinRequest",
    "KeptQuestion",
    "KeptQuestions",
    "MadeGroupLink",
    "MadeInvite",
    "MadeRelink",
    "Member",
    "Membership",
    "Needs",
    "Person",
    "Plan",
    "ProblemReport",
    "Queue",
    "QueueEntry",
    "QueueFilter",
    "RatingChange",
    "Relinking",
    "RequestState",
    "School",
    "SchoolCard",
    "SchoolGroup",
    "SchoolOverview",
    "Zone",
]


@value
class Person:
    """Who is talking; the name as on the SK. `role` is the one in which the assistant is used now."""

    id: int
    name: str
    language: str
    zone: Zone
    role: Role
    school_level: SchoolLevel
    is_retired: bool = False
    job_level: JobLevel | None = None


# Whose plans each role decides on (regulation.md 4.5).
DECIDES_ON: Mapping[Role, Role] = {Role.KS: Role.GURU, Role.APPRAISER: Role.KS}


@value(slots=False)
class Facts:
    """Everything that `engine.advance` and `engine.show` may look at.

    `memberships` begin with the one in which the assistant is used now.
    `own_plan` is that of the current period, `earlier_plan` the latest of an earlier one that still waits for
    a decision or for Sepakati. `reviewed` is the plan of `Needs.plan_id`, whoever owns it: the conversation
    checks with `leads` whether the person may see it. `executed` is the plan that `execution` is about:
    that of `Needs.plan_id`, else the own final plan of this half-year, else that of the one before; both are
    None where there is no such plan, where it is not final, or is no business of the reader. `now` is aware
    UTC, world time.
    """

    now: datetime
    today: date
    period: Period
    rule_sets: Mapping[str, RuleSet]
    current_rule_set: str
    final_date: date
    final_dates: Mapping[Period, date] = field(default_factory=dict)
    next_rule_set: str = ""
    person: Person | None = None
    memberships: tuple[Membership, ...] = ()
    own_plan: Plan | None = None
    earlier_plan: Plan | None = None
    waiting_count: int = 0
    queue: Queue | None = None
    reviewed: Plan | None = None
    invite: Invite | None = None
    relinking: Relinking | None = None
    is_operator: bool = False
    operator_contact: str = ""
    own_request: JoinRequest | None = None
    request: JoinRequest | None = None
    request_count: int = 0
    overview: SchoolOverview | None = None
    found_school: School | None = None
    school_card: SchoolCard | None = None
    made_invite: MadeInvite | None = None
    made_relink: MadeRelink | None = None
    last_plan: Plan | None = None
    recommended: tuple[str, ...] = ()
    health: Health | None = None
    reports: tuple[ProblemReport, ...] = ()
    report: ProblemReport | None = None
    known_schools: tuple[School, ...] = ()
    found_people: tuple[FoundPerson, ...] = ()
    open_reports: int = 0
    departed: Departed | None = None
    former_school: School | None = None
    leader_name: str = ""
    school_group: SchoolGroup | None = None
    group_link: MadeGroupLink | None = None
    group_proposal: GroupProposal | None = None
    reminders: Reminders | None = None
    broadcasting: Broadcasting | None = None
    questions: KeptQuestions | None = None
    question: KeptQuestion | None = None
    answers: AnswerBook = field(default_factory=AnswerBook)
    read: Read = read_key
    executed: Plan | None = None
    execution: Execution | None = None
    progress: SchoolProgress | None = None
    own_finals: Mapping[Period, int] = field(default_factory=dict)
    school_documents: SchoolDocuments | None = None
    rating_hint: RatingHint | None = None
    own_ticks: frozenset[str] = frozenset()
    own_done: frozenset[StageId] = frozenset()

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
    def is_supervisor(self) -> bool:
        """Whether the person decides on plans of others: of guru as KS, of KS as appraiser."""
        return any(m.role in DECIDES_ON for m in self.memberships)

    @cached_property
    def plan_role(self) -> Role:
        """Whose kind of plan the person's own is: that of the present role, a KS's for an appraiser."""
        if self.person is None or self.person.role is Role.GURU:
            return Role.GURU
        return Role.KS

    @cached_property
    def school(self) -> School | None:
        """The school where the person's own plan belongs; none in mode mandiri."""
        return next((m.school for m in self.memberships if m.role is self.plan_role), None)

    @cached_property
    def plan_level(self) -> SchoolLevel:
        """The level that the person's own plan is written for: that of the school, if known."""
        if self.school is not None and self.school.level is not None:
            return self.school.level
        return self.person.school_level if self.person else SchoolLevel.SD

    @cached_property
    def own_draft(self) -> Fitted | None:
        """The own plan as it fits now; None where there is none that may be edited."""
        plan = self.own_plan
        if plan is None or plan.status not in EDITABLE:
            return None
        return fit(self.rules_of(plan), self.plan_role, self.plan_level, plan.content)

    def with_own_plan(self, plan: Plan) -> "Facts":
        """The same for another own plan; `dataclasses.replace` takes fifteen times as long."""
        facts = Facts.__new__(Facts)
        vars(facts).update(vars(self), own_plan=plan)
        # Of what was computed only this depends on the plan.
        vars(facts).pop("own_draft", None)
        return facts

    def final_date_of(self, plan: Plan) -> date:
        """The last day on which that plan may be submitted."""
        return self.final_dates.get(plan.period, plan.period.end)

    def leads(self, plan: Plan) -> bool:
        """Whether the person decides on this plan now: the plan's supervisor at its school, not the owner."""
        if self.person is None or plan.school is None or plan.owner_id == self.person.id:
            return False
        return any(
            DECIDES_ON.get(m.role) is plan.role and m.school.id == plan.school.id for m in self.memberships
        )

    def is_guru_of(self, school_id: int) -> bool:
        """Whether the person teaches at that school now."""
        return any(m.role is Role.GURU and m.school.id == school_id for m in self.memberships)

    def is_ks_of(self, school_id: int) -> bool:
        """Whether the person leads that school now."""
        return any(m.role is Role.KS and m.school.id == school_id for m in self.memberships)
