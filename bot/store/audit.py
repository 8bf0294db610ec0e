"""Who changed people, schools or rights: append-only and without names."""

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
    values = {
        "at": world.now,
        "kind": kind,
        "actor_id": actor.person_id,
        "by_operator": by_operator,
        "school_id": school_id,
        "person_id": person_id,
    }
    conn.execute(insert(audit_event).values(values))
