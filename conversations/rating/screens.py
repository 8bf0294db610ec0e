"""The screens on which one plan is rated: the person, the parts, one item, the note, the confirmation."""

from conversations.facts import Facts
from conversations.navigation import LEAVE
from conversations.person_text import marked
from conversations.plan_text import period_name, practice_name
from conversations.rating.forms import brief_lines, has_forms
from conversations.rating.listing import facts_lines, next_person
from conversations.rating.sheet import (
    ASPECT,
    BEHAVIOR,
    OVERALL,
    WORK_BEHAVIOR,
    WORK_RESULT,
    aspect_items,
    behavior_items,
    items_of,
    open_items,
)
from conversations.rating.state import Desk, RatingState
from conversations.rating.texts import (
    OWN_ENTRY,
    change_lines,
    focus_line,
    item_line,
    item_name,
    looks_lines,
    matrix_lines,
    missing_lines,
    missing_of,
    overall_lines,
    rating_label,
    sheet_lines,
)
from conversations.screens import Button, Rows, Screen, column
from conversations.texts import shortened
from conversations.words import Say, Words, rule_text, say

MOST_NOTE_CHARS = 1000
_NAME_CHARS = 20
YOU_DECIDE = say("Nothing is averaged or preset: you decide, whatever the single ratings are.")
READ_IN_PMM = say("Enter it as you read it in PMM.")


def show_person(state: RatingState, desk: Desk, facts: Facts) -> Screen:
    """One plan: the facts at hand, what is rated so far, and every way on."""
    sheet, rules = desk.sheet, desk.rules
    lines: list[Words] = [*_head(desk), *_at_hand(desk, facts), ""]
    lines += [_count_line(desk, ASPECT), _count_line(desk, BEHAVIOR)]
    lines += [say("Note: {note}", note=shortened(sheet.note, 120)) if sheet.note else say("Note: none")]
    lines += [*overall_lines(rules, sheet), *(() if desk.is_own else matrix_lines(rules, sheet))]
    lines += _warning(desk)
    lines += ["", *_standing(desk)]
    return Screen(tuple(lines), (*_person_rows(desk, facts), LEAVE))


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


def show_confirm(state: RatingState, desk: Desk, facts: Facts) -> Screen:
    """Everything once more, before the owner sees it or it is kept."""
    lines: list[Words] = [_question(desk), ""]
    changes = change_lines(desk.rules, desk.base, desk.sheet)
    if desk.is_prepared and not desk.is_own and desk.base.work_result is not None:
        lines += [say("What changes:"), *changes, ""]
    lines += [*sheet_lines(desk.rules, desk.sheet), ""]
    lines += matrix_lines(desk.rules, desk.sheet)
    lines += _warning(desk)
    lines += ["", _consequence(desk)]
    return Screen(tuple(lines), ((Button(_yes(desk), "yes"),), LEAVE))


def _head(desk: Desk) -> tuple[Words, ...]:
    period = period_name(desk.plan.period)
    if desk.is_own:
        return (
            say("<b>My rating from PMM</b>, {period}", period=period),
            say("Nobody rates you here, so you can keep what PMM says; it is marked as your own entry."),
        )
    return (say("<b>Penilaian: {name}</b>, {period}", name=desk.plan.owner_name, period=period),)


def _at_hand(desk: Desk, facts: Facts) -> tuple[Words, ...]:
    if desk.is_own:
        return ()
    people = () if facts.progress is None else facts.progress.people
    entry = next((entry for entry in people if entry.plan_id == desk.plan.id), None)
    practice = say("Praktik Kinerja: {practice}", practice=practice_name(desk.rules, desk.plan.content))
    return (practice, *(() if entry is None else facts_lines(entry)))


def _count_line(desk: Desk, part: str) -> Say:
    done, count = _counts(desk, part)
    if part == ASPECT:
        return say("Praktik Kinerja: <b>{done}</b> of {all} rated", done=done, all=count)
    return say("Perilaku Kerja: <b>{done}</b> of {all} rated", done=done, all=count)


def _counts(desk: Desk, part: str) -> tuple[int, int]:
    items = aspect_items(desk.rules) if part == ASPECT else behavior_items(desk.rules)
    return sum(desk.sheet.rating(item) is not None for item in items), len(items)


def _warning(desk: Desk) -> tuple[Words, ...]:
    """What keeps the predikat from being shown to the owner."""
    missing = missing_of(desk.plan, desk.execution, desk.rules)
    if not missing:
        return ()
    head = (
        say("⚠️ The predikat is shown only once these dokumen akuntabilitas are there:")
        if desk.is_own
        else say("⚠️ {name} sees the predikat only once these are there:", name=desk.plan.owner_name)
    )
    return ("", head, *missing_lines(desk.plan, missing, is_to_owner=desk.is_own))


def _standing(desk: Desk) -> tuple[Words, ...]:
    if desk.is_own:
        return (_own_standing(desk),)
    if desk.is_changed:
        done = () if desk.is_complete else (say("Still to be rated: {count}", count=_left(desk)),)
        return (say("<b>Not kept yet.</b> The owner sees the change once you confirm it."), *done)
    if desk.is_prepared and desk.base.work_result is None:
        return (
            OWN_ENTRY,
            say("You can rate in its place: the entry is then replaced, and stays in the history."),
        )
    if desk.is_prepared:
        return (say("Released. You can still correct it: what was there before stays in the history."),)
    if desk.is_complete:
        return (say("Everything is rated. Nobody sees it before you release it."),)
    return (
        say("Still to be rated: {count}", count=_left(desk)),
        say("Every choice is saved at once. Nobody sees it before you release it."),
    )


def _own_standing(desk: Desk) -> Say:
    if desk.is_changed and desk.is_complete:
        return say("<b>Not kept yet.</b> Press Keep this rating.")
    if desk.base.work_result is not None:
        return OWN_ENTRY
    return say("Choose the two overall ratings; the rest may stay empty.")


def _left(desk: Desk) -> int:
    return len(open_items(desk.rules, desk.sheet))


def _person_rows(desk: Desk, facts: Facts) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if desk.is_complete and (not desk.is_prepared or desk.is_changed):
        rows.append((Button(_confirm_label(desk), "confirm"),))
    elif not desk.is_complete and not desk.is_own:
        begun = _left(desk) < len(items_of(desk.rules))
        rows.append((Button(say("Continue rating") if begun else say("Start rating"), "continue"),))
    aspects, behaviors = _counts(desk, ASPECT), _counts(desk, BEHAVIOR)
    rows += [
        (
            Button(say("Praktik {done}/{all}", done=aspects[0], all=aspects[1]), f"part:{ASPECT}"),
            Button(say("Perilaku {done}/{all}", done=behaviors[0], all=behaviors[1]), f"part:{BEHAVIOR}"),
        ),
        (
            Button(say("Overall: hasil"), f"item:{WORK_RESULT}"),
            Button(say("Overall: perilaku"), f"item:{WORK_BEHAVIOR}"),
        ),
        (Button(say("Note"), "note"), *_forms_button(desk)),
    ]
    if desk.is_changed:
        rows.append((Button(say("Discard the changes"), "discard"),))
    following = None if desk.is_own else next_person(facts, desk.plan.id)
    if following is not None:
        label = say("Next: {name}", name=shortened(following.name, _NAME_CHARS))
        rows.append((Button(label, f"next:{following.plan_id}"),))
    return tuple(rows)


def _forms_button(desk: Desk) -> tuple[Button, ...]:
    if desk.is_own:
        return ()
    evidence = Button(say("Evidence"), "evidence")
    return (Button(say("Read the stages"), "forms"), evidence) if has_forms(desk) else (evidence,)


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


def _question(desk: Desk) -> Say:
    if desk.is_own:
        return say("<b>Keep this rating from PMM?</b>")
    if desk.is_prepared:
        return say("<b>Correct the rating of {name}?</b>", name=desk.plan.owner_name)
    return say("<b>Release the rating of {name}?</b>", name=desk.plan.owner_name)


def _consequence(desk: Desk) -> Say:
    if desk.is_own:
        return say("It is marked everywhere as your own entry from PMM.")
    if desk.is_prepared:
        return say("{name} is told. What was there before stays in the history.", name=desk.plan.owner_name)
    return say(
        "{name} is told and sees all of this. A later correction stays visible.", name=desk.plan.owner_name
    )


def _confirm_label(desk: Desk) -> Say:
    if desk.is_own:
        return say("Keep this rating")
    return say("Correct the rating") if desk.is_prepared else say("Release the rating")


def _yes(desk: Desk) -> Say:
    if desk.is_own:
        return say("Yes, keep it")
    return say("Yes, correct it") if desk.is_prepared else say("Yes, release it")
