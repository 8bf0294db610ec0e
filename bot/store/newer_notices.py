"""Whether something that nobody asked for was sent to a chat after its present screen (real clock)."""

from sqlalchemy import Connection, bindparam, select

from bot.store.prepared import Prepared
from bot.store.sessions import SessionRow
from bot.store.tables import outbox
from conversations.document_effects import DocumentKind

_row = outbox.c
# What a person has asked for from the screen itself does not come between.
_ASKED_FOR = frozenset(DocumentKind)
_NEWEST = Prepared(
    lambda kind: (
        select(_row.kind)
        .where(
            _row.bot_id == bindparam("bot_id"),
            _row.chat_id == bindparam("chat_id"),
            _row.message_id > bindparam("screen"),
            _row.finished_at > bindparam("since"),
        )
        .order_by(_row.message_id.desc())
        .limit(1)
    )
)


def is_below_screen(conn: Connection, bot_id: int, row: SessionRow) -> bool:
    """Whether a notice is the newest message of a chat, come since its last update was decided."""
    if row.screen_message_id is None:
        return False
    newest = _NEWEST.one_or_none(
        conn, bot_id=bot_id, chat_id=row.chat_id, screen=row.screen_message_id, since=row.updated_at
    )
    return newest is not None and newest.kind not in _ASKED_FOR
