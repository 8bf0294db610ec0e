"""What was written at an earlier stage and is needed at this one."""

from conversations.rules.terms import Capacity, StageId
from conversations.stages.forms import field_of, label_of
from conversations.stages.subject import Subject, other_side_first
from conversations.texts import shortened
from conversations.words import Words, say

_SHOWN_CHARS = 300
_EARLIER: dict[StageId, tuple[StageId, str]] = {
    StageId.C: (StageId.B, "recommendation"),
    StageId.D: (StageId.C, "follow_up_plan"),
    StageId.E: (StageId.D, "action_taken"),
}


def context_lines(subject: Subject, stage: StageId) -> tuple[Words, ...]:
    """The text of an earlier stage on which this one goes on, if the reader may see it."""
    if stage is StageId.C and (StageId.B, Capacity.APPRAISER) not in subject.execution.done:
        return ("", _observation_first(subject))
    if stage not in _EARLIER:
        return ()
    earlier, field_id = _EARLIER[stage]
    field, text = field_of(subject, earlier, field_id), subject.answer(earlier, field_id)
    if field is None or not text or not subject.may_read(earlier):
        return ()
    return ("", say("{label}: <i>{text}</i>", label=label_of(field), text=shortened(text, _SHOWN_CHARS)))


def _observation_first(subject: Subject) -> Words:
    if subject.is_alone and subject.is_owner:
        return say(
            "The observation is not marked as done yet. {who} records it in PMM, and usually this form "
            "follows it. Once it has been, mark it here under {stage}.",
            who=other_side_first(subject),
            stage=subject.stage(StageId.B).name,
        )
    return say("The observation is not recorded yet. Usually this form follows it.")
