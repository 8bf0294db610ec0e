"""How the outbox does: what waits, for how long, and how much leaves."""

from typing import Any

from sqlalchemy import Connection, func, literal_column, select

from bot.store.database import db_now_ms
from bot.store.outbox import PENDING, Lane, OutboxState
from bot.store.tables import outbox

_MINUTE_MS = 60_000

_row = outbox.c


def load_queue(conn: Connection) -> dict[str, Any]:
    """The parts of `Health` that tell of the outbox, of all bots."""
    now = db_now_ms(conn)
    query = select(_row.lane, func.count(), func.min(_row.written_at)).where(PENDING).group_by(_row.lane)
    found = {lane: (count, oldest) for lane, count, oldest in conn.execute(query)}
    lanes = {lane.name.lower(): found.get(lane, (0, None))[0] for lane in Lane}
    oldest = min((at for _, at in found.values() if at is not None), default=now)
    lately = select(func.count()).where(
        _row.state == literal_column(str(int(OutboxState.SENT))), _row.finished_at > now - _MINUTE_MS
    )
    return {
        "outbox_waiting": sum(lanes.values()),
        "outbox_lanes": lanes,
        "outbox_oldest_seconds": max(now - oldest, 0) // 1000,
        "outbox_sent_last_minute": conn.execute(lately).scalar_one(),
    }
