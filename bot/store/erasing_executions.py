"""Erasing what became of plans: the own goes, of what was written about others the texts go."""

from sqlalchemy import Connection, Table, delete, null, select, update

from bot.store.tables import (
    accountability_document,
    checklist_tick,
    evidence,
    observation,
    performance_plan,
    plan_event,
    plan_rating,
    stage_answer,
    target_seen,
)
from conversations.facts import EventKind

_OF_PLANS: tuple[Table, ...] = (
    stage_answer,
    target_seen,
    observation,
    evidence,
    accountability_document,
    plan_rating,
    checklist_tick,
)
_RATINGS = (EventKind.RATED, EventKind.RATING_CORRECTED)


def empty_executions(conn: Connection, person_id: int) -> None:
    """Delete all of the own plans; ratings of others stay theirs, without a word of the person's."""
    own = select(performance_plan.c.id).where(performance_plan.c.person_id == person_id)
    for table in _OF_PLANS:
        conn.execute(delete(table).where(table.c.plan_id.in_(own)))
    _empty_written(conn, person_id)


def _empty_written(conn: Connection, person_id: int) -> None:
    """Who has written of an observation has noted the target perilaku too."""
    by_person = stage_answer.c.written_by == person_id
    observed = select(stage_answer.c.plan_id).where(by_person)
    conn.execute(update(target_seen).where(target_seen.c.plan_id.in_(observed)).values(note=""))
    conn.execute(update(stage_answer).where(by_person).values(text=""))
    conn.execute(update(plan_rating).where(plan_rating.c.rated_by == person_id).values(note=""))
    rated = (plan_event.c.actor_id == person_id, plan_event.c.kind.in_(_RATINGS))
    conn.execute(update(plan_event).where(*rated).values(changes=null()))
    # The document is the school's and stays; under what name the person sent it is forgotten.
    sent = accountability_document.c.collected_by == person_id
    conn.execute(update(accountability_document).where(sent).values(name=""))
