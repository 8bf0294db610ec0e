"""Ubah RHK and Ubah perilaku on a working copy."""

from collections.abc import Iterator

from conversations import behavior_editor, rhk_editor
from conversations.facts import Facts, Plan
from conversations.navigation import LEAVE
from conversations.plan_text import NOT_CHOSEN, advice_lines, behavior_focus, points_line
from conversations.review.plan_screens import changed_lines, request_lines
from conversations.review.state import ReviewState
from conversations.rules.plan import BehaviorChoice, PlanContent
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import RHKCategory
from conversations.screens import Button, Rows, Screen, column
from conversations.words import Say, Words, rule_text, say

NOT_YET = say("Nothing changes in the plan before you press Simpan perubahan.")


def rhk_changed(state: ReviewState, plan: Plan) -> bool:
    """Whether the working copy of the RHK differs from the plan."""
    return set(state.rhk) != set(plan.content.rhk)


def behaviors_changed(state: ReviewState, plan: Plan) -> bool:
    """Whether the working copy of the behaviors differs from the plan."""
    return set(state.behaviors) != set(plan.content.behaviors)


def show_rhk(state: ReviewState, plan: Plan, facts: Facts) -> Screen:
    """What is chosen, and the groups to change it in."""
    listed, buttons = rhk_editor.categories_lines_and_buttons(facts.rules_of(plan), state.rhk)
    lines = (
        *changed_lines(state, plan),
        say("<b>Ubah RHK</b>: {name}", name=plan.owner_name),
        *_total_lines(facts.rules_of(plan), state),
        *request_lines(plan),
        "",
        *listed,
        "",
        NOT_YET,
    )
    return Screen(lines, (*column(buttons), *_save_row(rhk_changed(state, plan)), LEAVE))


def show_rhk_category(state: ReviewState, plan: Plan, facts: Facts) -> Screen:
    """The RHK of one group."""
    rules = facts.rules_of(plan)
    listed, buttons = rhk_editor.category_lines_and_buttons(rules, state.rhk, RHKCategory(state.item))
    lines = (say("<b>Ubah RHK</b>: {name}", name=plan.owner_name), *_total_lines(rules, state), "", *listed)
    return Screen(lines, (*column(buttons), LEAVE))


def show_rhk_item(state: ReviewState, plan: Plan, facts: Facts) -> Screen:
    """One RHK and its quantity."""
    lines, rows = rhk_editor.item_lines_and_rows(facts.rules_of(plan), state.rhk, state.number)
    head = say("<b>Ubah RHK</b>: {name}", name=plan.owner_name)
    done = Button(say("Done, back to the list"), "done")
    return Screen((head, "", *lines), (*rows, (done,), LEAVE), expects_text=True, expects_number=True)


def show_rhk_check(state: ReviewState, plan: Plan, facts: Facts) -> Screen:
    """Before and after of every RHK that changes."""
    rules = facts.rules_of(plan)
    lines = (
        *changed_lines(state, plan),
        say("<b>Ubah RHK</b>: {name}", name=plan.owner_name),
        "",
        *_rhk_changes(rules, state, plan),
        "",
        say("Before: {points}", points=points_line(rules, plan.content)),
        say("After: {points}", points=points_line(rules, PlanContent(rhk=state.rhk))),
        *advice_lines(rules, PlanContent(rhk=state.rhk)),
        "",
        _who_is_told(plan),
    )
    return Screen(lines, _confirm_rows())


def show_behaviors(state: ReviewState, plan: Plan, facts: Facts) -> Screen:
    """The focus of every aspect."""
    listed, buttons = behavior_editor.aspects_lines_and_buttons(facts.rules_of(plan), state.behaviors)
    lines = (
        *changed_lines(state, plan),
        say("<b>Ubah perilaku</b>: {name}", name=plan.owner_name),
        *request_lines(plan),
        "",
        *listed,
        "",
        NOT_YET,
    )
    return Screen(lines, (*column(buttons), *_save_row(behaviors_changed(state, plan)), LEAVE))


def show_behavior(state: ReviewState, plan: Plan, facts: Facts) -> Screen:
    """The choices of one aspect."""
    lines, rows = behavior_editor.aspect_lines_and_rows(facts.rules_of(plan), state.behaviors, state.item)
    return Screen((say("<b>Ubah perilaku</b>: {name}", name=plan.owner_name), "", *lines), (*rows, LEAVE))


def show_behavior_text(state: ReviewState, plan: Plan, facts: Facts) -> Screen:
    """Ask for a focus in the reviewer's own words."""
    aspect = facts.rules_of(plan).behavior(state.item).aspect
    lines = (
        say("<b>Ubah perilaku</b>: {name}", name=plan.owner_name),
        say("Aspect: <b>{aspect}</b>", aspect=aspect),
        "",
        say(
            "Please write the focus in one sentence, in 1 to {limit} characters.",
            limit=behavior_editor.FOCUS_CHARS,
        ),
    )
    return Screen(lines, (LEAVE,), expects_text=True)


def show_behaviors_check(state: ReviewState, plan: Plan, facts: Facts) -> Screen:
    """Before and after of every aspect that changes."""
    lines = (
        *changed_lines(state, plan),
        say("<b>Ubah perilaku</b>: {name}", name=plan.owner_name),
        *_behavior_changes(facts.rules_of(plan), state, plan),
        "",
        _who_is_told(plan),
    )
    return Screen(lines, _confirm_rows())


def _total_lines(rules: RuleSet, state: ReviewState) -> tuple[Words, ...]:
    content = PlanContent(rhk=state.rhk)
    return (say("<b>{points}</b>", points=points_line(rules, content)), *advice_lines(rules, content))


def _save_row(is_changed: bool) -> Rows:
    if not is_changed:
        return ()
    return ((Button(say("Simpan perubahan"), "save"), Button(say("Buang perubahan"), "discard")),)


def _confirm_rows() -> Rows:
    return ((Button(say("Ya, simpan"), "confirm"),), LEAVE)


def _who_is_told(plan: Plan) -> Say:
    if not plan.is_owner_reachable:
        return say("The plan still waits for your Setujui.")
    return say("{name} is told of this change. The plan still waits for your Setujui.", name=plan.owner_name)


def _rhk_changes(rules: RuleSet, state: ReviewState, plan: Plan) -> Iterator[Say]:
    for rhk in rules.rhks:
        before = rhk_editor.quantity_of(plan.content.rhk, rhk.number)
        after = rhk_editor.quantity_of(state.rhk, rhk.number)
        if before != after:
            yield say(
                "RHK {number} {label}: {before}× → {after}×",
                number=rhk.number,
                label=rule_text(rhk.label),
                before=before,
                after=after,
            )


def _behavior_changes(rules: RuleSet, state: ReviewState, plan: Plan) -> Iterator[Words]:
    for aspect in rules.work_behaviors:
        before = behavior_editor.choice_of(plan.content.behaviors, aspect.id)
        after = behavior_editor.choice_of(state.behaviors, aspect.id)
        if before != after:
            yield ""
            yield say("<b>{aspect}</b>", aspect=aspect.aspect)
            yield say("Before: {focus}", focus=_focus(rules, before))
            yield say("After: {focus}", focus=_focus(rules, after))


def _focus(rules: RuleSet, choice: BehaviorChoice | None) -> Words:
    return NOT_CHOSEN if choice is None else behavior_focus(rules, choice)
