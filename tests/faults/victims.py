"""Starts, orders, watches and ends the victims from a test."""

import asyncio
import os
import signal
import time
from collections.abc import Callable, Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tests.faults import victim
from tests.faults.instants import Instant
from tests.forking import FORKS

_DEATH_SECONDS = 15.0
_LOOK_SECONDS = 0.01
Life = Callable[[Mapping[str, str], Path], None]


class Victim:
    """One product that is started again and again on the same database."""

    def __init__(self, environ: Mapping[str, str], folder: Path, life: Life = victim.live) -> None:
        self._life = life
        self._order = folder / f"{life.__name__}.order"
        self._order.write_text("", encoding="utf-8")
        self._log = folder / f"{life.__name__}.log"
        self._environ = {**environ, victim.ORDER: str(self._order)}
        self._process: ForkServerProcess | None = None

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.is_alive()

    def start(self) -> None:
        """Start it; it serves as soon as it can."""
        self._process = FORKS.Process(target=self._life, args=(self._environ, self._log), daemon=True)
        self._process.start()

    def order(self, instant: Instant, number: signal.Signals = signal.SIGKILL) -> None:
        """Tell the one that runs, or the next one, when to die or to freeze."""
        self._order.write_text(f"{int(number)} {instant}", encoding="utf-8")

    async def obeys(self) -> None:
        """Wait until it carries out its order."""
        obeyed = await asyncio.to_thread(self._watch_order)
        assert obeyed, f"it did not obey: {self.last_words()}"

    async def dies(self) -> None:
        """Wait until it has carried out its order."""
        assert await self.ends() == -signal.SIGKILL, self.last_words()

    async def ends(self) -> int:
        """Wait for its end; gives its exit code."""
        process = self._running()
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(process.sentinel, ended.set)
        try:
            async with asyncio.timeout(_DEATH_SECONDS):
                await ended.wait()
        except TimeoutError:
            raise AssertionError(f"it lives on: {self.last_words()}") from None
        finally:
            loop.remove_reader(process.sentinel)
        process.join()
        assert process.exitcode is not None
        self._process = None
        return process.exitcode

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self._pid(), number)

    def end(self) -> None:
        """Be sure that it is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None

    def last_words(self, chars: int = 3000) -> str:
        """The end of its log."""
        return self.log()[-chars:]

    def log(self) -> str:
        """All that it said."""
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""

    def _watch_order(self) -> bool:
        deadline = time.monotonic() + _DEATH_SECONDS
        while self._order.read_text(encoding="utf-8"):
            if time.monotonic() > deadline:
                return False
            time.sleep(_LOOK_SECONDS)
        return True

    def _running(self) -> ForkServerProcess:
        assert self._process is not None, "it was not started"
        return self._process

    def _pid(self) -> int:
        pid = self._running().pid
        assert pid is not None
        return pid
