"""The screens of the checklist."""

from conversations.checklist.lines import Line
from conversations.checklist.progress import Checklist
from conversations.checklist.state import ChecklistState
from conversations.navigation import HOME_BUTTON, LEAVE, page_buttons
from conversations.person_text import marked
from conversations.plan_text import PMM_COUNTS, era_lines, period_name
from conversations.screens import Button, Rows, Screen, column
from conversations.words import Words, say

LINES_PER_PAGE = 6
_ERA_BUTTON = Button(say("Which rules are used?"), "era")
_ALL_LINES = Button(say("All lines"), "list")


def nothing_to_enter() -> Screen:
    """There is no final plan of the reader's own."""
    lines = (
        say("There is no final plan of yours to enter in PMM yet."),
        say("The checklist opens once the plan is agreed with Sepakati."),
    )
    return Screen(lines, ((Button(say("See my plan"), "plan"),), (HOME_BUTTON,)))


def line_screen(state: ChecklistState, checklist: Checklist) -> Screen:
    """One line with its values; without one everything is entered."""
    line = checklist.line(state.line)
    if line is None:
        return _done_screen(checklist)
    lines: list[Words] = [*_head(checklist), _stage_line(line, checklist), "", line.task]
    for value in line.values:
        lines += [
            "",
            say("{field}:", field=value.name),
            say("<code>{value}</code>", value=value.text),
        ]
    if line.note is not None:
        lines += ["", say("<i>{note}</i>", note=line.note)]
    if checklist.is_ticked(line):
        lines += ["", say("✓ You have marked this as entered.")]
    lines += ["", *_tail(checklist)]
    return Screen(tuple(lines), (*_line_rows(line, checklist), *_era_row(checklist), (_ALL_LINES,), LEAVE))


def list_screen(state: ChecklistState, checklist: Checklist) -> Screen:
    """All lines, ticked or not; the page of the next one where no other is chosen."""
    pages = -(-len(checklist.lines) // LINES_PER_PAGE)
    upcoming = checklist.line("")
    first = 0 if upcoming is None else checklist.lines.index(upcoming) // LINES_PER_PAGE
    page = min(max(first if state.page is None else state.page, 0), pages - 1)
    shown = checklist.lines[page * LINES_PER_PAGE : (page + 1) * LINES_PER_PAGE]
    lines: list[Words] = [*_head(checklist), "", say("Tap a line to see what is entered there.")]
    lines += [_listed(line, checklist) for line in shown]
    lines += ["", *_tail(checklist)]
    buttons = (Button(marked(line.label, checklist.is_ticked(line)), f"open:{line.id}") for line in shown)
    turn = page_buttons(page, pages)
    return Screen(tuple(lines), (*column(buttons), *((turn,) if turn else ()), LEAVE))


def _done_screen(checklist: Checklist) -> Screen:
    lines = (*_head(checklist), "", say("Every line is marked as entered in PMM."), "", *_tail(checklist))
    return Screen(lines, ((_ALL_LINES,), *_era_row(checklist), LEAVE))


def _head(checklist: Checklist) -> tuple[Words, ...]:
    return (
        say("<b>Checklist PMM</b>, {period}", period=period_name(checklist.plan.period)),
        say("Entered: <b>{ticked} of {all}</b>", ticked=checklist.ticked, all=len(checklist.lines)),
    )


def _stage_line(line: Line, checklist: Checklist) -> Words:
    stages = checklist.rules.planning_stages_for(checklist.plan.role)
    number = next((place for place, stage in enumerate(stages, 1) if stage.id is line.stage), None)
    if number is None:
        return say("<b>Before the first stage</b>")
    return say(
        "Stage {number} of {all}: <b>{name}</b>",
        number=number,
        all=len(stages),
        name=stages[number - 1].name,
    )


def _line_rows(line: Line, checklist: Checklist) -> Rows:
    if checklist.is_ticked(line):
        decide = Button(say("Not entered after all"), f"untick:{line.id}")
    else:
        decide = Button(say("✓ I have entered it"), f"tick:{line.id}")
    following = checklist.next_after(line)
    if following is None:
        return ((decide,),)
    return ((decide,), (Button(say("Next open line"), f"skip:{following.id}"),))


def _listed(line: Line, checklist: Checklist) -> Words:
    text = ", ".join(value.text for value in line.values if value.text != line.label)
    said = say("{label}: {values}", label=line.label, values=text) if text else line.label
    return say("✓ {label}", label=said) if checklist.is_ticked(line) else say("• {item}", item=said)


def _tail(checklist: Checklist) -> tuple[Words, ...]:
    return (PMM_COUNTS, *era_lines(checklist.rules, checklist.plan.period))


def _era_row(checklist: Checklist) -> Rows:
    return ((_ERA_BUTTON,),) if era_lines(checklist.rules, checklist.plan.period) else ()
