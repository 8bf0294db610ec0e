"""People walk a path while the product serves them; what each step showed and stored is remembered."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import update

from bot.simulator.client import World
from bot.store.database import Database
from bot.store.tables import outbox
from tests.faults.stored import Stored, read_stored, read_undone
from tests.faults.victims import Victim
from tests.steps import Cast, Done, Journey, Step, do

BEGINS_AT = datetime(2026, 7, 15, 1, 0, tzinfo=UTC)
_CALM_SECONDS = 20.0
_LOOK_SECONDS = 0.03


@dataclass(frozen=True, slots=True)
class Shown:
    """A message that the bot wrote or changed."""

    who: str
    is_new: bool
    text: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """What a step came to, when nothing was left to be done."""

    shown: Counter[Shown]
    stored: Stored


@dataclass
class Walk:
    """One walk on one database; the helper is a second process that only sends.

    `environ` holds the settings, for further processes.
    """

    cast: Cast
    database: Database
    victim: Victim
    helper: Victim
    environ: Mapping[str, str]
    steps: int = 0
    seq: int = 0

    @property
    def world(self) -> World:
        """Where it happens."""
        return self.cast.world

    async def act(self, step: Step) -> Done:
        """Do the next step, in a minute of its own."""
        self.steps += 1
        await self.world.set_clock((BEGINS_AT + timedelta(minutes=self.steps)).isoformat())
        return await do(self.cast, step)

    async def calm(self, *done: Done) -> Moment:
        """Wait until all has come to rest; tells what came of it since the last time."""
        await self.rest(*done)
        return Moment(await self._news(), await self.database.read(read_stored))

    async def take(self, way: Journey) -> None:
        """Do what leads somewhere, each step when the one before is shown, and wait until all is at rest."""
        for step in way:
            done, person = await self.act(step), self.cast.people[step.who]
            await self.world.wait_for(
                lambda event, chat_id=person.id: is_shown(event) and event["chat_id"] == chat_id,
                after=done.since,
            )
        await self.rest()

    async def rest(self, *done: Done) -> None:
        """Wait until these updates are decided, all is shown and sent, and the server knows."""
        await self._wait_out(lambda: self._left(done))

    async def all_sent(self) -> None:
        """Wait until all is shown and sent that was decided, whatever is not decided yet."""
        await self._wait_out(self.undone)

    async def let_leases_end(self) -> None:
        """What a process that is dead had claimed is due, as it would be after a while."""
        claimed = outbox.c.claim.is_not(None)
        lapsed = update(outbox).where(claimed).values(due_at=0)
        await self.database.transact(lambda conn: conn.execute(lapsed))

    async def undone(self, *done: Done) -> list[str]:
        """What the database says is still to be done."""
        update_ids = [one.update_id for one in done]
        return await self.database.read(lambda conn: read_undone(conn, update_ids))

    async def _wait_out(self, look: Callable[[], Awaitable[list[str]]]) -> None:
        left, seq = ["not looked at"], self.seq
        try:
            async with asyncio.timeout(_CALM_SECONDS):
                while left := await look():
                    # The database tells nobody what it was told, so it is looked at in between too.
                    events = await self.world.events(seq, _LOOK_SECONDS)
                    seq = events[-1]["seq"] if events else seq
        except TimeoutError:
            raise AssertionError(f"still {left}: {self.victim.last_words()}") from None

    async def _left(self, done: Sequence[Done]) -> list[str]:
        if left := await self.undone(*done):
            return left
        if (await self.world.state())["bots"][0]["pending_updates"]:
            return ["updates unconfirmed"]
        presses = [one.query_id for one in done if one.query_id is not None]
        answered = [(await self.world.callback(press))["answered"] for press in presses]
        return [] if all(answered) else ["presses unanswered"]

    async def _news(self) -> Counter[Shown]:
        events = await self.world.events(self.seq)
        self.seq = events[-1]["seq"] if events else self.seq
        names = {person.id: name for name, person in self.cast.people.items()}
        return Counter(_shown(names, event) for event in events if is_shown(event))


def is_shown(event: Mapping[str, Any]) -> bool:
    """Whether it is a message that the bot wrote or changed."""
    return event["type"] in ("message", "edit") and bool(event["message"]["from_bot"])


def _shown(names: Mapping[int, str], event: Mapping[str, Any]) -> Shown:
    message = event["message"]
    labels = tuple(button["text"] for row in message["buttons"] for button in row)
    return Shown(
        names.get(event["chat_id"], str(event["chat_id"])),
        event["type"] == "message",
        message["text"],
        labels,
    )
