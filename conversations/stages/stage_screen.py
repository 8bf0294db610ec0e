"""One stage: what is to do now, by whom, until when, and what is in its form."""

from collections.abc import Iterator

from conversations.facts import Facts
from conversations.navigation import LEAVE
from conversations.plan_text import period_name
from conversations.rules.assessment_models import FormField
from conversations.rules.terms import FieldKind, StageId
from conversations.screens import Button, Screen, column
from conversations.stages.context import context_lines
from conversations.stages.forms import (
    awaits_answer,
    fields_of,
    is_filled,
    label_of,
    missing_fields,
    value_of,
    words_of,
)
from conversations.stages.overview import IN_PMM, by_whom, deadline, done_line
from conversations.stages.state import StagesState
from conversations.stages.subject import STAGES, Subject, other_side_first
from conversations.texts import shortened
from conversations.words import Words, rule_text, say

DONE, REOPEN, READ, DATE, RATING, EVIDENCE = "done", "reopen", "read", "date", "rating", "evidence"
_BUTTON_CHARS = 24


def show_stage(state: StagesState, subject: Subject, facts: Facts) -> Screen:
    """Draw a stage for its owner or for who appraises it."""
    stage = state.stage
    lines = (
        *head_lines(subject, stage),
        deadline(subject, stage, facts.today) if subject.done(stage) is None else "",
        "",
        rule_text(subject.stage(stage).explanation),
        by_whom(subject, stage),
        *_date_lines(subject, stage),
        *context_lines(subject, stage),
        *_form_lines(subject, stage),
        *_next_lines(subject, stage),
    )
    return Screen(_tidy(lines), (*column(_buttons(subject, stage)), LEAVE))


def head_lines(subject: Subject, stage: StageId) -> tuple[Words, ...]:
    """Which stage of whose half-year."""
    name, period = subject.stage(stage).name, period_name(subject.plan.period)
    head = say("<b>{stage}</b>, {period}", stage=name, period=period)
    return (head,) if subject.is_owner else (head, say("<b>{name}</b>", name=subject.plan.owner_name))


def _tidy(lines: tuple[Words, ...]) -> tuple[Words, ...]:
    """No two empty lines in a row."""
    return tuple(line for index, line in enumerate(lines) if line or (index and lines[index - 1]))


def _date_lines(subject: Subject, stage: StageId) -> tuple[Words, ...]:
    """When the observation is, where that is no field of the form."""
    observation = subject.execution.observation
    if stage is not StageId.B or observation is None:
        return ()
    if observation.agreed_at is None:
        return (say("Proposed for <b>{at}</b>, not agreed yet.", at=observation.starts_at),)
    return (say("Agreed for <b>{at}</b>.", at=observation.starts_at),)


def _form_lines(subject: Subject, stage: StageId) -> Iterator[Words]:
    form = subject.form(stage)
    if form is None or stage is StageId.F_G:
        return
    if not subject.may_read(stage):
        return
    yield ""
    yield say("<b>{form}</b>", form=words_of(form, form.name))
    for field in fields_of(subject, stage):
        yield _field_line(subject, stage, field)


def _field_line(subject: Subject, stage: StageId, field: FormField) -> Words:
    label, value = label_of(field), value_of(subject, stage, field)
    if field.kind is FieldKind.INFO:
        return say("• {label}: {note}", label=label, note=rule_text(field.note))
    if value is not None and is_filled(subject, stage, field):
        return say("✓ {label}: <i>{value}</i>", label=label, value=value)
    if value is not None:
        return say("• {label}: <i>{value}</i>", label=label, value=value)
    if field.required:
        return say("• {label}: <b>still empty</b>", label=label)
    return say("• {label}: empty, optional", label=label)


def _next_lines(subject: Subject, stage: StageId) -> Iterator[Words]:
    """The one next step, or who is awaited."""
    yield ""
    done = done_line(subject, stage)
    if done is not None:
        yield done
        yield from _following(subject, stage)
    elif subject.may_fill_in(stage):
        yield _to_do(subject, stage)
    elif subject.may_say_done(stage):
        yield say("When it is done there, press the button below, so that your stages are complete here too.")
    elif stage is not StageId.F_G:
        yield say("{who} has not handed it in yet.", who=other_side_first(subject))


def _following(subject: Subject, stage: StageId) -> Iterator[Words]:
    """What comes after a stage that is done, and that it counts in PMM, for who owns the plan."""
    if not subject.is_owner:
        return
    order = (*STAGES, StageId.F_G)
    later = order[order.index(stage) + 1 :] if stage in order else ()
    found = next((each for each in later if subject.done(each) is None), None)
    if found is not None:
        yield _coming(subject, found)
    yield IN_PMM


def _coming(subject: Subject, stage: StageId) -> Words:
    name, observation = subject.stage(stage).name, subject.execution.observation
    if stage is StageId.B and observation is not None and observation.agreed_at is not None:
        return say("Next: <b>{stage}</b>, agreed for <b>{at}</b>.", stage=name, at=observation.starts_at)
    first = subject.window(stage)[0]
    return say("Next: <b>{stage}</b>, recommended from {first}.", stage=name, first=first)


def _to_do(subject: Subject, stage: StageId) -> Words:
    if stage is StageId.B and subject.done(StageId.A) is None:
        return say(
            "Diskusi Persiapan is not handed in yet. After that the observation can be recorded here; the "
            "date can be arranged already."
        )
    if stage is StageId.F_G:
        return say("The rating has its own place.")
    missing = missing_fields(subject, stage)
    if missing and all(awaits_answer(subject, field) for field in missing):
        return _date_to_answer(subject)
    if missing:
        return say("Now: fill in what is still empty. Everything you type is kept at once.")
    if not any(value_of(subject, stage, field) for field in fields_of(subject, stage)):
        return say(
            "Nothing here is required. If you like, write it down first; then press {button}.",
            button=_done_label(stage),
        )
    return say(
        "Nothing required is missing. Read it once more, then press {button}.", button=_done_label(stage)
    )


def _date_to_answer(subject: Subject) -> Words:
    observation = subject.execution.observation
    if observation is not None and observation.proposed_by is not subject.capacity:
        return say("Now: answer the date that is proposed for the observation. Nothing else is missing.")
    who = other_side_first(subject)
    return say("{who} has yet to answer the proposed date. Nothing else is missing from you.", who=who)


def _done_label(stage: StageId) -> Words:
    return say("Observation complete") if stage is StageId.B else say("Kumpulkan")


def _buttons(subject: Subject, stage: StageId) -> Iterator[Button]:
    if stage is StageId.F_G:
        yield Button(say("The rating"), RATING)
        return
    can_write = subject.may_write(stage)
    if can_write:
        yield from _field_buttons(subject, stage)
        yield Button(_done_label(stage), DONE)
    elif subject.may_say_done(stage):
        yield Button(say("Done in PMM"), DONE)
    if _needs_date_button(subject, stage, can_write):
        yield Button(say("Date of the observation"), DATE)
    if subject.may_read(stage) and any(value_of(subject, stage, each) for each in fields_of(subject, stage)):
        yield Button(say("Read everything"), READ)
    if subject.may_reopen(stage):
        yield Button(say("Open it again to change it"), REOPEN)
    yield from _beside(subject, stage)


def _field_buttons(subject: Subject, stage: StageId) -> Iterator[Button]:
    fields = [field for field in fields_of(subject, stage) if field.kind is not FieldKind.INFO]
    for number, field in enumerate(fields, start=1):
        yield Button(_field_label(number, field), f"field:{field.id}")


def _field_label(number: int, field: FormField) -> Words:
    if field.is_ours:
        return rule_text(field.label)
    return say("{number}. {label}", number=number, label=shortened(field.label, _BUTTON_CHARS))


def _needs_date_button(subject: Subject, stage: StageId, can_write: bool) -> bool:
    """Where the date is no field of an open form, it can be arranged nevertheless."""
    return (stage is StageId.A and not can_write) or (stage is StageId.B and not subject.done(StageId.B))


def _beside(subject: Subject, stage: StageId) -> Iterator[Button]:
    """What was written before and helps here."""
    if stage is StageId.B and not subject.is_owner and subject.may_read(StageId.A):
        yield Button(say("Read the preparation"), "stage:a")
    if stage is StageId.C:
        if subject.may_read(StageId.B):
            yield Button(say("Read the observation"), "stage:b")
        elif subject.done(StageId.B) is None:
            yield Button(subject.stage(StageId.B).name, "stage:b")
    if stage is StageId.D and subject.is_owner:
        yield Button(say("Bukti dukung"), EVIDENCE)
