"""What may be known of groups: never who is in them, and of plans only counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from conversations.answers.book import AnswerBook
from conversations.rules.terms import PlanStatus, StageId
from conversations.school_facts import InviteState, RequestState, School


@dataclass(frozen=True, slots=True)
class SchoolGroup:
    """The group of a school; `is_topic`: it is one topic of a forum.

    `is_inside`: whether the assistant is in the group and may write there.
    """

    title: str
    is_topic: bool
    is_inside: bool
    linked_at: datetime


@dataclass(frozen=True, slots=True)
class MadeGroupLink:
    """A live link that takes the assistant into a group, as the principal who made it sees it."""

    link: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class GroupProposal:
    """A principal is asked whether a group is to be a school's; no school where there are several.

    `taken_by` is the school whose group it is now, if it is one's.
    """

    id: int
    title: str
    is_topic: bool
    is_inside: bool
    state: RequestState
    school: School | None = None
    taken_by: School | None = None


@dataclass(frozen=True, slots=True)
class GroupInvite:
    """What the token of such a link turned out to be; id, maker and school are set when it is valid."""

    state: InviteState
    id: int | None = None
    maker_id: int = 0
    school: School | None = None


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What is known when somebody gives a command in a group.

    `person_id` is None for strangers and for who writes in the name of a group or a channel, which is
    `is_anonymous`. `led` are the schools that the person leads now; `is_reachable`: whether the assistant
    can write to the person in private. `school` is the one whose group this is, `is_this_topic`: the
    command was given where the school's posts go. `language` is that in which the person is written to.
    """

    title: str
    person_id: int | None = None
    led: tuple[School, ...] = ()
    is_anonymous: bool = False
    is_reachable: bool = True
    school: School | None = None
    is_this_topic: bool = False
    invite: GroupInvite | None = None
    language: str = "id"
    answers: AnswerBook = field(default_factory=AnswerBook)

    def leads(self, school: School) -> bool:
        """Whether the person leads that school now."""
        return any(led.id == school.id for led in self.led)


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """How far the teachers of a school are, without names.

    `statuses` counts plans of the half-year, None those who have not started; `done` counts for each stage
    whose plan is final and who have done it.
    """

    statuses: Mapping[PlanStatus | None, int]
    done: Mapping[StageId, int] = field(default_factory=dict)

    @property
    def teachers(self) -> int:
        """How many teachers there are."""
        return sum(self.statuses.values())

    @property
    def final(self) -> int:
        """How many plans are final."""
        return self.statuses.get(PlanStatus.DISEPAKATI, 0)
