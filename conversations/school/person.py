"""One person's half-year, and what the reader can do about it."""

from collections.abc import Iterable

from conversations.events import Press
from conversations.execution_facts import Progress
from conversations.facts import Facts
from conversations.flow import Input
from conversations.navigation import LEAVE
from conversations.plan_text import period_name
from conversations.school.crowd import People, find
from conversations.school.members import TO_WRITE, nudge
from conversations.school.opening import open_plan, open_rating, open_stages
from conversations.school.standing import Moment, is_final, tasks_of
from conversations.school.standing_text import (
    credit_lines,
    observation_line,
    plan_status,
    rating_line,
    stage_lines,
    task_line,
)
from conversations.school.state import SchoolState, go
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.words import Words, say


def show_person(state: SchoolState, people: People, facts: Facts) -> Screen:
    """The plan, the points, the stages and the rating of one person."""
    one, moment = _person(state, people), Moment.of(facts)
    lines: list[Words] = [
        say("<b>{name}</b>", name=one.name),
        say("{whose}, {period}", whose=one.school_name, period=period_name(moment.period)),
        say("Plan: <b>{status}</b>", status=plan_status(one, moment)),
    ]
    lines += [say("Waiting for you: {task}", task=task_line(task, one)) for task in tasks_of(one, moment)]
    if one.plan_id is not None:
        lines += ["", *_plan_lines(one, moment)]
    if is_final(one):
        lines += ["", *stage_lines(one, moment), "", observation_line(one), rating_line(one, moment)]
        lines += credit_lines(one, moment)
    if not one.is_reachable:
        lines += ["", say("✕ cannot be written to now: the assistant is blocked there.")]
    if one.nudged_today and _may_remind(state, one):
        lines += ["", say("You have already sent a reminder today.")]
    return Screen(tuple(lines), (*column(_buttons(state, one)), LEAVE))


def take_person(state: SchoolState, event: Input, people: People, facts: Facts) -> Move:
    """Open the plan, the stages or the rating, or remind."""
    one = _person(state, people)
    match event:
        case Press(action="plan"):
            return open_plan(one)
        case Press(action="stages"):
            return open_stages(state, one)
        case Press(action="rate"):
            return open_rating(state, one)
        case Press(action="nudge"):
            return nudge(state, one, one.school_id)
        case _:
            return go(state)


def _buttons(state: SchoolState, one: Progress) -> Iterable[Button]:
    if one.plan_id is not None:
        yield Button(say("Open the plan"), "plan")
    if is_final(one):
        yield Button(say("Open the stages"), "stages")
        yield Button(say("Penilaian"), "rate")
    if _may_remind(state, one):
        yield Button(say("Ingatkan"), "nudge")


def _may_remind(state: SchoolState, one: Progress) -> bool:
    """Whether a reminder of this half-year's plan makes sense."""
    return not state.is_before and not one.is_elsewhere and one.status in TO_WRITE


def _plan_lines(one: Progress, moment: Moment) -> Iterable[Words]:
    yield say(
        "Points: <b>{collected}</b> collected, {planned} planned, minimum {minimum}",
        collected=one.collected_points,
        planned=one.planned_points,
        minimum=one.min_points,
    )
    yield say("Evidence: {files} of {needed}", files=one.collected_files, needed=one.needed_files)
    if is_final(one) and one.missing_documents:
        yield say("Documents missing: {names}", names=_document_names(one, moment))


def _document_names(one: Progress, moment: Moment) -> str:
    """The official names of the missing dokumen akuntabilitas."""
    return ", ".join(
        entry.name
        for entry in moment.rules.accountability_documents
        if entry.role is one.role and entry.code in one.missing_documents
    )


def _person(state: SchoolState, people: People) -> Progress:
    one = find(state.person_id, people)
    if one is None:
        raise LookupError("settle lets nobody stand at a person who is gone")
    return one
