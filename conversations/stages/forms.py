"""The fields of a stage's form, what is in them, and what is missing."""

from conversations.execution_facts import TargetBehaviorSeen
from conversations.rules.assessment_models import FormField
from conversations.rules.entry import SourcedEntry
from conversations.rules.models import SubIndicator, TargetBehavior
from conversations.rules.terms import ExampleAudience, FieldKind, Role, SchoolLevel, StageId
from conversations.stages.subject import Subject
from conversations.texts import shortened
from conversations.words import Say, Words, rule_text, say, say_n

MOST_CHARS = 2000
TARGETS = "target_behavior"
LEARNING_EFFORT = "learning_effort"
_SHOWN_CHARS = 120


def fields_of(subject: Subject, stage: StageId) -> tuple[FormField, ...]:
    """The fields of the form; a KS ticks target perilaku too, because they are what is observed."""
    form = subject.form(stage)
    fields = () if form is None else form.fields
    if stage is StageId.A and all(field.id != TARGETS for field in fields):
        return (*_target_field(subject), *fields)
    return fields


def field_of(subject: Subject, stage: StageId, field_id: str) -> FormField | None:
    """The field with that id."""
    return next((field for field in fields_of(subject, stage) if field.id == field_id), None)


def missing_fields(subject: Subject, stage: StageId) -> tuple[FormField, ...]:
    """The required fields in which nothing is, or not everything."""
    required = (field for field in fields_of(subject, stage) if field.required)
    return tuple(field for field in required if not is_filled(subject, stage, field))


def label_of(field: FormField) -> Words:
    """The label of a field, verbatim where it was found."""
    return rule_text(field.label) if field.is_ours else field.label


def value_of(subject: Subject, stage: StageId, field: FormField) -> Words | None:
    """What is in a field, in short; None for nothing."""
    match field.kind:
        case FieldKind.TEXT:
            text = subject.answer(stage, field.id)
            return shortened(" ".join(text.split()), _SHOWN_CHARS) if text else None
        case FieldKind.CHOICE:
            return _choices(subject, field)
        case FieldKind.DATE:
            return _date(subject)
        case FieldKind.FILE:
            return say("sent") if _has_file(subject, field) else None
        case FieldKind.INFO:
            return None


def practice_of(subject: Subject) -> SubIndicator | None:
    """The sub-indikator of the plan."""
    practice = subject.plan.content.practice
    return None if practice is None else subject.rules.sub_indicator(practice)


def target_behaviors(subject: Subject) -> tuple[TargetBehavior, ...]:
    """The target perilaku of the plan's sub-indikator, in order."""
    practice = practice_of(subject)
    return () if practice is None else practice.target_behaviors


def target_words(subject: Subject, number: int) -> Words:
    """A target perilaku by its place."""
    behaviors = target_behaviors(subject)
    if not 0 <= number < len(behaviors):
        return say("target perilaku {number}", number=number + 1)
    return words_of(behaviors[number], behaviors[number].text)


def words_of(entry: SourcedEntry, text: str) -> Words:
    """A text verbatim where it was found, in the reader's language where it is ours."""
    return rule_text(text) if entry.is_ours else text


def seen(subject: Subject, number: int) -> TargetBehaviorSeen | None:
    """How a ticked target perilaku was seen; None where it is not ticked."""
    return next((each for each in subject.execution.targets if each.target == number), None)


def example_lines(subject: Subject) -> tuple[Words, ...]:
    """Examples of the sub-indikator for those whom they may concern."""
    practice = practice_of(subject)
    if practice is None:
        return ()
    found = (practice.example_for(audience) for audience in _audiences(subject))
    return tuple(
        say("{audience}: {text}", audience=_AUDIENCES[example.audience], text=rule_text(example.text))
        for example in found
        if example is not None
    )


_AUDIENCES = {
    ExampleAudience.GURU: say("Example"),
    ExampleAudience.BK: say("Example for guru BK"),
    ExampleAudience.PAUD_TK: say("Example for PAUD/TK"),
    ExampleAudience.KS: say("Example"),
}


def _audiences(subject: Subject) -> tuple[ExampleAudience, ...]:
    if subject.plan.role is Role.KS:
        return (ExampleAudience.KS,)
    if subject.plan.level is SchoolLevel.PAUD_TK:
        return (ExampleAudience.PAUD_TK,)
    # What somebody teaches is not known; guru BK work at secondary schools.
    is_primary = subject.plan.level is SchoolLevel.SD
    return (ExampleAudience.GURU,) if is_primary else (ExampleAudience.GURU, ExampleAudience.BK)


def _target_field(subject: Subject) -> tuple[FormField, ...]:
    forms = subject.stage(StageId.A).forms
    return tuple(field for form in forms for field in form.fields if field.id == TARGETS)[:1]


def awaits_answer(subject: Subject, field: FormField) -> bool:
    """Whether it is the date, which one side has proposed and the other has not answered."""
    observation = subject.execution.observation
    return field.kind is FieldKind.DATE and observation is not None and observation.agreed_at is None


def is_filled(subject: Subject, stage: StageId, field: FormField) -> bool:
    """Whether everything is in a field that it needs."""
    match field.kind:
        case FieldKind.TEXT:
            return bool(subject.answer(stage, field.id))
        case FieldKind.CHOICE if field.id == TARGETS:
            return bool(subject.execution.targets)
        case FieldKind.CHOICE:
            return all(each.rating is not None for each in subject.execution.targets)
        case FieldKind.DATE:
            observation = subject.execution.observation
            return observation is not None and observation.agreed_at is not None
        case FieldKind.FILE:
            return _has_file(subject, field)
        case FieldKind.INFO:
            return True


def _has_file(subject: Subject, field: FormField) -> bool:
    """A field of a file is the slot of evidence with the same name."""
    return any(each.slot == field.id for each in subject.execution.evidence)


def _choices(subject: Subject, field: FormField) -> Say | None:
    targets = subject.execution.targets
    if field.id == TARGETS:
        return say_n("{count} ticked", "{count} ticked", len(targets)) if targets else None
    rated = sum(each.rating is not None for each in targets)
    return say("{rated} of {all}", rated=rated, all=len(targets)) if rated else None


def _date(subject: Subject) -> Say | None:
    observation = subject.execution.observation
    if observation is None:
        return None
    if observation.agreed_at is not None:
        return say("{at}, agreed", at=observation.starts_at)
    return say("{at}, proposed", at=observation.starts_at)
