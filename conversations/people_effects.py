"""What must happen to people, schools and the ways into them, in the imperative.

Rights are checked again where the change is written; where they are gone, the step is decided anew.
Everything here leaves a row in the audit table.
"""

from dataclasses import dataclass
from enum import StrEnum

from conversations.answers.effects import QuestionEffect
from conversations.broadcast_effects import BroadcastEffect
from conversations.reminder_effects import ReminderEffect
from conversations.rules.terms import Role, SchoolLevel
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
class MakeInvite:
    """The KS makes a link: for teachers, or with the role KS for one successor; earlier ones end."""

    school_id: int
    role: Role
    uses: int


@dataclass(frozen=True, slots=True)
class RevokeInvite:
    """The KS ends a link of the own school."""

    invite_id: int


@dataclass(frozen=True, slots=True)
class InviteByOperator:
    """An operator makes a link into schools, given by NPSN, and registers an unknown first one by name.

    Several only for an appraiser. Earlier links of an operator into the first school in that role end.
    """

    role: Role
    npsns: tuple[str, ...]
    school_name: str
    uses: int


@dataclass(frozen=True, slots=True)
class MakeRelink:
    """An operator makes a link that moves a person to another Telegram account; earlier ones end."""

    person_id: int


@dataclass(frozen=True, slots=True)
class UseRelink:
    """Whoever wrote from a new account is the person of this link from now on; the old account is told."""

    relink_id: int


@dataclass(frozen=True, slots=True)
class RenewJoinCode:
    """The KS gives the school a new code; the old one ends."""

    school_id: int


@dataclass(frozen=True, slots=True)
class UpdateSchool:
    """The KS changes what is given of the school.

    When it comes to be led by a Plt., the system approves the plans that wait, as the rule for Plt. says.
    """

    school_id: int
    name: str | None = None
    level: SchoolLevel | None = None
    zone: Zone | None = None
    is_plt: bool | None = None


@dataclass(frozen=True, slots=True)
class MarkRecommended:
    """The KS marks or unmarks what the Rapor Pendidikan recommends."""

    school_id: int
    sub_indicator: str
    is_recommended: bool


@dataclass(frozen=True, slots=True)
class NudgeMember:
    """The KS reminds one teacher of the plan, or a penilai the KS; a second time on a day is a conflict."""

    person_id: int
    school_id: int


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
class LinkGroup:
    """The KS says yes: the group that was asked about is the school's one group from now on.

    An earlier group of the school, and an earlier school of the group, lose it and are told.
    """

    proposal_id: int
    school_id: int


@dataclass(frozen=True, slots=True)
class RefuseGroup:
    """The person says no to the question about a group."""

    proposal_id: int


@dataclass(frozen=True, slots=True)
class UnlinkGroup:
    """The KS lets the group of the school go; the group is told."""

    school_id: int


@dataclass(frozen=True, slots=True)
class MakeGroupLink:
    """The KS makes a link that takes the assistant into a group, once; earlier ones end."""

    school_id: int


@dataclass(frozen=True, slots=True)
class SendTestPost:
    """The KS lets the assistant write a short message to the group of the school."""

    school_id: int


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


class DocumentKind(StrEnum):
    """What can be sent as a file or a picture, drawn when it is sent."""

    INVITE_QR = "invite_qr"
    CALENDAR = "calendar"
    OWN_DATA_JSON = "own_data_json"
    OWN_DATA_PAGE = "own_data_page"
    QUESTION_ENTRY = "question_entry"
    OBSERVATION_CALENDAR = "observation_calendar"
    EVIDENCE_FILE = "evidence_file"
    ACCOUNTABILITY_FILE = "accountability_file"
    SUMMARY_PDF = "summary_pdf"
    PROGRESS_CARD = "progress_card"
    SCHOOL_RECAP_PNG = "school_recap_png"
    SCHOOL_RECAP_XLSX = "school_recap_xlsx"


@dataclass(frozen=True, slots=True)
class SendDocument:
    """Send a document to the person.

    `subject_id` is the invite of a QR picture, for a calendar the year and half such as 20262, the
    question of an entry, the plan of an observation, the plan of a summary or a progress card, for a
    recap what `recaps.recap_wish` says, the file or dokumen akuntabilitas that is to be sent back, else
    0.
    """

    kind: DocumentKind
    subject_id: int = 0


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
    | MakeInvite
    | RevokeInvite
    | InviteByOperator
    | MakeRelink
    | UseRelink
    | RenewJoinCode
    | UpdateSchool
    | MarkRecommended
    | NudgeMember
    | ReportProblem
    | AnswerReport
    | LinkGroup
    | RefuseGroup
    | UnlinkGroup
    | MakeGroupLink
    | SendTestPost
    | ErasePerson
    | SendDocument
    | ReminderEffect
    | BroadcastEffect
    | QuestionEffect
)
