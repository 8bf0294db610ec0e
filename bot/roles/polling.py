"""Fetches updates and has them decided; only one process of a bot may do so."""

from collections.abc import Coroutine, Sequence
from typing import Any

from bot.core import Core
from bot.roles.chats import Chats
from bot.telegram.polling import Poller


class Polling:
    """Serves the chats."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._chats = Chats(core)
        self.menus = self._chats.menus
        self._poller: Poller | None = None

    async def open(self) -> None:
        """Nothing comes before the connection."""

    async def prepare(self) -> None:
        """Show what a crash left unshown, and begin to tell the server what everybody is shown of the bot."""
        await self._core.redrawer.redraw(older_than_ms=0)
        intake = self._chats.intake
        self._poller = Poller(self._core.api, self._chats.inbox(), intake.handle, intake.keep_poison)
        self._chats.register()

    def work(self) -> Sequence[Coroutine[Any, Any, None]]:
        """Poll until stopped."""
        return [] if self._poller is None else [self._poller.run()]

    def stop(self) -> None:
        """Fetch nothing more."""
        if self._poller is not None:
            self._poller.stop()

    async def close(self) -> None:
        """Leave what is only decoration."""
        await self._chats.close()
