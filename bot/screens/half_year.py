"""Half-years in the book: one date that is agreed from either side, and a teacher who is rated."""

from datetime import timedelta

from bot.screens.cast import FIRST_OF_LARGE, MEGA, Cast, Someone
from bot.screens.stage import MONDAY
from conversations.effects import NoticeKind, NotifyOwner, NotifySupervisors
from conversations.execution_effects import (
    AgreeObservation,
    ChooseTarget,
    CollectDocument,
    CompleteStage,
    KeepFile,
    ProposeObservation,
    RateTarget,
    ReleaseRating,
    SaveRating,
    WriteAnswer,
)
from conversations.execution_facts import FileKind, RatingSource, SentFile
from conversations.facts import Plan
from conversations.rules.rating import required_documents
from conversations.rules.terms import Capacity, ObservationRating, Rating, Role, StageId

RATED, _ASKS, _IS_OFFERED = (
    Someone(FIRST_OF_LARGE.chat_id + n, f"Guru {letter}, S.Pd.") for n, letter in enumerate("ABC")
)
_AT = MONDAY + timedelta(days=30)
_FORM = (
    (StageId.A, "learning_effort", "Mengikuti pelatihan mandiri."),
    (StageId.A, "observation_date", "12 Agustus"),
)


async def give_half_years(cast: Cast) -> None:
    """All three are teachers of one principal."""
    for who in (RATED, _ASKS, _IS_OFFERED):
        await cast.approves(MEGA, who)
        await cast.agrees(who)
    await _agree(cast, _ASKS, Capacity.OWNER)
    await _agree(cast, _IS_OFFERED, Capacity.APPRAISER)
    await _observe(cast, await cast.plan(RATED))
    await _collect(cast, await cast.plan(RATED))
    await _rate(cast, await cast.plan(RATED))


async def _agree(cast: Cast, who: Someone, proposes: Capacity) -> None:
    plan = await cast.plan(who)
    is_owners = proposes is Capacity.OWNER
    first, second = (who, MEGA) if is_owners else (MEGA, who)
    at = _AT + timedelta(hours=2 if is_owners else 4)
    told = (
        NotifyOwner(NoticeKind.OBSERVATION_SET, plan.id, plan.version, "2")
        if is_owners
        else NotifySupervisors(NoticeKind.OBSERVATION_TAKEN, plan.id, plan.version, "2")
    )
    answers = Capacity.APPRAISER if is_owners else Capacity.OWNER
    await cast.stage.do(first.chat_id, ProposeObservation(plan.id, None, at, proposes))
    await cast.stage.do(second.chat_id, AgreeObservation(plan.id, 1, answers), told)


async def _observe(cast: Cast, plan: Plan) -> None:
    """A handed in, the observation recorded."""
    written = (WriteAnswer(plan.id, stage, field, text, Capacity.OWNER) for stage, field, text in _FORM)
    done = CompleteStage(plan.id, StageId.A, Capacity.OWNER, is_done=True)
    await cast.stage.do(RATED.chat_id, ChooseTarget(plan.id, 0, is_chosen=True), *written, done)
    await cast.stage.do(
        MEGA.chat_id,
        RateTarget(plan.id, 0, ObservationRating.EFFECTIVE, "Kesepakatan kelas diingatkan dua kali."),
        WriteAnswer(
            plan.id, StageId.B, "evidence_note", "Murid menyebut kesepakatannya.", Capacity.APPRAISER
        ),
        CompleteStage(plan.id, StageId.B, Capacity.APPRAISER, is_done=True),
        NotifyOwner(NoticeKind.OBSERVED, plan.id, plan.version, f"{StageId.B}.1"),
    )


async def _collect(cast: Cast, plan: Plan) -> None:
    """A file for a unit, one without a place, and the documents of the school."""
    assigned, loose = _file("sertifikat.pdf"), _file("laporan.pdf")
    await cast.stage.do(RATED.chat_id, KeepFile(plan.id, assigned, "rhk:1:1"), KeepFile(plan.id, loose))
    required = required_documents(cast.stage.rules, Role.GURU, has_duty=False)
    here = await cast.school_id(MEGA)
    documents = (
        CollectDocument(plan.period, Role.GURU, each.code, True, _file("kosp.pdf"), here) for each in required
    )
    await cast.stage.do(MEGA.chat_id, *documents)


async def _rate(cast: Cast, plan: Plan) -> None:
    rules, overall = cast.stage.rules, (Rating.ABOVE, Rating.MEETS)
    aspects = {aspect.id: Rating.ABOVE for aspect in rules.practice_aspects}
    behaviors = {aspect.id: Rating.MEETS for aspect in rules.work_behaviors}
    note = "Teruskan pelibatan murid."
    await cast.stage.do(
        MEGA.chat_id,
        SaveRating(plan.id, None, RatingSource.APPRAISER, aspects, behaviors, *overall, note),
        ReleaseRating(plan.id, 1),
        NotifyOwner(NoticeKind.RATED, plan.id, plan.version, "2"),
        NotifyOwner(NoticeKind.PREDICATE_SHOWN, plan.id, plan.version),
    )


def _file(name: str) -> SentFile:
    return SentFile(f"file of {name}", name, FileKind.PDF, name, 200_000)
