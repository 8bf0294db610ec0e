"""What the buttons of a stage do: open a field, hand the form in, take it back."""

from datetime import datetime

from conversations.effects import Effect, NoticeKind, NotifyOwner, NotifySupervisors
from conversations.execution_effects import CompleteStage
from conversations.execution_facts import who_fills_in
from conversations.rules.assessment_models import FormField
from conversations.rules.terms import FieldKind, StageId
from conversations.session import Move
from conversations.stages import stage_screen as screen
from conversations.stages.forms import TARGETS, awaits_answer, field_of, label_of, missing_fields
from conversations.stages.links import open_evidence, open_file, open_rating
from conversations.stages.state import Place, StagesState, go
from conversations.stages.subject import Subject, with_told
from conversations.words import Say, say

STAGE_CODES = {stage.lower(): stage for stage in StageId}


def step_in_overview(state: StagesState, action: str) -> Move:
    """Open a stage."""
    verb, _, rest = action.partition(":")
    if verb == "stage" and rest in STAGE_CODES:
        return go(state.at(Place.STAGE, stage=STAGE_CODES[rest]))
    return go(state)


def step_in_stage(state: StagesState, action: str, subject: Subject, now: datetime) -> Move:
    """Open what was chosen, or complete the reader's part."""
    verb, _, rest = action.partition(":")
    match verb:
        case "stage":
            return step_in_overview(state, action)
        case "field":
            return _open_field(state, rest, subject)
        case screen.READ:
            return go(state.at(Place.READ))
        case screen.DATE:
            return go(state.at(Place.DATE))
        case screen.RATING:
            return open_rating(subject)
        case screen.EVIDENCE:
            return open_evidence(subject)
        case screen.DONE:
            return _complete(state, subject, now)
        case screen.REOPEN:
            taken = CompleteStage(subject.plan.id, state.stage, who_fills_in(state.stage), is_done=False)
            return go(state, say("Open again. Everything that is written stays."), taken)
        case _:
            return go(state)


def _open_field(state: StagesState, field_id: str, subject: Subject) -> Move:
    field = field_of(subject, state.stage, field_id)
    if field is None:
        return go(state)
    match field.kind:
        case FieldKind.TEXT:
            return go(state.at(Place.FIELD, field=field_id))
        case FieldKind.DATE:
            return go(state.at(Place.DATE))
        case FieldKind.FILE:
            return open_file(field_id, subject)
        case FieldKind.CHOICE:
            return go(state.at(Place.TARGETS if field_id == TARGETS else Place.RATE))
        case FieldKind.INFO:
            return go(state)


def _complete(state: StagesState, subject: Subject, now: datetime) -> Move:
    missing = missing_fields(subject, state.stage)
    if missing and subject.may_write(state.stage):
        return go(state, _still_missing([_missing_part(field, subject) for field in missing]))
    plan, stage = subject.plan, state.stage
    done: list[Effect] = [CompleteStage(plan.id, stage, who_fills_in(stage), is_done=True)]
    if subject.is_alone:
        return go(state, say("Completed. Your reminders of it stop."), *done)
    # What was opened again and is handed in once more is news again.
    occasion = f"{stage}.{int(now.timestamp())}"
    if subject.is_owner:
        done.append(NotifySupervisors(NoticeKind.STAGE_HANDED_IN, plan.id, plan.version, occasion))
    else:
        done.append(NotifyOwner(NoticeKind.OBSERVED, plan.id, plan.version, occasion))
    return go(state, with_told(say("Completed."), subject), *done)


def _missing_part(field: FormField, subject: Subject) -> Say | str:
    label = label_of(field)
    return say("{field} (an answer is awaited)", field=label) if awaits_answer(subject, field) else label


def _still_missing(labels: list[Say | str]) -> Say:
    listed: Say | str = labels[0]
    for label in labels[1:]:
        listed = say("{first}; {second}", first=listed, second=label)
    return say("Not yet, because this is still missing: {fields}.", fields=listed)
