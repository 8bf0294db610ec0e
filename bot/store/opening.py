"""How a turn begins: the place of the chat is held, the update recorded, and known who writes what plans."""

from sqlalchemy import Connection

from bot.store.actor import TELEGRAM
from bot.store.plans import AskedPlans, ask_own_plans
from bot.store.sessions import SessionRow, ask_first_time, ask_locked, lock_session
from bot.store.who import Who, ask_who_writes
from conversations.rules.cycle import Period
from conversations.values import value


@value
class Opening:
    """The place of a chat, whether the update is new, who wrote it, and their own plans."""

    row: SessionRow
    is_new: bool
    who: Who
    plans: AskedPlans


def open_turn(
    conn: Connection, bot_id: int, chat_id: int, update_id: int, external_id: str, period: Period
) -> Opening:
    """Begin with an update; the half-year is a guess, plans of another one are read later.

    What is asked for here travels together where the database is another process. Every statement sees what
    was committed before it began: who writes is looked up after the place is held, as one who waits for it
    is decided on by what the turn before has changed.
    """
    place = ask_locked(conn, bot_id, chat_id)
    is_new, who = ask_first_time(conn, bot_id, update_id), ask_who_writes(conn, TELEGRAM, external_id)
    plans = ask_own_plans(conn, TELEGRAM, external_id, period)
    row = place()
    if row is None:
        # Nothing was there to be held when this was looked up.
        row = lock_session(conn, bot_id, chat_id)
        who = ask_who_writes(conn, TELEGRAM, external_id)
        plans = ask_own_plans(conn, TELEGRAM, external_id, period)
    return Opening(row, is_new(), who(), plans)
