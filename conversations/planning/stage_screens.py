"""The screens of stages 1 to 4."""

from collections.abc import Callable, Mapping

from conversations import behavior_editor, rhk_editor
from conversations.facts import Facts
from conversations.navigation import LEAVE
from conversations.plan_text import advice_lines, points_line
from conversations.planning.duty_screens import duties, duty_text
from conversations.planning.parts import leave, stage_line
from conversations.planning.state import Place, PlanningState, content_of, level_of, role_of, rules_for
from conversations.rules.models import SubIndicator
from conversations.rules.terms import EntryStatus, PlanningStageId, RHKCategory, SchoolLevel
from conversations.screens import Button, Screen, column
from conversations.words import Words, rule_text, say


def show_stage(state: PlanningState, facts: Facts) -> Screen:
    """Draw a place of stages 1 to 4."""
    return _SCREENS[state.place](state, facts)


def _practice(state: PlanningState, facts: Facts) -> Screen:
    chosen = content_of(facts).practice
    entries = rules_for(facts).sub_indicators_for(role_of(facts))
    lines: list[Words] = [
        stage_line(facts, PlanningStageId.PRACTICE),
        say("Choose one sub-indikator. Any may be chosen; your school's Rapor Pendidikan helps to decide."),
        *_school_advice(facts),
        "",
    ]
    lines += [
        say("{number}. <b>{name}</b>: {meaning}", number=n, name=entry.name, meaning=rule_text(entry.meaning))
        for n, entry in enumerate(entries, start=1)
    ]
    buttons = [
        Button(_numbered(n, entry, is_chosen=entry.id == chosen), f"look:{entry.id}")
        for n, entry in enumerate(entries, start=1)
    ]
    return Screen(tuple(lines), column(buttons) + leave(state, has_next=bool(chosen)))


def _school_advice(facts: Facts) -> tuple[Words, ...]:
    if level_of(facts) is SchoolLevel.PAUD_TK:
        return (say("In PAUD/TK, or without a Rapor, discuss the choice with your principal."),)
    return ()


def _numbered(number: int, entry: SubIndicator, *, is_chosen: bool) -> Words:
    if is_chosen:
        return say("✓ {number}. {label}", number=number, label=rule_text(entry.label))
    return say("{number}. {label}", number=number, label=rule_text(entry.label))


def _practice_item(state: PlanningState, facts: Facts) -> Screen:
    entry = rules_for(facts).sub_indicator(state.item)
    lines: list[Words] = [
        stage_line(facts, PlanningStageId.PRACTICE),
        "",
        say("<b>{name}</b>", name=entry.name),
        rule_text(entry.meaning),
        "",
        say("Target perilaku:"),
        *(_target(behavior.text, behavior.status) for behavior in entry.target_behaviors),
    ]
    for example in entry.examples:
        audience = {"bk": say("Example for guru BK"), "paud_tk": say("Example for PAUD/TK")}.get(
            example.audience.value, say("Example")
        )
        lines += ["", say("{audience}: {text}", audience=audience, text=rule_text(example.text))]
    choose = Button(say("Choose this"), f"choose:{entry.id}")
    return Screen(tuple(lines), ((choose,), LEAVE))


def _target(text: str, status: EntryStatus) -> Words:
    if status is EntryStatus.OFFICIAL:
        return say("• {item}", item=text)
    return say("• {item} <i>(theme, not the official wording)</i>", item=rule_text(text))


def _rhk(state: PlanningState, facts: Facts) -> Screen:
    content = content_of(facts)
    chosen_lines, buttons = rhk_editor.categories_lines_and_buttons(rules_for(facts), content.rhk)
    lines: tuple[Words, ...] = (
        stage_line(facts, PlanningStageId.COMPETENCY_DEVELOPMENT),
        say("<b>{points}</b>", points=points_line(rules_for(facts), content)),
        *advice_lines(rules_for(facts), content),
        "",
        *chosen_lines,
    )
    return Screen(lines, column(buttons) + leave(state, has_next=True))


def _rhk_category(state: PlanningState, facts: Facts) -> Screen:
    content = content_of(facts)
    category = RHKCategory(state.item)
    entries, buttons = rhk_editor.category_lines_and_buttons(rules_for(facts), content.rhk, category)
    lines: tuple[Words, ...] = (
        stage_line(facts, PlanningStageId.COMPETENCY_DEVELOPMENT),
        say("<b>{points}</b>", points=points_line(rules_for(facts), content)),
        "",
        *entries,
    )
    return Screen(lines, (*column(buttons), LEAVE))


def _rhk_item(state: PlanningState, facts: Facts) -> Screen:
    lines, rows = rhk_editor.item_lines_and_rows(rules_for(facts), content_of(facts).rhk, state.number)
    head = stage_line(facts, PlanningStageId.COMPETENCY_DEVELOPMENT)
    done = Button(say("Done, back to the list"), "done")
    return Screen((head, "", *lines), (*rows, (done,), LEAVE), expects_text=True)


def _behaviors(state: PlanningState, facts: Facts) -> Screen:
    listed, buttons = behavior_editor.aspects_lines_and_buttons(rules_for(facts), content_of(facts).behaviors)
    lines: tuple[Words, ...] = (
        stage_line(facts, PlanningStageId.WORK_BEHAVIOR),
        say("Choose one focus for each of the 7 aspects."),
        "",
        *listed,
    )
    return Screen(lines, column(buttons) + leave(state, has_next=True))


def _behavior(state: PlanningState, facts: Facts) -> Screen:
    rules = rules_for(facts)
    lines, rows = behavior_editor.aspect_lines_and_rows(rules, content_of(facts).behaviors, state.item)
    head = stage_line(facts, PlanningStageId.WORK_BEHAVIOR)
    return Screen((head, "", *lines), (*rows, LEAVE))


def _behavior_text(state: PlanningState, facts: Facts) -> Screen:
    lines: tuple[Words, ...] = (
        stage_line(facts, PlanningStageId.WORK_BEHAVIOR),
        say("Aspect: <b>{aspect}</b>", aspect=rules_for(facts).behavior(state.item).aspect),
        "",
        say("Type your own focus in one sentence, at most 200 characters."),
    )
    return Screen(lines, (LEAVE,), expects_text=True)


_SCREENS: Mapping[Place, Callable[[PlanningState, Facts], Screen]] = {
    Place.PRACTICE: _practice,
    Place.PRACTICE_ITEM: _practice_item,
    Place.RHK: _rhk,
    Place.RHK_CATEGORY: _rhk_category,
    Place.RHK_ITEM: _rhk_item,
    Place.DUTIES: duties,
    Place.DUTY_TEXT: duty_text,
    Place.BEHAVIORS: _behaviors,
    Place.BEHAVIOR: _behavior,
    Place.BEHAVIOR_TEXT: _behavior_text,
}

STAGE_PLACES = frozenset(_SCREENS)
