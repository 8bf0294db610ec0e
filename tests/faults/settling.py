"""A school that a test finds already there: its principal, and a teacher with a plan."""

from datetime import timedelta

from sqlalchemy import Connection

from bot.settings import Settings
from bot.store.actor import Actor
from bot.store.world import World
from conversations.facts import Zone
from conversations.people_effects import RegisterPerson
from conversations.rules.terms import Role, SchoolLevel
from tests.e2e import seeding
from tests.faults.stage import ANI_ID, BOT_ID, SRI_ID
from tests.faults.walk import BEGINS_AT, Walk
from tests.journeys import ANI, GURU_LINK, KS_LINK, RULES, SRI
from tests.steps import Step, Types

WORLD = World(BEGINS_AT + timedelta(hours=1), {"pmm_2024": RULES}, Settings().calendar)


async def settle(walk: Walk) -> Actor:
    """Sri leads a school and Ani has filled in her plan; both have written. Gives Ani."""
    sri, ani = Actor(BOT_ID, str(SRI_ID), SRI_ID), Actor(BOT_ID, str(ANI_ID), ANI_ID)

    def work(conn: Connection) -> None:
        seeding.register(conn, sri, _wish(SRI, Role.KS), _token(walk, KS_LINK), WORLD)
        seeding.register(conn, ani, _wish(ANI, Role.GURU), _token(walk, GURU_LINK), WORLD)
        seeding.write_plan(conn, ani, WORLD, seeding.CONTENT)

    await walk.database.transact(work)
    walk.victim.start()
    for name in ("sri", "ani"):
        await walk.calm(await walk.act(Step(name, Types("/start"), ())))
    return ani


def _wish(name: str, role: Role) -> RegisterPerson:
    return RegisterPerson(name, "id", Zone.WIB, role, SchoolLevel.SD)


def _token(walk: Walk, link: str) -> str:
    return walk.cast.links[link].partition("start=")[2]
