"""The screens of stages 1 to 4."""

from collections.abc import Callable, Mapping

from conversations import behavior_editor, rhk_editor
from conversations.facts import Facts
from conversations.navigation import LEAVE
from conversations.plan_text import advice_lines, points_line
from conversations.planning.duty_screens import duties, duty_text
from conversations.planning.parts import COPY_BUTTON, SUGGEST_BUTTON, leave, stage_line
from conversations.planning.receiver import receiver_name
from conversations.planning.state import Place, PlanningState, content_of, level_of, role_of, rules_for
from conversations.rules.models import SubIndicator
from conversations.rules.plan import PlanContent
from conversations.rules.terms import EntryStatus, PlanningStageId, RHKCategory, SchoolLevel
from conversations.screens import Button, Screen, column
from conversations.words import Words, rule_text, say

_DONE = Button(say("Done, back to the list"), "done")


def show_stage(state: PlanningState, facts: Facts) -> Screen:
    """Draw a place of stages 1 to 4."""
    return _SCREENS[state.place](state, facts)


def _practice(state: PlanningState, facts: Facts) -> Screen:
    chosen = content_of(facts).practice
    entries = sorted(
        rules_for(facts).sub_indicators_for(role_of(facts)),
        key=lambda entry: not _is_recommended(entry, facts),
    )
    lines: list[Words] = [
        stage_line(facts, PlanningStageId.PRACTICE),
        say("Choose one sub-indikator. Any may be chosen; your school's Rapor Pendidikan helps to decide."),
        *_school_advice(facts, any(_is_recommended(entry, facts) for entry in entries)),
        "",
    ]
    lines += [_practice_line(n, entry, facts) for n, entry in enumerate(entries, start=1)]
    buttons = [
        Button(_numbered(n, entry, is_chosen=entry.id == chosen), f"look:{entry.id}")
        for n, entry in enumerate(entries, start=1)
    ]
    copy = (COPY_BUTTON,) if facts.last_plan is not None and _is_empty(facts) else ()
    return Screen(tuple(lines), column((*buttons, *copy)) + leave(state, has_next=bool(chosen)))


def _is_empty(facts: Facts) -> bool:
    return content_of(facts) == PlanContent()


def _is_recommended(entry: SubIndicator, facts: Facts) -> bool:
    # Where a Rapor is not usual the choice is talked over instead (regulation.md 3.1).
    return level_of(facts) is not SchoolLevel.PAUD_TK and entry.id in facts.recommended


def _school_advice(facts: Facts, has_recommended: bool) -> tuple[Words, ...]:
    if level_of(facts) is SchoolLevel.PAUD_TK:
        return (
            say("In PAUD/TK, or without a Rapor, discuss the choice with {who}.", who=receiver_name(facts)),
        )
    if has_recommended:
        return (
            say("★ <b>Direkomendasikan</b>: marked by your principal from the school's Rapor Pendidikan."),
        )
    return ()


def _practice_line(number: int, entry: SubIndicator, facts: Facts) -> Words:
    name, meaning = entry.name, rule_text(entry.meaning)
    if _is_recommended(entry, facts):
        return say("{number}. ★ <b>{name}</b>: {meaning}", number=number, name=name, meaning=meaning)
    return say("{number}. <b>{name}</b>: {meaning}", number=number, name=name, meaning=meaning)


def _numbered(number: int, entry: SubIndicator, *, is_chosen: bool) -> Words:
    if is_chosen:
        return say("✓ {number}. {label}", number=number, label=rule_text(entry.label))
    return say("{number}. {label}", number=number, label=rule_text(entry.label))


def _practice_item(state: PlanningState, facts: Facts) -> Screen:
    entry = rules_for(facts).sub_indicator(state.item)
    recommended = (say("★ Direkomendasikan"),) if _is_recommended(entry, facts) else ()
    lines: list[Words] = [
        stage_line(facts, PlanningStageId.PRACTICE),
        "",
        say("<b>{name}</b>", name=entry.name),
        *recommended,
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
    return Screen(lines, column((*buttons, SUGGEST_BUTTON)) + leave(state, has_next=True))


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
    return Screen((head, "", *lines), (*rows, (_DONE,), LEAVE), expects_text=True, expects_number=True)


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
