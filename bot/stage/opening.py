"""Sets the world up: people, links, and who is registered already."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from bot.inviting import invite
from bot.settings import Settings
from bot.simulator.client import World
from bot.simulator.person import Group, Person
from bot.stage.mail import all_sent
from bot.stage.product import Product
from bot.stage.registration import register
from bot.stage.stage import TURN_TAKES, Stage
from bot.stage.submission import complete_largest_plan, complete_plan, submit_plan
from bot.stage.ticks import ticked
from bot.transcript.model import Gathering, Link, Opening, Someone
from conversations.rules.terms import Role

_REGISTERED_BEFORE = timedelta(hours=1)
_SUBMITTED_BEFORE = timedelta(minutes=30)
_USES = {Role.KS: 1, Role.GURU: 60, Role.APPRAISER: 1}


async def make_links(settings: Settings, links: tuple[Link, ...]) -> dict[str, str]:
    """The tokens of these links by name, made as the operator's command line makes them."""
    made = {}
    for link in links:
        done = await invite(settings, link.role, link.npsn, link.school, _USES[link.role])
        made[link.name] = done.token
    return made


async def open_stage(world: World, settings: Settings, opening: Opening, product: Product) -> Stage:
    """The stage with the product started and everybody registered who is to be."""
    await world.set_clock((opening.begins_at - _REGISTERED_BEFORE).isoformat())
    people = {
        someone.name: await world.user(someone.name, user_id=someone.user_id, language_code=someone.language)
        for someone in opening.people
    }
    tokens = await make_links(settings, opening.links)
    await product.start()
    await _register_all(opening, people, tokens)
    await _make_plans(world, opening, people)
    groups = {gathering.name: await _gather(world, gathering, people) for gathering in opening.groups}
    database_url = settings.database_url.get_secret_value()
    # What falls due on the first minute came before the dialogue.
    async with ticked(database_url, opening.begins_at):
        await world.set_clock(opening.begins_at.isoformat())
    await all_sent(world, database_url)

    async def make_link(link: Link) -> str:
        return (await make_links(settings, (link,)))[link.name]

    stage = Stage(
        world,
        product,
        people,
        tokens,
        opening.begins_at,
        groups=groups,
        make_link=make_link,
        ticked=partial(ticked, database_url),
    )
    await stage.begin()
    return stage


async def _gather(world: World, gathering: Gathering, people: Mapping[str, Person]) -> Group:
    creator, *others = (people[name] for name in gathering.members)
    return await world.group(gathering.name, creator, *others, with_bot=gathering.has_bot)


async def _make_plans(world: World, opening: Opening, people: Mapping[str, Person]) -> None:
    for name in opening.completed:
        await complete_plan(people[name])
    for name in opening.largest:
        await complete_largest_plan(people[name])
    for place, name in enumerate(opening.submitted):
        # On the minute, so that what is shown of it is always the same.
        moment = opening.begins_at - _SUBMITTED_BEFORE + place * TURN_TAKES
        await world.set_clock(moment.isoformat())
        await submit_plan(people[name])


async def _register_all(opening: Opening, people: Mapping[str, Person], tokens: Mapping[str, str]) -> None:
    """Principals first: with their school's level and zone the teachers are asked less."""
    roles = {link.name: link.role for link in opening.links}

    def is_leader(someone: Someone) -> bool:
        known = someone.registered
        return known is not None and known.link is not None and roles[known.link] is Role.KS

    async def one(someone: Someone) -> None:
        known = someone.registered
        if known is not None:
            token = tokens[known.link] if known.link else ""
            await register(people[someone.name], someone, known, token)

    await asyncio.gather(*(one(someone) for someone in opening.people if is_leader(someone)))
    await asyncio.gather(*(one(someone) for someone in opening.people if not is_leader(someone)))
