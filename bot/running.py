"""Runs a process until a signal ends it."""

import asyncio
import logging
import signal
from collections.abc import Sequence

from bot.app import App
from bot.errors import CommandError
from bot.i18n import CatalogueError
from bot.logs import Redactor, set_up_logs
from bot.loops import run_in_loop
from bot.settings import Settings
from bot.telegram.api import TokenRefusedError
from bot.upgrading import named_database_trouble
from bot.wiring import EVERYTHING, MakeRole, build

log = logging.getLogger(__name__)


def run(settings: Settings, roles: Sequence[MakeRole] = EVERYTHING) -> int:
    """Serve until stopped; what stops the start is a CommandError."""
    tokens = settings.tokens
    secrets = [*tokens, *(settings.webhook_secret_of(token).decode() for token in tokens)]
    set_up_logs(settings.log_level, settings.log_format, secrets)
    if settings.sentry_dsn is not None:
        from bot.sentry import report_errors

        report_errors(settings.sentry_dsn.get_secret_value(), Redactor(secrets))
    try:
        run_in_loop(_run(settings, roles))
    except (CatalogueError, TokenRefusedError) as error:
        raise CommandError(str(error)) from None
    return 0


async def _run(settings: Settings, roles: Sequence[MakeRole]) -> None:
    app = build(settings, roles)
    stopped = _heed_signals()
    with named_database_trouble():
        has_started = await _has_started(app, stopped)
    if has_started:
        await app.serve(stopped)


def _heed_signals() -> asyncio.Event:
    """Set by SIGINT and SIGTERM from now on, also while the start waits for somebody who does not answer."""
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    return stopped


async def _has_started(app: App, stopped: asyncio.Event) -> bool:
    """Start; False where it was told to stop before that was done."""
    starting, waiting = asyncio.create_task(app.start()), asyncio.create_task(stopped.wait())
    await asyncio.wait({starting, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not starting.done():
        starting.cancel()
        log.info("told to stop before it served")
    try:
        await starting
    except asyncio.CancelledError:
        return False
    return True
