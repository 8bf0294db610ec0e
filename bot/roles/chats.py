"""What serving the chats of a bot takes, however its updates arrive."""

import asyncio
import logging

from bot.core import Core
from bot.delivery.flood import FloodGuard
from bot.group_turn import GroupTurns
from bot.intake import Intake
from bot.menus import ChatMenus, menus_of_operators
from bot.profiles import ChatMenu, profiles
from bot.schedule.holidays import national_holidays
from bot.telegram.inbox import Inbox
from bot.telegram.profile import register

log = logging.getLogger(__name__)

_FIRST_SECONDS = 2.0


class Chats:
    """Where updates go, and what the server is told beside them of what people are shown of the bot."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.menus = ChatMenus(core.api.bot, core.languages)
        self.intake = Intake(
            core.turns,
            core.painter,
            core.wake,
            core.api.bot,
            GroupTurns(core.database, core.world),
            core.settings.operator_ids,
            FloodGuard(core.settings.rate_person_per_second),
            metrics=core.metrics,
            on_menu=self.menus.show,
        )
        self._beside: list[asyncio.Task[None]] = []

    def inbox(self) -> Inbox:
        """Reads updates; the connection must be there."""
        return Inbox(self._core.bot_id, self._core.api.username)

    def register(self) -> None:
        """Begin what nobody waits for: what the server shows of the bot, and getting the answers ready."""
        self._beside = [asyncio.create_task(work) for work in (self._register(), self._warm())]

    async def close(self) -> None:
        """Leave what is only decoration."""
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*self._beside, return_exceptions=True)
        await self.menus.close()

    async def _warm(self) -> None:
        if self._core.bot_id != self._core.world().bots.first:
            # All bots of the process have the same answers.
            return
        # Whoever wrote while nobody served comes first.
        await asyncio.sleep(_FIRST_SECONDS)
        await asyncio.to_thread(national_holidays)
        await asyncio.to_thread(self._core.world().answers.warm)

    async def _register(self) -> None:
        core = self._core
        await register(core.api.bot, profiles(core.languages))
        try:
            menus = await core.database.read(lambda conn: menus_of_operators(conn, core.bot_id, core.world()))
        except Exception as exc:
            log.warning("the operators' menus could not be read: %s", type(exc).__name__)
            return
        for chat_id, menu in menus.items():
            self.menus.show(chat_id, ChatMenu(menu, may_differ=True))
