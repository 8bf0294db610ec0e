"""Where each chat stands, which updates were processed, and what has not been shown (real clock)."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, delete, or_, select, update

from bot.store.database import now_ms, real_ms
from bot.store.inserting import insert_new, new_row
from bot.store.prepared import Prepared
from bot.store.tables import failed_update, seen_update, session
from conversations.values import value

_session = session.c
MOST_ERROR_CHARS = 2000
# Clocks of one database do not differ by that much: it was set back.
_FAR_AHEAD_MS = 60_000
# An update is noted, and then decided, in one transaction, which takes no longer.
_DECIDED_WITHIN_MS = 2000

_of_chat = (_session.bot_id == bindparam("bot_id"), _session.chat_id == bindparam("chat_id"))
_READ = Prepared(lambda kind: select(session).where(*_of_chat))
_LOCK = Prepared(lambda kind: select(session).where(*_of_chat).with_for_update())
_BEGIN = Prepared(
    lambda kind: new_row(kind, session, "bot_id", "chat_id").values(
        bot_id=bindparam("bot_id"),
        chat_id=bindparam("chat_id"),
        state={},
        revision=0,
        shown_revision=0,
        updated_at=real_ms(kind),
    )
)
_SAVE = Prepared(
    lambda kind: (
        update(session)
        .where(_session.bot_id == bindparam("of_bot"), _session.chat_id == bindparam("of_chat"))
        .values(
            state=bindparam("state"),
            revision=bindparam("revision"),
            screen_message_id=bindparam("screen_message_id"),
            updated_at=real_ms(kind),
        )
    )
)
_SHOWN = Prepared(
    lambda kind: (
        update(session)
        .where(
            _session.bot_id == bindparam("of_bot"),
            _session.chat_id == bindparam("of_chat"),
            _session.revision == bindparam("shown"),
        )
        .values(shown_revision=bindparam("shown"), screen_message_id=bindparam("message"))
    )
)
_SEEN = Prepared(
    lambda kind: new_row(kind, seen_update, "bot_id", "update_id").values(
        bot_id=bindparam("bot_id"), update_id=bindparam("update_id"), seen_at=real_ms(kind)
    )
)


@value
class SessionRow:
    """A stored position; `state` is None where somebody writes for the first time.

    `updated_at` is when the last update of the chat was decided, in milliseconds of the real clock.
    """

    chat_id: int
    state: Mapping[str, Any] | None
    revision: int
    shown_revision: int
    screen_message_id: int | None
    updated_at: int = field(default=0, compare=False)


class Mark(NamedTuple):
    """A revision of a chat's screen that was shown in a message."""

    bot_id: int
    chat_id: int
    revision: int
    message_id: int | None


def lock_session(conn: Connection, bot_id: int, chat_id: int) -> SessionRow:
    """The position of a chat, held until the end of the transaction; an empty one for a new chat."""
    found = ask_locked(conn, bot_id, chat_id)()
    if found is None:
        _BEGIN.send(conn, bot_id=bot_id, chat_id=chat_id)
        found = ask_locked(conn, bot_id, chat_id)()
    if found is None:
        raise LookupError("a session vanished while it was locked")
    return found


def ask_locked(conn: Connection, bot_id: int, chat_id: int) -> Callable[[], SessionRow | None]:
    """Send for the position of a chat, to be held; what it gives tells it, None for a new chat."""
    asked = _LOCK.send(conn, bot_id=bot_id, chat_id=chat_id)
    return lambda: _session_row(asked.one_or_none())


def read_session(conn: Connection, bot_id: int, chat_id: int) -> SessionRow | None:
    """The position of a chat, to look at only."""
    return _session_row(_READ.one_or_none(conn, bot_id=bot_id, chat_id=chat_id))


def save_session(
    conn: Connection,
    bot_id: int,
    chat_id: int,
    state: Mapping[str, Any],
    revision: int,
    screen_message_id: int | None,
) -> None:
    """Replace the position of a locked session; it counts as not shown until `mark_shown`."""
    _SAVE.send(
        conn,
        of_bot=bot_id,
        of_chat=chat_id,
        state=dict(state),
        revision=revision,
        screen_message_id=screen_message_id,
    )


def forget_session(conn: Connection, bot_id: int, chat_id: int) -> None:
    """Keep no position of a chat."""
    conn.execute(delete(session).where(*_of(bot_id, chat_id)))


def mark_shown(conn: Connection, marks: Sequence[Mark]) -> None:
    """Note what was shown; a chat that has moved on meanwhile is left alone."""
    # In one order everywhere, so that two processes never wait for each other.
    names = ("of_bot", "of_chat", "shown", "message")
    _SHOWN.many(conn, [dict(zip(names, mark, strict=True)) for mark in sorted(marks)])


def unshown(conn: Connection, bot_id: int, *, older_than_ms: int, limit: int) -> list[int]:
    """Chats whose screen has not been shown for so long, the longest waiting first."""
    waiting = (
        _session.bot_id == bot_id,
        _session.shown_revision != _session.revision,
        _is_older(conn, older_than_ms),
    )
    query = select(_session.chat_id).where(*waiting).order_by(_session.updated_at).limit(limit)
    return list(conn.execute(query).scalars())


def take_unshown(conn: Connection, bot_id: int, *, older_than_ms: int, limit: int) -> dict[int, int]:
    """The same with their revisions for whoever shows them now.

    They count as younger, so that nobody else does so too.
    """
    found = unshown(conn, bot_id, older_than_ms=older_than_ms, limit=limit)
    of_these = (_session.bot_id == bot_id, _session.chat_id.in_(found))
    is_still = _is_older(conn, older_than_ms)
    taken = update(session).where(*of_these, is_still).values(updated_at=now_ms(conn))
    if not found:
        return {}
    rows = conn.execute(taken.returning(_session.chat_id, _session.revision))
    return {row.chat_id: row.revision for row in rows}


def take_again(conn: Connection, bot_id: int, chat_id: int, update_id: int, *, within_ms: int) -> bool:
    """Whether the screen of an update that came again is to be shown by whoever it came to.

    It is not where somebody has taken it for that lately, as `take_unshown` does.
    """
    decided = select(seen_update.c.seen_at).where(
        seen_update.c.bot_id == bot_id, seen_update.c.update_id == update_id
    )
    is_untaken = _session.updated_at <= decided.scalar_subquery() + _DECIDED_WITHIN_MS
    is_free = or_(is_untaken, _is_older(conn, within_ms))
    taken = update(session).where(
        *_of(bot_id, chat_id), _session.shown_revision != _session.revision, is_free
    )
    return conn.execute(taken.values(updated_at=now_ms(conn))).rowcount == 1


def first_time(conn: Connection, bot_id: int, update_id: int) -> bool:
    """Record an update; False if it was recorded before."""
    return ask_first_time(conn, bot_id, update_id)()


def ask_first_time(conn: Connection, bot_id: int, update_id: int) -> Callable[[], bool]:
    """Send an update to be recorded; what it gives tells whether it is the first time."""
    noted = _SEEN.send(conn, bot_id=bot_id, update_id=update_id)
    return lambda: noted.count() == 1


def store_failed_update(
    conn: Connection, bot_id: int, update_id: int, *, error: str, payload: Mapping[str, Any]
) -> None:
    """Keep an update that cannot be processed for the operator, once."""
    new = insert_new(conn, failed_update, "bot_id", "update_id")
    values = {
        "bot_id": bot_id,
        "update_id": update_id,
        "failed_at": now_ms(conn),
        # The end of a trace says what went wrong, and where.
        "error": error.replace("\0", "").encode("utf-8", "replace").decode()[-MOST_ERROR_CHARS:],
        # PostgreSQL knows no NaN in JSON; what cannot be kept would be tried for ever.
        "payload": json.loads(json.dumps(dict(payload)), parse_constant=str),
    }
    conn.execute(new.values(values))


def _session_row(row: Any) -> SessionRow | None:
    if row is None:
        return None
    return SessionRow(
        chat_id=row.chat_id,
        state=row.state or None,
        revision=row.revision,
        shown_revision=row.shown_revision,
        screen_message_id=row.screen_message_id,
        updated_at=row.updated_at,
    )


def _is_older(conn: Connection, than_ms: int) -> ColumnElement[bool]:
    """Whether it was written so long ago, or in a time that the clock has left again."""
    is_ahead = _session.updated_at > now_ms(conn) + _FAR_AHEAD_MS
    return or_(_session.updated_at <= now_ms(conn) - than_ms, is_ahead)


def _of(bot_id: int, chat_id: int) -> tuple[Any, Any]:
    return _session.bot_id == bot_id, _session.chat_id == chat_id
