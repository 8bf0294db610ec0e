"""Puts a process together from its settings; every outside thing can be replaced."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache

from bot.answering.reloading import Answers
from bot.app import App
from bot.clock import world_clock
from bot.core import Core, Shared
from bot.i18n import Languages, load_languages
from bot.links import Links
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
from bot.telegram.api import ONLY_TOKEN, TelegramApi
from bot.tokens import bot_id_in
from bot.upgrading import open_database

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


# What a process does: with all of them it is the whole product.
EVERYTHING: Sequence[MakeRole] = (_polling, _sending, _ticking)
WEB: Sequence[MakeRole] = (_web,)
WORKER: Sequence[MakeRole] = (_sending,)
CLOCK: Sequence[MakeRole] = (_ticking,)


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

    spoken = languages or load_languages()
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
                read=spoken.read,
            )

        return world

    opened = database or open_database(settings)
    shared = Shared(opened)
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
