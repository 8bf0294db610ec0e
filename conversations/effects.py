"""What must happen in the world, in the imperative; applied in the transaction of the decision.

Every change of a plan names the version that it was decided on. Where the plan has moved on meanwhile,
the whole step is decided anew from fresh facts: one decision wins.
"""

from dataclasses import field
from enum import StrEnum

from conversations.execution_effects import ExecutionEffect
from conversations.facts import EventKind
from conversations.people_effects import PeopleEffect
from conversations.rules.cycle import Period
from conversations.rules.plan import PlanContent
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from conversations.values import value


class Authority(StrEnum):
    """In which right somebody changes a plan; checked again where the change is written."""

    OWNER = "owner"
    SUPERVISOR = "supervisor"


class NoticeKind(StrEnum):
    """What somebody must learn of a plan.

    To the owner: SUPERVISOR_CHANGED, another KS decides from now on; SUPERVISOR_GONE, nobody does for now;
    AUTO_APPROVED, the system has approved it because the school is led by a Plt. now; OBSERVATION_OFFERED,
    a date for the observation is proposed; OBSERVATION_SET, the own proposal is accepted; OBSERVED, the
    observation is recorded; RATED, the rating is released; PREDICATE_SHOWN, its predikat waited only for a
    dokumen akuntabilitas that is there now. To who decides on it: OBSERVATION_ASKED and
    OBSERVATION_TAKEN likewise, STAGE_HANDED_IN, the owner has finished a form.
    """

    PLAN_SUBMITTED = "plan_submitted"
    CHANGE_REQUESTED = "change_requested"
    PLAN_AGREED = "plan_agreed"
    PLAN_APPROVED = "plan_approved"
    REVISION_REQUESTED = "revision_requested"
    PLAN_CHANGED = "plan_changed"
    APPROVAL_UNDONE = "approval_undone"
    SUPERVISOR_CHANGED = "supervisor_changed"
    SUPERVISOR_GONE = "supervisor_gone"
    AUTO_APPROVED = "auto_approved"
    OBSERVATION_OFFERED = "observation_offered"
    OBSERVATION_SET = "observation_set"
    OBSERVATION_ASKED = "observation_asked"
    OBSERVATION_TAKEN = "observation_taken"
    STAGE_HANDED_IN = "stage_handed_in"
    OBSERVED = "observed"
    RATED = "rated"
    PREDICATE_SHOWN = "predicate_shown"


@value
class SavePlan:
    """Write the owner's draft of a period; version None starts it, any other holds the content `before`."""

    period: Period
    rule_set: str
    role: Role
    level: SchoolLevel
    content: PlanContent
    version: int | None
    before: PlanContent = field(default_factory=PlanContent)


@value
class MovePlan:
    """Move a plan from one status to another and record it in the history.

    `by_system` records the system as actor (automatic approval under a Plt.), the authority is still
    checked against the person who caused it. The note goes into the history and, for
    REVISION_REQUESTED, onto the plan. Every move closes an open request for a change. On submission
    `school_id` is the school that the plan goes to, None in mode mandiri; `is_plt` how that is led, where
    it depends on that who decides.
    """

    plan_id: int
    version: int
    from_status: PlanStatus
    to_status: PlanStatus
    kind: EventKind
    authority: Authority
    note: str = ""
    by_system: bool = False
    school_id: int | None = None
    is_plt: bool | None = None


@value
class ReviseContent:
    """The supervisor sets the RHK or the behaviors of a submitted plan; closes a request for a change."""

    plan_id: int
    version: int
    content: PlanContent
    kind: EventKind
    note: str = ""


@value
class AskChange:
    """The owner of a submitted plan asks for a change; the status stays."""

    plan_id: int
    version: int
    note: str


@value
class ApproveMany:
    """Approve all listed plans (id, version), which wait unchanged, and tell their owners."""

    plans: tuple[tuple[int, int], ...]


@value
class NotifyOwner:
    """Tell the owner of a plan; `version` is the plan's after this step and makes the notice unique.

    `occasion` tells apart what happens to a plan that stays the same: a stage, or the version of a date.
    """

    kind: NoticeKind
    plan_id: int
    version: int
    occasion: str = ""


@value
class NotifySupervisors:
    """Tell everybody who decides on the plan now; `occasion` as in NotifyOwner."""

    kind: NoticeKind
    plan_id: int
    version: int
    occasion: str = ""


PlanEffect = MovePlan | ReviseContent | AskChange
Effect = (
    PeopleEffect | SavePlan | PlanEffect | ApproveMany | NotifyOwner | NotifySupervisors | ExecutionEffect
)
