"""Wires everything, every outside thing replaceable, and runs it."""

import asyncio
import gc
import logging
import signal
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import TypeVar

from bot.answering.reloading import Answers
from bot.clock import world_clock
from bot.core import Core, Shared
from bot.errors import CommandError
from bot.i18n import CatalogueError, Languages, load_languages
from bot.links import Links
from bot.logs import Redactor, set_up_logs
from bot.loops import run_in_loop
from bot.roles import Role
from bot.roles.polling import Polling
from bot.roles.sending import Sending
from bot.roles.ticking import Ticking
from bot.rule_sets import load_rule_sets
from bot.schedule.holidays import work_calendar
from bot.settings import Settings
from bot.store.bots import Bots
from bot.store.database import Database
from bot.store.world import World
from bot.telegram.api import ONLY_TOKEN, TelegramApi, TokenRefusedError
from bot.tokens import bot_id_in
from bot.upgrading import named_database_trouble, open_database

log = logging.getLogger(__name__)

R = TypeVar("R")
MakeRole = Callable[[Sequence[Core]], Sequence[Role]]


def _web(cores: Sequence[Core]) -> Sequence[Role]:
    # Only this role needs what it imports.
    from bot.roles.web import Web

    return [Web(cores)]


def _polling(cores: Sequence[Core]) -> Sequence[Role]:
    return [Polling(core) for core in cores]


def _sending(cores: Sequence[Core]) -> Sequence[Role]:
    return [Sending(core) for core in cores]


def _ticking(cores: Sequence[Core]) -> Sequence[Role]:
    # Time passes for all bots at once.
    return [Ticking(cores[0])]


# After how many things that stay each generation is looked through for what does not: updates that are
# decided side by side make thousands, nearly all of which go by themselves.
_GARBAGE = (20_000, 20, 20)

# What a process does: with all of them it is the whole product.
EVERYTHING: Sequence[MakeRole] = (_polling, _sending, _ticking)
WEB: Sequence[MakeRole] = (_web,)
WORKER: Sequence[MakeRole] = (_sending,)
CLOCK: Sequence[MakeRole] = (_ticking,)


class App:
    """One process with its roles: `start`, then `serve` until a signal, or `stop`.

    It serves the bots of these cores; `core` is that of the first.
    """

    def __init__(
        self, cores: Sequence[Core], shared: Shared, roles: Sequence[Role], answers: Answers
    ) -> None:
        self.cores = cores
        self.core = cores[0]
        self.answers = answers
        self.database = self.core.database
        self.api = self.core.api
        self.painter = self.core.painter
        self._scrubber = shared.scrubber
        self._roles = roles
        self._working: list[asyncio.Task[None]] = []
        self._marking: list[asyncio.Task[None]] = []
        self._scrubbing: asyncio.Task[None] | None = None
        self._rereading: asyncio.Task[None] | None = None

    def role(self, kind: type[R]) -> R:
        """The first role of that kind; LookupError where this process has none."""
        for role in self._roles:
            if isinstance(role, kind):
                return role
        raise LookupError(kind.__name__)

    async def start(self) -> None:
        """Bring the tables up to date, connect, and begin to work."""
        try:
            for role in self._roles:
                await role.open()
            await self.database.upgrade()
            await self._connect()
            # A role may show something before all of them are prepared.
            self._marking = [asyncio.create_task(core.marks.run()) for core in self.cores]
            for role in self._roles:
                await role.prepare()
        except BaseException:
            for role in self._roles:
                role.stop()
                await role.close()
            await self._leave_screens()
            await self._end()
            raise
        self._scrubbing = asyncio.create_task(self._scrubber.run())
        if self.answers.can_change:
            self._rereading = asyncio.create_task(self.answers.run())
        self._working = [asyncio.create_task(work) for role in self._roles for work in role.work()]

    async def stop(self) -> None:
        """Finish what was begun, then close; nothing that was accepted is lost."""
        for role in self._roles:
            role.stop()
        await asyncio.gather(*self._working, return_exceptions=True)
        await self._leave_screens()
        for role in self._roles:
            await role.close()
        await self._end()

    async def _leave_screens(self) -> None:
        for core in self.cores:
            await core.painter.close()
            core.marks.stop()

    async def _end(self) -> None:
        await asyncio.gather(*self._marking, return_exceptions=True)
        try:
            for core in self.cores:
                await core.marks.flush()
        except Exception as exc:
            log.warning("the last screens were not marked and are drawn again: %s", type(exc).__name__)
        # Last, when nobody reads any more.
        self._scrubber.stop()
        await _ended(self._scrubbing)
        self.answers.stop()
        await _ended(self._rereading)
        await self._close()

    async def serve(self, stopped: asyncio.Event) -> None:
        """Serve until told to stop; a refused token or a fault of our own ends it with an exception."""
        log.info("serving %s", ", ".join(f"@{core.api.username}" for core in self.cores))
        # Catalogues and modules stay: looking through them again and again would hold up answers.
        gc.freeze()
        gc.set_threshold(*_GARBAGE)
        gc.enable()
        waiting = asyncio.create_task(stopped.wait())
        tasks = [
            task
            for task in (*self._marking, self._scrubbing, self._rereading, *self._working)
            if task is not None
        ]
        # All of these run for ever: what ends by itself has failed.
        await asyncio.wait({waiting, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        failures = [task.exception() for task in tasks if task.done() and not task.cancelled()]
        await self.stop()
        for failure in failures:
            if failure is not None:
                raise failure

    async def _connect(self) -> None:
        starting = [asyncio.create_task(core.api.start()) for core in self.cores]
        try:
            await asyncio.gather(*starting)
        finally:
            # Where one is refused, no other is waited for.
            for task in starting:
                task.cancel()

    async def _close(self) -> None:
        for core in self.cores:
            await core.api.close()
        await self.database.close()


async def _ended(task: asyncio.Task[None] | None) -> None:
    if task is not None:
        await asyncio.gather(task, return_exceptions=True)


def build(
    settings: Settings,
    roles: Sequence[MakeRole] = EVERYTHING,
    *,
    database: Database | None = None,
    api: TelegramApi | None = None,
    clock: Callable[[], datetime] | None = None,
    languages: Languages | None = None,
) -> App:
    """Wire these roles; whatever is not given comes from the settings. The app closes its database."""
    calendar = settings.calendar
    rule_sets = load_rule_sets(calendar.rule_sets.names)
    now = clock or world_clock(settings.world_clock_file)
    work = work_calendar(settings.holidays_file)
    answers = Answers.of(settings, rule_sets)

    apis = [api] if api is not None else _connections(settings)

    def world_of(own: TelegramApi) -> Callable[[], World]:
        @cache
        def place() -> tuple[Links, Bots]:
            # A link leads to the bot of whoever is shown it, and holds at every bot.
            links = Links.of(own.username, apis[0].bot.token)
            return links, Bots(own.bot_id, {each.bot_id: each.username for each in apis})

        def world() -> World:
            links, bots = place()
            return World(
                now(),
                rule_sets,
                calendar,
                operator_ids=settings.operator_ids,
                operator_contact=settings.operator_contact,
                links=links,
                invite_lasts=timedelta(days=settings.invite_days),
                work=work,
                broadcasts_a_day=settings.broadcasts_a_day,
                bulk_per_second=settings.rate_bulk_per_second,
                answers=answers.book,
                answers_trouble=answers.trouble,
                bots=bots,
            )

        return world

    opened = database or open_database(settings)
    shared, spoken = Shared(opened), languages or load_languages()
    cores = [Core(settings, opened, spoken, world_of(each), each, shared) for each in apis]
    made = [role for make in roles for role in make(cores)]
    return App(cores, shared, [*_extras(cores), *made], answers)


def _connections(settings: Settings) -> Sequence[TelegramApi]:
    """To each bot of the settings, the first one first."""
    several = len(settings.tokens) > 1
    return [
        TelegramApi(
            token,
            settings.bot_api_url,
            settings.bot_file_url,
            f"BOT_TOKENS: that of bot {bot_id_in(token)}" if several else ONLY_TOKEN,
        )
        for token in settings.tokens
    ]


def _extras(cores: Sequence[Core]) -> Sequence[Role]:
    """What every process does beside its roles."""
    port = cores[0].settings.metrics_port
    if port is None:
        return ()
    from bot.roles.showing import Showing

    return (Showing(cores, port),)


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
