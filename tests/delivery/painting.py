"""What the tests of the painter share."""

import asyncio
from dataclasses import dataclass, field

from bot.delivery.budget import Rates
from bot.drawn import Drawn, DrawnButton
from bot.simulator.person import Person

FAST = Rates(chat_burst=1000, chat_per_second=1000.0)
BUTTONS = ((DrawnButton("Lanjut", "p:1:next", None),),)


def drawn(text: str) -> Drawn:
    return Drawn(text, BUTTONS)


@dataclass
class Shown:
    screens: list[tuple[int, int, int | None]] = field(default_factory=list)
    unreachable: list[int] = field(default_factory=list)
    refused: list[tuple[int, float]] = field(default_factory=list)

    def on_shown(self, chat_id: int, revision: int, message_id: int | None) -> None:
        self.screens.append((chat_id, revision, message_id))

    async def on_refused(self, chat_id: int, seconds: float) -> None:
        self.refused.append((chat_id, seconds))

    async def on_unreachable(self, chat_id: int) -> None:
        self.unreachable.append(chat_id)

    @property
    def revisions(self) -> list[int]:
        return [revision for _, revision, _ in self.screens]


class Time:
    """A clock that moves only when somebody sleeps on it."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []
        self.has_slept = asyncio.Event()

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        self.has_slept.set()
        await asyncio.sleep(0)


async def texts(person: Person) -> list[str]:
    return [message.text for message in await person.messages() if message.from_bot]
