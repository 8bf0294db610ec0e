"""The product as a process of its own, which can be killed."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

import bot
from bot.settings import Settings
from bot.simulator.client import World
from bot.stage.mail import end_leases
from bot.stage.ticks import TICK_SECONDS

_START_SECONDS = 60.0
_STOP_SECONDS = 10.0
_CALMLY = {
    "RATE_CHAT_BURST": "100",
    "RATE_CHAT_PER_SECOND": "1000",
    "RATE_GROUP_PER_MINUTE": "60000",
    "RATE_BULK_PER_SECOND": "1000",
    "RATE_PERSON_PER_SECOND": "1000",
}
# Where `python -m bot` finds the package, from a checkout and from an installed wheel alike.
_HOME = Path(bot.__file__).resolve().parent.parent


class ProductDiedError(Exception):
    """The product ended by itself; the text is the end of its log."""


class Product(Protocol):
    """What serves the chats."""

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""

    async def start(self) -> None:
        """Start, and return when updates are fetched."""

    async def kill(self) -> None:
        """End it without warning."""

    async def stop(self) -> None:
        """Let it finish what it began, and end."""


class Running(Protocol):
    """A process that was started, as asyncio has them."""

    @property
    def returncode(self) -> int | None:
        """None while it runs."""

    async def wait(self) -> int:
        """Wait for its end."""

    def kill(self) -> None:
        """SIGKILL."""

    def terminate(self) -> None:
        """SIGTERM."""


Run = Callable[[Mapping[str, str], IO[bytes]], Awaitable[Running]]


def product_environ(url: str, token: str, username: str, database_url: str, clock: Path) -> dict[str, str]:
    """The product's settings for a simulator at `url`; every other setting has its default.

    An empty value outranks what a `.env` file says.
    """
    defaults = {name.upper(): "" for name in Settings.model_fields}
    return defaults | {
        "BOT_TOKEN": token,
        "BOT_USERNAME": username,
        "BOT_API_URL": f"{url}/bot",
        "BOT_FILE_URL": f"{url}/file/bot",
        "DATABASE_URL": database_url,
        "WORLD_CLOCK_FILE": str(clock),
        "TICK_SECONDS": str(TICK_SECONDS),
        **_CALMLY,
    }


async def run_product(environ: Mapping[str, str], log: IO[bytes]) -> Running:
    """`python -m bot run`."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=_HOME,
        env={**os.environ, **environ},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=log,
        stderr=asyncio.subprocess.STDOUT,
        # Ctrl-C in a terminal is for the demo, which then ends the product in order.
        start_new_session=True,
    )


class ProductProcess:
    """The product, its log in a file."""

    def __init__(
        self, world: World, environ: Mapping[str, str], log_file: Path, run: Run = run_product
    ) -> None:
        self._run = run
        self._world = world
        self._environ = environ
        self._log_file = log_file
        self._process: Running | None = None
        self._has_died = asyncio.Event()
        self._was_killed = False
        self._watch: asyncio.Task[None] | None = None

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start it and wait until it fetches updates; ProductDiedError where it ends instead."""
        await self._forget()
        if self._was_killed:
            await end_leases(self._environ["DATABASE_URL"])
        last_call = int((await self._world.state())["last_call"])
        with self._log_file.open("ab") as log:
            self._process = await self._run(self._environ, log)
        ended = asyncio.create_task(self._process.wait())
        fetching = asyncio.create_task(self._fetches(last_call))
        try:
            async with asyncio.timeout(_START_SECONDS):
                await asyncio.wait({ended, fetching}, return_when=asyncio.FIRST_COMPLETED)
            if ended.done():
                raise ProductDiedError(self.last_lines())
            await fetching
        except TimeoutError:
            await self.kill()
            raise ProductDiedError(self.last_lines()) from None
        finally:
            for task in (ended, fetching):
                task.cancel()
            await asyncio.gather(ended, fetching, return_exceptions=True)
        self._watch = asyncio.create_task(self._notice_the_end(self._process))

    async def ended_by_itself(self) -> None:
        """Wait until it has ended without being told to."""
        await self._has_died.wait()
        self._has_died.clear()

    async def kill(self) -> None:
        """SIGKILL."""
        await self._forget()
        if self._process is not None:
            self._was_killed = True
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()

    async def stop(self) -> None:
        """Ask it to end, and kill it if it does not."""
        await self._forget()
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), _STOP_SECONDS)
        except TimeoutError:
            await self.kill()

    def last_lines(self, count: int = 15) -> str:
        """The end of its log."""
        text = self._log_file.read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.splitlines()[-count:])

    async def _notice_the_end(self, process: Running) -> None:
        await process.wait()
        self._has_died.set()

    async def _forget(self) -> None:
        """From now on its end is wanted."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
            self._watch = None

    async def _fetches(self, last_call: int) -> None:
        # Right before its first poll the product takes a left-over webhook away; polls are no records.
        while True:
            query = {"after": last_call, "timeout": _START_SECONDS}
            answer = await self._world.ask("GET", "/calls", query=query)
            if any(call["method"].lower() == "deletewebhook" and call["ok"] for call in answer["calls"]):
                return
            last_call = int(answer["last"])
