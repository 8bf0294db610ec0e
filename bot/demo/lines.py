"""Lines of standard input, without ever blocking the loop."""

import asyncio
import codecs
import os
import threading
from contextlib import suppress


class Lines:
    """Reads a file descriptor in a thread of its own; None is the end."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        # A read cannot be interrupted, so nothing may wait for this thread; and it holds no lock of
        # sys.stdin, which would hang the end of the interpreter.
        threading.Thread(target=self._read, daemon=True).start()

    async def next(self) -> str | None:
        """The next line without its end."""
        return await self._queue.get()

    def _read(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        rest = ""
        with suppress(RuntimeError, OSError):  # the loop or the input was closed
            while chunk := os.read(self._descriptor, 4096):
                *lines, rest = (rest + decoder.decode(chunk)).split("\n")
                for line in lines:
                    self._put(line)
            if rest:
                self._put(rest)
            self._put(None)

    def _put(self, line: str | None) -> None:
        kept = line if line is None else line.rstrip("\r")
        self._loop.call_soon_threadsafe(self._queue.put_nowait, kept)
