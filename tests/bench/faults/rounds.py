"""One round: a school, a load, troubles, rest, and a comparison of what was told with what is stored."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from bot.settings import Settings as ProductSettings
from bot.simulator import Rates, Settings, Simulator
from bot.simulator.settings import DEFAULT_TOKEN, BotSpec
from bot.simulator.world import World
from bot.stage.product import product_environ
from bot.store.actor import Actor
from bot.store.database import Database
from bot.store.world import World as WorldFacts
from bot.telegram.api import bot_id_of
from conversations.facts import Zone
from conversations.people_effects import RegisterPerson
from conversations.rules.terms import Role, SchoolLevel
from tests.bench.faults.grounds import Ground
from tests.bench.faults.houses import house_of
from tests.bench.faults.judge import judge
from tests.bench.faults.people import FIRST_ID, OPERATOR_ID, Hand, People
from tests.bench.faults.proxy import Proxy
from tests.bench.faults.rest import Rest
from tests.bench.faults.troubles import Troubles
from tests.bench.faults.verdict import Verdict
from tests.bench.faults.witness import Witness
from tests.e2e import seeding
from tests.journeys import RULES

BOT_ID = bot_id_of(DEFAULT_TOKEN)
BEGINS_AT = datetime(2026, 7, 15, 1, 0, tzinfo=UTC)
SCHOOLS, TEACHERS = 2, 3
POLLING = ("run", "worker")
WEBHOOKS = ("web", "web", "worker", "clock", "clock")
_KEPT = 1_000_000


@dataclass
class Figures:
    """What a round came to."""

    seed: int
    kind: str
    roles: str
    made: Counter[str]
    updates: int
    seconds: float
    rest_seconds: float
    ended_themselves: int
    verdict: Verdict = field(default_factory=Verdict)
    last_words: str = ""


async def play(
    ground: Ground, folder: Path, seed: int, seconds: float, roles: tuple[str, ...], share: float = 1.0
) -> Figures:
    """One round; whatever is wrong is in the verdict."""
    chance, began = random.Random(seed), time.monotonic()
    simulated = Settings(
        rates=Rates.off(),
        clock_file=folder / "clock",
        start_at=BEGINS_AT,
        local_mode=True,
        webhook_pause_scale=0.05,
        events_kept=_KEPT,
        calls_kept=_KEPT,
        updates_kept=_KEPT,
    )
    database = Database.open(ground.url)
    async with Simulator(simulated) as simulator:
        line = Proxy(int(simulator.url.rpartition(":")[2]), chance)
        people = await _people(simulator.world, database, chance)
        async with line.listening() as url:
            environ = _environ(url, ground, folder)
            async with house_of(roles, environ, folder, chance) as house:
                witness = Witness(simulator.world, database, BOT_ID)
                troubles = Troubles(simulator.world, people, house, ground, line, chance)
                rest = Rest(simulator.world, database, people, witness)
                try:
                    await _disturb(people, troubles, witness, seconds, share)
                    took = await rest.come()
                    people.close()
                    await rest.come()
                    for member in house.members:
                        await member.end()
                    verdict = await judge(
                        simulator.world,
                        database,
                        people,
                        troubles.record,
                        witness,
                        environ | {"BOT_API_URL": f"{simulator.url}/bot"},
                    )
                except (AssertionError, TimeoutError) as error:
                    verdict, took = Verdict(wrong=[f"{type(error).__name__}: {error}"]), 0.0
                figures = Figures(
                    seed,
                    ground.kind,
                    "+".join(roles),
                    troubles.made,
                    len(people.sent) + len(people.poison) + len(people.foreign),
                    time.monotonic() - began,
                    took,
                    sum(member.ended_itself for member in house.members),
                    verdict,
                    house.last_words() if verdict.is_bad else "",
                )
    await database.close()
    return figures


async def _disturb(
    people: People, troubles: Troubles, witness: Witness, seconds: float, share: float
) -> None:
    until = asyncio.Event()
    watching = asyncio.create_task(witness.watch(until))
    living = asyncio.create_task(people.live(until))
    try:
        # The first of them are to be in the middle of something.
        await asyncio.sleep(seconds / 5)
        await troubles.make(seconds, share)
        await asyncio.sleep(seconds / 5)
        await troubles.end()
    finally:
        until.set()
        await asyncio.gather(living, watching)


def _environ(url: str, ground: Ground, folder: Path) -> dict[str, str]:
    usual = product_environ(url, DEFAULT_TOKEN, BotSpec.username, ground.url, folder / "clock")
    return {**usual, **ground.environ, "OPERATOR_IDS": str(OPERATOR_ID), "TICK_SECONDS": "1"}


async def _people(world: World, database: Database, chance: random.Random) -> People:
    operator = world.add_user({"id": OPERATOR_ID, "first_name": "Operator"})
    world.private(world.bot(), operator)
    hands, seats = [], []
    for number in range(SCHOOLS):
        for seat in range(TEACHERS + 1):
            user = world.add_user(
                {"id": FIRST_ID + 10 * number + seat, "first_name": f"Orang {number}{seat}"}
            )
            hands.append(
                Hand(world.private(world.bot(), user), user, seat == 0, random.Random(chance.getrandbits(64)))
            )
            seats.append((number, Role.KS if seat == 0 else Role.GURU, user.id))

    def settle(conn: Connection) -> None:
        facts = WorldFacts(world.clock.now(), {"pmm_2024": RULES}, ProductSettings().calendar)
        for number, role, user_id in seats:
            _settle(conn, facts, number, role, user_id)

    await database.transact(settle)
    return People(world, hands)


def _settle(conn: Connection, facts: WorldFacts, number: int, role: Role, user_id: int) -> None:
    npsn, actor = f"2010000{number + 1}", Actor(BOT_ID, str(user_id), user_id)
    token = seeding.make_token(conn, facts.now, role, npsn, f"SDN Contoh {number + 1}", 1)
    wish = RegisterPerson(f"Orang {user_id}, S.Pd.", "id", Zone.WIB, role, SchoolLevel.SD)
    seeding.register(conn, actor, wish, token, facts)
    if role is Role.GURU:
        seeding.write_plan(conn, actor, facts, seeding.CONTENT)
