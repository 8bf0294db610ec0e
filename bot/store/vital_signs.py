"""What an operator's monitoring asks of the database, in one statement for each bot, however much waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, bindparam, func, literal_column, select

from bot.store.database import now_ms
from bot.store.outbox import PENDING, Lane
from bot.store.tables import bot_pace, clock_tick, outbox, session

# Whoever waits behind so many waits too long in any case, and counting on would cost ever more.
MOST_COUNTED = 10_000
_LATE_MS = 5000

_row = outbox.c
_session = session.c


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in a lane of the outbox, at most `MOST_COUNTED`, and how old its next row is."""

    count: int
    oldest_seconds: float


@dataclass(frozen=True, slots=True)
class VitalSigns:
    """What of a bot's stored work waits, and for how long; no clock has ticked where its age is None."""

    bot_id: int
    lanes: Mapping[str, Waiting]
    screens_late: int
    pace_ahead_seconds: float
    pace_blocked_seconds: float
    tick_age_seconds: float | None
    overdue_seconds: float


def load_vital_signs(conn: Connection, bot_id: int, world_now: datetime) -> VitalSigns:
    """The signs of one bot; `world_now` tells what is overdue."""
    found = conn.execute(_signs(conn), {"of_bot": bot_id}).mappings().one()
    now = found["now"]
    lanes = {lane.name.lower(): _waiting(found, lane, now) for lane in Lane}
    ticked_at, next_due_at = found["ticked_at"], found["next_due_at"]
    overdue = timedelta() if next_due_at is None else max(world_now - next_due_at, timedelta())
    return VitalSigns(
        bot_id,
        lanes,
        screens_late=found["screens_late"],
        pace_ahead_seconds=_until(found["tat"], now),
        pace_blocked_seconds=_until(found["blocked_until"], now),
        tick_age_seconds=None if ticked_at is None else max(now - ticked_at, 0) / 1000,
        overdue_seconds=overdue.total_seconds(),
    )


def _waiting(found: RowMapping, lane: Lane, now: int) -> Waiting:
    written_at = found[f"written_{lane.value}"]
    return Waiting(
        found[f"count_{lane.value}"], 0.0 if written_at is None else max(now - written_at, 0) / 1000
    )


def _until(at_us: int | None, now_ms: int) -> float:
    return 0.0 if at_us is None else max(at_us / 1_000_000 - now_ms / 1000, 0.0)


def _signs(conn: Connection) -> Select[Any]:
    bot_id: ColumnElement[int] = bindparam("of_bot")
    columns: list[ColumnElement[Any]] = [now_ms(conn).label("now")]
    for lane in Lane:
        # Spelled out, so that the index over waiting rows is used: its first entry is what leaves next.
        there = (_row.bot_id == bot_id, _row.lane == literal_column(str(lane.value)), PENDING)
        first = select(_row.written_at).where(*there).order_by(_row.due_at, _row.id).limit(1)
        columns.append(_counted(select(_row.id).where(*there)).label(f"count_{lane.value}"))
        columns.append(first.scalar_subquery().label(f"written_{lane.value}"))
    late = select(_session.chat_id).where(
        _session.bot_id == bot_id,
        _session.shown_revision != _session.revision,
        _session.updated_at <= now_ms(conn) - _LATE_MS,
    )
    columns.append(_counted(late).label("screens_late"))
    for column in (
        bot_pace.c.tat,
        bot_pace.c.blocked_until,
        clock_tick.c.ticked_at,
        clock_tick.c.next_due_at,
    ):
        one = select(column).where(column.table.c.bot_id == bot_id)
        columns.append(one.scalar_subquery().label(column.name))
    return select(*columns)


def _counted(rows: Select[Any]) -> ColumnElement[int]:
    return select(func.count()).select_from(rows.limit(MOST_COUNTED).subquery()).scalar_subquery()
