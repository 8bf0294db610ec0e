"""When the files are scrubbed: at the start, after each erasure, and until it has worked."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.scrubbing import Scrubber

Scrub = Callable[[], Awaitable[bool]]


class Files:
    """A database whose files are in use for some tries."""

    def __init__(self, *outcomes: bool | Exception) -> None:
        self.tries = 0
        self._outcomes = list(outcomes)
        self._tried = asyncio.Event()

    async def scrub(self) -> bool:
        self.tries += 1
        self._tried.set()
        outcome = self._outcomes.pop(0) if self._outcomes else True
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def until(self, tries: int) -> None:
        async with asyncio.timeout(5):
            while self.tries < tries:
                self._tried.clear()
                await self._tried.wait()


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Scrubber, "again_seconds", 0.001)


async def test_it_is_tried_at_the_start_after_an_erasure_and_at_the_end() -> None:
    files = Files()
    scrubber = Scrubber(files)
    running = asyncio.create_task(scrubber.run())
    await files.until(1)
    scrubber.want()
    await files.until(2)
    scrubber.stop()
    await running
    assert files.tries == 3


async def test_it_is_tried_again_until_it_has_worked() -> None:
    files = Files(False, OSError("disk full"), False, True)
    scrubber = Scrubber(files)
    running = asyncio.create_task(scrubber.run())
    await files.until(4)
    scrubber.stop()
    await running
    assert files.tries == 5


async def test_the_end_is_not_held_up_by_files_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Scrubber, "again_seconds", 1000.0)
    files = Files(False, False)
    scrubber = Scrubber(files)
    running = asyncio.create_task(scrubber.run())
    await files.until(1)
    scrubber.stop()
    await running
    assert files.tries == 2
