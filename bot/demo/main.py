"""`python -m bot demo`: a local Bot API server, the real product beside it, and a made-up school."""

import asyncio
import os
import signal
import sys
import tempfile
import threading
import webbrowser
from argparse import Namespace
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.demo import texts
from bot.demo.cast import FIRST_SPEAKER
from bot.demo.director import Director
from bot.demo.options import parse_options
from bot.demo.power import keep_alive
from bot.demo.running import DATABASE, LOG, running
from bot.demo.session import Sitting
from bot.demo.talking import talk
from bot.demo.terminal import Terminal
from bot.errors import CommandError
from bot.i18n import load_languages
from bot.stage.product import ProductDiedError
from conversations.words import say


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
        async with running(options, folder) as (director, url):
            try:
                await _go_on(options, director, url, terminal)
            finally:
                if options.save is not None:
                    options.save.write_text(director.script.text(), encoding="utf-8")


async def _go_on(options: Namespace, director: Director, url: str, terminal: Terminal) -> None:
    terminal.addresses = {name: member.address for name, member in director.cast.members.items()}
    terminal.say(say("The demo is at {url}", url=url))
    if not options.no_open:
        _open_browser(url)
    if options.terminal:
        terminal.say("", *texts.READY, *((texts.FRESH,) if options.fresh else ()))
        sitting = Sitting(director, terminal, FIRST_SPEAKER)
        sitting.look(1)
        viewing, watching = talk(sitting), keep_alive(director, sitting.say_died, sitting.say_revived)
    else:
        terminal.say(texts.LEAVE)
        viewing, watching = _stay(), keep_alive(director)
    await _first_of(viewing, watching, director.follow())


async def _first_of(*works: Coroutine[Any, Any, None]) -> None:
    """Let all go on until one ends; what it raises is raised."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            if task.done():
                await task
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """The folder of the data: a temporary one, or one that stays but begins anew."""
    if kept is None:
        with tempfile.TemporaryDirectory(prefix="asisten-kinerja-demo-") as folder:
            yield Path(folder)
        return
    try:
        kept.mkdir(parents=True, exist_ok=True)
        for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", LOG):
            (kept / name).unlink(missing_ok=True)
    except OSError as error:
        raise CommandError(f"--data {kept}: {error.strerror}") from None
    yield kept.resolve()


def _open_browser(url: str) -> None:
    """Show the page, where there is a screen; a browser in the terminal would only be in the way."""
    has_screen = (
        sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if has_screen:
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


async def _stay() -> None:
    """Serve the page until a signal comes."""
    await asyncio.Event().wait()


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

    # On Windows, Ctrl-C arrives as KeyboardInterrupt.
    if sys.platform != "win32":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, leave)
