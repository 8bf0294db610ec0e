"""Shows the maker of a broadcast how far it is: where they stand and watch it, and nowhere else.

Their screen counts as not shown, so that whichever process redraws such screens draws it in place. Who does
something else is not disturbed; they get the report as a message.
"""

from typing import Any

from sqlalchemy import Connection, Row, select, update

from bot.store.outbox import Lane, enqueue
from bot.store.sessions import SessionRow, lock_session, read_session
from bot.store.tables import broadcast, session
from conversations.broadcast_facts import AudienceKind
from conversations.broadcasting import is_watching

BROADCAST_REPORT = "broadcast_report"
# The chat of whoever was erased.
NOBODY = 0
_own = session.c


def hold_place(conn: Connection, broadcast_id: int) -> None:
    """Lock where its maker stands, if anywhere, before the broadcast itself: in the order of their turns."""
    of_one = select(broadcast.c.bot_id, broadcast.c.chat_id).where(broadcast.c.id == broadcast_id)
    row = conn.execute(of_one).one()
    if read_session(conn, row.bot_id, row.chat_id) is not None:
        lock_session(conn, row.bot_id, row.chat_id)


def show_progress(conn: Connection, row: Row[Any]) -> bool:
    """Have the screen of whoever watches it drawn again, and say whether; its buttons stay good."""
    place = read_session(conn, row.bot_id, row.chat_id)
    if place is None or not _watches(place, row):
        return False
    return _redraw(conn, row, place.revision, {"shown_revision": place.revision - 1})


def show_report(conn: Connection, row: Row[Any]) -> bool:
    """Tell its maker once that it is over: drawn in place, where the old buttons end, or as a message."""
    if row.chat_id == NOBODY:
        return False
    place = read_session(conn, row.bot_id, row.chat_id)
    if place is not None and _watches(place, row):
        return _redraw(conn, row, place.revision, {"revision": place.revision + 1})
    report = {
        "bot_id": row.bot_id,
        "chat_id": row.chat_id,
        "lane": Lane.NORMAL,
        "kind": BROADCAST_REPORT,
        "dedup_key": f"{BROADCAST_REPORT}/{row.id}",
        "payload": {"broadcast_id": row.id},
    }
    enqueue(conn, [report])
    return False


def _redraw(conn: Connection, row: Row[Any], revision: int, values: dict[str, int]) -> bool:
    here = (_own.bot_id == row.bot_id, _own.chat_id == row.chat_id, _own.revision == revision)
    # As old as can be: it need not wait as one does that may still be on its way.
    conn.execute(update(session).where(*here).values(updated_at=0, **values))
    return True


def _watches(place: SessionRow, row: Row[Any]) -> bool:
    return bool(place.state) and is_watching(place.state or {}, is_mass=row.kind == AudienceKind.EVERYBODY)
