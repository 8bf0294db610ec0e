"""What is deleted when it has been kept long enough: in chunks, each a short transaction of its own.

Each step gives where to go on, or None once nothing is left. Doing it again, or by two at once, is no harm.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    delete,
    exists,
    select,
    tuple_,
    update,
)

from bot.store.tables import (
    audit_event,
    broadcast,
    channel_account,
    failed_update,
    group_invite,
    invite,
    invite_school,
    outbox,
    performance_plan,
    person,
    question_day,
    relink,
    seen_update,
    session,
    unanswered_question,
)
from conversations.broadcast_facts import OPEN_STATES

_DAY_MS = 86_400_000
# On SQLite each chunk takes less than 30 ms; see tests/bench/retention.py.
_CHUNK, _SQLITE_CHUNK = 2000, 100
_row = outbox.c
_plan = performance_plan.c

_is_counted = exists().where(broadcast.c.id == _row.broadcast_id, broadcast.c.state.in_(sorted(OPEN_STATES)))
_OF_PLANS: tuple[Any, ...] = tuple(
    column
    for table in performance_plan.metadata.sorted_tables
    for column in table.c
    if column.references(_plan.id)
)


@dataclass(frozen=True, slots=True)
class Limits:
    """For how many days something is kept; 0: for ever."""

    seen_updates: int = 7
    message_contents: int = 30
    messages: int = 180
    visitors: int = 90
    failed_updates: int = 90
    questions: int = 730
    audit: int = 1825
    invites: int = 365
    erased: int = 30


@dataclass(frozen=True, slots=True)
class Span:
    """Everything before is due: by the real clock in milliseconds, and in the world."""

    since_ms: int
    before_ms: int
    before: datetime

    @property
    def day(self) -> str:
        """The first day that is kept, such as 2026-08-14."""
        return self.before.date().isoformat()


Cursor = Any
Step = Callable[..., Cursor]


def span_of(days: int, now_ms: int, world_now: datetime, since_ms: int = 0) -> Span:
    """What is older than so many days, of messages also younger than what was emptied before."""
    return Span(since_ms, now_ms - days * _DAY_MS, world_now - timedelta(days=days))


def forget_seen_updates(conn: Connection, span: Span, after: Cursor) -> Cursor:
    """Updates that cannot come once more: after a quiet week their numbers may be those of others."""
    own = seen_update.c
    old = select(own.bot_id, own.update_id).where(own.seen_at < span.before_ms).order_by(own.seen_at)
    return _delete(conn, seen_update, old)


def empty_messages(conn: Connection, span: Span, after: Cursor) -> Cursor:
    """What a message was made from goes earlier than that it was sent; what was emptied is passed over."""
    begun = (span.since_ms, 0) if after is None else after
    place = tuple_(_row.finished_at, _row.id)
    due = (_row.finished_at < span.before_ms, place > begun)
    query = select(_row.finished_at, _row.id).where(*due).order_by(_row.finished_at, _row.id)
    found = conn.execute(query.limit(_size(conn))).all()
    if not found:
        return None
    emptied = update(outbox).where(_row.id.in_([row.id for row in found]), ~_is_counted)
    conn.execute(emptied.values(payload={}, error=None))
    return tuple(found[-1])


def forget_messages(conn: Connection, span: Span, after: Cursor) -> Cursor:
    """Messages that were sent, given up or cancelled."""
    old = select(_row.id).where(_row.finished_at < span.before_ms, ~_is_counted).order_by(_row.finished_at)
    return _delete(conn, outbox, old)


def forget_visitors(conn: Connection, span: Span, after: Cursor) -> Cursor:
    """Where people stand who came, never finished joining, and did not come again."""
    own, account = session.c, channel_account.c
    place = tuple_(own.bot_id, own.chat_id)
    query = select(own.bot_id, own.chat_id).where(place > after) if after else select(own.bot_id, own.chat_id)
    looked_at = conn.execute(query.order_by(own.bot_id, own.chat_id).limit(_size(conn))).all()
    if not looked_at:
        return None
    among = (place >= tuple(looked_at[0]), place <= tuple(looked_at[-1]))
    is_known = exists().where(account.chat_id == own.chat_id)
    conn.execute(delete(session).where(*among, own.updated_at < span.before_ms, ~is_known))
    return tuple(looked_at[-1])


def forget_failed_updates(conn: Connection, span: Span, after: Cursor) -> Cursor:
    """Updates that were kept for repair."""
    own = failed_update.c
    return _delete(
        conn, failed_update, select(own.bot_id, own.update_id).where(own.failed_at < span.before_ms)
    )


def forget_questions(conn: Connection, span: Span, after: Cursor) -> Cursor:
    """Questions that nobody has asked again; what belongs to them goes with them."""
    own = unanswered_question.c
    old = select(own.id).where(own.last_day < span.day).order_by(own.last_day)
    return _delete(conn, unanswered_question, old)


def forget_question_days(conn: Connection, span: Span, after: Cursor) -> Cursor:
    """How many questions were kept on days that are over."""
    own = question_day.c
    return _delete(conn, question_day, select(own.bot_id, own.chat_id, own.day).where(own.day < span.day))


def forget_audit(conn: Connection, span: Span, after: Cursor) -> Cursor:
    """The oldest rows first: they were written in the order of their numbers."""
    own = audit_event.c
    oldest = select(own.id, own.at).order_by(own.id).limit(_size(conn))
    old = [row.id for row in conn.execute(oldest) if row.at < span.before]
    if old:
        conn.execute(delete(audit_event).where(own.id.in_(old)))
    return bool(old) or None


def forget_invites(conn: Connection, span: Span, after: Cursor) -> Cursor:
    """Links into schools that nobody could use any more for so long."""
    own = invite.c
    query = select(own.id).where(own.expires_at < span.before).limit(_size(conn))
    old = list(conn.execute(query).scalars())
    conn.execute(delete(invite_school).where(invite_school.c.invite_id.in_(old)))
    conn.execute(delete(invite).where(own.id.in_(old)))
    return bool(old) or None


def forget_other_links(conn: Connection, span: Span, after: Cursor) -> Cursor:
    """Links back to an account and into groups that are over."""
    for table in (relink, group_invite):
        if _delete(conn, table, select(table.c.id).where(table.c.expires_at < span.before)):
            return True
    return None


def forget_erased(conn: Connection, span: Span, after: Cursor) -> Cursor:
    """The empty plans of people who were erased, and their history without words."""
    of_erased = (
        select(_plan.id)
        .join_from(person, performance_plan, _plan.person_id == person.c.id)
        .where(person.c.erased_at < span.before)
        .limit(_size(conn) // 10)
    )
    ids = list(conn.execute(of_erased).scalars())
    if not ids:
        return None
    for column in _OF_PLANS:
        conn.execute(delete(column.table).where(column.in_(ids)))
    conn.execute(delete(performance_plan).where(_plan.id.in_(ids)))
    return True


# In this order; those with the same name of a limit share it.
STEPS: tuple[tuple[str, Step], ...] = (
    ("seen_updates", forget_seen_updates),
    ("messages", forget_messages),
    ("message_contents", empty_messages),
    ("visitors", forget_visitors),
    ("failed_updates", forget_failed_updates),
    ("questions", forget_questions),
    ("audit", forget_audit),
    ("invites", forget_invites),
    ("invites", forget_other_links),
    ("erased", forget_erased),
)


def _delete(conn: Connection, table: Table, old: Select[Any]) -> Cursor:
    """Delete one chunk of these rows, but none that somebody else holds; True while there may be more."""
    size = _size(conn)
    keys: Any = table.primary_key.columns.values()
    key: ColumnElement[Any] = keys[0] if len(keys) == 1 else tuple_(*keys)
    chunk = old.limit(size).with_for_update(skip_locked=True)
    return conn.execute(delete(table).where(key.in_(chunk))).rowcount == size or None


def _size(conn: Connection) -> int:
    return _SQLITE_CHUNK if conn.dialect.name == "sqlite" else _CHUNK
