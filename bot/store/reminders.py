"""Puts what is due into the outbox, chunk by chunk, and remembers what was; no loop over people."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Select,
    Text,
    case,
    cast,
    delete,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.actor import TELEGRAM
from bot.store.audience import Moment, audience, people, zone
from bot.store.bulk import insert_rows, json_of
from bot.store.database import now_ms
from bot.store.due import due_rows
from bot.store.inserting import insert_new
from bot.store.tables import (
    channel_account,
    clock_tick,
    person,
    reminded,
    reminder_run,
    reminder_setting,
    school,
)
from conversations.facts import Zone
from conversations.rules.reminders import DIGEST

REMINDER = "reminder"
# A clock that is stopped while it holds a chunk keeps the others waiting for no longer.
_FROZEN_AFTER = "5s"
_run = reminder_run.c


def run_key(moment: Moment) -> str:
    """What names a day's sweep through a zone and an hour."""
    return f"{moment.day}/{moment.zone}/{moment.hour}"


def hours_in_use(conn: Connection, hours: Iterable[int], usual: int) -> frozenset[int]:
    """At which of these hours somebody may be reminded; looked up in an index each."""
    columns = [
        or_(
            exists().where(reminder_setting.c.hour == hour),
            exists().where(school.c.reminder_hour == hour),
        ).label(f"h{hour}")
        for hour in hours
    ]
    row = conn.execute(select(*columns)).one()._mapping
    return frozenset({usual, *(hour for hour in hours if row[f"h{hour}"])})


def complete_runs(conn: Connection, bot_id: int, keys: Collection[str]) -> frozenset[str]:
    """Which of these sweeps are complete."""
    query = select(_run.key).where(_run.bot_id == bot_id, _run.key.in_(keys), _run.enqueued_at.is_not(None))
    return frozenset(conn.execute(query).scalars())


def enqueue_chunk(conn: Connection, bot_id: int, moment: Moment, chunk: int) -> bool:
    """Enqueue what is due to the next so many people; True once the sweep is complete.

    The row of the sweep is locked, so that clocks that tick at once take turns; a killed one's turn is lost
    with its transaction.
    """
    key = run_key(moment)
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = '{_FROZEN_AFTER}'")
    run = _lock_run(conn, bot_id, key)
    if run.enqueued_at is not None:
        return True
    following = (
        select(person.c.id).where(person.c.id > run.upto).order_by(person.c.id).limit(chunk).subquery()
    )
    count, upto = conn.execute(select(func.count(), func.max(following.c.id))).one()
    if count:
        bounds = (own > run.upto, own <= upto)
        _remember(conn, due_rows(moment, audience(moment, *bounds)))
        _enqueue(conn, bot_id, moment, run.upto, upto)
    is_complete = bool(count < chunk)
    ours = (_run.bot_id == bot_id, _run.key == key)
    done_at = now_ms(conn) if is_complete else null()
    conn.execute(update(reminder_run).where(*ours).values(upto=upto or run.upto, enqueued_at=done_at))
    return is_complete


def forget_runs(conn: Connection, bot_id: int, before: str) -> None:
    """Drop sweeps of days before one such as 2026-01-28; nobody looks at them any more."""
    conn.execute(delete(reminder_run).where(_run.bot_id == bot_id, _run.key < before))


def zone_of(conn: Connection, person_id: int) -> Zone | None:
    """Whose time somebody is reminded in; None for who does not want to be, or serves no longer."""
    query = people(person.c.id == person_id).with_only_columns(zone())
    found = conn.execute(query).scalar_one_or_none()
    return None if found is None else Zone(found)


def note_tick(conn: Connection, bot_id: int, world_at: datetime, next_due_at: datetime | None) -> None:
    """Keep when the clock last ticked."""
    values = {"ticked_at": now_ms(conn), "world_at": world_at, "next_due_at": next_due_at}
    noted = update(clock_tick).where(clock_tick.c.bot_id == bot_id).values(values)
    if conn.execute(noted).rowcount != 1:
        conn.execute(insert_new(conn, clock_tick, "bot_id").values(bot_id=bot_id, **values))


def _lock_run(conn: Connection, bot_id: int, key: str) -> Any:
    ours = (_run.bot_id == bot_id, _run.key == key)
    query = select(_run.upto, _run.enqueued_at).where(*ours).with_for_update()
    found = conn.execute(query).one_or_none()
    if found is None:
        conn.execute(insert_new(conn, reminder_run, "bot_id", "key").values(bot_id=bot_id, key=key, upto=0))
        found = conn.execute(query).one()
    return found


def _remember(conn: Connection, due: Select[Any]) -> None:
    """Keep the newest occasion of each person and stage."""
    make = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    names = reminded.c.keys()
    given = make(reminded).from_select(names, due)
    newest = {name: given.excluded[name] for name in ("occasion", "occasion_day", "sent_day")}
    conn.execute(given.on_conflict_do_update(index_elements=["person_id", "period", "stage"], set_=newest))


def _enqueue(conn: Connection, bot_id: int, moment: Moment, after: int, upto: int) -> None:
    """One message for each person with something new of this day."""
    own, account = reminded.c, channel_account.alias("reached")
    first = (
        select(func.min(channel_account.c.id))
        .where(
            channel_account.c.person_id == own.person_id,
            channel_account.c.channel == TELEGRAM,
            channel_account.c.reachable,
        )
        .correlate(reminded)
        .scalar_subquery()
    )
    day, period = moment.day.isoformat(), moment.period
    payload = {
        "person_id": own.person_id,
        "period": period,
        "day": day,
        "dues": _json(conn, _dues(moment)),
        "digest": _json(conn, func.max(case((own.stage == DIGEST, "true"), else_="false"))),
    }
    start = literal(f"{period}/{REMINDER}/{day}/")
    rows = (
        select(
            literal(bot_id).label("bot_id"),
            account.c.chat_id.label("chat_id"),
            literal(REMINDER).label("kind"),
            start.concat(cast(own.person_id, Text)).label("dedup_key"),
            json_of(conn, payload).label("payload"),
        )
        .join_from(reminded, account, account.c.id == first)
        .where(own.person_id > after, own.person_id <= upto, own.period == period, own.sent_day == day)
        .group_by(own.person_id, account.c.chat_id)
        .order_by(own.person_id)
    )
    insert_rows(conn, rows)


def _dues(moment: Moment) -> ColumnElement[str]:
    """The stages in cycle order as JSON, each with its occasion."""
    own = reminded.c
    pairs: ColumnElement[str] = literal("")
    for stage in moment.timetable.rules.stages:
        pair = literal(f',["{stage.id}","').concat(own.occasion).concat('"]')
        pairs = pairs.concat(func.max(case((own.stage == stage.id, pair), else_="")))
    return literal("[").concat(func.substr(pairs, 2)).concat("]")


def _json(conn: Connection, text: ColumnElement[str]) -> ColumnElement[Any]:
    return func.json(text) if conn.dialect.name == "sqlite" else cast(text, JSON)
