"""An HTTP server inside our own event loop, which ends when we say so and loses nothing that it took."""

import contextlib
import socket
from collections.abc import Iterator

import uvicorn

from bot.errors import CommandError
from bot.web.door import AsgiApp

_BACKLOG = 2048
# Longer than load balancers keep an idle connection, which would else send into one that is just closed.
_KEPT_SECONDS = 75
# A host gives a process about half a minute to end.
_GRACE_SECONDS = 20


class HttpServer:
    """Listens from `open` on, serves while `run` runs, and after `stop` finishes what it took."""

    def __init__(self, app: AsgiApp, host: str, port: int, *, named: str) -> None:
        self._host = host
        self._port = port
        self._named = named
        self._socket: socket.socket | None = None
        self._server = _Server(
            uvicorn.Config(
                app,
                http="httptools",
                ws="none",
                lifespan="off",
                interface="asgi3",
                access_log=False,
                log_config=None,
                proxy_headers=False,
                server_header=False,
                date_header=False,
                timeout_keep_alive=_KEPT_SECONDS,
                timeout_graceful_shutdown=_GRACE_SECONDS,
            )
        )

    def open(self) -> None:
        """Take the port; whoever connects now waits for `run`. A CommandError where it cannot be had."""
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        try:
            self._socket = socket.create_server((self._host, self._port), family=family, backlog=_BACKLOG)
        except OSError as error:
            reason = f"{self._host}:{self._port} cannot be used: {error.strerror or type(error).__name__}"
            raise CommandError(f"{self._named}: {reason}") from None

    async def run(self) -> None:
        """Serve until stopped, and then until what was taken is answered."""
        assert self._socket is not None
        await self._server.serve(sockets=[self._socket])

    def stop(self) -> None:
        """Take nothing more."""
        self._server.should_exit = True


class _Server(uvicorn.Server):
    """Leaves signals to the app."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing is captured."""
        yield
