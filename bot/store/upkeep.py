"""Which nightly work is whose, and how far it has come (real clock)."""

from typing import Any

from sqlalchemy import Connection, update

from bot.store.database import now_ms
from bot.store.inserting import insert_new
from bot.store.tables import upkeep

_own = upkeep.c


def begin(conn: Connection, name: str, apart_ms: int) -> int | None:
    """Begin a work that was not begun for so long, unless somebody else has; gives how far it has come.

    What was never heard of counts as begun now.
    """
    new = {"name": name, "started_at": now_ms(conn), "upto": 0}
    conn.execute(insert_new(conn, upkeep, "name").values(new))
    is_due: Any = _own.started_at <= now_ms(conn) - apart_ms
    begun = update(upkeep).where(_own.name == name, is_due).values(started_at=now_ms(conn))
    return conn.execute(begun.returning(_own.upto)).scalar_one_or_none()


def finish(conn: Connection, name: str, upto: int) -> None:
    """It is done, as far as that."""
    new = {"name": name, "started_at": now_ms(conn), "upto": upto}
    conn.execute(insert_new(conn, upkeep, "name").values(new))
    done = {"finished_at": now_ms(conn), "upto": upto}
    conn.execute(update(upkeep).where(_own.name == name).values(done))
