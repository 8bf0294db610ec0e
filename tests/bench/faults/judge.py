"""Compares what people were told with what is stored, when all processes have ended."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.drawn import Drawn
from bot.settings import load_settings
from bot.simulator.world import World
from bot.store.database import Database
from bot.wiring import build
from tests.bench.faults.ledger import check_ledger
from tests.bench.faults.people import People
from tests.bench.faults.told import Told
from tests.bench.faults.troubles import Happening
from tests.bench.faults.verdict import Verdict
from tests.bench.faults.witness import Witness

_NO_FILE = Path("/dev/null")


async def judge(
    world: World,
    database: Database,
    people: People,
    record: Sequence[Happening],
    witness: Witness,
    environ: Mapping[str, str],
) -> Verdict:
    """All that can be wrong with a round."""
    verdict = Verdict(untruths=list(witness.untruths))
    calls = {call["id"]: call for call in world.calls.after(0, world.calls.last)}
    told = Told(world.events.after(0, world.events.last), calls, record, verdict)
    await database.read(lambda conn: check_ledger(conn, people, verdict))
    await database.read(lambda conn: told.check(conn, people))
    told.check_newest(await _drawn_now(environ, people))
    return verdict


async def _drawn_now(environ: Mapping[str, str], people: People) -> Mapping[int, Drawn]:
    """What everybody's place is drawn as, by the product itself."""
    app = build(load_settings(environ, _NO_FILE), ())
    try:
        await app.api.start()
        drawn = {}
        for hand in people.hands:
            paint = await app.core.turns.present(app.core.bot_id, hand.chat.id)
            if paint is not None:
                drawn[hand.chat.id] = paint.drawn
        return drawn
    finally:
        await app.api.close()
        await app.database.close()
