"""What must happen to a school, its group and the ways into it, in the imperative.

Rights are checked again where the change is written; where they are gone, the step is decided anew.
Everything here leaves a row in the audit table.
"""

from dataclasses import dataclass

from conversations.rules.terms import Role, SchoolLevel
from conversations.school_facts import Zone


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


SchoolEffect = (
    MakeInvite
    | RevokeInvite
    | InviteByOperator
    | RenewJoinCode
    | UpdateSchool
    | MarkRecommended
    | NudgeMember
    | LinkGroup
    | RefuseGroup
    | UnlinkGroup
    | MakeGroupLink
    | SendTestPost
)
