"""How the whole product does, on the command line."""

import json
from datetime import datetime
from typing import Any

from bot.answering.loading import own_files, trouble_of
from bot.clock import world_clock
from bot.i18n import load_languages
from bot.rule_sets import load_rule_sets
from bot.settings import Settings
from bot.store.operating import load_health
from bot.store.world import World
from bot.upgrading import opened_database
from conversations.facts import Health, Zone
from conversations.operating.desk import health_lines
from conversations.session import DEFAULT_LANGUAGE


async def status(settings: Settings, *, as_json: bool) -> str:
    """Counts of what is stored and of what waits, in words or as JSON."""
    calendar = settings.calendar
    world = World(
        world_clock(settings.world_clock_file)(),
        load_rule_sets(calendar.rule_sets.names),
        calendar,
        answers_trouble=trouble_of(settings) if own_files(settings) else "",
    )
    async with opened_database(settings) as database:
        health = await database.read(lambda conn: load_health(conn, world))
    return _json(health) if as_json else _describe(health, world)


def _json(health: Health) -> str:
    counts = {name: _plain(getattr(health, name)) for name in health.__slots__}
    return json.dumps({**counts, "plans": {str(status): count for status, count in health.plans.items()}})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _describe(health: Health, world: World) -> str:
    language = load_languages()[DEFAULT_LANGUAGE]
    period = world.period()
    lines = health_lines(health, period, world.rule_sets[world.calendar.name_for(period)])
    return "\n".join(language.translate(line, Zone.WIB) for line in lines)
