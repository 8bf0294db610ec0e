"""What the buttons of Ubah RHK and Ubah perilaku do to the working copy, and saving it."""

from dataclasses import replace

from conversations import behavior_editor, rhk_editor
from conversations.effects import NoticeKind, NotifyOwner, ReviseContent
from conversations.events import Press, Text
from conversations.facts import EventKind, Facts, Plan
from conversations.flow import Input
from conversations.review.edit_screens import behaviors_changed, rhk_changed
from conversations.review.happenings import check_again, decided
from conversations.review.state import NAME, Place, ReviewState, go
from conversations.rules.plan import PlanContent, meets_minimum, missing_parts, problems, total_points
from conversations.rules.regulation import RuleSet
from conversations.session import Move
from conversations.words import Say, say

DISCARDED = say("Your changes were dropped. The plan is as it was.")
UNCHANGED = say("There is nothing to save: the plan already is like this.")


def press_rhk(state: ReviewState, action: str, plan: Plan, facts: Facts) -> Move:
    """Open a group, save or drop the changes."""
    verb, _, rest = action.partition(":")
    match verb:
        case "cat":
            return go(state.at(Place.RHK_CATEGORY, item=rest))
        case "save":
            return _prepare(state, plan, facts, Place.RHK_CHECK)
        case "discard":
            return go(state.at_plan(state.version), DISCARDED)
        case _:
            return go(state)


def press_rhk_category(state: ReviewState, action: str, plan: Plan, facts: Facts) -> Move:
    """Open one RHK."""
    verb, _, rest = action.partition(":")
    return go(state.at(Place.RHK_ITEM, number=int(rest)) if verb == "rhk" else state)


def change_quantity(state: ReviewState, event: Input, plan: Plan, facts: Facts) -> Move:
    """Set the pressed or typed quantity in the working copy."""
    match event:
        case Text(text=text):
            quantity = rhk_editor.parse_quantity(text, facts.rules_of(plan), state.number)
        case Press(action="done"):
            return go(state.at(Place.RHK))
        case Press(action=action):
            quantity = int(action.rpartition(":")[2])
    if isinstance(quantity, Say):
        return go(state, quantity)
    items = rhk_editor.set_quantity(state.rhk, state.number, quantity)
    return go(state.at(Place.RHK_ITEM, rhk=items))


def press_behaviors(state: ReviewState, action: str, plan: Plan, facts: Facts) -> Move:
    """Open an aspect, save or drop the changes."""
    verb, _, rest = action.partition(":")
    match verb:
        case "aspect":
            return go(state.at(Place.BEHAVIOR, item=rest))
        case "save":
            return _prepare(state, plan, facts, Place.BEHAVIORS_CHECK)
        case "discard":
            return go(state.at_plan(state.version), DISCARDED)
        case _:
            return go(state)


def press_behavior(state: ReviewState, action: str, plan: Plan, facts: Facts) -> Move:
    """Choose a listed focus, or go to write one."""
    verb, _, rest = action.partition(":")
    if verb == "write":
        return go(state.at(Place.BEHAVIOR_TEXT))
    if verb != "focus":
        return go(state)
    aspect_id, _, index = rest.partition(":")
    choice = behavior_editor.listed_choice(facts.rules_of(plan), aspect_id, int(index))
    return go(state.at(Place.BEHAVIORS, behaviors=behavior_editor.choose(state.behaviors, choice)))


def take_focus(state: ReviewState, event: Input, plan: Plan, facts: Facts) -> Move:
    """Put a typed focus into the working copy."""
    if not isinstance(event, Text):
        return go(state)
    focus = behavior_editor.parse_focus_text(event.text)
    if isinstance(focus, Say):
        return go(state, focus)
    choice = behavior_editor.written_choice(state.item, focus)
    return go(state.at(Place.BEHAVIORS, behaviors=behavior_editor.choose(state.behaviors, choice)))


def press_rhk_check(state: ReviewState, action: str, plan: Plan, facts: Facts) -> Move:
    """Save the RHK as read back."""
    if action != "confirm":
        return go(state)
    content = replace(plan.content, rhk=state.rhk)
    return _save(state, plan, facts, content, EventKind.RHK_CHANGED)


def press_behaviors_check(state: ReviewState, action: str, plan: Plan, facts: Facts) -> Move:
    """Save the behaviors as read back."""
    if action != "confirm":
        return go(state)
    content = replace(plan.content, behaviors=state.behaviors)
    return _save(state, plan, facts, content, EventKind.BEHAVIORS_CHANGED)


def has_unsaved(state: ReviewState, plan: Plan) -> bool:
    """Whether leaving the place by Back would drop changes."""
    if state.place is Place.RHK:
        return rhk_changed(state, plan)
    return state.place is Place.BEHAVIORS and behaviors_changed(state, plan)


def _prepare(state: ReviewState, plan: Plan, facts: Facts, check: Place) -> Move:
    """Read the changes back, bound to the version they are compared with."""
    if not has_unsaved(state, plan):
        return go(state, UNCHANGED)
    if state.place is Place.RHK:
        content = replace(plan.content, rhk=state.rhk)
    else:
        content = replace(plan.content, behaviors=state.behaviors)
    refusal = _refusal(facts.rules_of(plan), plan, content)
    return go(state, refusal) if refusal else go(state.at(check, version=plan.version))


def _save(state: ReviewState, plan: Plan, facts: Facts, content: PlanContent, kind: EventKind) -> Move:
    if plan.version != state.version:
        return go(state.at(state.place, version=plan.version), check_again(plan))
    refusal = _refusal(facts.rules_of(plan), plan, content)
    if refusal:
        return go(state, refusal)
    after = plan.version + 1
    effects = (
        ReviseContent(plan.id, plan.version, content, kind),
        NotifyOwner(NoticeKind.PLAN_CHANGED, plan.id, after),
    )
    word = say("Saved; {name} is told. The plan still waits for your Setujui.", name=plan.owner_name)
    return Move(NAME, state.at_plan(after).dump(), effects, decided(plan, word))


def _refusal(rules: RuleSet, plan: Plan, content: PlanContent) -> Say | None:
    """Why the plan may not become like this, if so."""
    if not meets_minimum(rules, content.rhk):
        return say(
            "This cannot be saved: the plan would have {points} points, and it needs at least {minimum}. "
            "Please add RHK or quantities first.",
            points=total_points(rules, content.rhk),
            minimum=rules.points.min_points,
        )
    if missing_parts(rules, plan.role, content) or problems(rules, plan.role, None, content):
        return say("This cannot be saved: a part of the plan would be empty or not allowed by the rules.")
    return None
