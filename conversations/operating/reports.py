"""What people have reported, and the operator's answers."""

from conversations.facts import Facts, ProblemReport
from conversations.navigation import LEAVE, page_buttons
from conversations.operating.state import OperatingState, Place, go
from conversations.people_effects import AnswerReport
from conversations.reporting import REPORT_CHARS, read_note
from conversations.review.lists import short_name
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.texts import shortened
from conversations.words import Say, Words, say

PAGE_REPORTS = 6
_FIRST_CHARS = 80
GONE = say("This report is gone: whoever wrote it has deleted their data.")
ANSWERED = say("This report has been answered meanwhile.")


def show_reports(state: OperatingState, facts: Facts) -> Screen:
    """Those without an answer first, the oldest of them at the top."""
    reports = facts.reports
    pages = -(-len(reports) // PAGE_REPORTS) or 1
    page = min(state.page, pages - 1)
    shown = reports[page * PAGE_REPORTS : (page + 1) * PAGE_REPORTS]
    lines: list[Words] = [say("<b>Reports</b>"), ""]
    lines += [_line(number, report) for number, report in enumerate(shown, start=1)]
    if not shown:
        lines.append(say("Nobody has reported anything."))
    if any(report.answer for report in shown):
        lines += ["", say("✓ has been answered.")]
    if pages > 1:
        lines += ["", say("Page {page} of {pages}.", page=page + 1, pages=pages)]
    buttons = (
        Button(
            say("{number}. {name}", number=number, name=short_name(report.person_name)), f"report:{report.id}"
        )
        for number, report in enumerate(shown, start=1)
    )
    turn = page_buttons(page, pages)
    return Screen(tuple(lines), (*column(buttons), *((turn,) if turn else ()), LEAVE))


def press_reports(state: OperatingState, action: str, facts: Facts) -> Move:
    """Open a report, or another page."""
    verb, _, rest = action.partition(":")
    match verb:
        case "page":
            return go(state.at(Place.REPORTS, page=int(rest)))
        case "report":
            return go(state.at(Place.REPORT, report_id=int(rest), draft=""))
        case _:
            return go(state)


def show_report(state: OperatingState, facts: Facts) -> Screen:
    """One report with its answer, if there is one."""
    report = facts.report
    if report is None:
        return Screen((GONE,), (LEAVE,))
    lines = _report_lines(report)
    if report.answer:
        lines += ["", say("Your answer: <i>{note}</i>", note=report.answer)]
        return Screen(tuple(lines), (LEAVE,))
    return Screen(tuple(lines), (*column([Button(say("Answer"), "answer")]), LEAVE))


def press_report(state: OperatingState, action: str, facts: Facts) -> Move:
    """Write an answer."""
    if action == "answer" and _is_open(facts):
        return go(state.at(Place.ANSWER, draft=""))
    return go(state)


def show_answer(state: OperatingState, facts: Facts) -> Screen:
    """Ask for the answer; where one was given meanwhile, show it."""
    report = facts.report
    if report is None or report.answer:
        return show_report(state, facts)
    lines = [
        *_report_lines(report),
        "",
        say(
            "Please write the answer, in 1 to {limit} characters. {name} will read it word for word.",
            limit=REPORT_CHARS,
            name=report.person_name,
        ),
    ]
    return Screen(tuple(lines), (LEAVE,), expects_text=True)


def type_answer(state: OperatingState, text: str, facts: Facts) -> Move:
    """Keep the answer to be read back."""
    if not _is_open(facts):
        return _too_late(state)
    note = read_note(text)
    return go(state, note) if isinstance(note, Say) else go(state.at(Place.ANSWER_CHECK, draft=note))


def show_answer_check(state: OperatingState, facts: Facts) -> Screen:
    """Read the answer back before it is sent."""
    report = facts.report
    if report is None or report.answer:
        return show_report(state, facts)
    lines = (
        *_report_lines(report),
        "",
        say("This is what {name} will read:", name=report.person_name),
        say("<i>{note}</i>", note=state.draft),
    )
    return Screen(lines, ((Button(say("Kirim"), "send"), Button(say("Write again"), "rewrite")), LEAVE))


def press_answer_check(state: OperatingState, action: str, facts: Facts) -> Move:
    """Send the answer, or write it again."""
    report = facts.report
    if report is None or report.answer:
        return _too_late(state)
    if action == "rewrite":
        return go(state.at(Place.ANSWER, draft=""))
    if action != "send" or not state.draft:
        return go(state)
    word = say("Sent. {name} is told.", name=report.person_name)
    return go(state.at(Place.REPORT, draft=""), word, AnswerReport(report.id, state.draft))


def _is_open(facts: Facts) -> bool:
    return facts.report is not None and not facts.report.answer


def _too_late(state: OperatingState) -> Move:
    return go(state.at(Place.REPORT, draft=""), ANSWERED)


def _report_lines(report: ProblemReport) -> list[Words]:
    return [
        say("<b>{name}</b> wrote on {at}:", name=report.person_name, at=report.reported_at),
        say("<i>{note}</i>", note=report.text),
    ]


def _line(number: int, report: ProblemReport) -> Say:
    begin = shortened(report.text, _FIRST_CHARS)
    if report.answer:
        return say("{number}. ✓ {name}: {note}", number=number, name=report.person_name, note=begin)
    return say("{number}. {name}: {note}", number=number, name=report.person_name, note=begin)
