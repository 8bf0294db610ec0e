"""The demo as whoever reads README starts it: a process, with its page at the address that it prints."""

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_SECONDS = 90.0
END_SECONDS = 20.0
_ADDRESS = re.compile(r"https?://\S+[^\s.,;)]")


class DemoProcess:
    """`python -m bot demo --no-open` on a free port."""

    def __init__(self, process: asyncio.subprocess.Process, url: str, printed: list[str]) -> None:
        self._process = process
        self._printed = printed
        self.url = url
        self._reading = asyncio.create_task(self._read_on())

    @classmethod
    async def start(cls, folder: Path, *options: str) -> "DemoProcess":
        """Start it and wait for the address."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "demo", "--no-open", "--port", "0", *options),
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(folder)},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        printed: list[str] = []
        try:
            async with asyncio.timeout(START_SECONDS):
                url = await _address(process, printed)
        except BaseException:
            process.kill()
            await process.wait()
            raise
        return cls(process, url, printed)

    @property
    def printed(self) -> str:
        """Everything that it has printed."""
        return "".join(self._printed)

    async def stop(self) -> int:
        """End it as Ctrl-C does; gives its exit code."""
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGINT)
            try:
                await asyncio.wait_for(self._process.wait(), END_SECONDS)
            except TimeoutError:
                self._process.kill()
                await self._process.wait()
        await self._reading
        assert self._process.returncode is not None
        return self._process.returncode

    async def _read_on(self) -> None:
        # A full pipe would stop the demo.
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            self._printed.append(line.decode())


async def _address(process: asyncio.subprocess.Process, printed: list[str]) -> str:
    assert process.stdout is not None
    async for line in process.stdout:
        printed.append(line.decode())
        if found := _ADDRESS.search(printed[-1]):
            return found[0].rstrip("/")
    raise AssertionError("the demo ended without an address:\n" + "".join(printed))
