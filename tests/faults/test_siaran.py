"""A principal's broadcast whose sender is killed: everybody has it once, and the report comes once."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, select, update

from bot.settings import Settings
from bot.store.actor import Actor
from bot.store.effects import apply_effects
from bot.store.people import person_of
from bot.store.tables import broadcast, outbox
from bot.store.world import World
from conversations.broadcast_effects import StartBroadcast
from conversations.broadcast_facts import Audience, AudienceKind, BroadcastState
from conversations.facts import Zone
from conversations.people_effects import RegisterPerson
from conversations.rules.terms import Role, SchoolLevel
from tests.e2e import seeding
from tests.faults.instants import Instant
from tests.faults.rush import BEGIN, BOT_ID, FIRST_ID, Rush, rushing
from tests.faults.test_broadcasts import PATIENCE, SLOWLY
from tests.faults.victim import only_send
from tests.faults.victims import Victim
from tests.journeys import RULES

KS_ID = FIRST_ID - 1
TEACHERS = range(FIRST_ID, FIRST_ID + 20)
WORLD = World(BEGIN + timedelta(minutes=1), {"pmm_2024": RULES}, Settings().calendar, links=seeding.LINKS)


def begin(conn: Connection) -> None:
    """A school, and its principal's broadcast of which no receiver is written down yet."""
    for role, people in ((Role.KS, [KS_ID]), (Role.GURU, TEACHERS)):
        token = seeding.make_token(conn, BEGIN, role, seeding.NPSN, seeding.SCHOOL, len(people))
        for user_id in people:
            wish = RegisterPerson(f"Guru {user_id}", "id", Zone.WIB, role, SchoolLevel.SD)
            seeding.register(conn, Actor(BOT_ID, str(user_id), user_id), wish, token, WORLD)
    ks = Actor(BOT_ID, str(KS_ID), KS_ID, person_of(conn, "telegram", str(KS_ID)))
    apply_effects(conn, (StartBroadcast(Audience(AudienceKind.MEMBERS, 1), "Rapat."),), ks, WORLD)
    conn.execute(outbox.delete())
    conn.execute(update(broadcast).values(state=BroadcastState.FILLING, upto=0))


async def is_over(rush: Rush) -> bool:
    """Whether the report is on its way or sent."""
    return await rush.database.read(lambda conn: conn.execute(select(broadcast.c.state)).scalar_one()) == (
        BroadcastState.FINISHED
    )


async def test_killed_in_the_middle_it_goes_on_and_is_reported_once(
    preloaded: None, database_url: str, tmp_path: Path
) -> None:
    async with rushing(database_url, tmp_path, 1) as rush:
        for user_id in (KS_ID, *TEACHERS):
            rush.meet(user_id)
        await rush.database.transact(begin)
        victim = Victim({**rush.environ, **SLOWLY}, tmp_path, only_send)
        victim.order(Instant.NOTICE_SENT)
        victim.start()
        try:
            await victim.dies()
            assert not await is_over(rush)
            victim.start()
            events = rush.simulator.world.events
            told = Counter[int]()
            for _ in range(int(PATIENCE / 0.1)):
                await events.wait(events.last, 0.1)
                told = Counter(chat_id for chat_id, _ in rush.arrivals())
                if told[KS_ID]:
                    break
        finally:
            victim.end()
        assert await is_over(rush)
        assert sorted(told) == [KS_ID, *TEACHERS]
        assert told.pop(KS_ID) == 1
        assert told.total() <= len(TEACHERS) + 1
