"""What must happen to people and their places at schools, in the imperative; what they learn of it.

Rights are checked again where the change is written; where they are gone, the step is decided anew.
Everything here leaves a row in the audit table.
"""

from dataclasses import dataclass
from enum import StrEnum

from conversations.answers.effects import QuestionEffect
from conversations.broadcast_effects import BroadcastEffect
from conversations.document_effects import SendDocument
from conversations.reminder_effects import ReminderEffect
from conversations.rules.terms import Role, SchoolLevel
from conversations.school_effects import SchoolEffect
from conversations.school_facts import EndReason, Zone


@dataclass(frozen=True, slots=True)
class RegisterPerson:
    """Onboarding is complete: keep the person, the consent and, with an invite, the membership.

    `invite_id` is consumed once more; one that is meanwhile used up or expired is a conflict. With
    `role` KS the school gets `school_level`, `zone`, `is_plt` and `school_name` as confirmed, and the
    person succeeds whoever led it. With `request_school_id` its KS is asked to let the person in.
    """

    name: str
    language: str
    zone: Zone
    role: Role
    school_level: SchoolLevel
    invite_id: int | None = None
    school_name: str = ""
    is_plt: bool = False
    request_school_id: int | None = None


@dataclass(frozen=True, slots=True)
class JoinSchool:
    """Somebody known joins the school of an invite in its role; consumes it as RegisterPerson does.

    For the role KS `is_plt`, `school_level`, `zone` and `school_name` are written to the school, and the
    person succeeds whoever led it. `from_school_id` is the school that a guru leaves by this (mutasi): an
    open plan goes along. A guru who becomes KS of their own school leaves it as guru.
    """

    invite_id: int
    school_level: SchoolLevel | None = None
    zone: Zone | None = None
    school_name: str = ""
    is_plt: bool = False
    from_school_id: int | None = None


@dataclass(frozen=True, slots=True)
class UpdateProfile:
    """Change what is given of the person's own profile."""

    name: str | None = None
    zone: Zone | None = None
    language: str | None = None
    school_level: SchoolLevel | None = None


@dataclass(frozen=True, slots=True)
class SwitchRole:
    """Use the assistant in another role that the person has; `school_id` None without a school."""

    role: Role
    school_id: int | None


@dataclass(frozen=True, slots=True)
class LeaveSchool:
    """The person ends an own membership; an open plan becomes a draft again, the school's KS is told.

    Without a school all that the person has as an appraiser.
    """

    school_id: int | None
    role: Role
    reason: EndReason = EndReason.LEFT


@dataclass(frozen=True, slots=True)
class Retire:
    """The person serves no longer: every membership ends, nothing is reminded of any more."""


@dataclass(frozen=True, slots=True)
class ReturnToService:
    """The person had been marked as retired and serves again, without a school."""


@dataclass(frozen=True, slots=True)
class RemoveMember:
    """The KS ends a teacher's membership; the teacher is told and an open plan becomes a draft again."""

    person_id: int
    school_id: int
    reason: EndReason


@dataclass(frozen=True, slots=True)
class RequestJoin:
    """Ask the KS of a school to let the person in; an earlier waiting request is withdrawn."""

    school_id: int


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """Take back the own waiting request."""

    request_id: int


@dataclass(frozen=True, slots=True)
class DecideRequest:
    """The KS accepts or refuses a waiting request; who is accepted moves there with an open plan."""

    request_id: int
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class MakeRelink:
    """An operator makes a link that moves a person to another Telegram account; earlier ones end."""

    person_id: int


@dataclass(frozen=True, slots=True)
class UseRelink:
    """Whoever wrote from a new account is the person of this link from now on; the old account is told."""

    relink_id: int


@dataclass(frozen=True, slots=True)
class ReportProblem:
    """Send a note to the operators."""

    text: str


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """An operator answers a report that has no answer yet; the reporter is told."""

    report_id: int
    text: str


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """Delete everything of the person but a nameless row; nothing of this chat is kept either."""


class PersonNoticeKind(StrEnum):
    """What somebody must learn of people and schools; in brackets what `subject_id` is then.

    NUDGE: a KS reminds a teacher of the plan (school). JOIN_REQUESTED to the KS, JOIN_ACCEPTED and
    JOIN_REFUSED to who asked (request). MEMBER_LEFT to the KS (person), MEMBER_REMOVED to the teacher and
    SUCCEEDED to the former KS (school). RELINKED to the account that lost its person (none).
    PROBLEM_REPORTED to the operators, REPORT_ANSWERED to who reported (report). To a KS: GROUP_PROPOSED,
    whether a group is to be the school's (question), GROUP_LINKED and GROUP_LOST (school).
    """

    NUDGE = "nudge"
    JOIN_REQUESTED = "join_requested"
    JOIN_ACCEPTED = "join_accepted"
    JOIN_REFUSED = "join_refused"
    MEMBER_LEFT = "member_left"
    MEMBER_REMOVED = "member_removed"
    SUCCEEDED = "succeeded"
    RELINKED = "relinked"
    PROBLEM_REPORTED = "problem_reported"
    REPORT_ANSWERED = "report_answered"
    GROUP_PROPOSED = "group_proposed"
    GROUP_LINKED = "group_linked"
    GROUP_LOST = "group_lost"


PeopleEffect = (
    RegisterPerson
    | JoinSchool
    | UpdateProfile
    | SwitchRole
    | LeaveSchool
    | Retire
    | ReturnToService
    | RemoveMember
    | RequestJoin
    | WithdrawRequest
    | DecideRequest
    | MakeRelink
    | UseRelink
    | ReportProblem
    | AnswerReport
    | ErasePerson
    | SchoolEffect
    | SendDocument
    | ReminderEffect
    | BroadcastEffect
    | QuestionEffect
)
