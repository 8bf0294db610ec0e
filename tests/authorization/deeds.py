"""Changes that only some may cause, by what they are at the school HERE: those of a final plan."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from conversations.effects import Effect
from conversations.execution_effects import (
    AgreeObservation,
    AssignFile,
    ChooseTarget,
    CollectDocument,
    CompleteStage,
    KeepFile,
    ProposeObservation,
    RateTarget,
    ReleaseRating,
    RemoveFile,
    SaveRating,
    TickLine,
    WriteAnswer,
)
from conversations.execution_facts import RatingSource
from conversations.rules.terms import Capacity, ObservationRating, Rating, Role, StageId
from tests.authorization.cast import FILE, PROPOSED_AT, Everybody

Make = Callable[[Everybody], Effect]
OWNER, APPRAISER = Capacity.OWNER, Capacity.APPRAISER
_MOVED = PROPOSED_AT + timedelta(days=1)
_OTHER_FILE = replace(FILE, unique_id="unique-2")


@dataclass(frozen=True)
class Deed:
    """A change and those who may cause it."""

    does: str
    effect: Make
    allowed: frozenset[str]


def deed(does: str, effect: Make, *allowed: str) -> Deed:
    return Deed(does, effect, frozenset(allowed))


def _writing(plan_id: int, capacity: Capacity) -> WriteAnswer:
    stage, field = (StageId.A, "learning_effort") if capacity is OWNER else (StageId.B, "evidence_note")
    return WriteAnswer(plan_id, stage, field, "Mengamati rekan", capacity)


def _rating(plan_id: int, source: RatingSource) -> SaveRating:
    return SaveRating(plan_id, 1, source, {}, {}, Rating.ABOVE, Rating.ABOVE, "Baik")


def _document(all_: Everybody, *, is_of_school: bool) -> CollectDocument:
    school_id = all_.school_id if is_of_school else None
    plan_id = None if is_of_school else all_.final.id
    period = all_.final.period
    return CollectDocument(
        period, Role.GURU, "K3", is_collected=True, file=None, school_id=school_id, plan_id=plan_id
    )


EXECUTION_DEEDS = (
    deed("write the own form", lambda all_: _writing(all_.final.id, OWNER), "finisher"),
    deed("write down an observation", lambda all_: _writing(all_.final.id, APPRAISER), "ks"),
    deed("write before the plan is final", lambda all_: _writing(all_.waiting.id, OWNER)),
    deed("tick a target perilaku", lambda all_: ChooseTarget(all_.final.id, 1, is_chosen=True), "finisher"),
    deed(
        "rate a target perilaku before A is handed in",
        lambda all_: RateTarget(all_.final.id, 0, ObservationRating.EFFECTIVE),
    ),
    deed("move the own date", lambda all_: ProposeObservation(all_.final.id, 1, _MOVED, OWNER), "finisher"),
    deed("propose another date", lambda all_: ProposeObservation(all_.final.id, 1, _MOVED, APPRAISER), "ks"),
    deed("agree to the date", lambda all_: AgreeObservation(all_.final.id, 1, APPRAISER), "ks"),
    deed("agree to the own date", lambda all_: AgreeObservation(all_.final.id, 1, OWNER)),
    deed(
        "finish a form",
        lambda all_: CompleteStage(all_.final.id, StageId.A, OWNER, is_done=True),
        "finisher",
    ),
    deed(
        "finish an observation",
        lambda all_: CompleteStage(all_.final.id, StageId.B, APPRAISER, is_done=True),
        "ks",
    ),
    deed("hand in a file", lambda all_: KeepFile(all_.final.id, _OTHER_FILE, "rhk:1:1"), "finisher"),
    deed("hand in a file too early", lambda all_: KeepFile(all_.waiting.id, _OTHER_FILE, "rhk:1:1")),
    deed("assign a file", lambda all_: AssignFile(all_.final.id, all_.evidence_id, "rhk:1:1"), "finisher"),
    deed("take a file away", lambda all_: RemoveFile(all_.final.id, all_.evidence_id), "finisher"),
    deed("hand in the school's document", lambda all_: _document(all_, is_of_school=True), "ks"),
    deed("hand it in where a KS does", lambda all_: _document(all_, is_of_school=False)),
    deed("rate", lambda all_: _rating(all_.final.id, RatingSource.APPRAISER), "ks"),
    deed("rate oneself where a KS does", lambda all_: _rating(all_.final.id, RatingSource.OWNER)),
    deed("release a rating", lambda all_: ReleaseRating(all_.final.id, 1), "ks"),
    deed("tick the checklist", lambda all_: TickLine(all_.final.id, "submit", is_ticked=True), "finisher"),
)
