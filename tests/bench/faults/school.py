"""Who is there when a round begins: principals, and teachers whose plans only wait for Ajukan."""

import random

from sqlalchemy import Connection

from bot.settings import Settings as ProductSettings
from bot.simulator.settings import DEFAULT_TOKEN
from bot.simulator.world import World
from bot.store.actor import Actor
from bot.store.database import Database
from bot.store.world import World as WorldFacts
from bot.telegram.api import bot_id_of
from conversations.facts import Zone
from conversations.people_effects import RegisterPerson
from conversations.rules.terms import Role, SchoolLevel
from tests.bench.faults.people import FIRST_ID, OPERATOR_ID, Hand, People
from tests.e2e import seeding
from tests.journeys import RULES

BOT_ID = bot_id_of(DEFAULT_TOKEN)
TEACHERS = 4


async def gather(world: World, database: Database, chance: random.Random, schools: int) -> People:
    """Everybody, with a phone and an account; and an operator, who only reads."""
    operator = world.add_user({"id": OPERATOR_ID, "first_name": "Operator"})
    world.private(world.bot(), operator)
    hands: list[Hand] = []
    seats: list[tuple[int, Role, int]] = []
    for number in range(schools):
        for seat in range(TEACHERS + 1):
            user = world.add_user({"id": FIRST_ID + 10 * number + seat, "first_name": f"Orang {seat}"})
            own_chance = random.Random(chance.getrandbits(64))
            hands.append(Hand(world.private(world.bot(), user), user, seat == 0, own_chance))
            seats.append((number, Role.GURU if seat else Role.KS, user.id))

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
