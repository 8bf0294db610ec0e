"""Where somebody stands while rating, or while reading the own rating."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from conversations.execution_facts import Execution, PlanRating, RatingSource
from conversations.facts import Facts, Plan
from conversations.flow import State
from conversations.rating.sheet import Sheet, has_overall, open_items
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Role
from conversations.session import Move, Session
from conversations.words import Say

NAME = "rating"
# Ends the occasion of a notice that tells of a correction; it begins with the version of the rating.
CORRECTED = ".corrected"


class Place(StrEnum):
    """The screens, stored by name."""

    LIST = "list"
    PERSON = "person"
    PART = "part"
    ITEM = "item"
    NOTE = "note"
    FORMS = "forms"
    CONFIRM = "confirm"
    RESULT = "result"
    JOB_LEVEL = "job_level"
    HISTORY = "history"


OWN_PLACES = frozenset({Place.RESULT, Place.JOB_LEVEL, Place.HISTORY})


class RatingState(State):
    """A position. `list_page`, `is_open_only` and `is_before` are the way back to the list.

    `plan_id` None is the own final plan. `item` is what is rated now. `draft` is what was chosen and is not
    kept yet: a correction of what the owner has seen, or what an owner enters. `version` is that of the
    rating when it was last read whole. `back_flow` and its fields are where the person came from to this
    very plan, if not from the list or home.
    """

    place: Place = Place.LIST
    list_page: int = 0
    is_open_only: bool = False
    is_before: bool = False
    plan_id: int | None = None
    page: int = 0
    item: str = ""
    draft: Sheet | None = None
    version: int = 0
    back_flow: str = ""
    back_v: int = 0
    back_data: Mapping[str, Any] = {}

    def coming_from(self, here: Session | None) -> "RatingState":
        """The same place, with the way back to where the person was."""
        if here is None:
            return self
        way = {"back_flow": here.flow, "back_v": here.v, "back_data": dict(here.data)}
        return self.model_copy(update=way)

    def at(self, place: Place, **changes: Any) -> "RatingState":
        """Another place of the same work."""
        return self.model_copy(update={"place": place, "page": 0, **changes})

    def at_list(self) -> "RatingState":
        """The list that the appraiser came from."""
        return RatingState(list_page=self.list_page, is_open_only=self.is_open_only, is_before=self.is_before)

    def at_person(self, plan_id: int | None) -> "RatingState":
        """One person, with nothing prepared; the way back stays with the plan that it belongs to."""
        way = {"back_flow": self.back_flow, "back_v": self.back_v, "back_data": self.back_data}
        kept = way if plan_id == self.plan_id else {}
        return self.at_list().at(Place.PERSON, plan_id=plan_id, **kept)


@dataclass(frozen=True, slots=True)
class Desk:
    """What somebody may rate: a plan, what is rated so far, and the sheet that is filled in now.

    `is_own`: its owner enters what PMM says. `is_prepared`: choices wait for a confirmation, because the
    owner has seen a rating or enters one; else each is kept at once.
    """

    plan: Plan
    execution: Execution
    rules: RuleSet
    kept: PlanRating | None
    sheet: Sheet
    is_own: bool
    is_prepared: bool

    @property
    def source(self) -> RatingSource:
        """Whose ratings the sheet holds."""
        return RatingSource.OWNER if self.is_own else RatingSource.APPRAISER

    @property
    def base(self) -> Sheet:
        """What is kept already of this source."""
        return Sheet.of(self.kept if self.kept and self.kept.source is self.source else None)

    @property
    def is_changed(self) -> bool:
        """Whether something was chosen that is not kept yet."""
        return self.is_prepared and self.sheet != self.base

    @property
    def is_complete(self) -> bool:
        """Whether it can be confirmed: everything rated, or for an owner the two overall ratings."""
        return has_overall(self.sheet) if self.is_own else not open_items(self.rules, self.sheet)

    @property
    def version(self) -> int | None:
        """The version of what is kept; None where nothing is."""
        return None if self.kept is None else self.kept.version


def nobody_decides(plan: Plan) -> bool:
    """Whether nobody here appraises the owner: mode mandiri, nobody there, or a school led by a Plt."""
    if plan.school is None:
        return True
    if plan.role is Role.KS:
        return not plan.school.has_appraiser
    return not plan.school.has_ks or plan.school.led_by_plt


def may_enter_own(plan: Plan, kept: PlanRating | None) -> bool:
    """Whether the owner may enter the rating received in PMM: nobody here gives one."""
    return nobody_decides(plan) and (kept is None or kept.source is RatingSource.OWNER)


def desk_of(state: RatingState, facts: Facts) -> Desk | None:
    """What the person may rate at this place; None where the right or the final plan is missing."""
    plan, execution = facts.executed, facts.execution
    if plan is None or execution is None or facts.person is None:
        return None
    kept = execution.rating
    is_own = plan.owner_id == facts.person.id
    if is_own and not may_enter_own(plan, kept):
        return None
    if not is_own and not facts.leads(plan):
        return None
    is_seen = kept is not None and kept.released_at is not None
    desk = Desk(plan, execution, facts.rules_of(plan), kept, Sheet(), is_own, is_own or is_seen)
    sheet = state.draft if desk.is_prepared and state.draft is not None else desk.base
    return Desk(plan, execution, desk.rules, kept, sheet, is_own, desk.is_prepared)


def go(state: RatingState, word: Say | None = None) -> Move:
    """Stand at a place."""
    return Move(NAME, state.dump(), word=word)
