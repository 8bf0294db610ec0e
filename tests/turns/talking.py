"""A short way to write to the product, below the Bot API."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from bot.delivery.paint import Paint
from bot.failures import Poison
from bot.i18n import load_languages
from bot.store.actor import Actor
from bot.store.database import Database
from bot.store.effects import apply_effects
from bot.store.tables import channel_account, failed_update, session
from bot.store.world import World
from bot.telegram.inbound import Inbound, Membership
from bot.turn import Taken, Turns
from conversations.effects import Effect
from conversations.events import Event
from conversations.facts import Zone
from conversations.people_effects import RegisterPerson
from conversations.rules.terms import Role, SchoolLevel

BOT, ANI = 77, 2


@dataclass
class Talk:
    """Ani's chat, which nobody else uses."""

    database: Database
    world: World
    update_id: int = 0

    def __post_init__(self) -> None:
        self.turns = Turns(self.database, load_languages(), lambda: self.world)

    async def says(self, event: Event | None, membership: Membership | None = None) -> Taken:
        """One update of Ani's."""
        self.update_id += 1
        taken = await self.turns.take(
            Inbound(BOT, self.update_id, ANI, "private", ANI, "Ani", None, event, membership=membership)
        )
        again = await self.turns.present(BOT, ANI)
        assert again is None or taken.paint is None or again.drawn == taken.paint.drawn
        return taken

    async def registers(self, *effects: Effect) -> None:
        """Ani is known, and these effects of hers have happened."""
        wish = RegisterPerson("Ani", "id", Zone.WIB, Role.GURU, SchoolLevel.SD)
        actor = Actor(BOT, str(ANI), ANI)
        await self.database.transact(lambda conn: apply_effects(conn, (wish, *effects), actor, self.world))

    async def stands_at(self, **stored: Any) -> None:
        """Something is stored as Ani's place."""
        place = update(session).where(session.c.chat_id == ANI).values(state=stored)
        await self.database.transact(lambda conn: conn.execute(place))

    async def spoils(self) -> Paint | None:
        """An update of Ani's cannot be processed."""
        self.update_id += 1
        poison = Poison(BOT, self.update_id, ANI, "KeyError", {"update_id": self.update_id}, frozenset())
        return await self.turns.keep_poison(poison)

    async def is_reachable(self) -> bool:
        """Whether notices go to Ani."""
        query = select(channel_account.c.reachable).where(channel_account.c.chat_id == ANI)
        return await self.database.read(lambda conn: bool(conn.execute(query).scalar_one()))

    async def failed(self) -> list[int]:
        """The updates that are kept for the operator."""
        query = select(failed_update.c.update_id)
        return await self.database.read(lambda conn: list(conn.execute(query).scalars()))
