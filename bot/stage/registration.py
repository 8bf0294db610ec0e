"""Goes through the first questions for somebody, quickly, by really talking to the product."""

from bot.simulator.person import Person
from bot.simulator.shown import Seen
from bot.transcript.model import Registered, Someone
from conversations.events import Press, parse_press
from conversations.home import HomeFlow

_MOST_STEPS = 20
_PATIENCE = 30.0


async def register(person: Person, someone: Someone, known: Registered, token: str) -> None:
    """Answer every question until home appears; a RuntimeError where it does not."""
    seq = await person.world.last_event()
    await person.start(token)
    answers = _answers(someone, known)
    has_typed = False
    for _ in range(_MOST_STEPS):
        screen = await _next_screen(person, seq)
        offered = _offered(screen)
        if _is_home(screen):
            return
        seq = await person.world.last_event()
        answer = next((action for action in answers if action in offered), None)
        if answer is not None:
            answers.remove(answer)
            await person.press_index(offered.index(answer), message_id=screen.id)
        elif not has_typed:
            has_typed = True
            await person.say(known.full_name)
        else:
            break
    raise RuntimeError(f"{someone.name} was not registered; the last screen: {screen.text!r}")


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


async def _next_screen(person: Person, seq: int) -> Seen:
    await person.world.wait_for(
        lambda e: e["type"] in ("message", "edit") and e["chat_id"] == person.id and e["message"]["from_bot"],
        after=seq,
        within=_PATIENCE,
    )
    return await person.last()


def _presses(screen: Seen) -> list[Press | None]:
    parsed = [parse_press(b.get("callback_data", "")) for row in screen.rows for b in row]
    return [press if isinstance(press, Press) else None for press in parsed]


def _offered(screen: Seen) -> list[str]:
    return [press.action if press else "" for press in _presses(screen)]


def _is_home(screen: Seen) -> bool:
    return any(press is not None and press.flow == HomeFlow.code for press in _presses(screen))
