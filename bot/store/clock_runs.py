"""What the clock keeps of its ticks and sweeps, and where and when anybody is reminded."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, or_, select, update

from bot.store.database import now_ms
from bot.store.inserting import insert_new
from bot.store.tables import clock_tick, person, reminder_run, reminder_setting, school, snooze
from conversations.facts import Zone

_run = reminder_run.c
_COMPLETE = select(_run.key).where(
    _run.bot_id == bindparam("of_bot"),
    _run.key.in_(bindparam("of_keys", expanding=True)),
    _run.enqueued_at.is_not(None),
)


def hours_in_use(conn: Connection, hours: Iterable[int], usual: int) -> frozenset[int]:
    """At which of these hours somebody may be reminded; looked up in an index each."""
    asked = tuple(hours)
    row = conn.execute(_which_hours(asked)).one()
    return frozenset({usual, *(hour for hour, is_used in zip(asked, row, strict=True) if is_used)})


@lru_cache
def _which_hours(hours: tuple[int, ...]) -> Any:
    chosen, schools = reminder_setting.c.hour, school.c.reminder_hour
    return select(*(or_(exists().where(chosen == hour), exists().where(schools == hour)) for hour in hours))


def complete_runs(conn: Connection, bot_id: int, keys: Collection[str]) -> frozenset[str]:
    """Which of these sweeps are complete."""
    return frozenset(conn.execute(_COMPLETE, {"of_bot": bot_id, "of_keys": list(keys)}).scalars())


def forget_runs(conn: Connection, bot_id: int, before: str) -> None:
    """Drop sweeps of days before one such as 2026-01-28; nobody looks at them any more."""
    conn.execute(delete(reminder_run).where(_run.bot_id == bot_id, _run.key < before))


def note_tick(conn: Connection, bot_id: int, world_at: datetime, next_due_at: datetime | None) -> None:
    """Keep when the clock last ticked."""
    values = {"ticked_at": now_ms(conn), "world_at": world_at, "next_due_at": next_due_at}
    noted = update(clock_tick).where(clock_tick.c.bot_id == bot_id).values(values)
    if conn.execute(noted).rowcount != 1:
        conn.execute(insert_new(conn, clock_tick, "bot_id").values(bot_id=bot_id, **values))


def zones_in_use(conn: Connection) -> frozenset[Zone]:
    """The zones of people and schools."""
    found = select(person.c.zone).union(select(school.c.zone).where(school.c.zone.is_not(None)))
    return frozenset(Zone(zone) for zone in conn.execute(found).scalars())


def snoozed_days(conn: Connection, since: date) -> frozenset[date]:
    """The days from then on that somebody wants to be reminded on again."""
    query = select(snooze.c.day).where(snooze.c.day >= since.isoformat()).distinct()
    return frozenset(date.fromisoformat(day) for day in conn.execute(query).scalars())


def load_last_tick(conn: Connection) -> dict[str, Any]:
    """When a clock last ticked, in the world's time, and the next instant that it noted."""
    own = clock_tick.c
    query = select(own.world_at, own.next_due_at).order_by(own.ticked_at.desc()).limit(1)
    row = conn.execute(query).one_or_none()
    return {
        "ticked_at": None if row is None else row.world_at,
        "next_due_at": None if row is None else row.next_due_at,
    }


def next_due_of(conn: Connection, bot_id: int) -> datetime | None:
    """What the latest tick noted as the next instant."""
    query = select(clock_tick.c.next_due_at).where(clock_tick.c.bot_id == bot_id)
    return conn.execute(query).scalar_one_or_none()
