"""The life of a process: start, serve, stop."""

import asyncio
import gc
import logging
from collections.abc import Sequence
from typing import TypeVar

from bot.answering.reloading import Answers
from bot.core import Core, Shared
from bot.roles import Role

log = logging.getLogger(__name__)

R = TypeVar("R")

# After how many new objects the youngest are looked through for garbage, and after how many such looks the
# older ones. Updates that are decided side by side keep thousands for a moment, which go by themselves:
# looking after each 700 took a twelfth of the time.
_GARBAGE = (20_000, 20, 20)


class App:
    """One process with its roles: `start`, then `serve` until a signal, or `stop`.

    It serves the bots of these cores; `core` is that of the first.
    """

    def __init__(
        self, cores: Sequence[Core], shared: Shared, roles: Sequence[Role], answers: Answers
    ) -> None:
        self.cores = cores
        self.core = cores[0]
        self.answers = answers
        self.database = self.core.database
        self.api = self.core.api
        self.painter = self.core.painter
        self._scrubber = shared.scrubber
        self._roles = roles
        self._working: list[asyncio.Task[None]] = []
        self._marking: list[asyncio.Task[None]] = []
        self._scrubbing: asyncio.Task[None] | None = None
        self._rereading: asyncio.Task[None] | None = None

    def role(self, kind: type[R]) -> R:
        """The first role of that kind; LookupError where this process has none."""
        for role in self._roles:
            if isinstance(role, kind):
                return role
        raise LookupError(kind.__name__)

    async def start(self) -> None:
        """Bring the tables up to date, connect, and begin to work."""
        try:
            for role in self._roles:
                await role.open()
            await self.database.upgrade()
            await self._connect()
            # A role may show something before all of them are prepared.
            self._marking = [asyncio.create_task(core.marks.run()) for core in self.cores]
            for role in self._roles:
                await role.prepare()
        except BaseException:
            for role in self._roles:
                role.stop()
                await role.close()
            await self._leave_screens()
            await self._end()
            raise
        self._scrubbing = asyncio.create_task(self._scrubber.run())
        if self.answers.can_change:
            self._rereading = asyncio.create_task(self.answers.run())
        self._working = [asyncio.create_task(work) for role in self._roles for work in role.work()]

    async def stop(self) -> None:
        """Finish what was begun, then close; nothing that was accepted is lost."""
        for role in self._roles:
            role.stop()
        await asyncio.gather(*self._working, return_exceptions=True)
        await self._leave_screens()
        for role in self._roles:
            await role.close()
        await self._end()

    async def _leave_screens(self) -> None:
        for core in self.cores:
            await core.painter.close()
            core.marks.stop()

    async def _end(self) -> None:
        await asyncio.gather(*self._marking, return_exceptions=True)
        try:
            for core in self.cores:
                await core.marks.flush()
        except Exception as exc:
            log.warning("the last screens were not marked and are drawn again: %s", type(exc).__name__)
        # Last, when nobody reads any more.
        self._scrubber.stop()
        await _ended(self._scrubbing)
        self.answers.stop()
        await _ended(self._rereading)
        await self._close()

    async def serve(self, stopped: asyncio.Event) -> None:
        """Serve until told to stop; a refused token or a fault of our own ends it with an exception."""
        log.info("serving %s", ", ".join(f"@{core.api.username}" for core in self.cores))
        # Catalogues and modules stay: looking through them again and again would hold up answers.
        gc.freeze()
        gc.set_threshold(*_GARBAGE)
        gc.enable()
        waiting = asyncio.create_task(stopped.wait())
        tasks = [
            task
            for task in (*self._marking, self._scrubbing, self._rereading, *self._working)
            if task is not None
        ]
        # All of these run for ever: what ends by itself has failed.
        await asyncio.wait({waiting, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        failures = [task.exception() for task in tasks if task.done() and not task.cancelled()]
        await self.stop()
        for failure in failures:
            if failure is not None:
                raise failure

    async def _connect(self) -> None:
        starting = [asyncio.create_task(core.api.start()) for core in self.cores]
        try:
            await asyncio.gather(*starting)
        finally:
            # Where one is refused, no other is waited for.
            for task in starting:
                task.cancel()

    async def _close(self) -> None:
        for core in self.cores:
            await core.api.close()
        await self.database.close()


async def _ended(task: asyncio.Task[None] | None) -> None:
    if task is not None:
        await asyncio.gather(task, return_exceptions=True)
