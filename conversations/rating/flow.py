"""The rating flow: the list of an appraiser, one plan, and the own rating."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from conversations.asides import AsideState, resume
from conversations.events import Press
from conversations.facts import Facts, Needs, Plan
from conversations.flow import Input
from conversations.navigation import HOME_BUTTON, go_home
from conversations.rating.confirm_screen import show_confirm
from conversations.rating.forms import show_forms
from conversations.rating.item_screens import show_item, show_note, show_part
from conversations.rating.listing import press_list, show_list
from conversations.rating.person_screen import show_person
from conversations.rating.result import press_result, show_history, show_job_level, show_result
from conversations.rating.sheet import ASPECT, BEHAVIOR, OVERALL
from conversations.rating.state import (
    NAME,
    OWN_PLACES,
    Desk,
    Place,
    RatingState,
    desk_of,
    go,
)
from conversations.rating.steps import DISCARDED, step
from conversations.screens import Screen
from conversations.session import Move, Session
from conversations.words import Say, say

NOT_YOURS = say("I cannot open this rating for you: it is not, or no longer, yours to give.")
NOT_AN_APPRAISER = say(
    "Rating is for the principal or the penilai of a school, and here you are registered as neither."
)

ShowDesk = Callable[[RatingState, Desk, Facts], Screen]

_SCREENS: Mapping[Place, ShowDesk] = {
    Place.PERSON: show_person,
    Place.PART: show_part,
    Place.ITEM: show_item,
    Place.NOTE: show_note,
    Place.FORMS: lambda state, desk, facts: show_forms(state, desk),
    Place.CONFIRM: show_confirm,
}
OPEN_RATING = "rating"
_OWN_SCREENS: Mapping[Place, Callable[[RatingState, Facts], Screen]] = {
    Place.RESULT: show_result,
    Place.JOB_LEVEL: show_job_level,
    Place.HISTORY: show_history,
}


def enter(facts: Facts) -> Move:
    """Go to the people to be rated; who appraises nobody goes to the own rating."""
    return go(RatingState()) if facts.is_supervisor else enter_own()


def enter_own(plan_id: int | None = None, here: Session | None = None) -> Move:
    """Go to the own rating of a plan, of the own final plan where none is named; back leads to `here`."""
    return go(RatingState(place=Place.RESULT, plan_id=plan_id).coming_from(here))


def enter_entry() -> Move:
    """Go right to where the own rating from PMM is entered."""
    return go(RatingState(place=Place.PERSON))


def enter_person(plan_id: int, here: Session | None = None, *, is_before: bool = False) -> Move:
    """Go to one person's rating; `is_before`: the plan is one of the half-year before."""
    return go(RatingState(place=Place.PERSON, plan_id=plan_id, is_before=is_before).coming_from(here))


def from_notice(plan: Plan | None, facts: Facts) -> Move:
    """Open the own rating that a message told of."""
    if plan is None or facts.person is None or plan.owner_id != facts.person.id:
        return go_home(NOT_YOURS)
    return enter_own(plan.id)


class RatingFlow:
    """Rating at the end of a half-year, and what its owner sees of it."""

    name = NAME
    code = "w"
    version = 1
    state = RatingState

    def handle(self, state: RatingState, event: Input, facts: Facts) -> Move:
        """Decide what an event leads to; whoever lost the right is told."""
        if state.place is Place.LIST:
            if not facts.is_supervisor:
                return go_home(NOT_AN_APPRAISER)
            return press_list(state, _action(event), facts)
        if state.place in OWN_PLACES:
            return press_result(state, _action(event), facts) if _is_own(facts) else go(state)
        desk = desk_of(state, facts)
        if desk is None:
            return go_home(NOT_YOURS)
        settled = _settle(state, desk)
        return step(settled, event, desk) if settled.place is state.place else go(settled)

    def show(self, state: RatingState, facts: Facts) -> Screen:
        """Draw the place, or why it cannot be seen."""
        if state.place is Place.LIST:
            if not facts.is_supervisor:
                return _refusal(NOT_AN_APPRAISER)
            return show_list(state, facts)
        if state.place in OWN_PLACES:
            if facts.executed is not None and not _is_own(facts):
                return _refusal(NOT_YOURS)
            return _OWN_SCREENS[state.place](state, facts)
        desk = desk_of(state, facts)
        if desk is None:
            return _refusal(NOT_YOURS)
        settled = _settle(state, desk)
        return _SCREENS[settled.place](settled, desk, facts)

    def back(self, state: RatingState, facts: Facts) -> Move:
        """One step back; what was prepared stays until the person is left, and is dropped with a word."""
        move = self._back(state, facts)
        desk = desk_of(state, facts) if state.place is Place.PERSON else None
        return replace(move, word=DISCARDED) if desk is not None and desk.is_changed else move

    def _back(self, state: RatingState, facts: Facts) -> Move:
        match state.place:
            case Place.PERSON | Place.RESULT if state.back_flow and not _is_entering(state, facts):
                return resume(_way_back(state), facts)
            case Place.LIST | Place.RESULT:
                return go_home()
            case Place.JOB_LEVEL | Place.HISTORY:
                return go(state.at(Place.RESULT))
            case Place.PERSON if _is_own(facts):
                return go(state.at(Place.RESULT, draft=None))
            case Place.PERSON:
                return go(state.at_list()) if facts.is_supervisor else go_home()
            case Place.ITEM if not state.item.startswith(OVERALL):
                part = ASPECT if state.item.startswith(ASPECT) else BEHAVIOR
                return go(state.at(Place.PART, item=part))
            case _:
                return go(state.at(Place.PERSON))

    def needs(self, state: RatingState) -> Needs:
        """The list; or the plan, with the list where the next person is offered."""
        if state.place is Place.LIST:
            return Needs(progress=True, progress_before=state.is_before)
        is_person = state.place is Place.PERSON and state.plan_id is not None
        return Needs(
            plan_id=state.plan_id,
            execution=True,
            history=state.place is Place.HISTORY,
            progress=is_person,
            progress_before=is_person and state.is_before,
        )

    def help(self, state: RatingState) -> Say:
        """What can be done here."""
        if state.place in OWN_PLACES:
            return say(
                "This is your rating once it is released. The predikat is shown when every required dokumen "
                "akuntabilitas is there. Angka kredit follows from the annual predikat."
            )
        return say(
            "Rate the aspects of Praktik Kinerja and the perilaku, write a note, and then choose the two "
            "overall ratings: nothing is averaged or preset. Every choice is saved; the person sees it only "
            "once you release it."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _settle(state: RatingState, desk: Desk) -> RatingState:
    """Where the plan lets somebody stand: nothing is confirmed that is incomplete or kept already."""
    is_ready = desk.is_complete and (desk.is_changed or not desk.is_prepared)
    if state.place is Place.CONFIRM and not is_ready:
        return state.at(Place.PERSON)
    return state


def _is_own(facts: Facts) -> bool:
    return (
        facts.executed is not None and facts.person is not None and facts.executed.owner_id == facts.person.id
    )


def _is_entering(state: RatingState, facts: Facts) -> bool:
    """Whether an owner enters the own rating, from where back leads to it."""
    return state.place is Place.PERSON and _is_own(facts)


def _way_back(state: RatingState) -> AsideState:
    return AsideState(back_flow=state.back_flow, back_v=state.back_v, back_data=dict(state.back_data))


def _action(event: Input) -> str:
    return event.action if isinstance(event, Press) else ""


def _refusal(why: Say) -> Screen:
    return Screen((why,), ((HOME_BUTTON,),))
