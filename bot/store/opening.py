"""How a turn begins: the place of the chat is held, the update is recorded, and it is known who writes."""

from dataclasses import dataclass

from sqlalchemy import Connection

from bot.store.actor import TELEGRAM
from bot.store.sessions import SessionRow, ask_first_time, ask_locked, lock_session
from bot.store.who import Who, ask_who_writes


@dataclass(frozen=True, slots=True)
class Opening:
    """The place of a chat, whether the update is new, and who wrote it."""

    row: SessionRow
    is_new: bool
    who: Who


def open_turn(conn: Connection, bot_id: int, chat_id: int, update_id: int, external_id: str) -> Opening:
    """Begin with an update; what is asked for here travels together where the database is another process.

    Every statement sees what was committed before it began. So who writes is looked up after the place is
    held, as one who waits for it is decided on by what the turn before has changed.
    """
    place = ask_locked(conn, bot_id, chat_id)
    is_new, who = ask_first_time(conn, bot_id, update_id), ask_who_writes(conn, TELEGRAM, external_id)
    row = place()
    if row is None:
        # Nothing was there to be held when this was looked up.
        row = lock_session(conn, bot_id, chat_id)
        who = ask_who_writes(conn, TELEGRAM, external_id)
    return Opening(row, is_new(), who())
