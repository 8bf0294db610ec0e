"""The simulator as one HTTP server inside the running event loop."""

from __future__ import annotations

from aiohttp import web

from . import control
from .api import BotApi
from .settings import Settings
from .world import World


class Simulator:
    """A strict local Bot API server with its world and its control interface."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.world = World(self.settings)
        self.api = BotApi(self.world)
        self.app = web.Application(client_max_size=0)
        self.app.router.add_route("*", "/bot{token:[^/]+}/{method}", self.api.handle)
        self.app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self.api.download)
        control.add_routes(self.app, self.api)
        self._runner: web.AppRunner | None = None
        self.url = ""

    @property
    def base_url(self) -> str:
        """What python-telegram-bot takes as `base_url`."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot takes as `base_file_url`."""
        return f"{self.url}/file/bot"

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen; port 0 takes a free one. Gives the address, like `http://127.0.0.1:9000`."""
        # A poller that was killed must not be handed updates: its handler ends with its connection.
        self._runner = web.AppRunner(
            self.app, handler_cancellation=True, access_log=None, shutdown_timeout=1.0
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        address = self._runner.addresses[0]
        shown = f"[{address[0]}]" if ":" in address[0] else address[0]
        self.url = f"http://{shown}:{address[1]}"
        return self.url

    async def stop(self) -> None:
        """Stop listening and let go of everyone who waits."""
        self.api.close()
        await self.world.webhooks.close(self.world.bots)
        self.world.events.wake()
        self.world.calls.wake()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Simulator:
        """Start on a free port of the loopback."""
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        await self.stop()
