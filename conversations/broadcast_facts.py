"""What may be known of broadcasts: whom they may go to, and how far they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from conversations.rules.terms import Role, SchoolLevel, StageId
from conversations.school_facts import Zone


class AudienceKind(StrEnum):
    """To all of a school or to its group, by its KS; to KS, by their penilai; to everybody, by operators."""

    MEMBERS = "members"
    GROUP = "group"
    PRINCIPALS = "principals"
    EVERYBODY = "everybody"


class BroadcastState(StrEnum):
    """Receivers are being written down, told, or struck off; then it is over."""

    FILLING = "filling"
    SENDING = "sending"
    STOPPING = "stopping"
    FINISHED = "finished"
    STOPPED = "stopped"


OPEN_STATES = frozenset({BroadcastState.FILLING, BroadcastState.SENDING, BroadcastState.STOPPING})


@dataclass(frozen=True, slots=True)
class Audience:
    """To whom; `school_id` for members and group, the filters for everybody.

    Of `stage` only those who have something to do in it in the present half-year and have not done it.
    """

    kind: AudienceKind
    school_id: int | None = None
    level: SchoolLevel | None = None
    role: Role | None = None
    zone: Zone | None = None
    stage: StageId | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name it is; a name only of a penilai."""

    kind: AudienceKind
    school_name: str = ""
    is_plt: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Receivers:
    """How many there are, and how many of them cannot be written to; of a group its title."""

    count: int
    unreachable: int = 0
    group_title: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the receivers: `unreachable` have blocked the assistant, `failed` is other trouble."""

    sent: int = 0
    unreachable: int = 0
    failed: int = 0
    stopped: int = 0
    waiting: int = 0

    @property
    def total(self) -> int:
        """All receivers."""
        return self.sent + self.unreachable + self.failed + self.stopped + self.waiting


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One that was started; `unreached` are names, only where its maker may know them."""

    id: int
    kind: AudienceKind
    state: BroadcastState
    started_at: datetime
    tally: Tally
    unreached: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody may still be told."""
        return self.state in OPEN_STATES


@dataclass(frozen=True, slots=True)
class Broadcasting:
    """What is known where somebody writes a broadcast.

    `own` is the latest as KS or penilai, `mass` the latest of any operator, for operators. `receivers` are
    those of the audience that is asked for, None where it is not the person's to write to. `left_today` is
    how many more the person may send as KS or penilai. `group_titles` are those of groups that take posts,
    by school. `per_second` is the pace.
    """

    left_today: int
    most_a_day: int
    per_second: float
    own: Broadcast | None = None
    mass: Broadcast | None = None
    receivers: Receivers | None = None
    group_titles: Mapping[int, str] = field(default_factory=dict)
