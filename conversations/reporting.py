"""Laporkan masalah: a note to the operators, beside whatever one was doing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conversations import asides
from conversations.asides import AsideState, origin, resume
from conversations.events import NOTICE, Text, press_data
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.navigation import LEAVE
from conversations.people_effects import ReportProblem
from conversations.screens import Button, Screen, column
from conversations.session import Move, Session
from conversations.texts import clean_text, text_length
from conversations.words import Say, Words, say

NAME = "reporting"
MOST_OPEN_REPORTS = 5
REPORT_CHARS = 1000
REPORT_LABEL = say("Report a problem")
# The verb of the button that leads an operator to a report, such as `report:12`.
OPEN_REPORT = "report"

_ASIDES = frozenset({NAME, asides.ACCOUNT, asides.GUIDE})


class ReportingState(AsideState):
    """What was typed and is read back; nothing yet where it is empty."""

    draft: str = ""


def open_reporting(session: Session) -> Move:
    """Ask what is wrong."""
    return _stand(ReportingState(**origin(session, _ASIDES)))


def contact_lines(facts: Facts) -> tuple[Words, ...]:
    """How the operator is reached, where the operator has said so."""
    return (say("Contact: {contact}", contact=facts.operator_contact),) if facts.operator_contact else ()


def read_note(text: str) -> str | Say:
    """What was typed for somebody to read, or a sentence that says what is wrong with it."""
    note = clean_text(text)
    if 1 <= text_length(note) <= REPORT_CHARS:
        return note
    return say(
        "Please write it in 1 to {limit} characters; this was {count}.",
        limit=REPORT_CHARS,
        count=text_length(note),
    )


class ReportingFlow:
    """A note is typed, read back and sent."""

    name = NAME
    code = "m"
    version = 1
    state = ReportingState

    def handle(self, state: ReportingState, event: Input, facts: Facts) -> Move:
        """Keep what was typed, or send it."""
        if _has_enough_open(facts):
            return _stand(state)
        if isinstance(event, Text):
            note = read_note(event.text)
            return _stand(state, note) if isinstance(note, Say) else _stand(_with(state, note))
        if event.action == "send" and state.draft:
            return _sent(state, facts)
        return _stand(_with(state, ""))

    def show(self, state: ReportingState, facts: Facts) -> Screen:
        """Ask, read back, or say that enough reports wait."""
        if _has_enough_open(facts):
            return _enough(facts)
        return _check(state) if state.draft else _ask(facts)

    def back(self, state: ReportingState, facts: Facts) -> Move:
        """From the reading back to writing, from there to where one was."""
        if state.draft and not _has_enough_open(facts):
            return _stand(_with(state, ""))
        return resume(state, facts)

    def needs(self, state: ReportingState) -> Needs:
        """How many reports wait for an answer."""
        return Needs(open_reports=True)

    def help(self, state: ReportingState) -> Say:
        """Explain reporting."""
        return say("Write what does not work or what you need. The operator reads it and answers here.")

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def reported_screen(facts: Facts, report_id: int) -> Screen | None:
    """Tell an operator of a report that has no answer yet."""
    report = facts.report
    if report is None or report.answer or not facts.is_operator:
        return None
    open_it = Button(say("Open the report"), press_data(NOTICE, 0, f"{OPEN_REPORT}:{report.id}"))
    head = say("<b>{name}</b> reports a problem:", name=report.person_name)
    return Screen((head, say("<i>{note}</i>", note=report.text)), column([open_it]))


def answered_screen(facts: Facts, report_id: int) -> Screen | None:
    """Tell whoever reported what the operator answers."""
    report, person = facts.report, facts.person
    if report is None or person is None or report.person_id != person.id or not report.answer:
        return None
    return Screen(
        (
            say("<b>The operator answers your report:</b>"),
            say("<i>{note}</i>", note=report.answer),
            "",
            say("You had written: {note}", note=report.text),
        )
    )


def _sent(state: ReportingState, facts: Facts) -> Move:
    word = say("Sent. The operator reads it; the answer comes here as a message.")
    return replace(resume(state, facts, word), effects=(ReportProblem(state.draft),))


def _has_enough_open(facts: Facts) -> bool:
    return facts.open_reports >= MOST_OPEN_REPORTS


def _stand(state: ReportingState, word: Say | None = None) -> Move:
    return Move(NAME, state.dump(), word=word)


def _with(state: ReportingState, draft: str) -> ReportingState:
    return state.model_copy(update={"draft": draft})


def _enough(facts: Facts) -> Screen:
    lines: tuple[Words, ...] = (
        say("<b>Report a problem</b>"),
        say(
            "{count} of your reports still wait for an answer. The operator reads all of them; please "
            "wait for the first answer before you write more.",
            count=facts.open_reports,
        ),
    )
    return Screen((*lines, *contact_lines(facts)), (LEAVE,))


def _ask(facts: Facts) -> Screen:
    lines: tuple[Words, ...] = (
        say("<b>Report a problem</b>"),
        say(
            "Please write what does not work or what you need, in 1 to {limit} characters. It goes to the "
            "operator with your name.",
            limit=REPORT_CHARS,
        ),
        say("Please no passwords, no NIP, no NIK."),
    )
    return Screen((*lines, *contact_lines(facts)), (LEAVE,), expects_text=True)


def _check(state: ReportingState) -> Screen:
    lines = (
        say("<b>Report a problem</b>"),
        say("This is what the operator will read:"),
        say("<i>{note}</i>", note=state.draft),
    )
    return Screen(lines, ((Button(say("Kirim"), "send"), Button(say("Write again"), "rewrite")), LEAVE))
