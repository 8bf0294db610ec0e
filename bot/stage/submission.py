"""Makes and submits a plan of 32 points for somebody, quickly, by really talking to the product."""

from bot.simulator.person import Person
from bot.stage.walking import Walker

_ASPECTS = 7
_STEPS = (
    '"/rencana',
    "look:",
    "choose:",
    *("cat:pelatihan", "rhk:1", '"2', "done"),
    *("cat:komunitas_belajar", "rhk:2", '"2', "done"),
    *("next", "next", "aspect:"),
    *("focus:",) * _ASPECTS,
    *("next", "submit", "yes"),
)


async def submit_plan(person: Person) -> None:
    """RHK 1 x 2 and RHK 2 x 2, the first choice everywhere else; a LostError where it cannot be done."""
    await Walker(person).follow(_STEPS)
