"""The transactional outbox: messages that must leave (real clock of the database)."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, func, literal_column, select, update

from bot.store.database import now_ms, real_ms
from bot.store.inserting import insert_new
from bot.store.prepared import Prepared
from bot.store.tables import outbox
from bot.turn_ids import current_turn_id

# Nothing is put off for longer at a time: what seems to be was written before the clock was set back.
LONGEST_DELAY_MS = 400_000
# As long as any sender has what it claims.
_CLAIMED_MS = 30_000
# Crashes and faults of our own; trouble of the network is not counted for long.
MOST_ATTEMPTS = 20


class Lane(IntEnum):
    """What goes first; claimed bulk moves to RETRY, so that nothing orphaned waits behind all the rest."""

    URGENT = 0
    NORMAL = 1
    RETRY = 2
    BULK = 3


class OutboxState(IntEnum):
    """What became of a row."""

    PENDING = 0
    SENT = 1
    FAILED = 2
    CANCELLED = 3


# A row that waits for its first attempt, at once.
FRESH: Mapping[str, Any] = {
    "state": OutboxState.PENDING,
    "due_at": 0,
    "expires_at": None,
    "attempts": 0,
    "thread_id": None,
}

_row = outbox.c
# Spelled out, so that the index over just these rows can be used whatever the statement is prepared for.
PENDING = _row.state == literal_column(str(int(OutboxState.PENDING)))


def _first_dues(kind: str) -> Select[Any]:
    """The least `due_at` of each lane, which is the first entry of the index, the greatest, and the time."""
    of_bot = _row.bot_id == bindparam("of_bot")
    lanes = {n: _row.lane == literal_column(str(int(n))) for n in Lane}
    firsts = (
        select(func.min(_row.due_at)).where(of_bot, lane, PENDING).scalar_subquery().label(f"lane_{n.value}")
        for n, lane in lanes.items()
    )
    lasts = (
        select(func.max(_row.due_at)).where(of_bot, lane, PENDING).scalar_subquery().label(f"last_{n.value}")
        for n, lane in lanes.items()
    )
    return select(*firsts, *lasts, real_ms(kind).label("now"))


_FIRST_DUES = Prepared(_first_dues)
_SENT = Prepared(
    lambda kind: (
        update(outbox)
        .where(_row.id == bindparam("of_row"), _row.claim == bindparam("of_claim"), PENDING)
        .values(
            state=OutboxState.SENT,
            message_id=bindparam("new_message_id"),
            finished_at=real_ms(kind),
            claim=None,
        )
    )
)


def enqueue(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write messages of the present turn, due at once; one with a known dedup key is already written.

    A row gives bot_id, chat_id, lane, kind, dedup_key and payload, and expires_at if it expires,
    thread_id if it goes to a topic of a forum.
    """
    if rows:
        new = insert_new(conn, outbox, "bot_id", "dedup_key").values(written_at=now_ms(conn))
        usual = {**FRESH, "turn_id": current_turn_id()}
        conn.execute(new, [{**usual, **row} for row in rows])


def next_due(conn: Connection, bot_id: int) -> int | None:
    """In how many milliseconds the next row is due, 0 for now; None if nothing waits. Takes no lock."""
    *dues, clock = _FIRST_DUES.one_or_none(conn, of_bot=bot_id)
    waiting = [due for due in dues if due is not None]
    if not waiting:
        return None
    return 0 if max(waiting) > clock + LONGEST_DELAY_MS else max(0, min(waiting) - clock)


def bring_back(conn: Connection, bot_id: int, now: int) -> bool:
    """Make due what would wait for a time that the clock has left again; whether there was any.

    Who has claimed it may be about to send it, so that waits for the end of a lease.
    """
    due_at = case((_row.claim.is_(None), now), else_=now + _CLAIMED_MS)
    is_lost = _row.due_at > now + LONGEST_DELAY_MS
    lost = update(outbox).where(_row.bot_id == bot_id, _row.lane.in_(list(Lane)), PENDING, is_lost)
    return conn.execute(lost.values(due_at=due_at)).rowcount > 0


def finish(conn: Connection, row_id: int, token: str, message_id: int) -> bool:
    """It was sent; False if the claim was lost meanwhile."""
    return _SENT.run(conn, of_row=row_id, of_claim=token, new_message_id=message_id) == 1


def fail(conn: Connection, row_id: int, token: str, error: str) -> bool:
    """It can never be sent; False if the claim was lost meanwhile."""
    return _finish(conn, row_id, token, state=OutboxState.FAILED, error=error)


def cancel(conn: Connection, row_id: int, token: str, reason: str) -> bool:
    """It is no longer true; False if the claim was lost meanwhile."""
    return _finish(conn, row_id, token, state=OutboxState.CANCELLED, error=reason)


def retry(conn: Connection, row_id: int, token: str, delay_ms: int, *, counted: bool) -> bool:
    """Due again after the delay; uncounted takes back the attempt. False if the claim was lost meanwhile."""
    attempts = _row.attempts if counted else _row.attempts - 1
    due_at = now_ms(conn) + min(delay_ms, LONGEST_DELAY_MS)
    return _release(conn, row_id, token, due_at=due_at, attempts=attempts)


def migrate_chat(conn: Connection, bot_id: int, old_chat_id: int, new_chat_id: int) -> None:
    """A chat has a new id: everything that waits for it goes there; claims stay with who has them."""
    waiting = (_row.bot_id == bot_id, _row.chat_id == old_chat_id, PENDING)
    conn.execute(update(outbox).where(*waiting).values(chat_id=new_chat_id))


def _finish(conn: Connection, row_id: int, token: str, **values: Any) -> bool:
    return _release(conn, row_id, token, finished_at=now_ms(conn), **values)


def _release(conn: Connection, row_id: int, token: str, **values: Any) -> bool:
    ours = (_row.id == row_id, _row.claim == token, PENDING)
    return conn.execute(update(outbox).where(*ours).values(claim=None, **values)).rowcount == 1
