"""Where somebody stands while reviewing plans."""

from enum import StrEnum
from typing import Any

from conversations.facts import Facts, Plan, QueueFilter
from conversations.flow import State
from conversations.rules.plan import BehaviorChoice, RHKItem
from conversations.rules.terms import PlanStatus
from conversations.session import Move
from conversations.words import Say

NAME = "review"


class Place(StrEnum):
    """The screens of a review, stored by name."""

    QUEUE = "queue"
    APPROVE_ALL = "approve_all"
    PLAN = "plan"
    FULL = "full"
    HISTORY = "history"
    NOTE = "note"
    NOTE_CHECK = "note_check"
    RHK = "rhk"
    RHK_CATEGORY = "rhk_category"
    RHK_ITEM = "rhk_item"
    RHK_CHECK = "rhk_check"
    BEHAVIORS = "behaviors"
    BEHAVIOR = "behavior"
    BEHAVIOR_TEXT = "behavior_text"
    BEHAVIORS_CHECK = "behaviors_check"


LISTS = frozenset({Place.QUEUE, Place.APPROVE_ALL})
# Everything that prepares a decision makes sense only while the plan waits for one.
_PREPARING = frozenset(Place) - LISTS - {Place.PLAN, Place.FULL, Place.HISTORY}


class ReviewState(State):
    """A position, and what was prepared but not yet decided.

    `filter` and `queue_page` are the way back to the list. `version` is that of the plan when the
    reviewer last saw it whole. `rhk` and `behaviors` are working copies, `note` the text to be read
    back, `chosen` the plans (id, version) that Setujui semua named. `item` is the category or aspect
    looked at, `number` the RHK.
    """

    place: Place = Place.QUEUE
    filter: QueueFilter = QueueFilter.WAITING
    queue_page: int = 0
    page: int = 0
    plan_id: int = 0
    version: int = 0
    note: str = ""
    rhk: tuple[RHKItem, ...] = ()
    behaviors: tuple[BehaviorChoice, ...] = ()
    item: str = ""
    number: int = 0
    chosen: tuple[tuple[int, int], ...] = ()

    def at(self, place: Place, **changes: Any) -> "ReviewState":
        """Another place of the same work; what was prepared stays."""
        return ReviewState.model_validate({**dict(self), "place": place, **changes})

    def at_plan(self, version: int) -> "ReviewState":
        """The plan itself as of a version, with nothing prepared."""
        return ReviewState(
            place=Place.PLAN,
            filter=self.filter,
            queue_page=self.queue_page,
            plan_id=self.plan_id,
            version=version,
        )

    def at_queue(self) -> "ReviewState":
        """The list that the reviewer came from."""
        return ReviewState(filter=self.filter, queue_page=self.queue_page)


def settle(state: ReviewState, facts: Facts) -> ReviewState | None:
    """Where the facts let the reviewer stand; None where nothing may be seen any more."""
    if state.place in LISTS:
        return state if facts.is_supervisor else None
    plan = facts.reviewed
    if plan is None or plan.id != state.plan_id or not facts.leads(plan):
        return None
    if state.place in _PREPARING and not is_waiting(plan):
        return state.at_plan(state.version)
    return state


def is_waiting(plan: Plan) -> bool:
    """Whether the plan waits for a decision."""
    return plan.status is PlanStatus.MENUNGGU_PERSETUJUAN


def go(state: ReviewState, word: Say | None = None) -> Move:
    """Stand at a place of the review."""
    return Move(NAME, state.dump(), word=word)
