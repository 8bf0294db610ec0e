"""What a web process keeps of everybody who wrote to it: `python -m tests.bench.sessions [PEOPLE]`.

So many strangers say /start, each once; printed is how much the process grows by that.
"""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from bot.store.database import Database
from tests.bench.speed import product
from tests.bench.speed.load import Crowd, Visitor
from tests.bench.speed.stub import Stub

_PORT = 18_190
_AT_ONCE = 64
# The first ones load what everybody needs.
_FIRST = 500
# The finders of answers are made a little after the start.
_SETTLES_SECONDS = 6.0


async def _measure(people: int, folder: Path) -> None:
    crowd = Crowd(people + _FIRST, [_PORT], product.SECRET)
    stub = Stub(crowd.on_shown)
    url = f"sqlite:///{folder / 'sessions.db'}"
    database = Database.open(url)
    await database.upgrade()
    await database.close()
    environ = product.environ(url, f"http://127.0.0.1:{await stub.open()}", _PORT)
    process = await asyncio.create_subprocess_exec(*product.COMMAND, env=environ)
    try:
        await product.ready(_PORT)
        await _greet(crowd, crowd.visitors[:_FIRST])
        await asyncio.sleep(_SETTLES_SECONDS)
        before = _resident_mb(process.pid)
        await _greet(crowd, crowd.visitors[_FIRST:])
        after = _resident_mb(process.pid)
        print(f"{people:,} people: {before:.0f} MB before, {after:.0f} MB after, +{after - before:.1f} MB")
    finally:
        process.terminate()
        await process.wait()
        await stub.close()


async def _greet(crowd: Crowd, visitors: list[Visitor]) -> None:
    groups = [visitors[first::_AT_ONCE] for first in range(_AT_ONCE)]
    await asyncio.gather(*(crowd.once(lambda visitor: visitor.message("/start"), group) for group in groups))


def _resident_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="sessions-") as name:
        asyncio.run(_measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, Path(name)))
