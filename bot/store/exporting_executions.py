"""What became of a person's plans, and what the person wrote about others, for the copy of the own data."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select

from bot.store.exporting_rows import Rows, rows
from bot.store.tables import (
    accountability_document,
    checklist_tick,
    evidence,
    observation,
    performance_plan,
    plan_rating,
    school,
    stage_answer,
    target_seen,
)

# What the owner may not see yet is not in the copy either: a rating before its release.
_OF_PLANS: Mapping[str, Table] = {
    "forms": stage_answer,
    "target_behaviors": target_seen,
    "observation": observation,
    "evidence": evidence,
    "accountability_documents": accountability_document,
    "checklist": checklist_tick,
}


PARTS_OF_PLANS = (*_OF_PLANS, "rating")


def load_executions(conn: Connection, plan_ids: Sequence[int]) -> dict[int, dict[str, Rows]]:
    """What became of each of these plans, by its id."""
    found: dict[int, dict[str, Rows]] = {plan_id: {} for plan_id in plan_ids}
    queries = {
        name: select(table).where(table.c.plan_id.in_(plan_ids)).order_by(*table.primary_key.columns)
        for name, table in _OF_PLANS.items()
    }
    own = plan_rating.c
    queries["rating"] = select(plan_rating).where(own.plan_id.in_(plan_ids), own.released_at.is_not(None))
    for name, query in queries.items():
        written = rows(conn, query)
        for plan_id, parts in found.items():
            parts[name] = [_without_plan(row) for row in written if row["plan_id"] == plan_id]
    return found


def written_about_others(conn: Connection, person_id: int) -> dict[str, Rows]:
    """Forms and ratings of others in the person's words, and documents handed in for a school."""
    others = performance_plan.c.person_id != person_id
    forms = (
        select(performance_plan.c.period, stage_answer)
        .join_from(stage_answer, performance_plan)
        .where(stage_answer.c.written_by == person_id, others)
        .order_by(*stage_answer.primary_key.columns)
    )
    ratings = (
        select(performance_plan.c.period, plan_rating)
        .join_from(plan_rating, performance_plan)
        .where(plan_rating.c.rated_by == person_id, others)
        .order_by(plan_rating.c.plan_id)
    )
    own = accountability_document.c
    documents = (
        select(accountability_document, school.c.npsn.label("school_npsn"))
        .join_from(accountability_document, school, own.school_id == school.c.id)
        .where(own.collected_by == person_id)
        .order_by(own.id)
    )
    return {
        "forms_of_others": [_without_plan(row) for row in rows(conn, forms)],
        "ratings_of_others": [_without_plan(row) for row in rows(conn, ratings)],
        "documents_of_schools": rows(conn, documents, without=("id", "school_id", "plan_id")),
    }


def _without_plan(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("plan_id", "person_id", "id")}
