"""Shows how a process does, on a port of its own: `/healthz`, `/readyz` and `/metrics` at METRICS_PORT."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

from bot.core import Core
from bot.web.looks import Looks
from bot.web.server import HttpServer

_NOT_READY = "not ready yet"
_ENDING = "this process ends"


class Showing:
    """A small server beside the other roles."""

    def __init__(self, cores: Sequence[Core], port: int) -> None:
        self._trouble = _NOT_READY
        looks = Looks(cores, lambda: self._trouble)
        host = cores[0].settings.web_host
        self._server = HttpServer(looks.app(with_metrics=True), host, port, named="METRICS_PORT")
        self._serving: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Answer from now on."""
        self._server.open()
        self._serving = asyncio.create_task(self._server.run())

    async def prepare(self) -> None:
        """The connection is there: the process is ready."""
        self._trouble = ""

    def work(self) -> Sequence[Coroutine[Any, Any, None]]:
        """Serve until stopped."""
        return [self._served()]

    def stop(self) -> None:
        """Answer nobody who comes now."""
        self._trouble = _ENDING
        self._server.stop()

    async def close(self) -> None:
        """End the server."""
        await self._served()

    async def _served(self) -> None:
        if self._serving is not None:
            await asyncio.shield(self._serving)
