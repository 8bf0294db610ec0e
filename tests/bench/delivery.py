"""3,000 reminders at the real pace while somebody presses: `python -m tests.bench.delivery [COUNT [URL]]`.

Two senders in processes of their own, one of which serves the chats; the server enforces its limits.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bot.store.database import Database
from tests.faults.rush import Figures, hold, rushing


async def _start(command: str, environ: Mapping[str, str]) -> asyncio.subprocess.Process:
    arguments = ("-m", "bot", command)
    return await asyncio.create_subprocess_exec(sys.executable, *arguments, env={**os.environ, **environ})


async def _measure(count: int, url: str, folder: Path) -> Figures:
    database = Database.open(url)
    await database.upgrade()
    await database.close()
    async with rushing(url, folder, scale=1) as rush:
        environ = {**rush.environ, "LOG_LEVEL": "warning"}
        senders = [await _start(command, environ) for command in ("run", "worker")]
        try:
            return await hold(rush, count, scale=1)
        finally:
            for sender in senders:
                sender.terminate()
                await sender.wait()


def _main(count: int, url: str | None) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = asyncio.run(_measure(count, url or f"sqlite:///{folder / 'bench.db'}", folder))
    print(f"{count} reminders, {figures.per_second:.2f} a second, {figures.refusals} refused for speed")
    print(f"most in any second: {figures.most_in_a_second}")
    for share in (0.5, 0.99, 1.0):
        print(f"answers to presses p{share:.0%}: {1000 * figures.answered(share):.0f} ms")


if __name__ == "__main__":
    _main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000, sys.argv[2] if len(sys.argv) > 2 else None)
