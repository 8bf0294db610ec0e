"""Draws what the outbox holds, at sending time and in the receiver's language."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.delivery.outbox import Notice
from bot.drawn import Drawn
from bot.i18n import Languages
from bot.store.database import Database
from bot.store.world import World
from conversations.document_effects import DocumentKind

UPDATE_FAILED = "update_failed"
TOO_MANY_AT_ONCE = "too_many_at_once"
NOT_RENDERED = "not_rendered"

# What is left to do for a document once its facts are loaded; it takes long and touches no database.
Render = Callable[[], Drawn]

# Draws one kind of notice from what is true now; None where it is no longer true and must not be sent.
DrawNotice = Callable[[Connection, Notice, World, Languages], Drawn | Render | None]


@dataclass(frozen=True, slots=True)
class DocumentWish:
    """Which document is to be drawn, for whom; `subject_id` as in SendDocument. An operator may be nobody."""

    kind: DocumentKind
    chat_id: int
    person_id: int | None
    subject_id: int


# Draws one kind of document from what is true now; None where there is nothing to send any more.
DrawDocument = Callable[[Connection, DocumentWish, World, Languages], Drawn | Render | None]

# Answers to others come first: a school that wants many documents at once waits for its own.
_MOST_RENDERED_AT_ONCE = 1
_MOST_RENDERINGS = 2

log = logging.getLogger(__name__)


class Notifier:
    """Words for notices, by their kind."""

    def __init__(
        self,
        database: Database,
        languages: Languages,
        world: Callable[[], World],
        kinds: Mapping[str, DrawNotice],
    ) -> None:
        self._database = database
        self._languages = languages
        self._world = world
        self._kinds = kinds
        self._rendering = asyncio.Semaphore(_MOST_RENDERED_AT_ONCE)

    async def draw(self, notice: Notice) -> Drawn | None:
        """Draw a notice for its receiver from what is true now; None where it is no longer true.

        What takes long is rendered in a thread, after the transaction. Where that fails again, its reader is
        told so instead.
        """
        draw = self._kinds[notice.kind]
        drawn = await self._database.read(lambda conn: draw(conn, notice, self._world(), self._languages))
        if drawn is None or isinstance(drawn, Drawn):
            return drawn
        try:
            async with self._rendering:
                return await asyncio.to_thread(drawn)
        except OSError:
            raise
        except Exception as exc:
            if notice.attempts < _MOST_RENDERINGS:
                raise
            log.error("notice %d could not be rendered, and its reader is told", notice.id, exc_info=exc)
        tell = self._kinds[NOT_RENDERED]
        told = await self._database.read(lambda conn: tell(conn, notice, self._world(), self._languages))
        return told if isinstance(told, Drawn) else None
