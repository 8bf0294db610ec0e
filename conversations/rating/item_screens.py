"""The screens on which the items of a rating are judged: the parts, one item, the note."""

from conversations.facts import Facts
from conversations.navigation import LEAVE
from conversations.person_text import marked
from conversations.rating.forms import brief_lines, has_forms
from conversations.rating.sheet import (
    ASPECT,
    OVERALL,
    WORK_RESULT,
    aspect_items,
    behavior_items,
    open_items,
)
from conversations.rating.state import Desk, RatingState
from conversations.rating.texts import focus_line, item_line, item_name, looks_lines, rating_label
from conversations.screens import Button, Screen, column
from conversations.words import Say, Words, rule_text, say

MOST_NOTE_CHARS = 1000
YOU_DECIDE = say("Nothing is averaged or preset: you decide, whatever the single ratings are.")
READ_IN_PMM = say("Enter it as you read it in PMM.")


def show_part(state: RatingState, desk: Desk, facts: Facts) -> Screen:
    """The items of a part, to rate any of them once more."""
    items = aspect_items(desk.rules) if state.item == ASPECT else behavior_items(desk.rules)
    name = say("Praktik Kinerja") if state.item == ASPECT else say("Perilaku Kerja")
    head = say("<b>{part}</b>: {name}", part=name, name=desk.plan.owner_name)
    lines: tuple[Words, ...] = (head, "", *(item_line(desk.rules, desk.sheet, item) for item in items))
    buttons = (
        Button(marked(item_name(desk.rules, item), desk.sheet.rating(item) is not None), f"item:{item}")
        for item in items
    )
    return Screen(lines, (*column(buttons), LEAVE))


def show_item(state: RatingState, desk: Desk, facts: Facts) -> Screen:
    """One item with what helps to judge it, and the three levels; none of them is proposed."""
    item, chosen = state.item, desk.sheet.rating(state.item)
    lines: list[Words] = [_item_head(desk, item), ""]
    lines += _help_lines(desk, item)
    if chosen is not None:
        lines += ["", say("Rated now: <b>{rating}</b>", rating=rating_label(desk.rules, chosen))]
    levels = (
        Button(marked(entry.label, entry.id is chosen), f"rate:{entry.id}") for entry in desk.rules.ratings
    )
    forms = ((Button(say("Read the stages"), "forms"),),) if has_forms(desk) and not desk.is_own else ()
    later = ((Button(say("Skip for now"), "skip"),),) if len(open_items(desk.rules, desk.sheet)) > 1 else ()
    return Screen(tuple(lines), (*column(levels), *later, *forms, LEAVE))


def show_note(state: RatingState, desk: Desk, facts: Facts) -> Screen:
    """Ask for the note."""
    asked = (
        say("The note that you received, if you like to keep it.")
        if desk.is_own
        else say(
            "A note or recommendation for the next half-year. <b>{name}</b> reads it.",
            name=desk.plan.owner_name,
        )
    )
    lines: list[Words] = [
        asked,
        say("Type it in one message, at most {most} characters.", most=MOST_NOTE_CHARS),
    ]
    buttons = [Button(say("Go on without a note"), "no_note")]
    if desk.sheet.note:
        lines += ["", say("Now: <i>{note}</i>", note=desk.sheet.note)]
        buttons = [Button(say("Keep this note"), "keep_note"), Button(say("Remove the note"), "no_note")]
    return Screen(tuple(lines), (*column(buttons), LEAVE), expects_text=True)


def _item_head(desk: Desk, item: str) -> Say:
    if item.startswith(OVERALL):
        return say(
            "<b>Overall: {item}</b>, {name}", item=item_name(desk.rules, item), name=desk.plan.owner_name
        )
    items = aspect_items(desk.rules) if item.startswith(ASPECT) else behavior_items(desk.rules)
    return say(
        "<b>{item}</b> ({number} of {all}), {name}",
        item=item_name(desk.rules, item),
        number=items.index(item) + 1,
        all=len(items),
        name=desk.plan.owner_name,
    )


def _help_lines(desk: Desk, item: str) -> tuple[Words, ...]:
    if desk.is_own:
        return (READ_IN_PMM,)
    kind, _, item_id = item.partition(":")
    match kind:
        case "aspect":
            aspect = next(entry for entry in desk.rules.practice_aspects if entry.id == item_id)
            return (*looks_lines(aspect.judged, aspect.looks_at), "", *brief_lines(desk))
        case "behavior":
            behavior = desk.rules.behavior(item_id)
            return (
                rule_text(behavior.definition),
                focus_line(desk.rules, desk.plan, item_id),
                say("Where to look: {place}", place=rule_text(behavior.looks_at)),
            )
        case _:
            return (*_single_ratings(desk, item), "", YOU_DECIDE)


def _single_ratings(desk: Desk, item: str) -> tuple[Words, ...]:
    items = aspect_items(desk.rules) if item == WORK_RESULT else behavior_items(desk.rules)
    lines = tuple(item_line(desk.rules, desk.sheet, single) for single in items)
    if item != WORK_RESULT:
        return lines
    considered = say("Pengembangan Kompetensi is considered, but not rated by points.")
    return (*lines, considered)
