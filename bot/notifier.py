"""Draws what the outbox holds, at sending time and in the receiver's language."""

from collections.abc import Callable

from sqlalchemy import Connection

from bot.delivery.outbox import Notice
from bot.drawing import draw_screen
from bot.drawn import Drawn
from bot.i18n import Languages
from bot.store.database import Database
from bot.store.facts import load_facts
from bot.store.world import World
from conversations.effects import NoticeKind
from conversations.events import NOTICE
from conversations.facts import Needs, Zone
from conversations.notice_screens import notice_screen
from conversations.screens import Screen
from conversations.session import DEFAULT_LANGUAGE
from conversations.words import say

UPDATE_FAILED = "update_failed"


class Notifier:
    """Words for notices; None where a notice is no longer true."""

    def __init__(self, database: Database, languages: Languages, world: Callable[[], World]) -> None:
        self._database = database
        self._languages = languages
        self._world = world

    async def draw(self, notice: Notice) -> Drawn | None:
        """Draw a notice for its receiver from what is true now."""
        if notice.kind == UPDATE_FAILED:
            return self._failed_update(notice)
        return await self._database.read(lambda conn: self._draw(conn, notice))

    def _draw(self, conn: Connection, notice: Notice) -> Drawn | None:
        needs = Needs(plan_id=notice.payload["plan_id"], history=True)
        facts = load_facts(conn, person_id=notice.payload["person_id"], needs=needs, world=self._world())
        screen = notice_screen(NoticeKind(notice.kind), facts)
        if screen is None or facts.person is None:
            return None
        language = self._languages[facts.person.language]
        return draw_screen(screen, language, facts.person.zone, NOTICE, 0)

    def _failed_update(self, notice: Notice) -> Drawn:
        line = say(
            "An update could not be processed and is kept in the table failed_update: number {number}.",
            number=str(notice.payload["update_id"]),
        )
        return draw_screen(Screen((line,)), self._languages[DEFAULT_LANGUAGE], Zone.WIB, NOTICE, 0)
