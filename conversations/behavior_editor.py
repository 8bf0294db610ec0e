"""Choosing one focus for each aspect of perilaku kerja, for the owner of a plan and for the supervisor."""

from conversations.plan_text import NOT_CHOSEN, behavior_focus
from conversations.rules.models import BehaviorOption, WorkBehavior
from conversations.rules.plan import BehaviorChoice
from conversations.rules.regulation import RuleSet
from conversations.screens import Button, Rows, column
from conversations.texts import clean_text, text_length
from conversations.words import Say, Words, rule_text, say

FOCUS_CHARS = 200

Lines = tuple[Words, ...]
Buttons = tuple[Button, ...]
Behaviors = tuple[BehaviorChoice, ...]


def choice_of(behaviors: Behaviors, aspect_id: str) -> BehaviorChoice | None:
    """What is chosen or written for an aspect, if anything."""
    return next((choice for choice in behaviors if choice.aspect_id == aspect_id and choice.is_filled), None)


def choose(behaviors: Behaviors, choice: BehaviorChoice) -> Behaviors:
    """The behaviors with this choice for its aspect, in order of the aspects."""
    others = [other for other in behaviors if other.aspect_id != choice.aspect_id]
    return tuple(sorted([*others, choice], key=lambda one: one.aspect_id))


def listed_choice(rules: RuleSet, aspect_id: str, index: int) -> BehaviorChoice:
    """The choice behind `focus:<aspect>:<index>`; the index counts from 0."""
    return BehaviorChoice(aspect_id, rules.behavior(aspect_id).choices[index].id)


def written_choice(aspect_id: str, text: str) -> BehaviorChoice:
    """A focus in the person's own words."""
    return BehaviorChoice(aspect_id, None, text)


def parse_focus_text(text: str) -> str | Say:
    """The typed focus on one line, or a sentence that names what is accepted."""
    focus = clean_text(text)
    if 1 <= text_length(focus) <= FOCUS_CHARS:
        return focus
    return say(
        "Please write the focus in 1 to {limit} characters; this was {count}.",
        limit=FOCUS_CHARS,
        count=text_length(focus),
    )


def aspects_lines_and_buttons(rules: RuleSet, behaviors: Behaviors) -> tuple[Lines, Buttons]:
    """All aspects with what is chosen, and a button `aspect:<id>` for each, with ✓ where it is filled."""
    lines: list[Words] = []
    for aspect in rules.work_behaviors:
        lines += [_aspect_line(rules, aspect, choice_of(behaviors, aspect.id))]
    buttons = tuple(
        Button(_aspect_label(aspect, choice_of(behaviors, aspect.id)), f"aspect:{aspect.id}")
        for aspect in rules.work_behaviors
    )
    return tuple(lines), buttons


def aspect_lines_and_rows(rules: RuleSet, behaviors: Behaviors, aspect_id: str) -> tuple[Lines, Rows]:
    """One aspect with its numbered choices `focus:<aspect>:<index>` and `write:<aspect>` for own words."""
    aspect = rules.behavior(aspect_id)
    chosen = choice_of(behaviors, aspect_id)
    lines: list[Words] = [
        say("<b>{aspect}</b>", aspect=aspect.aspect),
        rule_text(aspect.definition),
        say("What is looked at: {looks_at}", looks_at=rule_text(aspect.looks_at)),
    ]
    for number, option in enumerate(aspect.choices, start=1):
        lines += ["", *_option_lines(number, option)]
    if not all(option.is_official for option in aspect.choices):
        lines += ["", say("<i>~ a suggestion: we have not seen it in PMM's own list.</i>")]
    lines += ["", say("Now: {focus}", focus=behavior_focus(rules, chosen) if chosen else NOT_CHOSEN)]
    return tuple(lines), column((*_option_buttons(aspect, chosen), _write_button(aspect, chosen)))


def _aspect_line(rules: RuleSet, aspect: WorkBehavior, chosen: BehaviorChoice | None) -> Say:
    focus = behavior_focus(rules, chosen) if chosen else NOT_CHOSEN
    return say("<b>{aspect}</b>: {focus}", aspect=aspect.aspect, focus=focus)


def _aspect_label(aspect: WorkBehavior, chosen: BehaviorChoice | None) -> Words:
    return say("✓ {label}", label=aspect.aspect) if chosen else aspect.aspect


def _option_lines(number: int, option: BehaviorOption) -> Lines:
    focus = rule_text(option.behavior_focus)
    numbered = (
        say("{number}. {focus}", number=number, focus=focus)
        if option.is_official
        else say("{number}. ~ {focus}", number=number, focus=focus)
    )
    return (numbered, say("Indikator: {indicator}", indicator=rule_text(option.behavior_indicator)))


def _option_buttons(aspect: WorkBehavior, chosen: BehaviorChoice | None) -> Buttons:
    return tuple(
        Button(
            _option_label(number, option, chosen is not None and chosen.choice_id == option.id),
            f"focus:{aspect.id}:{number - 1}",
        )
        for number, option in enumerate(aspect.choices, start=1)
    )


def _option_label(number: int, option: BehaviorOption, is_chosen: bool) -> Say:
    label = rule_text(option.label)
    if is_chosen:
        return say("✓ {number}. {label}", number=number, label=label)
    return say("{number}. {label}", number=number, label=label)


def _write_button(aspect: WorkBehavior, chosen: BehaviorChoice | None) -> Button:
    is_written = chosen is not None and chosen.choice_id is None
    label = say("✓ Tulis sendiri") if is_written else say("Tulis sendiri")
    return Button(label, f"write:{aspect.id}")
