"""Wires everything, every outside thing replaceable, and runs it."""

import asyncio
import logging
import signal
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from bot.clock import world_clock
from bot.delivery.budget import BulkGate, ChatBudget, Rates
from bot.delivery.flood import FloodGuard
from bot.delivery.painter import Painter
from bot.delivery.sender import Sender
from bot.errors import CommandError
from bot.i18n import CatalogueError, Languages, load_languages
from bot.intake import Intake
from bot.links import Links
from bot.logs import set_up_logs
from bot.marks import Marks
from bot.menus import ChatMenus, menus_of_operators
from bot.notice_kinds import NOTICE_KINDS
from bot.notifier import Notifier
from bot.profiles import ChatMenu, profiles
from bot.rule_sets import load_rule_sets
from bot.scrubbing import Scrubber
from bot.settings import Settings
from bot.store.database import Database
from bot.store.people import set_reachable
from bot.store.sessions import unshown
from bot.store.stored_outbox import StoredOutbox
from bot.store.world import World
from bot.telegram.api import TelegramApi, TokenRefusedError
from bot.telegram.inbox import Inbox
from bot.telegram.polling import Poller
from bot.telegram.profile import register
from bot.turn import Turns
from bot.upgrading import named_database_trouble

log = logging.getLogger(__name__)

# A screen that was not shown for so long after its commit is drawn again.
_UNSHOWN_MS = 5000
_REDRAW_EVERY_SECONDS = 2.0
_REDRAWN_AT_ONCE = 200


class App:
    """The product in one process: `start`, then `serve` until a signal, or `stop`."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        languages: Languages,
        world: Callable[[], World],
        api: TelegramApi,
    ) -> None:
        self.database = database
        self.api = api
        self._languages = languages
        self._world = world
        self._bot_id = api.bot_id
        rates = Rates(
            chat_burst=settings.rate_chat_burst,
            chat_per_second=settings.rate_chat_per_second,
            bulk_per_second=settings.rate_bulk_per_second,
        )
        budget, gate = ChatBudget(rates), BulkGate(rates)
        self.scrubber = Scrubber(database)
        self.turns = Turns(database, languages, world, on_erased=self.scrubber.want)
        self.marks = Marks(database, api.bot_id)
        self.painter = Painter(
            api.bot, budget, gate, on_shown=self.marks.add, on_unreachable=self._on_unreachable
        )
        self.sender = Sender(
            api.bot,
            StoredOutbox(database, api.bot_id),
            Notifier(database, languages, world, NOTICE_KINDS).draw,
            budget,
            gate,
            on_unreachable=self._on_unreachable,
        )
        guard = FloodGuard(settings.rate_person_per_second)
        self.menus = ChatMenus(api.bot, languages)
        self.intake = Intake(
            self.turns,
            self.painter,
            self.sender,
            api.bot,
            languages,
            settings.operator_ids,
            guard,
            on_menu=self.menus.show,
        )
        self._poller: Poller | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._ending = asyncio.Event()

    async def start(self) -> None:
        """Bring the tables up to date, connect, show what a crash left unshown, and begin to serve."""
        try:
            await self.database.upgrade()
            await self.api.start()
        except BaseException:
            await self._close()
            raise
        inbox = Inbox(self._bot_id, self.api.username)
        self._poller = Poller(self.api, inbox, self.intake.handle, self.intake.keep_poison)
        await self._redraw(older_than_ms=0)
        self._begin(self._keep_redrawing())
        self._begin(self.marks.run())
        self._begin(self.scrubber.run())
        self._begin(self.sender.run())
        self._begin(self._poller.run())
        self._begin(self._register())

    async def stop(self) -> None:
        """Finish what was begun, then close; nothing that was accepted is lost."""
        if self._poller is not None:
            self._poller.stop()
        self.sender.stop()
        self._ending.set()
        redrawing, marking, scrubbing, sending, polling, registering = self._tasks
        await asyncio.gather(sending, polling, redrawing, return_exceptions=True)
        await self.painter.close()
        self.marks.stop()
        registering.cancel()
        await asyncio.gather(marking, registering, self.menus.close(), return_exceptions=True)
        try:
            await self.marks.flush()
        except Exception as exc:
            log.warning("the last screens were not marked and are drawn again: %s", type(exc).__name__)
        # Last, when nobody reads any more.
        self.scrubber.stop()
        await asyncio.gather(scrubbing, return_exceptions=True)
        await self._close()

    async def serve(self) -> None:
        """Serve until SIGINT or SIGTERM; a refused token or a fault of our own ends it with an exception."""
        log.info("serving @%s", self.api.username)
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, stopped.set)
        waiting = asyncio.create_task(stopped.wait())
        # Everything but the registration runs for ever: what ends by itself has failed.
        await asyncio.wait({waiting, *self._tasks[:-1]}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        failures = [task.exception() for task in self._tasks if task.done() and not task.cancelled()]
        await self.stop()
        for failure in failures:
            if failure is not None:
                raise failure

    async def _close(self) -> None:
        await self.api.close()
        await self.database.close()

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.create_task(work))

    async def _register(self) -> None:
        """Tell the server what everybody is shown of the bot, and what operators are."""
        await register(self.api.bot, profiles(self._languages))
        try:
            menus = await self.database.read(
                lambda conn: menus_of_operators(conn, self._bot_id, self._world())
            )
        except Exception as exc:
            log.warning("the operators' menus could not be read: %s", type(exc).__name__)
            return
        for chat_id, menu in menus.items():
            self.menus.show(chat_id, ChatMenu(menu, may_differ=True))

    async def _keep_redrawing(self) -> None:
        # Ended by an event: a driver may turn a cancellation into an error of its own, and it would be lost.
        while not await self._ends_within(_REDRAW_EVERY_SECONDS):
            try:
                await self._redraw(_UNSHOWN_MS)
            except Exception as exc:
                log.error("unshown screens could not be read: %s", type(exc).__name__, exc_info=exc)

    async def _ends_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ending.wait(), seconds)
        return self._ending.is_set()

    async def _redraw(self, older_than_ms: int) -> None:
        bot_id = self._bot_id
        chats = await self.database.read(
            lambda conn: unshown(conn, bot_id, older_than_ms=older_than_ms, limit=_REDRAWN_AT_ONCE)
        )
        for chat_id in chats:
            try:
                paint = await self.turns.current(bot_id, chat_id)
            except Exception as exc:
                # The others need not wait for this one, least of all at the start.
                log.error("chat %d cannot be shown its screen", chat_id, exc_info=exc)
                continue
            if paint is not None:
                self.painter.show(paint)

    async def _on_unreachable(self, chat_id: int) -> None:
        await self.database.transact(lambda conn: set_reachable(conn, chat_id, False))


def build(
    settings: Settings,
    *,
    database: Database | None = None,
    api: TelegramApi | None = None,
    clock: Callable[[], datetime] | None = None,
    languages: Languages | None = None,
) -> App:
    """Wire the product; whatever is not given comes from the settings. The app closes its database."""
    calendar = settings.calendar
    rule_sets = load_rule_sets(calendar.rule_sets.names)
    now = clock or world_clock(settings.world_clock_file)

    made = api or TelegramApi(settings.token, settings.bot_api_url, settings.bot_file_url)

    def world() -> World:
        return World(
            now(),
            rule_sets,
            calendar,
            operator_ids=settings.operator_ids,
            operator_contact=settings.operator_contact,
            links=Links.of(made.username, made.bot.token),
            invite_lasts=timedelta(days=settings.invite_days),
        )

    opened = database or Database.open(settings.database_url.get_secret_value())
    return App(settings, opened, languages or load_languages(), world, made)


def run(settings: Settings) -> int:
    """Serve until stopped; what stops the start is a CommandError."""
    set_up_logs(settings.log_level, settings.log_format, [settings.token])
    try:
        asyncio.run(_run(settings))
    except (CatalogueError, TokenRefusedError) as error:
        raise CommandError(str(error)) from None
    return 0


async def _run(settings: Settings) -> None:
    app = build(settings)
    with named_database_trouble():
        await app.start()
    await app.serve()
