"""What may be known of schools, their people and the ways into them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from conversations.values import value


class Zone(StrEnum):
    """The three Indonesian time zones by their IANA names."""

    WIB = "Asia/Jakarta"
    WITA = "Asia/Makassar"
    WIT = "Asia/Jayapura"


@value
class School:
    """A school; level and zone are unknown until its KS has confirmed them.

    `has_appraiser`: whether somebody other than its KS appraises it. `is_ks_reachable` and
    `is_appraiser_reachable`: whether they, if any, let the assistant write.
    """

    id: int
    npsn: str
    name: str
    level: SchoolLevel | None
    zone: Zone | None
    has_ks: bool
    led_by_plt: bool
    is_ks_reachable: bool = True
    has_appraiser: bool = False
    is_appraiser_reachable: bool = True


@value
class Membership:
    """A present membership of the person in a school."""

    school: School
    role: Role


class EndReason(StrEnum):
    """Why a membership ended."""

    LEFT = "left"
    MOVED = "moved"
    REMOVED = "removed"
    RETIRED = "retired"
    SUCCEEDED = "succeeded"
    ERASED = "erased"


class InviteState(StrEnum):
    """What a token of a link turned out to be."""

    VALID = "valid"
    EXPIRED = "expired"
    USED_UP = "used_up"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Invite:
    """The invite behind a token; `id`, `role` and `school` are set when it is known.

    `more_schools` are the further ones of an appraiser's invite. `leader_name` is the present KS of the
    school, whom a KS who comes by this invite succeeds.
    """

    state: InviteState
    id: int | None = None
    role: Role | None = None
    school: School | None = None
    more_schools: tuple[School, ...] = ()
    leader_name: str = ""


@dataclass(frozen=True, slots=True)
class MadeInvite:
    """A live invite as its maker sees it; `link` is complete."""

    id: int
    role: Role
    school: School
    link: str
    used: int
    max_uses: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Relinking:
    """The relink link behind a token: a person and the names of their schools; no id where it is unknown."""

    state: InviteState
    id: int | None = None
    person_id: int = 0
    person_name: str = ""
    school_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeRelink:
    """A live relink link as the operator sees it."""

    person_id: int
    person_name: str
    link: str
    expires_at: datetime


class RequestState(StrEnum):
    """What became of a request to join a school."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """A request to join a school."""

    id: int
    person_id: int
    person_name: str
    school: School
    state: RequestState
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody at a school, with the plan of the present period: no status where it was not started.

    `is_reachable`: whether the assistant can write to them. `nudged_today`: the KS has reminded them today.
    `plan_id` and `plan_version` only where the plan was submitted to this very school.
    """

    person_id: int
    name: str
    role: Role
    status: PlanStatus | None
    is_reachable: bool
    nudged_today: bool
    plan_id: int | None = None
    plan_version: int = 0


@dataclass(frozen=True, slots=True)
class Departed:
    """Somebody who last left a school that the person leads; no name where they were erased."""

    name: str
    school: School


@dataclass(frozen=True, slots=True)
class SchoolOverview:
    """A school as its KS sees it; members in order of their names, requests oldest first.

    `invite` is the live invite for teachers, `successor_invite` the one for a successor of the KS.
    `recommended` are ids of sub-indikator marked from the Rapor Pendidikan.
    """

    school: School
    join_code: str
    members: tuple[Member, ...] = ()
    requests: tuple[JoinRequest, ...] = ()
    recommended: tuple[str, ...] = ()
    invite: MadeInvite | None = None
    successor_invite: MadeInvite | None = None

    def member(self, person_id: int) -> Member | None:
        """The member with that id."""
        return next((member for member in self.members if member.person_id == person_id), None)
