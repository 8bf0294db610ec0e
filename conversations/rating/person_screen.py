"""The screen of one plan that is rated: the facts at hand, what is rated so far, and every way on."""

from conversations.facts import Facts
from conversations.navigation import LEAVE
from conversations.plan_text import period_name, practice_name
from conversations.rating.forms import has_forms
from conversations.rating.listing import facts_lines, next_person
from conversations.rating.sheet import (
    ASPECT,
    BEHAVIOR,
    WORK_BEHAVIOR,
    WORK_RESULT,
    aspect_items,
    behavior_items,
    items_of,
    open_items,
)
from conversations.rating.state import Desk, RatingState
from conversations.rating.texts import OWN_ENTRY, matrix_lines, missing_lines, missing_of, overall_lines
from conversations.screens import Button, Rows, Screen
from conversations.texts import shortened
from conversations.words import Say, Words, say

_NAME_CHARS = 20


def show_person(state: RatingState, desk: Desk, facts: Facts) -> Screen:
    """One plan: the facts at hand, what is rated so far, and every way on."""
    sheet, rules = desk.sheet, desk.rules
    lines: list[Words] = [*_head(desk), *_at_hand(desk, facts), ""]
    lines += [_count_line(desk, ASPECT), _count_line(desk, BEHAVIOR)]
    lines += [say("Note: {note}", note=shortened(sheet.note, 120)) if sheet.note else say("Note: none")]
    lines += [*overall_lines(rules, sheet), *(() if desk.is_own else matrix_lines(rules, sheet))]
    lines += warning_lines(desk)
    lines += ["", *_standing(desk)]
    return Screen(tuple(lines), (*_person_rows(desk, facts), LEAVE))


def warning_lines(desk: Desk) -> tuple[Words, ...]:
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


def _confirm_label(desk: Desk) -> Say:
    if desk.is_own:
        return say("Keep this rating")
    return say("Correct the rating") if desk.is_prepared else say("Release the rating")
