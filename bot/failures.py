"""What cannot be processed: it is kept for the operators, and whoever sent it gets an apology."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.delivery.paint import Paint
from bot.drawing import draw_screen
from bot.i18n import Languages
from bot.presenting import BEGINNING, Presenter, session_of
from bot.store.actor import TELEGRAM
from bot.store.outbox import enqueue
from bot.store.person_notices import bots_of_operators
from bot.store.sessions import SessionRow, first_time, lock_session, save_session, store_failed_update
from bot.store.who import Who, who_writes
from bot.store.world import World
from bot.turn_notices import failure_notice
from conversations import engine
from conversations.events import NOTICE
from conversations.facts import Zone
from conversations.screens import Screen
from conversations.session import DEFAULT_LANGUAGE, Session, dump_session

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Poison:
    """An update that failed twice; the error without anything that somebody typed."""

    bot_id: int
    update_id: int
    chat_id: int | None
    error: str
    payload: Mapping[str, Any]
    operator_ids: frozenset[int]


class Failures:
    """Keeps updates that failed; each function is part of a transaction."""

    def __init__(self, presenter: Presenter, languages: Languages, world: Callable[[], World]) -> None:
        self._presenter = presenter
        self._languages = languages
        self._world = world

    def keep(self, conn: Connection, poison: Poison) -> Paint | None:
        """Keep an update once, tell the operators, and apologize in its chat."""
        if not first_time(conn, poison.bot_id, poison.update_id):
            return None
        store_failed_update(conn, poison.bot_id, poison.update_id, error=poison.error, payload=poison.payload)
        told = bots_of_operators(conn, poison.operator_ids, self._world().bots, poison.bot_id)
        enqueue(
            conn,
            [
                failure_notice(poison.bot_id, poison.update_id, chat_id, bot_id)
                for chat_id, bot_id in told.items()
            ],
        )
        return None if poison.chat_id is None else self.apologize(conn, poison.bot_id, poison.chat_id)

    def apologize(self, conn: Connection, bot_id: int, chat_id: int) -> Paint:
        """Apologize where the chat stands, if that can be drawn, else at the beginning."""
        row = lock_session(conn, bot_id, chat_id)
        session, paint = self._apologetic(conn, row, who_writes(conn, TELEGRAM, str(chat_id)))
        save_session(
            conn,
            bot_id,
            chat_id,
            state=dump_session(session),
            revision=session.revision,
            screen_message_id=None,
        )
        return paint

    def _apologetic(self, conn: Connection, row: SessionRow, who: Who) -> tuple[Session, Paint]:
        """The place with an apology, else the beginning, else the bare apology: whatever can be drawn."""
        begun = replace(BEGINNING, revision=row.revision)
        for stored in (row, None):
            try:
                session = engine.apologize(begun if stored is None else session_of(stored))
                return session, self._presenter.present(conn, row.chat_id, session, None, who, self._world())
            except DBAPIError:
                raise
            except Exception as exc:
                log.error("the place of chat %d cannot be drawn", row.chat_id, exc_info=exc)
        session = engine.apologize(begun)
        bare = draw_screen(Screen((engine.SORRY,)), self._languages[DEFAULT_LANGUAGE], Zone.WIB, NOTICE, 0)
        return session, Paint(row.chat_id, session.revision, bare, None)
