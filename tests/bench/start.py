"""From exec to the first answer, and what an idle process takes: `python -m tests.bench.start [STARTS]`.

Somebody's /start waits at the local Bot API server while `run` starts: the first time with no database,
then so many times with one that is up to date. Processor time is that of the product alone, until the
server sees its first message. Byte code is cached, as it is on a machine that runs the product.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from bot.simulator import Simulator
from bot.simulator.local import LocalWorld
from bot.simulator.person import Person
from bot.stage.product import product_environ

_IDLE_SECONDS = 20.0
_PATIENCE = 60.0
_HEAVIEST = 10
_AS_EVERYWHERE = {
    "WORLD_CLOCK_FILE": "",
    "TICK_SECONDS": "",
    "LOG_LEVEL": "warning",
    "PYTHONDONTWRITEBYTECODE": "",
}
_TICK = os.sysconf("SC_CLK_TCK")


class Start(NamedTuple):
    """One start: seconds until the first answer, and MB when idle; 0 where nobody waited for that."""

    wall: float
    processor: float
    resident: float


async def _measure(starts: int, folder: Path) -> None:
    async with Simulator() as simulator, LocalWorld(simulator) as world:
        bot = simulator.settings.bots[0]
        url = f"sqlite:///{folder / 'start.db'}"
        settings = product_environ(simulator.url, bot.token, bot.username, url, folder)
        environ = {**os.environ, **settings, **_AS_EVERYWHERE}
        # The byte code.
        await _output(environ, "-c", "import bot.running")
        person = await world.user("Ani")
        began = await _start(simulator, person, environ, idle=True)
        rounds = [await _start(simulator, person, environ, idle=number == 0) for number in range(starts)]
        _tell("the first start, without a database", began)
        _tell(
            f"later starts, median of {starts}",
            Start(
                statistics.median(each.wall for each in rounds),
                statistics.median(each.processor for each in rounds),
                rounds[0].resident,
            ),
        )
        _tell_imports(await _output(environ, "-X", "importtime", "-c", "import bot.running"))


async def _start(simulator: Simulator, person: Person, environ: Mapping[str, str], *, idle: bool) -> Start:
    await person.start()
    last, began = simulator.world.calls.last, time.monotonic()
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=environ)
    try:
        async with asyncio.timeout(_PATIENCE):
            await _answered(simulator, last)
        wall, processor, resident = time.monotonic() - began, _processor_seconds(process.pid), 0.0
        if idle:
            await asyncio.sleep(_IDLE_SECONDS)
            resident = _resident_mb(process.pid)
        return Start(wall, processor, resident)
    finally:
        process.terminate()
        await process.wait()


async def _answered(simulator: Simulator, last: int) -> None:
    while True:
        for call in await simulator.world.calls.wait(last, _PATIENCE):
            last = call["id"]
            if call["method"].lower() == "sendmessage":
                return


async def _output(environ: Mapping[str, str], *arguments: str) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, env=environ, stderr=asyncio.subprocess.PIPE
    )
    return (await process.communicate())[1].decode()


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _resident_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _tell(what: str, start: Start) -> None:
    print(
        f"{what}: first answer after {start.wall:.2f} s ({start.processor:.2f} s of processor time), "
        f"{start.resident:.0f} MB after {_IDLE_SECONDS:.0f} s"
    )


def _tell_imports(log: str) -> None:
    """The libraries and packages of our own that take most, each with what it imports first."""
    rows = [line.removeprefix("import time:").split("|") for line in log.splitlines() if "|" in line]
    times = [(int(total), name.strip()) for _, total, name in rows if total.strip().isdigit()]
    tops = [(total, name) for total, name in times if name.count(".") <= 1]
    for total, name in sorted(tops, reverse=True)[:_HEAVIEST]:
        print(f"{total / 1000:7.0f} ms  {name}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="start-") as name:
        asyncio.run(_measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5, Path(name)))
