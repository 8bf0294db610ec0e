"""What choosing leads to in stages 1 to 4; every choice is saved at once."""

from dataclasses import replace

from conversations import behavior_editor, rhk_editor
from conversations.effects import SavePlan
from conversations.events import Press, Text
from conversations.facts import Facts
from conversations.flow import Input
from conversations.planning.duty_screens import MOST_DUTIES
from conversations.planning.leftovers import dropped_line
from conversations.planning.parts import NEXT
from conversations.planning.state import (
    NAME,
    SUGGESTING,
    Place,
    PlanningState,
    content_of,
    go,
    level_of,
    role_of,
    rules_for,
)
from conversations.rules.fitting import fit
from conversations.rules.plan import AdditionalDuty, BehaviorChoice, PlanContent
from conversations.rules.terms import Role
from conversations.session import Move
from conversations.texts import clean_text, text_length
from conversations.words import Say, say

MOST_DUTY_CHARS = 100
COPIED = say("Copied from your last plan. Please check everything before you submit it.")
DUTY_LENGTH = say("Please type 1 to {most} characters.", most=MOST_DUTY_CHARS)
TOO_MANY_DUTIES = say("That is the most a plan can hold: {most} duties.", most=MOST_DUTIES)

_STAGES_GURU = (Place.PRACTICE, Place.RHK, Place.DUTIES, Place.BEHAVIORS, Place.SUMMARY)
_STAGES_KS = (Place.PRACTICE, Place.RHK, Place.BEHAVIORS, Place.SUMMARY)
_STAGE_OF = {
    Place.PRACTICE_ITEM: Place.PRACTICE,
    Place.RHK_CATEGORY: Place.RHK,
    Place.RHK_ITEM: Place.RHK,
    Place.DUTY_TEXT: Place.DUTIES,
    Place.BEHAVIOR: Place.BEHAVIORS,
    Place.BEHAVIOR_TEXT: Place.BEHAVIORS,
}


def step(state: PlanningState, event: Input, facts: Facts) -> Move:
    """Decide a press or a text at a place of stages 1 to 4."""
    if isinstance(event, Text):
        return _typed(state, event.text, facts)
    verb, _, rest = event.action.partition(":")
    match verb:
        case "look":
            return go(state.at(Place.PRACTICE_ITEM, item=rest))
        case "choose":
            content = replace(content_of(facts), practice=rest)
            return _saved(_following(state.at(Place.PRACTICE), facts), content, facts)
        case "copy":
            return _copy(state, facts)
        case "suggest":
            return Move(SUGGESTING, {"from_summary": state.from_summary})
        case "cat":
            return go(state.at(Place.RHK_CATEGORY, item=rest))
        case "rhk":
            return go(state.at(Place.RHK_ITEM, number=int(rest), item=state.item))
        case "qty":
            return _quantity(state, rest, facts)
        case "duty" | "drop" | "write":
            return _duty(state, verb, rest, facts)
        case "page":
            return go(state.at(state.place, page=int(rest)))
        case "aspect":
            return go(state.at(Place.BEHAVIOR, item=rest))
        case "focus":
            return _focus(state, rest, facts)
        case _:
            return _on(state, event, facts)


def back(state: PlanningState, facts: Facts) -> PlanningState | None:
    """The place before; None from the first stage."""
    match state.place:
        case Place.RHK_ITEM if state.item:
            return state.at(Place.RHK_CATEGORY, item=state.item)
        case Place.BEHAVIOR_TEXT:
            return state.at(Place.BEHAVIOR, item=state.item)
        case place if place in _STAGE_OF:
            return state.at(_STAGE_OF[place])
    if state.from_summary:
        return PlanningState(place=Place.SUMMARY)
    stages = stages_of(facts)
    at = stages.index(state.place)
    return state.at(stages[at - 1]) if at > 0 else None


def stage_of(place: Place) -> Place:
    """The stage that a screen belongs to."""
    return _STAGE_OF.get(place, place)


def stages_of(facts: Facts) -> tuple[Place, ...]:
    """The stages in order; stage 3 is for guru only (regulation.md 3.2)."""
    return _STAGES_KS if role_of(facts) is Role.KS else _STAGES_GURU


def _on(state: PlanningState, event: Press, facts: Facts) -> Move:
    """`next` and `done`: from a screen inside a stage to the stage, from a stage to the following."""
    if event.action == NEXT:
        return go(_following(state, facts))
    return go(state.at(stage_of(state.place)))


def _following(state: PlanningState, facts: Facts) -> PlanningState:
    if state.from_summary:
        return PlanningState(place=Place.SUMMARY)
    stages = stages_of(facts)
    return state.at(stages[stages.index(state.place) + 1])


def _copy(state: PlanningState, facts: Facts) -> Move:
    """Begin with what the last plan held, as far as it fits, at Rangkuman."""
    if facts.last_plan is None:
        return go(state)
    copied = fit(rules_for(facts), role_of(facts), level_of(facts), facts.last_plan.content)
    left_out = dropped_line(copied.dropped, facts.rules_of(facts.last_plan))
    word = say("{done} {left_out}", done=COPIED, left_out=left_out) if left_out else COPIED
    return Move(NAME, PlanningState(place=Place.SUMMARY).dump(), (save(copied.content, facts),), word)


def _quantity(state: PlanningState, rest: str, facts: Facts) -> Move:
    number, _, quantity = rest.partition(":")
    items = rhk_editor.set_quantity(content_of(facts).rhk, int(number), int(quantity))
    return _saved(state, replace(content_of(facts), rhk=items), facts)


def _duty(state: PlanningState, verb: str, rest: str, facts: Facts) -> Move:
    duties = content_of(facts).duties
    if verb == "write":
        if state.place is Place.BEHAVIOR:
            return go(state.at(Place.BEHAVIOR_TEXT, item=state.item))
        return go(state.at(Place.DUTY_TEXT, item=rest))
    if verb == "drop":
        kept = tuple(duty for n, duty in enumerate(duties) if n != int(rest))
    elif any(duty.duty_id == rest for duty in duties):
        kept = tuple(duty for duty in duties if duty.duty_id != rest)
    elif len(duties) >= MOST_DUTIES:
        return go(state, TOO_MANY_DUTIES)
    else:
        kept = (*duties, AdditionalDuty(rest))
    return _saved(state, replace(content_of(facts), duties=kept), facts)


def _focus(state: PlanningState, rest: str, facts: Facts) -> Move:
    aspect_id, _, number = rest.partition(":")
    option = rules_for(facts).behavior(aspect_id).choices[int(number)]
    return _choose(state, BehaviorChoice(aspect_id, option.id), facts)


def _choose(state: PlanningState, choice: BehaviorChoice, facts: Facts) -> Move:
    """Save a focus and go on to the next aspect that has none."""
    behaviors = behavior_editor.choose(content_of(facts).behaviors, choice)
    filled = {chosen.aspect_id for chosen in behaviors if chosen.is_filled}
    empty = [aspect.id for aspect in rules_for(facts).work_behaviors if aspect.id not in filled]
    onward = state.at(Place.BEHAVIOR, item=empty[0]) if empty else state.at(Place.BEHAVIORS)
    return _saved(onward, replace(content_of(facts), behaviors=behaviors), facts)


def _typed(state: PlanningState, text: str, facts: Facts) -> Move:
    match state.place:
        case Place.RHK_ITEM:
            quantity = rhk_editor.parse_quantity(text, rules_for(facts), state.number)
            if isinstance(quantity, Say):
                return go(state, quantity)
            return _quantity(state, f"{state.number}:{quantity}", facts)
        case Place.DUTY_TEXT:
            return _typed_duty(state, text, facts)
        case _:
            focus = behavior_editor.parse_focus_text(text)
            if isinstance(focus, Say):
                return go(state, focus)
            return _choose(state, BehaviorChoice(state.item, None, focus), facts)


def _typed_duty(state: PlanningState, text: str, facts: Facts) -> Move:
    duties = content_of(facts).duties
    cleaned = clean_text(text)
    if not 1 <= text_length(cleaned) <= MOST_DUTY_CHARS:
        return go(state, DUTY_LENGTH)
    if len(duties) >= MOST_DUTIES:
        return go(state.at(Place.DUTIES), TOO_MANY_DUTIES)
    duty = AdditionalDuty(state.item, cleaned)
    if duty in duties:
        return go(state.at(Place.DUTIES))
    return _saved(state.at(Place.DUTIES), replace(content_of(facts), duties=(*duties, duty)), facts)


def _saved(state: PlanningState, content: PlanContent, facts: Facts) -> Move:
    return Move(NAME, state.dump(), (save(content, facts),))


def save(content: PlanContent, facts: Facts) -> SavePlan:
    """The effect that writes the draft."""
    plan = facts.own_plan
    return SavePlan(
        period=plan.period if plan else facts.period,
        rule_set=plan.rule_set if plan else facts.current_rule_set,
        role=role_of(facts),
        level=level_of(facts),
        content=content,
        version=plan.version if plan else None,
        before=plan.content if plan else PlanContent(),
    )
