"""Fetches updates and has them decided; only one process of a bot may do so."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from typing import Any

from bot.core import Core
from bot.delivery.flood import FloodGuard
from bot.group_turn import GroupTurns
from bot.intake import Intake
from bot.menus import ChatMenus, menus_of_operators
from bot.profiles import ChatMenu, profiles
from bot.telegram.inbox import Inbox
from bot.telegram.polling import Poller
from bot.telegram.profile import register

log = logging.getLogger(__name__)


class Polling:
    """Serves the chats."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.menus = ChatMenus(core.api.bot, core.languages)
        self._intake = Intake(
            core.turns,
            core.painter,
            core.wake,
            core.api.bot,
            GroupTurns(core.database, core.world),
            core.settings.operator_ids,
            FloodGuard(core.settings.rate_person_per_second),
            on_menu=self.menus.show,
        )
        self._poller: Poller | None = None
        self._registering: asyncio.Task[None] | None = None

    async def prepare(self) -> None:
        """Show what a crash left unshown, and begin to tell the server what everybody is shown of the bot."""
        await self._core.redrawer.redraw(older_than_ms=0)
        inbox = Inbox(self._core.bot_id, self._core.api.username)
        self._poller = Poller(self._core.api, inbox, self._intake.handle, self._intake.keep_poison)
        self._registering = asyncio.create_task(self._register())

    def work(self) -> Sequence[Coroutine[Any, Any, None]]:
        """Poll until stopped."""
        return [] if self._poller is None else [self._poller.run()]

    def stop(self) -> None:
        """Fetch nothing more."""
        if self._poller is not None:
            self._poller.stop()

    async def close(self) -> None:
        """Leave what is only decoration."""
        if self._registering is not None:
            self._registering.cancel()
            await asyncio.gather(self._registering, return_exceptions=True)
        await self.menus.close()

    async def _register(self) -> None:
        """Tell the server what everybody is shown of the bot, and what operators are."""
        core = self._core
        await register(core.api.bot, profiles(core.languages))
        try:
            menus = await core.database.read(lambda conn: menus_of_operators(conn, core.bot_id, core.world()))
        except Exception as exc:
            log.warning("the operators' menus could not be read: %s", type(exc).__name__)
            return
        for chat_id, menu in menus.items():
            self.menus.show(chat_id, ChatMenu(menu, may_differ=True))
