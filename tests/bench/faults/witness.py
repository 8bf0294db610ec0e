"""Looks, as soon as something was shown, whether it was stored before."""

import asyncio

from sqlalchemy import Connection, select

from bot.simulator.journal import Record
from bot.simulator.world import World
from bot.store.database import TROUBLE, Database
from bot.store.tables import session
from conversations.events import NOTICE, Press, parse_press

_LOOK_SECONDS = 0.15


def revision_of(event: Record) -> int | None:
    """The revision that a shown message carries; None for what is no screen."""
    for row in event["message"]["buttons"]:
        for button in row:
            pressed = parse_press(button.get("callback_data", ""))
            if isinstance(pressed, Press) and pressed.flow != NOTICE:
                return pressed.number
    return None


def is_told(event: Record) -> bool:
    """Whether it is a message that the bot wrote or changed."""
    return event["type"] in ("message", "edit") and bool(event["message"]["from_bot"])


class Witness:
    """A screen that nobody had decided yet would be an untruth, even if it is decided later."""

    def __init__(self, world: World, database: Database, bot_id: int) -> None:
        self._world = world
        self._database = database
        self._bot_id = bot_id
        self._seq = 0
        self._shown: dict[int, int] = {}
        self._last: dict[int, int] = {}
        self.looks = 0
        self.untruths: list[str] = []

    async def watch(self, until: asyncio.Event) -> None:
        """Look again and again."""
        while not until.is_set():
            await asyncio.sleep(_LOOK_SECONDS)
            await self.look()

    async def look(self) -> None:
        """Compare what was shown since the last look; what cannot be read now is compared later."""
        events = self._world.events.after(self._seq, 100_000)
        for event in events:
            self._seq = event["seq"]
            if is_told(event) and (revision := revision_of(event)) is not None:
                chat_id = event["chat_id"]
                self._last[chat_id] = revision
                self._shown[chat_id] = max(self._shown.get(chat_id, 0), revision)
        if not self._shown:
            return
        try:
            stored = await self._database.read(self._stored)
        except TROUBLE:
            return
        self.looks += 1
        shown, self._shown = self._shown, {}
        self.untruths += [
            f"chat {chat_id} was shown revision {revision} while {stored.get(chat_id, 0)} was stored"
            for chat_id, revision in shown.items()
            if stored.get(chat_id, 0) < revision
        ]

    async def look_at_rest(self) -> None:
        """Now that nothing is on its way everybody sees the newest screen."""
        await self.look()
        stored = await self._database.read(self._stored)
        self.untruths += [
            f"at rest chat {chat_id} sees revision {self._last.get(chat_id, 0)}, but stands at {revision}"
            for chat_id, revision in stored.items()
            if revision != self._last.get(chat_id, 0)
        ]

    def _stored(self, conn: Connection) -> dict[int, int]:
        query = select(session.c.chat_id, session.c.revision).where(session.c.bot_id == self._bot_id)
        return {row.chat_id: row.revision for row in conn.execute(query)}
