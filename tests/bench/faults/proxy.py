"""A line between two machines that may be cut or slow."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

_CHUNK = 65_536


class Proxy:
    """Hands on what is sent to a port of this machine; `delay` is the longest that a piece is on its way."""

    def __init__(self, port: int, chance: random.Random) -> None:
        self._port = port
        self._chance = chance
        self._ends: set[asyncio.StreamWriter] = set()
        self._is_cut = False
        self.delay = 0.0

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        """The address of this end, like `http://127.0.0.1:9000`."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            server.close()
            self.cut()

    def cut(self) -> None:
        """Break every connection, and refuse new ones."""
        self._is_cut = True
        for end in self._ends:
            end.transport.abort()

    def mend(self) -> None:
        """Let through again, at once."""
        self._is_cut, self.delay = False, 0.0

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ends = [writer]
        self._ends.add(writer)
        try:
            if self._is_cut:
                return
            with suppress(OSError):
                there_reader, there = await asyncio.open_connection("127.0.0.1", self._port)
                ends.append(there)
                self._ends.add(there)
                await asyncio.gather(self._pump(reader, there), self._pump(there_reader, writer))
        finally:
            for end in ends:
                self._ends.discard(end)
                end.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await reader.read(_CHUNK):
                if self.delay:
                    await asyncio.sleep(self._chance.uniform(0, self.delay))
                writer.write(piece)
                await writer.drain()
        # The other direction has nobody to talk to any more.
        writer.close()
