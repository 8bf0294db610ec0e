"""Everything that is written in the form of a stage, word for word."""

from collections.abc import Iterator

from conversations.navigation import LEAVE, page_buttons
from conversations.paging import Block, page_of, paginate
from conversations.rules.assessment_models import FormField
from conversations.rules.terms import FieldKind, StageId
from conversations.screens import Screen
from conversations.stages.forms import TARGETS, fields_of, label_of, target_words, value_of
from conversations.stages.overview import IN_PMM, done_line
from conversations.stages.stage_screen import head_lines
from conversations.stages.state import StagesState
from conversations.stages.subject import Subject
from conversations.words import Words, say


def show_read(state: StagesState, subject: Subject) -> Screen:
    """Draw a page of it."""
    blocks = [_field_block(subject, state.stage, field) for field in _readable(subject, state.stage)]
    done = done_line(subject, state.stage)
    pages = paginate([*blocks, () if done is None else (done,)])
    page, lines = page_of(pages, state.page)
    turn = page_buttons(page, len(pages))
    head = head_lines(subject, state.stage)
    return Screen((*head, "", *lines, "", IN_PMM), ((turn,) if turn else ()) + (LEAVE,))


def _readable(subject: Subject, stage: StageId) -> Iterator[FormField]:
    return (field for field in fields_of(subject, stage) if field.kind is not FieldKind.INFO)


def _field_block(subject: Subject, stage: StageId, field: FormField) -> Block:
    head = say("<b>{label}</b>", label=label_of(field))
    if field.kind is FieldKind.TEXT:
        text = subject.answer(stage, field.id)
        return (head, say("<i>{text}</i>", text=text) if text else say("still empty"), "")
    if field.kind is FieldKind.CHOICE:
        lines = _targets(subject, with_ratings=field.id != TARGETS)
        return (head, *(lines or (say("still empty"),)), "")
    value = value_of(subject, stage, field)
    return (head, say("still empty") if value is None else value, "")


def _targets(subject: Subject, *, with_ratings: bool) -> tuple[Words, ...]:
    lines: list[Words] = []
    for each in subject.execution.targets:
        text = target_words(subject, each.target)
        if not with_ratings:
            lines.append(say("• {item}", item=text))
            continue
        lines.append(say("• {item}: <b>{rating}</b>", item=text, rating=rating_words(subject, each.target)))
        if each.note:
            lines.append(say("<i>{note}</i>", note=each.note))
    return tuple(lines)


def rating_words(subject: Subject, number: int) -> Words:
    """How a ticked target perilaku was seen."""
    for each in subject.execution.targets:
        if each.target == number and each.rating is not None:
            entry = subject.rules.observation_rating(each.rating)
            return entry.label
    return say("not recorded yet")
