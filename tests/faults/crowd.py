"""Many people who type without waiting for answers, so that any lost, doubled or swapped update shows."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from bot.simulator.client import World
from bot.simulator.person import Person
from bot.store.tables import channel_account, performance_plan, person, rhk_item, session
from conversations.rules.terms import SchoolLevel
from tests.journeys import RULES
from tests.steps import Done

_FIRST_ID = 6001
_NAMES = ("Adi", "Budi", "Citra", "Dewi", "Eka", "Fajar")
# In the order of the buttons, which are picked by their numbers.
_LEVELS = tuple(SchoolLevel)


@dataclass(frozen=True)
class Typist:
    """Somebody who begins alone and plans the first RHK in a quantity of their own."""

    person: Person
    name: str
    level: int
    quantity: int

    @property
    def texts(self) -> tuple[str, ...]:
        """From the first question to the quantity; each answer fits only its own question."""
        arriving = ("/start", "1", "1", self.name, "1", str(self.level), "3", "1", "1")
        planning = ("1", "1", "1", "1", "1", str(self.quantity))
        return arriving + planning

    @property
    def wanted(self) -> tuple[str, str, int, int]:
        """What is stored when every text was understood, once and in order."""
        return self.name, _LEVELS[self.level - 1], self.quantity, len(self.texts)

    @property
    def sum_shown(self) -> str:
        """What the last screen says of the first RHK."""
        return f"{self.quantity}× = {self.quantity * RULES.rhk(1).points}"


async def gather_crowd(world: World) -> list[Typist]:
    """People who have not written yet."""
    return [
        Typist(await world.user(name, user_id=_FIRST_ID + n), f"{name} Lestari, S.Pd.", n % 5 + 2, n + 2)
        for n, name in enumerate(_NAMES)
    ]


async def type_all(crowd: list[Typist]) -> list[Done]:
    """Everybody types everything, all of them side by side."""
    rounds = zip(*(typist.texts for typist in crowd), strict=True)
    return [
        Done(0, int((await typist.person.say(text))["update_id"]))
        for texts in rounds
        for typist, text in zip(crowd, texts, strict=True)
    ]


def read_crowd(conn: Connection) -> list[tuple[str, str, int, int]]:
    """Name, level, quantity and revision of everybody who got so far, by name."""
    query = (
        select(person.c.name, person.c.school_level, rhk_item.c.quantity, session.c.revision)
        .join_from(person, performance_plan, performance_plan.c.person_id == person.c.id)
        .join(rhk_item, rhk_item.c.plan_id == performance_plan.c.id)
        .join(channel_account, channel_account.c.person_id == person.c.id)
        .join(session, session.c.chat_id == channel_account.c.chat_id)
    )
    return sorted(tuple(row) for row in conn.execute(query))
