"""Has updates brought by Telegram and decides them; any number of processes of a bot may do so."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from typing import Any

from telegram.error import BadRequest

from bot.core import Core
from bot.delivery.errors import describe
from bot.errors import CommandError
from bot.intake import Tap
from bot.roles.chats import Chats
from bot.telegram.webhook import Reception, set_webhook
from bot.web.door import PATH, Door, Entrance
from bot.web.looks import Looks
from bot.web.server import HttpServer

log = logging.getLogger(__name__)

_NOT_READY = "not ready yet"
_ENDING = "this process ends"


class Web:
    """Serves the chats of some bots, with a door for all of them."""

    def __init__(self, cores: Sequence[Core]) -> None:
        settings = cores[0].settings
        self._url = settings.webhook_address
        self._cores = cores
        self._chats = [Chats(core) for core in cores]
        self._trouble = _NOT_READY
        looks = Looks(cores, lambda: self._trouble)
        self._door = Door(
            settings.webhook_max_bytes,
            looks.app(with_metrics=settings.metrics_port is None),
            cores[0].metrics.webhook_request,
        )
        self._server = HttpServer(self._door, settings.web_host, settings.port, named="PORT")
        self._serving: asyncio.Task[None] | None = None
        self._receptions: list[Reception[Tap | None]] = []

    async def open(self) -> None:
        """Answer whoever asks how it does; updates have to come again until all is prepared."""
        self._server.open()
        self._serving = asyncio.create_task(self._server.run())

    async def prepare(self) -> None:
        """Let updates in, have the server bring them, and begin to tell it what people are shown."""
        entrances = []
        for core, chats in zip(self._cores, self._chats, strict=True):
            intake = chats.intake
            reception = Reception(chats.inbox(), intake.decide, intake.keep_poison, core.painter.left)
            secret = core.settings.webhook_secret_of(core.api.bot.token)
            entrances.append(Entrance(secret, reception, f"{PATH}{core.settings.below_webhook(core.bot_id)}"))
            self._receptions.append(reception)
        self._door.open(entrances)
        for core, entrance, chats in zip(self._cores, entrances, self._chats, strict=True):
            await self._set_webhook(
                core, f"{self._url}{core.settings.below_webhook(core.bot_id)}", entrance.secret
            )
            chats.register()
        self._trouble = ""

    def work(self) -> Sequence[Coroutine[Any, Any, None]]:
        """Serve until stopped, and then until what was taken is answered."""
        return [self._served()]

    def stop(self) -> None:
        """Take nothing more."""
        self._trouble = _ENDING
        for reception in self._receptions:
            reception.close()
        self._server.stop()

    async def close(self) -> None:
        """Leave what is only decoration; the webhook stays, for others may serve it."""
        for chats in self._chats:
            await chats.close()
        await self._served()

    async def _served(self) -> None:
        if self._serving is not None:
            await asyncio.shield(self._serving)

    async def _set_webhook(self, core: Core, url: str, secret: bytes) -> None:
        try:
            await set_webhook(core.api, url, secret.decode(), core.settings.webhook_max_connections)
        except BadRequest as exc:
            raise CommandError(f"WEBHOOK_URL is not accepted: {describe(exc)}") from None
        log.info("updates of @%s are brought to %s", core.api.username, url)
