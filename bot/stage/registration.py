"""Goes through the first questions for somebody, quickly, by really talking to the product."""

from bot.simulator.person import Person
from bot.stage.walking import Walker
from bot.transcript.model import Registered, Someone
from conversations.home import HomeFlow


async def register(person: Person, someone: Someone, known: Registered, token: str) -> None:
    """Answer every question until home appears; a LostError where it does not."""
    walker = Walker(person)
    await walker.write(f"/start {token}".strip())
    answers = _answers(someone, known)
    has_typed = False
    while walker.flow != HomeFlow.code:
        pressed = await walker.press(*answers)
        if pressed is not None:
            answers.remove(pressed)
        elif not has_typed:
            has_typed = True
            await walker.write(known.full_name)
        else:
            raise walker.lost("home")


def _answers(someone: Someone, known: Registered) -> list[str]:
    """The actions to press, in order of preference; each is pressed once at most."""
    return [
        f"lang:{someone.language}",
        "agree",
        "role:guru",
        "name:yes",
        f"level:{known.level}",
        "school:yes" if known.link else "school:alone",
        "lead:plt" if known.is_plt else "lead:definitif",
        f"zone:{known.zone.name.lower()}",
        "save",
    ]
