"""A claim: one short transaction that gives a sender due rows, each with a slot of the pace and a lease."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    case,
    func,
    literal_column,
    select,
    union_all,
    update,
)

from bot.delivery.budget import Rates
from bot.store.outbox import LONGEST_DELAY_MS, MOST_ATTEMPTS, PENDING, Lane, OutboxState, bring_back
from bot.store.pace import SECOND, Pace, grant, lock_pace, may_hold, save_chats
from bot.store.prepared import Prepared
from bot.store.tables import chat_pace, outbox

_row = outbox.c
# Rows of chats that are not yet due step aside, so more are looked at than can be granted.
_LOOKED_AT = 2


def _due() -> Select[Any]:
    """Lane by lane, because only so the index gives them in order."""
    lanes = []
    for lane in Lane:
        at_lane = _row.lane == literal_column(str(int(lane)))
        due = (_row.bot_id == bindparam("of_bot"), at_lane, PENDING, _row.due_at <= bindparam("now"))
        first = select(_row.id).where(*due).order_by(_row.due_at, _row.id).limit(bindparam("most"))
        lanes.append(select(first.subquery().c.id))
    of_row = (chat_pace.c.bot_id == _row.bot_id) & (chat_pace.c.chat_id == _row.chat_id)
    return (
        select(outbox, chat_pace.c.tat)
        .join_from(outbox, chat_pace, of_row, isouter=True)
        .where(_row.id.in_(union_all(*lanes)))
        .order_by(_row.lane, _row.due_at, _row.id)
        .limit(bindparam("most"))
    )


_DUE = Prepared(lambda kind: _due())
# A sender that is frozen in its claim must not stop the others; SQLite knows no such limits.
_LIMITS = {"idle_in_transaction_session_timeout": "3s", "lock_timeout": "2s", "statement_timeout": "5s"}
_LIMIT = Prepared(
    lambda kind: select(*(func.set_config(name, value, True) for name, value in _LIMITS.items()))
)


@dataclass(frozen=True, slots=True)
class Wish:
    """Who claims, and how much: at most `limit` rows for `lease_ms`, as `token` of 32 characters."""

    bot_id: int
    limit: int
    lease_ms: int
    token: str
    rates: Rates


@dataclass(slots=True)
class Grants:
    """What a claim comes to: rows with slots, others with when they are due instead, and the pace left."""

    pace: Pace
    given: list[tuple[Any, int]] = field(default_factory=list)
    parked: dict[int, int] = field(default_factory=dict)
    expired: list[int] = field(default_factory=list)
    spent: list[int] = field(default_factory=list)
    has_found: bool = True


def claim(conn: Connection, wish: Wish) -> Grants:
    """Take due rows that the pace has room for, the most urgent first.

    Until the lease ends nobody else takes them. Rows that have expired or were tried too often are closed.
    """
    pace = lock_pace(conn, wish.bot_id, wish.rates)
    room = min(wish.limit, pace.room)
    if room < 1:
        return Grants(pace)
    due = _due_rows(conn, wish.bot_id, _LOOKED_AT * room, pace.now // 1000)
    if not due:
        return Grants(pace, has_found=bring_back(conn, wish.bot_id, pace.now // 1000))
    tats = {
        row.chat_id: row.tat
        for row in due
        if row.tat is not None and may_hold(row.tat, row.chat_id, pace.now, wish.rates)
    }
    grants = _decide(due, tats, pace, room, wish.rates)
    count = len(grants.given)
    _write(conn, grants, wish)
    save_chats(conn, wish.bot_id, {row.chat_id: tats[row.chat_id] for row, _ in grants.given})
    grants.pace = grant(conn, wish.bot_id, pace, count)
    return grants


def limit_waiting(conn: Connection) -> None:
    """Let this transaction wait for nothing, and hold up nobody, for long."""
    if conn.dialect.name == "postgresql":
        _LIMIT.run(conn)


def _due_rows(conn: Connection, bot_id: int, limit: int, now: int) -> Sequence[Any]:
    """Due rows with what is known of their chats.

    Whoever holds the pace is the only one who claims, so rows need no lock until they are written.
    """
    return _DUE.all(conn, of_bot=bot_id, now=now, most=limit)


def _decide(due: Sequence[Any], tats: dict[int, int], pace: Pace, room: int, rates: Rates) -> Grants:
    """A slot for each row whose chat may be written to then; `tats` is brought up to date."""
    grants, aside = Grants(pace), dict[int, int]()
    for row in due:
        chat_id, gap = row.chat_id, round(rates.gap(row.chat_id) * SECOND)
        if row.expires_at is not None and row.expires_at <= pace.now // 1000:
            grants.expired.append(row.id)
        elif row.attempts >= MOST_ATTEMPTS:
            grants.spent.append(row.id)
        elif chat_id in aside or _ready(tats, chat_id, rates) > pace.slot(len(grants.given)):
            aside[chat_id] = max(aside.get(chat_id, 0) + gap, _ready(tats, chat_id, rates))
            grants.parked[row.id] = min(-(-aside[chat_id] // 1000), pace.now // 1000 + LONGEST_DELAY_MS)
        elif len(grants.given) < room:
            slot = pace.slot(len(grants.given))
            grants.given.append((row, slot))
            tats[chat_id] = max(tats.get(chat_id, slot), slot) + gap
    return grants


def _ready(tats: Mapping[int, int], chat_id: int, rates: Rates) -> int:
    return tats[chat_id] - round(rates.lead(chat_id) * SECOND) if chat_id in tats else 0


def _write(conn: Connection, grants: Grants, wish: Wish) -> None:
    now = grants.pace.now // 1000
    _close(conn, grants.expired, OutboxState.CANCELLED, "expired", now)
    _close(conn, grants.spent, OutboxState.FAILED, "tried too often", now)
    # What was claimed or has stepped aside must not wait behind all the bulk.
    no_bulk = {"lane": case((_row.lane == Lane.BULK, Lane.RETRY), else_=_row.lane)}
    leased = {"claim": wish.token, "attempts": _row.attempts + 1, "due_at": now + wish.lease_ms}
    if grants.given:
        ids = [row.id for row, _ in grants.given]
        lease = update(outbox).where(_row.id.in_(ids), PENDING, _row.due_at <= now).values(leased | no_bulk)
        written = set(conn.execute(lease.returning(_row.id)).scalars())
        # Who had it before has closed it meanwhile.
        grants.given = [(row, slot) for row, slot in grants.given if row.id in written]
    if grants.parked:
        aside = (
            update(outbox)
            .where(_row.id == bindparam("of"), PENDING)
            .values(due_at=bindparam("at"), **no_bulk)
        )
        conn.execute(aside, [{"of": row_id, "at": due_at} for row_id, due_at in grants.parked.items()])


def _close(conn: Connection, ids: list[int], state: OutboxState, error: str, now: int) -> None:
    values = {"state": state, "claim": None, "finished_at": now, "error": error}
    if ids:
        conn.execute(update(outbox).where(_row.id.in_(ids), PENDING).values(values))
