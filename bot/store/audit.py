"""Who changed people, schools or rights: append-only and without names."""

from collections.abc import Iterable

from sqlalchemy import Connection, insert

from bot.store.actor import Actor
from bot.store.tables import audit_event
from bot.store.world import World


def record(
    conn: Connection,
    kind: str,
    actor: Actor,
    world: World,
    *,
    school_id: int | None = None,
    person_id: int | None = None,
    by_operator: bool = False,
) -> None:
    """Add a row; `by_operator` where somebody acts in that right."""
    record_at(conn, kind, actor, world, (school_id,), person_id=person_id, by_operator=by_operator)


def record_at(
    conn: Connection,
    kind: str,
    actor: Actor,
    world: World,
    school_ids: Iterable[int | None],
    *,
    person_id: int | None = None,
    by_operator: bool = False,
) -> None:
    """Add a row for each of some schools."""
    common = {"at": world.now, "kind": kind, "actor_id": actor.person_id}
    common |= {"by_operator": by_operator, "person_id": person_id}
    rows = [{**common, "school_id": school_id} for school_id in school_ids]
    if rows:
        conn.execute(insert(audit_event), rows)
