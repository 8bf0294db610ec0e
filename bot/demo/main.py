"""`python -m bot demo`: a local Bot API server, the real product beside it, and a made-up school."""

import asyncio
import os
import signal
import sys
import tempfile
from argparse import Namespace
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

from bot.demo import texts
from bot.demo.cast import FIRST_SPEAKER, opening
from bot.demo.lines import Lines
from bot.demo.options import parse_options
from bot.demo.orders import obey
from bot.demo.session import Sitting
from bot.demo.terminal import Terminal
from bot.errors import CommandError
from bot.i18n import load_languages
from bot.settings import Settings, load_settings
from bot.simulator import Rates, Simulator
from bot.simulator import Settings as SimulatorSettings
from bot.simulator.client import World
from bot.simulator.settings import DEFAULT_TOKEN, BotSpec
from bot.stage.opening import open_stage
from bot.stage.product import ProductDiedError, ProductProcess, product_environ
from bot.stage.stage import Stage
from bot.stage.walking import LostError
from bot.transcript.actions import read_action
from bot.transcript.model import Opening

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
_DATABASE = "demo.db"
_LOG = "product.log"


def main(arguments: list[str] | Namespace) -> int:
    """Run the demo until it is left; 0 however it was left."""
    options = arguments if isinstance(arguments, Namespace) else parse_options(arguments)
    try:
        asyncio.run(_demo(options))
    except ProductDiedError as error:
        raise CommandError(f"The assistant does not start. The end of its log:\n{error}") from None
    except (asyncio.CancelledError, KeyboardInterrupt):
        pass
    except BrokenPipeError:
        # Who read the output has gone; the interpreter must not stumble over it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


async def _demo(options: Namespace) -> None:
    _end_on_signals()
    terminal = Terminal(sys.stdout, load_languages()[options.language], echoes=not sys.stdin.isatty())
    with _folder(options.data) as folder:
        terminal.say(texts.STARTING)
        async with _sitting(options, folder, terminal) as sitting:
            try:
                await _talk(sitting, options.fresh)
            finally:
                if options.save is not None:
                    sitting.save(options.save)


@asynccontextmanager
async def _sitting(options: Namespace, folder: Path, terminal: Terminal) -> AsyncIterator[Sitting]:
    clock = folder / "clock"
    simulator = Simulator(SimulatorSettings(rates=Rates.off(), clock_file=clock))
    try:
        url = await simulator.start(port=options.port)
    except OSError as error:
        raise CommandError(f"--port {options.port}: {error.strerror}") from None
    environ = product_environ(url, DEFAULT_TOKEN, BotSpec.username, f"sqlite:///{folder / _DATABASE}", clock)
    try:
        async with World(url) as world:
            product = ProductProcess(world, environ, folder / _LOG)
            try:
                settings = load_settings(environ, Path(os.devnull))
                scene = opening(options.date, options.language, is_fresh=options.fresh)
                stage = await _set_up(world, settings, scene, product)
                yield Sitting(stage, product, scene, terminal, FIRST_SPEAKER)
            finally:
                await product.stop()
    finally:
        await simulator.stop()


async def _set_up(world: World, settings: Settings, scene: Opening, product: ProductProcess) -> Stage:
    try:
        return await open_stage(world, settings, scene, product)
    except (TimeoutError, LostError) as error:
        end = product.last_lines()
        raise CommandError(f"The made-up school cannot be set up: {error}\n{end}") from None


async def _talk(sitting: Sitting, is_fresh: bool) -> None:
    sitting.terminal.say("", *texts.READY, *((texts.FRESH,) if is_fresh else ()))
    sitting.look(1)
    watching = [asyncio.create_task(work) for work in (_watch_chats(sitting), _watch_product(sitting))]
    reading = asyncio.create_task(_read(sitting))
    try:
        await asyncio.wait({reading, *watching}, return_when=asyncio.FIRST_COMPLETED)
        for task in (reading, *watching):
            if task.done():
                await task
    finally:
        for task in (reading, *watching):
            task.cancel()
        await asyncio.gather(reading, *watching, return_exceptions=True)


async def _read(sitting: Sitting) -> None:
    lines = Lines(sys.stdin.fileno())
    while True:
        sitting.terminal.prompt(sitting.me)
        line = await lines.next()
        if line is None:
            sitting.terminal.break_prompt()
            return
        async with sitting.busy:
            sitting.terminal.heard(line)
            if not await _take(sitting, line.strip()):
                return


async def _take(sitting: Sitting, line: str) -> bool:
    if line.startswith(":"):
        return await obey(sitting, line)
    if line.isascii() and line.isdigit():
        await sitting.press_number(int(line[:4]))
    elif line:
        await sitting.act(read_action(line))
    return True


async def _watch_chats(sitting: Sitting) -> None:
    """Show what comes while nobody does anything."""
    world = sitting.stage.world
    seq = await world.last_event()
    while True:
        events = await world.events(seq, 25)
        seq = max([seq, *(event["seq"] for event in events)])
        if not any(event["type"] in ("message", "edit", "delete") for event in events):
            continue
        async with sitting.busy:
            if await sitting.deliver():
                sitting.terminal.prompt(sitting.me)


async def _watch_product(sitting: Sitting) -> None:
    """Start the product again when it ended without being told to."""
    while True:
        await sitting.product.ended_by_itself()
        async with sitting.busy:
            sitting.terminal.break_prompt()
            await sitting.restart()
            sitting.terminal.prompt(sitting.me)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """The folder of the data: a temporary one, or one that stays but begins anew."""
    if kept is None:
        with tempfile.TemporaryDirectory(prefix="asisten-kinerja-demo-") as folder:
            yield Path(folder)
        return
    try:
        kept.mkdir(parents=True, exist_ok=True)
        for name in (_DATABASE, f"{_DATABASE}-wal", f"{_DATABASE}-shm", _LOG):
            (kept / name).unlink(missing_ok=True)
    except OSError as error:
        raise CommandError(f"--data {kept}: {error.strerror}") from None
    yield kept.resolve()


def _end_on_signals() -> None:
    """Leave by cancellation, so that everything is cleaned up; only the first signal counts."""
    task = asyncio.current_task()
    loop = asyncio.get_running_loop()
    has_come = False

    def leave() -> None:
        nonlocal has_come
        if task is not None and not has_come:
            has_come = True
            task.cancel()

    for name in _SIGNALS:
        # Elsewhere than on POSIX, Ctrl-C arrives as KeyboardInterrupt.
        with suppress(AttributeError, NotImplementedError):
            loop.add_signal_handler(getattr(signal, name), leave)
