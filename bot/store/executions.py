"""Reads what became of a final plan, in a constant number of statements."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select

from bot.store.accountability import document_of
from bot.store.checklist import load_ticks
from bot.store.evidence import file_in
from bot.store.observations import booked_times
from bot.store.tables import (
    accountability_document,
    evidence,
    observation,
    person,
    plan_rating,
    stage_answer,
    stage_entry,
    target_seen,
)
from conversations.execution_facts import (
    CollectedDocument,
    EvidenceFile,
    Execution,
    ObservationDate,
    PlanRating,
    RatingSource,
    StageDone,
    TargetBehaviorSeen,
)
from conversations.facts import Plan
from conversations.rules.terms import Capacity, ObservationRating, Rating, StageId


def load_execution(conn: Connection, plan: Plan) -> Execution:
    """Everything that became of a plan."""
    evidence_rows = _evidence_of(conn, plan)
    done = _done(conn, plan)
    is_observed = (StageId.B, Capacity.APPRAISER) in done
    return Execution(
        plan_id=plan.id,
        answers=_answers(conn, plan),
        targets=_targets(conn, plan),
        observation=_observation(conn, plan),
        done=done,
        evidence=tuple(_evidence_file(row) for row in evidence_rows if row.plan_id == plan.id),
        documents=_documents(conn, plan),
        files_before=_handed_in_before(evidence_rows, plan),
        rating=load_rating(conn, plan.id),
        ticks=load_ticks(conn, plan.id),
        booked=() if is_observed else booked_times(conn, plan.id),
    )


def load_rating(conn: Connection, plan_id: int) -> PlanRating | None:
    """How a plan is rated so far."""
    query = (
        select(plan_rating, person.c.name.label("rater"))
        .join_from(plan_rating, person, plan_rating.c.rated_by == person.c.id)
        .where(plan_rating.c.plan_id == plan_id)
    )
    row = conn.execute(query).one_or_none()
    if row is None:
        return None
    return PlanRating(
        source=RatingSource(row.source),
        aspects={name: Rating(value) for name, value in row.aspects.items()},
        behaviors={name: Rating(value) for name, value in row.behaviors.items()},
        work_result=None if row.work_result is None else Rating(row.work_result),
        work_behavior=None if row.work_behavior is None else Rating(row.work_behavior),
        note=row.note,
        rated_by=row.rater,
        released_at=row.released_at,
        version=row.version,
    )


def _answers(conn: Connection, plan: Plan) -> dict[tuple[StageId, str], str]:
    own = stage_answer.c
    rows = conn.execute(select(own.stage, own.field, own.text).where(own.plan_id == plan.id))
    return {(StageId(row.stage), row.field): row.text for row in rows}


def _targets(conn: Connection, plan: Plan) -> tuple[TargetBehaviorSeen, ...]:
    own = target_seen.c
    rows = conn.execute(select(target_seen).where(own.plan_id == plan.id).order_by(own.target))
    return tuple(
        TargetBehaviorSeen(
            row.target, None if row.rating is None else ObservationRating(row.rating), row.note
        )
        for row in rows
    )


def _observation(conn: Connection, plan: Plan) -> ObservationDate | None:
    row = conn.execute(select(observation).where(observation.c.plan_id == plan.id)).one_or_none()
    if row is None:
        return None
    return ObservationDate(row.starts_at, Capacity(row.proposed_by), row.agreed_at, row.version)


def _done(conn: Connection, plan: Plan) -> dict[tuple[StageId, Capacity], StageDone]:
    own = stage_entry.c
    query = (
        select(own.stage, own.capacity, own.done_at, own.done_by, person.c.name)
        .join_from(stage_entry, person, own.done_by == person.c.id)
        .where(own.person_id == plan.owner_id, own.period == plan.period.key, own.done_at.is_not(None))
    )
    return {
        (StageId(row.stage), Capacity(row.capacity)): StageDone(row.done_at, row.name, row.done_by)
        for row in conn.execute(query)
    }


def _evidence_of(conn: Connection, plan: Plan) -> list[Row[Any]]:
    """The files of all plans of the owner, because none counts twice."""
    own = evidence.c
    return list(conn.execute(select(evidence).where(own.person_id == plan.owner_id).order_by(own.id)))


def _handed_in_before(rows: Iterable[Row[Any]], plan: Plan) -> frozenset[str]:
    """Only what was assigned counted; what was not handed in may be used again (regulation.md 5.1)."""
    return frozenset(
        row.file_unique_id for row in rows if row.plan_id != plan.id and (row.slot or "").startswith("rhk:")
    )


def _evidence_file(row: Row[Any]) -> EvidenceFile:
    return EvidenceFile(row.id, row.slot, file_in(row), row.sent_at)


def _documents(conn: Connection, plan: Plan) -> tuple[CollectedDocument, ...]:
    """Those of the plan, and those that its school has handed in for all plans of the role."""
    own = accountability_document.c
    of_school = and_(
        own.school_id == (0 if plan.school is None else plan.school.id),
        own.period == plan.period.key,
        own.role == plan.role,
    )
    query = (
        select(accountability_document)
        .where(or_(own.plan_id == plan.id, of_school))
        .order_by(own.code, own.id)
    )
    return tuple(document_of(row) for row in conn.execute(query))
