"""Everything once more, before the owner sees a rating or it is kept."""

from conversations.facts import Facts
from conversations.navigation import LEAVE
from conversations.rating.person_screen import warning_lines
from conversations.rating.state import Desk, RatingState
from conversations.rating.texts import change_lines, matrix_lines, sheet_lines
from conversations.screens import Button, Screen
from conversations.words import Say, Words, say


def show_confirm(state: RatingState, desk: Desk, facts: Facts) -> Screen:
    """What is about to be released, corrected or kept, and what follows."""
    lines: list[Words] = [_question(desk), ""]
    changes = change_lines(desk.rules, desk.base, desk.sheet)
    if desk.is_prepared and not desk.is_own and desk.base.work_result is not None:
        lines += [say("What changes:"), *changes, ""]
    lines += [*sheet_lines(desk.rules, desk.sheet), ""]
    warning = warning_lines(desk)
    # Its owner sees no predikat while a dokumen akuntabilitas is missing, not even the own entry's.
    lines += () if desk.is_own and warning else matrix_lines(desk.rules, desk.sheet)
    lines += warning
    lines += ["", _consequence(desk)]
    return Screen(tuple(lines), ((Button(_yes(desk), "yes"),), LEAVE))


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


def _yes(desk: Desk) -> Say:
    if desk.is_own:
        return say("Yes, keep it")
    return say("Yes, correct it") if desk.is_prepared else say("Yes, release it")
