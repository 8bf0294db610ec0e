"""The screens of stage 3, Tugas Tambahan."""

from conversations.facts import Facts
from conversations.navigation import LEAVE, page_buttons
from conversations.plan_text import duty_name
from conversations.planning.parts import leave, stage_line
from conversations.planning.state import PlanningState, content_of, level_of, rules_for
from conversations.rules.entry import LABEL_CHARS
from conversations.rules.models import AdditionalDutyEntry
from conversations.rules.terms import EntryStatus, PlanningStageId
from conversations.screens import Button, Screen
from conversations.words import Words, rule_text, say

DUTIES_PER_PAGE = 6
MOST_DUTIES = 10


def duties(state: PlanningState, facts: Facts) -> Screen:
    """Draw the list of duties of the school level, chosen ones marked."""
    buttons = _buttons(facts)
    pages = -(-len(buttons) // DUTIES_PER_PAGE)
    page = min(state.page, pages - 1)
    shown = buttons[page * DUTIES_PER_PAGE : (page + 1) * DUTIES_PER_PAGE]
    turn = page_buttons(page, pages)
    rows = (*((button,) for button in shown), *((turn,) if turn else ()))
    return Screen(_lines(facts), rows + leave(state, has_next=True))


def duty_text(state: PlanningState, facts: Facts) -> Screen:
    """Ask for a duty that no list has."""
    lines: tuple[Words, ...] = (
        stage_line(facts, PlanningStageId.ADDITIONAL_DUTY),
        "",
        say("Type the duty as it is named in your SK or Surat Tugas, at most 100 characters."),
    )
    return Screen(lines, (LEAVE,), expects_text=True)


def _lines(facts: Facts) -> tuple[Words, ...]:
    chosen = content_of(facts).duties
    lines: list[Words] = [
        stage_line(facts, PlanningStageId.ADDITIONAL_DUTY),
        say("Optional, and without points. Choose only what you have an SK or Surat Tugas for."),
    ]
    if chosen:
        lines += ["", say("Chosen:")]
        lines += [say("• {item}", item=duty_name(rules_for(facts), duty)) for duty in chosen]
    if any(not _is_certain(entry, facts) for entry in _offered(facts)):
        lines += [
            "",
            say("<i>~ a suggestion: we have not seen it in PMM's own list for your school level.</i>"),
        ]
    return tuple(lines)


def _buttons(facts: Facts) -> list[Button]:
    """Chosen duties of one's own words first, then the list, then the way to write one."""
    chosen = content_of(facts).duties
    own = [
        Button(say("✓ {label}", label=_shortened(duty.text)), f"drop:{n}")
        for n, duty in enumerate(chosen)
        if duty.text
    ]
    ids = {duty.duty_id for duty in chosen}
    listed = [
        Button(_label(entry, facts, is_chosen=entry.id in ids), f"duty:{entry.id}")
        for entry in _offered(facts)
        if not entry.free_text
    ]
    written = [
        Button(say("✎ {label}", label=rule_text(entry.label)), f"write:{entry.id}")
        for entry in _offered(facts)
        if entry.free_text
    ]
    return own + listed + written


def _shortened(text: str) -> str:
    """Own words as a label that fits a phone; the list above the buttons has them in full."""
    return text if len(text) <= LABEL_CHARS else f"{text[: LABEL_CHARS - 1].rstrip()}…"


def _label(entry: AdditionalDutyEntry, facts: Facts, *, is_chosen: bool) -> Words:
    label = rule_text(entry.label)
    if is_chosen:
        return say("✓ {label}", label=label)
    return label if _is_certain(entry, facts) else say("~ {label}", label=label)


def _is_certain(entry: AdditionalDutyEntry, facts: Facts) -> bool:
    return entry.free_text or entry.status_at(level_of(facts)) is EntryStatus.OFFICIAL


def _offered(facts: Facts) -> tuple[AdditionalDutyEntry, ...]:
    return rules_for(facts).duties_for(level_of(facts))
