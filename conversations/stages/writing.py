"""One field of a form: its help, what is in it, and what is typed into it."""

from datetime import datetime

from conversations.events import Text
from conversations.execution_effects import WriteAnswer
from conversations.flow import Input
from conversations.navigation import LEAVE
from conversations.rules.assessment_models import FormField
from conversations.rules.terms import FieldKind, StageId
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.stages.context import context_lines
from conversations.stages.forms import (
    LEARNING_EFFORT,
    MOST_CHARS,
    example_lines,
    field_of,
    fields_of,
    label_of,
)
from conversations.stages.stage_screen import head_lines
from conversations.stages.state import Place, StagesState, go
from conversations.stages.subject import Subject
from conversations.texts import clean_lines, text_length
from conversations.words import Words, rule_text, say

_CLEAR, _NEXT, _FORM = "clear", "next", "form"
# A very long text comes as several messages at once; its end must not pass for the whole.
_TOGETHER_SECONDS = 3


def show_field(state: StagesState, subject: Subject, field: FormField) -> Screen:
    """Draw a field with everything that is in it."""
    text = subject.answer(state.stage, field.id)
    examples = example_lines(subject) if field.id == LEARNING_EFFORT else ()
    lines: list[Words] = [
        *head_lines(subject, state.stage),
        "",
        say("<b>{label}</b>", label=label_of(field)),
        rule_text(field.note),
        *examples,
        *(context_lines(subject, state.stage) if not text else ()),
        "",
    ]
    if text:
        lines += [say("Written so far:"), say("<i>{text}</i>", text=text), ""]
        lines.append(say("A new text replaces it, at most {most} characters.", most=MOST_CHARS))
    else:
        lines.append(
            say("Type it in one message, at most {most} characters. It is kept at once.", most=MOST_CHARS)
        )
    return Screen(tuple(lines), (*column(_buttons(state, subject, text)), LEAVE), expects_text=True)


def _buttons(state: StagesState, subject: Subject, text: str) -> list[Button]:
    buttons = []
    following = next_field(subject, state.stage, state.field)
    if following is not None:
        buttons.append(Button(say("Next field"), _NEXT))
    else:
        buttons.append(Button(say("Done, back to the form"), _FORM))
    if text:
        buttons.append(Button(say("Clear this field"), _CLEAR))
    return buttons


def next_field(subject: Subject, stage: StageId, field_id: str) -> FormField | None:
    """The field to be typed after this one."""
    texts = [field for field in fields_of(subject, stage) if field.kind is FieldKind.TEXT]
    ids = [field.id for field in texts]
    after = texts[ids.index(field_id) + 1 :] if field_id in ids else []
    return next(iter(after), None)


def step_in_field(state: StagesState, event: Input, subject: Subject, now: datetime) -> Move:
    """Keep what was typed and go on to the next empty field."""
    here = field_of(subject, state.stage, state.field)
    if here is None:
        return go(state.at(Place.STAGE))
    if isinstance(event, Text):
        return _typed(state, event.text, here, subject, int(now.timestamp()))
    following = next_field(subject, state.stage, state.field)
    if event.action == _NEXT and following is not None:
        return go(state.at(Place.FIELD, field=following.id))
    if event.action == _FORM:
        return go(state.at(Place.STAGE))
    if event.action == _CLEAR:
        return go(state, say("The field is empty again."), _written(state, subject, ""))
    return go(state)


def _typed(state: StagesState, typed: str, here: FormField, subject: Subject, now: int) -> Move:
    text = clean_lines(typed)
    count = text_length(text)
    if not text:
        return go(state, say("There was nothing to read in that message. Please type the text."))
    if now - state.refused_at <= _TOGETHER_SECONDS:
        return go(
            state, say("That was the rest of the long text, so it is not kept. Please send it shortened.")
        )
    if count > MOST_CHARS:
        return go(
            state.model_copy(update={"refused_at": now}),
            say(
                "That text has {count} characters, and at most {most} fit. Your message stays in this chat: "
                "please shorten it and send it again. What was written here before is unchanged.",
                count=count,
                most=MOST_CHARS,
            ),
        )
    word, effect = say("Kept: {label}", label=label_of(here)), _written(state, subject, text)
    following = next_field(subject, state.stage, state.field)
    if following is not None and not subject.answer(state.stage, following.id):
        return go(state.at(Place.FIELD, field=following.id), word, effect)
    return go(state.at(Place.STAGE), word, effect)


def _written(state: StagesState, subject: Subject, text: str) -> WriteAnswer:
    return WriteAnswer(subject.plan.id, state.stage, state.field, text, subject.capacity)
