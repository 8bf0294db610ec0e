"""Where somebody stands while planning."""

from enum import StrEnum

from conversations.facts import Facts
from conversations.flow import State
from conversations.plan_facts import EDITABLE
from conversations.rules.plan import PlanContent
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from conversations.session import Move
from conversations.words import Say

NAME = "planning"
VERSION = 2
# The flow that arranges RHK; it leads back here, so it is known here by name only.
SUGGESTING = "suggesting"


class Place(StrEnum):
    """The screens of planning, stored by name."""

    PRACTICE = "practice"
    PRACTICE_ITEM = "practice_item"
    RHK = "rhk"
    RHK_CATEGORY = "rhk_category"
    RHK_ITEM = "rhk_item"
    DUTIES = "duties"
    DUTY_TEXT = "duty_text"
    BEHAVIORS = "behaviors"
    BEHAVIOR = "behavior"
    BEHAVIOR_TEXT = "behavior_text"
    SUMMARY = "summary"
    FULL = "full"
    CONFIRM = "confirm"
    CLEAR = "clear"
    STATUS = "status"
    ASK = "ask"
    ASK_CHECK = "ask_check"
    HISTORY = "history"
    POINTS = "points"


_DUTIES = frozenset({Place.DUTIES, Place.DUTY_TEXT})
ASKING = frozenset({Place.ASK, Place.ASK_CHECK})
# What remains when the plan is final; until then its owner may also ask for a change.
_FINAL = frozenset({Place.STATUS, Place.FULL, Place.HISTORY, Place.POINTS})
_DRAFT = frozenset(Place) - ASKING - {Place.STATUS}


class PlanningState(State):
    """A position; what was chosen is in the plan itself.

    `item` is the sub-indikator, category or aspect looked at, `number` the RHK. With `from_summary`
    one part is edited and back leads to Rangkuman. `text` is a note to be read back. `is_earlier`: it is
    about the plan of an earlier half-year that still waits.
    """

    place: Place = Place.PRACTICE
    item: str = ""
    number: int = 0
    page: int = 0
    text: str = ""
    from_summary: bool = False
    is_earlier: bool = False

    def at(
        self, place: Place, *, item: str = "", number: int = 0, page: int = 0, text: str = ""
    ) -> "PlanningState":
        """Another place of the same visit."""
        return PlanningState(
            place=place, item=item, number=number, page=page, text=text, from_summary=self.from_summary
        )


def content_of(facts: Facts) -> PlanContent:
    """What is in the own plan so far; of a draft what fits its owner's present role and level."""
    if facts.own_plan is None:
        return PlanContent()
    found = facts.own_draft
    return facts.own_plan.content if found is None else found.content


def is_fitting(facts: Facts) -> bool:
    """Whether the stored plan is as it would be written now."""
    plan, found = facts.own_plan, facts.own_draft
    if plan is None or found is None:
        return True
    is_addressed = (plan.role, plan.level) == (role_of(facts), level_of(facts))
    return is_addressed and not found.dropped


def is_editable(facts: Facts) -> bool:
    """Whether the owner may edit the plan now (regulation.md 4.3)."""
    return facts.own_plan is None or facts.own_plan.status in EDITABLE


def role_of(facts: Facts) -> Role:
    """Whose kind of plan it is: while it may be edited that of the owner's present role."""
    if facts.own_plan is not None and facts.own_plan.status not in EDITABLE:
        return facts.own_plan.role
    return facts.plan_role


def has_own_plan(facts: Facts) -> bool:
    """Whether the person plans in the present role, or has a plan that is on its way; a penilai does not."""
    is_appraiser = facts.person is not None and facts.person.role is Role.APPRAISER
    return not is_appraiser or not is_editable(facts)


def level_of(facts: Facts) -> SchoolLevel:
    """The level whose duties are offered: while the plan may be edited that of the school, if known."""
    if facts.own_plan is not None and facts.own_plan.status not in EDITABLE:
        return facts.own_plan.level
    return facts.plan_level


def rules_for(facts: Facts) -> RuleSet:
    """The rule set that the own plan was started with, or would be."""
    return facts.rules_of(facts.own_plan) if facts.own_plan else facts.rules


def at_status() -> PlanningState:
    """At the submitted plan."""
    return PlanningState(place=Place.STATUS)


def actual(state: PlanningState, facts: Facts) -> PlanningState:
    """The position that the plan allows now: it may have moved on since the state was stored."""
    if is_editable(facts):
        return _of_role(state, facts) if state.place in _DRAFT else PlanningState(place=Place.SUMMARY)
    is_final = facts.own_plan is not None and facts.own_plan.status is PlanStatus.DISEPAKATI
    allowed = _FINAL if is_final else _FINAL | ASKING
    return state if state.place in allowed else PlanningState(place=Place.STATUS)


def _of_role(state: PlanningState, facts: Facts) -> PlanningState:
    """The position where a plan of the present role has such a place; the role may have changed meanwhile."""
    role = role_of(facts)
    if state.place in _DUTIES and role is Role.KS:
        return state.at(Place.BEHAVIORS)
    if state.place is Place.PRACTICE_ITEM:
        offered = {entry.id for entry in rules_for(facts).sub_indicators_for(role)}
        return state if state.item in offered else state.at(Place.PRACTICE)
    return state


def go(state: PlanningState, word: Say | None = None) -> Move:
    """Stand at a place of planning."""
    return Move(NAME, state.dump(), word=word)
