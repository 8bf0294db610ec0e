"""The review flow: places, their screens and their buttons."""

from collections.abc import Callable, Mapping
from typing import Any

from conversations.events import Press
from conversations.facts import Facts, Needs, Plan, QueueFilter
from conversations.flow import Input
from conversations.navigation import HOME_BUTTON, go_home
from conversations.review import decisions, edit_screens, edits, plan_screens
from conversations.review.happenings import changed_since_notice, not_waiting
from conversations.review.lists import press_approve_all, press_queue, show_approve_all, show_queue
from conversations.review.state import LISTS, NAME, Place, ReviewState, go, settle
from conversations.screens import Screen
from conversations.session import Move
from conversations.words import Say, say

NOT_YOURS = say("I cannot open this plan for you: it is not, or no longer, among those that concern you.")
NOT_A_SUPERVISOR = say(
    "Deciding on plans is for the principal or the penilai of a school, and here you are registered as "
    "neither."
)

ShowPlan = Callable[[ReviewState, Plan, Facts], Screen]
TakeInput = Callable[[ReviewState, Input, Plan, Facts], Move]
TakeAction = Callable[[ReviewState, str, Plan, Facts], Move]

_SCREENS: Mapping[Place, ShowPlan] = {
    Place.PLAN: plan_screens.show_plan,
    Place.FULL: plan_screens.show_full,
    Place.HISTORY: plan_screens.show_history,
    Place.NOTE: plan_screens.show_note,
    Place.NOTE_CHECK: plan_screens.show_note_check,
    Place.RHK: edit_screens.show_rhk,
    Place.RHK_CATEGORY: edit_screens.show_rhk_category,
    Place.RHK_ITEM: edit_screens.show_rhk_item,
    Place.RHK_CHECK: edit_screens.show_rhk_check,
    Place.BEHAVIORS: edit_screens.show_behaviors,
    Place.BEHAVIOR: edit_screens.show_behavior,
    Place.BEHAVIOR_TEXT: edit_screens.show_behavior_text,
    Place.BEHAVIORS_CHECK: edit_screens.show_behaviors_check,
}
_TEXT_PLACES: Mapping[Place, TakeInput] = {
    Place.NOTE: decisions.take_note,
    Place.NOTE_CHECK: decisions.at_note_check,
    Place.RHK_ITEM: edits.change_quantity,
    Place.BEHAVIOR_TEXT: edits.take_focus,
}
_BUTTON_PLACES: Mapping[Place, TakeAction] = {
    Place.PLAN: decisions.press_plan,
    Place.FULL: decisions.turn_page,
    Place.HISTORY: decisions.turn_page,
    Place.RHK: edits.press_rhk,
    Place.RHK_CATEGORY: edits.press_rhk_category,
    Place.RHK_CHECK: edits.press_rhk_check,
    Place.BEHAVIORS: edits.press_behaviors,
    Place.BEHAVIOR: edits.press_behavior,
    Place.BEHAVIORS_CHECK: edits.press_behaviors_check,
}
_PARENTS: Mapping[Place, Place] = {
    Place.NOTE_CHECK: Place.NOTE,
    Place.RHK_CATEGORY: Place.RHK,
    Place.RHK_ITEM: Place.RHK_CATEGORY,
    Place.RHK_CHECK: Place.RHK,
    Place.BEHAVIOR: Place.BEHAVIORS,
    Place.BEHAVIOR_TEXT: Place.BEHAVIOR,
    Place.BEHAVIORS_CHECK: Place.BEHAVIORS,
}


def enter(facts: Facts) -> Move:
    """Go to the plans that wait for a decision."""
    return go(ReviewState()) if facts.is_supervisor else go_home(NOT_A_SUPERVISOR)


def not_yours(facts: Facts) -> Move:
    """Go home with a sentence that reveals nothing of the plan."""
    return go_home(NOT_YOURS)


def from_notice(action: str, version: int, plan: Plan, facts: Facts) -> Move:
    """Act on a plan as a message told of it; where it has changed since, only show it."""
    if not facts.leads(plan):
        return not_yours(facts)
    here = ReviewState(plan_id=plan.id).at_plan(plan.version)
    if action == "open":
        return go(here)
    if action != "full" and version != plan.version:
        return go(here, changed_since_notice(plan))
    return decisions.press_plan(here, action, plan, facts)


class ReviewFlow:
    """The deciding half of approval."""

    name = NAME
    code = "r"
    version = 1
    state = ReviewState

    def handle(self, state: ReviewState, event: Input, facts: Facts) -> Move:
        """Decide what an event leads to; whoever lost the right or came too late is told."""
        settled, plan = settle(state, facts), facts.reviewed
        if settled is None:
            return go_home(_refusal(state))
        if settled.place in LISTS:
            return _press_list(settled, event, facts)
        if plan is None:
            return not_yours(facts)
        if settled.place is not state.place:
            return go(settled.at_plan(plan.version), not_waiting(plan))
        if settled.place in _TEXT_PLACES:
            return _TEXT_PLACES[settled.place](settled, event, plan, facts)
        if not isinstance(event, Press):
            return go(settled)
        return _BUTTON_PLACES[settled.place](settled, event.action, plan, facts)

    def show(self, state: ReviewState, facts: Facts) -> Screen:
        """Draw the place, or the plan itself where its status leaves nothing to prepare."""
        settled, plan = settle(state, facts), facts.reviewed
        if settled is None:
            return Screen((_refusal(state),), ((HOME_BUTTON,),))
        if settled.place is Place.QUEUE:
            return show_queue(settled, facts)
        if settled.place is Place.APPROVE_ALL or plan is None:
            return show_approve_all(settled, facts)
        return _SCREENS[settled.place](settled, plan, facts)

    def back(self, state: ReviewState, facts: Facts) -> Move:
        """One step back; changes that were not saved are dropped with a word."""
        settled, plan = settle(state, facts), facts.reviewed
        if settled is None:
            return go_home(_refusal(state))
        if settled.place is Place.QUEUE:
            return go_home()
        if settled.place in (Place.APPROVE_ALL, Place.PLAN) or plan is None:
            return go(settled.at_queue())
        if settled.place in _PARENTS:
            return go(settled.at(_PARENTS[settled.place]))
        dropped = edits.DISCARDED if edits.has_unsaved(settled, plan) else None
        return go(settled.at_plan(settled.version), dropped)

    def needs(self, state: ReviewState) -> Needs:
        """The list, or the plan with its history and the list that is next."""
        if state.place is Place.QUEUE:
            return Needs(queue=state.filter)
        if state.place is Place.APPROVE_ALL:
            return Needs(queue=QueueFilter.WAITING)
        return Needs(plan_id=state.plan_id, history=True, queue=QueueFilter.WAITING)

    def help(self, state: ReviewState) -> Say:
        """What a reviewer can do here."""
        if state.place in LISTS:
            return say(
                "These are the plans that you decide on. Choose one to read it and decide. Setujui semua "
                "approves all that wait, after showing you their names; plans whose owner asks for a change "
                "are left out."
            )
        return say(
            "Setujui accepts the plan. Minta perbaikan sends it back with your note. Ubah RHK and Ubah "
            "perilaku change it yourself; the total must stay at the minimum or above. Until its owner "
            "presses Sepakati, Batalkan persetujuan undoes an approval."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _refusal(state: ReviewState) -> Say:
    return NOT_A_SUPERVISOR if state.place in LISTS else NOT_YOURS


def _press_list(state: ReviewState, event: Input, facts: Facts) -> Move:
    if not isinstance(event, Press):
        return go(state)
    press = press_queue if state.place is Place.QUEUE else press_approve_all
    return press(state, event.action, facts)
