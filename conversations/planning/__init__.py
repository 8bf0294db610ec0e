"""The own plan of a guru or a KS: its stages, Ajukan, Sepakati."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conversations import checklist
from conversations.document_effects import DocumentKind, SendDocument
from conversations.effects import MovePlan
from conversations.events import Press
from conversations.facts import Facts, Needs, Plan
from conversations.flow import Input
from conversations.navigation import HOME_BUTTON, go_home, parted
from conversations.needs import NOTHING_MORE
from conversations.planning import stage_steps, submission
from conversations.planning.leftovers import leftovers_line
from conversations.planning.points import CARD, CARD_COMES, show_points
from conversations.planning.stage_screens import STAGE_PLACES, show_stage
from conversations.planning.state import (
    ASKING,
    NAME,
    VERSION,
    Place,
    PlanningState,
    actual,
    at_status,
    content_of,
    go,
    has_own_plan,
    is_editable,
    role_of,
    rules_for,
)
from conversations.planning.submission_screens import show_submission
from conversations.rules.plan import MissingPart, PlanContent, missing_parts
from conversations.rules.terms import PlanStatus
from conversations.screens import Screen, with_word
from conversations.session import Move
from conversations.words import Say, say

__all__ = [
    "NAME",
    "NO_OWN_PLAN",
    "PlanningFlow",
    "enter",
    "enter_earlier",
    "enter_points",
    "from_notice",
    "has_own_plan",
    "is_editable",
    "is_empty",
    "is_entering",
]

NO_OWN_PLAN = say("As Penilai you have no plan of your own here: you decide on the plans of principals.")
EARLIER_PERIOD = say("That message was about a plan of an earlier half-year.")

# What notices offer beside opening the plan; nothing else may come in this way.
_ON_NOTICES = frozenset({"agree", "ask"})

_NEEDS: Mapping[Place, Needs] = {
    Place.HISTORY: Needs(history=True),
    Place.STATUS: Needs(checklist=True),
    Place.PRACTICE: Needs(last_plan=True, recommended=True),
    Place.PRACTICE_ITEM: Needs(recommended=True),
}
_HELP: Mapping[Place, Say] = {
    Place.PRACTICE: say(
        "Choose the one sub-indikator that you want to improve this half-year. Tap one to read what it "
        "means; nothing is chosen until you press the button under it."
    ),
    Place.RHK: say(
        "Choose activities until the plan reaches the minimum. Tap a group, then an activity, and set how "
        "many units you promise with + and −, or type the number."
    ),
    Place.DUTIES: say(
        "Tugas Tambahan is optional and gives no points. Tap a duty to choose it, tap again to remove it."
    ),
    Place.BEHAVIORS: say("Choose one focus for each of the 7 aspects, or write your own in one sentence."),
}
_HELP_AFTER = say(
    "Rangkuman shows the whole plan. Ajukan sends it to your principal and locks it (a principal's plan goes "
    "to the penilai); Sepakati closes it for good."
)


class PlanningFlow:
    """The owner's side of a performance plan."""

    name = NAME
    code = "p"
    version = VERSION
    state = PlanningState

    def handle(self, state: PlanningState, event: Input, facts: Facts) -> Move:
        """Decide a choice, a typed value or a submission."""
        known = _known(state, facts)
        now = actual(state, known)
        if now.place is Place.POINTS:
            return _from_points(state, event, known)
        in_stage = now.place in STAGE_PLACES
        return _kept(state, (stage_steps if in_stage else submission).step(now, event, known))

    def back(self, state: PlanningState, facts: Facts) -> Move:
        """The place before, or home."""
        known = _known(state, facts)
        now = actual(state, known)
        if now.place is Place.POINTS:
            return go_home()
        in_stage = now.place in STAGE_PLACES
        before = (stage_steps if in_stage else submission).back(now, known)
        return go_home() if before is None else _kept(state, go(before))

    def show(self, state: PlanningState, facts: Facts) -> Screen:
        """Draw the place that the plan allows now."""
        known = _known(state, facts)
        if not has_own_plan(known):
            return Screen((NO_OWN_PLAN,), ((HOME_BUTTON,),))
        return with_word(_drawn(actual(state, known), known), leftovers_line(known))

    def needs(self, state: PlanningState) -> Needs:
        """The history only where it is shown, what helps to begin or to go on only where that is offered."""
        return _NEEDS.get(state.place, NOTHING_MORE)

    def help(self, state: PlanningState) -> Say:
        """Explain the stage."""
        return _HELP.get(stage_steps.stage_of(state.place), _HELP_AFTER)

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The first version also held which version of a submitted plan was shown."""
        return {name: value for name, value in data.items() if name != "version"} if version == 1 else None


def enter(facts: Facts) -> Move:
    """Go on where something is missing, or to where the plan stands."""
    if not has_own_plan(facts):
        return go_home(NO_OWN_PLAN)
    if not is_editable(facts):
        return go(at_status())
    if facts.own_plan is not None and facts.own_plan.status is PlanStatus.PERLU_PERBAIKAN:
        return go(PlanningState(place=Place.SUMMARY))
    missing = missing_parts(rules_for(facts), role_of(facts), content_of(facts))
    return go(PlanningState(place=_place_of(missing[0].part) if missing else Place.SUMMARY))


def enter_earlier(facts: Facts) -> Move:
    """Go to the plan of an earlier half-year that still waits for a decision or for Sepakati."""
    if facts.earlier_plan is None:
        return go_home()
    return go(at_status().model_copy(update={"is_earlier": True}))


def enter_points(facts: Facts) -> Move:
    """Go to the quick look at the points."""
    return go(PlanningState(place=Place.POINTS)) if has_own_plan(facts) else go_home(NO_OWN_PLAN)


def is_entering(data: Mapping[str, Any], facts: Facts) -> bool:
    """Whether something is entered where a session with that data stands: a draft, or a note."""
    return is_editable(facts) or data.get("place") in ASKING


def is_empty(facts: Facts) -> bool:
    """Whether nothing is in the own plan yet."""
    return content_of(facts) == PlanContent()


def from_notice(action: str, version: int, plan: Plan, facts: Facts) -> Move:
    """Act on the own plan from a notice, if it is still as the notice told."""
    if facts.own_plan is not None and facts.own_plan.id == plan.id:
        here = enter(facts)
    elif facts.earlier_plan is not None and facts.earlier_plan.id == plan.id:
        here = enter_earlier(facts)
    else:
        return go_home(EARLIER_PERIOD)
    if action == "open" or here.flow != NAME:
        return here
    state = PlanningState.model_validate(here.data)
    flow = PlanningFlow()
    offered = {parted(each)[0]: each for each in flow.show(state, facts).actions}
    if plan.version != version or action not in _ON_NOTICES or action not in offered:
        return go(state, submission.CHANGED_SINCE)
    return flow.handle(state, Press(flow.code, 0, offered[action]), facts)


def _drawn(state: PlanningState, facts: Facts) -> Screen:
    if state.place is Place.POINTS:
        return show_points(facts)
    return show_stage(state, facts) if state.place in STAGE_PLACES else show_submission(state, facts)


def _known(state: PlanningState, facts: Facts) -> Facts:
    """The facts with the plan that the state is about as the own one."""
    if state.is_earlier and facts.earlier_plan is not None:
        return facts.with_own_plan(facts.earlier_plan)
    return facts


def _from_points(state: PlanningState, event: Input, facts: Facts) -> Move:
    if isinstance(event, Press) and event.action == CARD and facts.own_plan is not None:
        wish = SendDocument(DocumentKind.PROGRESS_CARD, facts.own_plan.id)
        return Move(NAME, state.dump(), (wish,), CARD_COMES)
    return enter(facts)


def _kept(state: PlanningState, move: Move) -> Move:
    """Stay with the earlier plan; once it is final it is entered in PMM, to which home leads no more."""
    if not state.is_earlier or move.flow != NAME:
        return move
    for effect in move.effects:
        if isinstance(effect, MovePlan) and effect.to_status is PlanStatus.DISEPAKATI:
            return replace(checklist.open_checklist(effect.plan_id), effects=move.effects, word=move.word)
    if any(isinstance(effect, MovePlan) for effect in move.effects):
        return go_home(move.word, move.effects)
    return replace(move, data={**move.data, "is_earlier": True})


def _place_of(part: MissingPart) -> Place:
    match part:
        case MissingPart.PRACTICE:
            return Place.PRACTICE
        case MissingPart.BEHAVIORS:
            return Place.BEHAVIORS
        case _:
            return Place.RHK
