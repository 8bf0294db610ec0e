"""How a broadcast gets on: its receivers become rows of the outbox, which are counted, struck off, closed.

Every step may be repeated and may be taken by any process; a killed one leaves nothing half done.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, case, cast, func, literal, literal_column, null, select, update
from sqlalchemy import Text as SqlText

from bot.store.bots import ONE_BOT, Bots
from bot.store.broadcast_audience import account_of_receiver, is_receiver, load_audience, of_group
from bot.store.bulk import insert_rows, json_of
from bot.store.database import db_now_ms, now_ms
from bot.store.outbox import Lane, OutboxState, enqueue
from bot.store.tables import broadcast, channel_account, group_chat, outbox, person
from bot.store.world import World
from conversations.broadcast_facts import OPEN_STATES, AudienceKind, BroadcastState, Tally

BROADCAST = "broadcast"
_CHUNK, _SQLITE_CHUNK = 20_000, 1_000
_MOST_NAMES = 500
_UNREACHABLE, _STOPPED = "unreachable", "stopped"
_own = broadcast.c
_row = outbox.c
# Spelled out, so that the index over just these rows can be used whatever the statement is prepared for.
_IS_OPEN = _own.state.in_([literal_column(f"'{state}'") for state in sorted(OPEN_STATES)])


def open_broadcasts(conn: Connection, bot_id: int) -> Sequence[int]:
    """Those on their way; next to nothing to ask where there is none."""
    query = select(_own.id).where(_own.bot_id == bot_id, _IS_OPEN)
    return list(conn.execute(query.order_by(_own.id)).scalars())


def lock_broadcast(conn: Connection, broadcast_id: int) -> Row[Any]:
    """One, held to the end of the transaction."""
    return conn.execute(select(broadcast).where(_own.id == broadcast_id).with_for_update()).one()


def enqueue_chunk(
    conn: Connection, broadcast_id: int, chunk: int | None = None, bots: Bots = ONE_BOT
) -> bool:
    """Write down the next receivers, so many at once; True once all are."""
    row = lock_broadcast(conn, broadcast_id)
    if row.state != BroadcastState.FILLING:
        return True
    if row.kind == AudienceKind.GROUP:
        _enqueue_group(conn, row)
        return _set(conn, broadcast_id, state=BroadcastState.SENDING)
    size = chunk or (_SQLITE_CHUNK if conn.dialect.name == "sqlite" else _CHUNK)
    audience = load_audience(row.audience)
    told = and_(
        is_receiver(audience, row.made_by, row.audience["period"], row.started_at),
        person.c.id > row.upto,
        person.c.id <= row.last_id,
    )
    following = select(person.c.id).where(told).order_by(person.c.id).limit(size).subquery()
    count, upto = conn.execute(select(func.count(), func.max(following.c.id))).one()
    if count:
        insert_rows(conn, _receivers(conn, row, bots).where(told, person.c.id <= upto))
    if count == size:
        _set(conn, broadcast_id, upto=upto)
        return False
    return _set(conn, broadcast_id, upto=row.last_id, state=BroadcastState.SENDING)


def count_receivers(conn: Connection, broadcast_id: int) -> Tally:
    """What became of those that are written down; only those who failed are looked at one by one."""
    by_state = (
        select(_row.state, func.count().label("many"))
        .where(_row.broadcast_id == broadcast_id)
        .group_by(_row.state)
    )
    many = {row.state: row.many for row in conn.execute(by_state)}
    away = conn.execute(
        select(func.count())
        .select_from(outbox)
        .outerjoin(channel_account, channel_account.c.chat_id == _row.chat_id)
        .outerjoin(group_chat, _is_group())
        .where(
            _row.broadcast_id == broadcast_id,
            _row.state == OutboxState.FAILED,
            func.coalesce(channel_account.c.reachable, group_chat.c.is_inside, True).is_(False)
            | (_row.error == _UNREACHABLE)
            | _row.error.like("Forbidden%"),
        )
    ).scalar_one()
    return Tally(
        sent=many.get(OutboxState.SENT, 0),
        unreachable=away,
        failed=many.get(OutboxState.FAILED, 0) - away,
        stopped=many.get(OutboxState.CANCELLED, 0),
        waiting=many.get(OutboxState.PENDING, 0),
    )


def unreached_names(conn: Connection, broadcast_id: int) -> tuple[str, ...]:
    """Who could not be told, in order of their names."""
    query = (
        select(person.c.name)
        .join_from(outbox, person, person.c.id == _row.payload["person_id"].as_integer())
        .where(_row.broadcast_id == broadcast_id, _row.state == OutboxState.FAILED, person.c.name != "")
        .order_by(person.c.name)
        .limit(_MOST_NAMES)
    )
    return tuple(conn.execute(query).scalars())


def strike_off(conn: Connection, broadcast_id: int, chunk: int | None = None) -> bool:
    """Cancel what waits of one that is being stopped; True where nothing is left but what is on its way.

    Rows that a sender holds are passed over: it never waits for us, nor we for it.
    """
    size = chunk or (_SQLITE_CHUNK if conn.dialect.name == "sqlite" else _CHUNK)
    is_free = _row.claim.is_(None) | (_row.due_at <= now_ms(conn))
    waiting = (_row.broadcast_id == broadcast_id, _row.state == OutboxState.PENDING, is_free)
    query = select(_row.id).where(*waiting).order_by(_row.id).limit(size)
    found = list(conn.execute(query.with_for_update(skip_locked=True)).scalars())
    if found:
        values = {
            "state": OutboxState.CANCELLED,
            "claim": null(),
            "error": _STOPPED,
            "finished_at": now_ms(conn),
        }
        conn.execute(update(outbox).where(_row.id.in_(found), *waiting).values(values))
    return len(found) < size


def has_waiting(conn: Connection, broadcast_id: int) -> bool:
    """Whether anybody may still be told."""
    query = select(_row.id).where(_row.broadcast_id == broadcast_id, _row.state == OutboxState.PENDING)
    return conn.execute(query.limit(1)).first() is not None


def close(conn: Connection, row: Row[Any], world: World) -> None:
    """Nothing is left to be sent: keep the counts, as rows of the outbox are not kept for ever."""
    told = count_receivers(conn, row.id)
    is_stopped = row.state == BroadcastState.STOPPING
    _set(
        conn,
        row.id,
        state=BroadcastState.STOPPED if is_stopped else BroadcastState.FINISHED,
        finished_at=world.now,
        sent=told.sent,
        unreachable=told.unreachable,
        failed=told.failed,
        stopped=told.stopped,
    )


def stop(conn: Connection, broadcast_id: int) -> None:
    """Whoever sent it may not do so any more."""
    running = (_own.id == broadcast_id, _own.state.in_((BroadcastState.FILLING, BroadcastState.SENDING)))
    conn.execute(update(broadcast).where(*running).values(state=BroadcastState.STOPPING))


def is_time_to_show(conn: Connection, broadcast_id: int, every_ms: int) -> bool:
    """Whether its maker has not seen for so long how far it is; then nobody else shows it now."""
    old = (_own.id == broadcast_id, _own.shown_at <= now_ms(conn) - every_ms)
    shown = update(broadcast).where(*old).values(shown_at=now_ms(conn))
    return conn.execute(shown.returning(_own.id)).one_or_none() is not None


def _receivers(conn: Connection, row: Row[Any], bots: Bots) -> Any:
    """Their rows of the outbox; whoever cannot be written to now has failed from the start."""
    account = channel_account.c
    start = literal(f"{BROADCAST}/{row.id}/")
    values: dict[str, Any] = {
        "bot_id": bots.serving_of(account.bot_id, row.bot_id),
        "chat_id": account.chat_id,
        "kind": literal(BROADCAST),
        "dedup_key": start.concat(cast(person.c.id, SqlText)),
        "payload": json_of(conn, {"broadcast_id": row.id, "person_id": person.c.id}),
        "broadcast_id": literal(row.id),
        "due_at": literal(row.due_at),
        "state": case((account.reachable, int(OutboxState.PENDING)), else_=int(OutboxState.FAILED)),
        "finished_at": case((account.reachable, null()), else_=now_ms(conn)),
        "error": case((account.reachable, null()), else_=literal(_UNREACHABLE)),
    }
    return (
        select(*(value.label(name) for name, value in values.items()))
        .join_from(person, channel_account, account_of_receiver())
        .order_by(person.c.id)
    )


def _enqueue_group(conn: Connection, row: Row[Any]) -> None:
    group = conn.execute(of_group(row.school_id)).one_or_none()
    if group is None:
        return
    message = {
        "bot_id": group.bot_id,
        "chat_id": group.chat_id,
        "thread_id": group.thread_id,
        "lane": Lane.BULK,
        "kind": BROADCAST,
        "dedup_key": f"{BROADCAST}/{row.id}/group",
        "payload": {"broadcast_id": row.id},
        "broadcast_id": row.id,
    }
    away = {"state": OutboxState.FAILED, "error": _UNREACHABLE, "finished_at": db_now_ms(conn)}
    enqueue(conn, [message if group.is_inside else message | away])


def _is_group() -> Any:
    return and_(group_chat.c.bot_id == _row.bot_id, group_chat.c.chat_id == _row.chat_id)


def _set(conn: Connection, broadcast_id: int, **values: Any) -> bool:
    conn.execute(update(broadcast).where(_own.id == broadcast_id).values(**values))
    return True
