"""At ten times the real rate and a tenth of the size; `python -m tests.bench.delivery` is the real thing."""

from pathlib import Path

from tests.faults.rush import hold, rushing
from tests.faults.victim import only_send
from tests.faults.victims import Victim

SCALE = 10
# The least that is pressed while the reminders leave, on whatever machine.
PRESSES = 5
# Where the machine stops for a moment, what was to leave meanwhile arrives together, and a few are refused.
FEW = 6


async def test_two_senders_keep_the_pace_and_whoever_presses_is_answered_meanwhile(
    preloaded: None, database_url: str, tmp_path: Path
) -> None:
    async with rushing(database_url, tmp_path, SCALE) as rush:
        victims = Victim(rush.environ, tmp_path), Victim(rush.environ, tmp_path, only_send)
        try:
            for victim in victims:
                victim.start()
            figures = await hold(rush, 300, SCALE)
        finally:
            for victim in victims:
                victim.end()
    assert len(rush.refusals()) <= FEW
    assert len(figures.answered_after) >= PRESSES
