"""Waits between two turns, so that what follows a turn in the dialogue is what came of it."""

import time

from sqlalchemy import Connection, func, or_, select

from bot.simulator import Simulator
from bot.stage.ticks import is_overdue
from bot.store.database import TROUBLE, Database, now_ms
from bot.store.outbox import OutboxState
from bot.store.tables import outbox

LONGEST_HOLD = 1.5
CALM = 0.05


class Holding:
    """Knows whether everything was answered, and for how long nothing has happened."""

    def __init__(self, simulator: Simulator, database: Database) -> None:
        self._simulator = simulator
        self._database = database
        self._presses: set[str] = set()
        self._seen = 0
        self._last_event = 0.0

    def expect(self, press_id: str) -> None:
        """A press that the product has to answer."""
        self._presses.add(press_id)

    def expect_nothing(self) -> None:
        """Nobody is left who could answer."""
        self._presses.clear()

    async def hold(self, longest: float = LONGEST_HOLD, calm: float = CALM) -> bool:
        """Wait until the product has come to rest; gives whether it has."""
        journal = self._simulator.world.events
        deadline = time.monotonic() + longest
        while (now := time.monotonic()) < deadline:
            still = now - self._note_events()
            if self.is_answered() and still >= calm:
                if not await self._has_mail():
                    return True
                still = 0.0
            await journal.wait(journal.last, min(calm - min(still, calm) + 0.001, deadline - now))
        # Whoever has not answered by now may never do so.
        self._presses.clear()
        return False

    def is_answered(self) -> bool:
        """Whether every update is confirmed, every press answered, and no call runs."""
        world = self._simulator.world
        self._presses = {
            press
            for press in self._presses
            if press in world.callbacks and not world.callbacks[press].answers
        }
        is_confirmed = not any(bot.updates.pending for bot in world.bots.values())
        return is_confirmed and not self._presses and not self._simulator.api.running

    def _note_events(self) -> float:
        """When the newest event was there, at the latest."""
        last = self._simulator.world.events.last
        if last != self._seen:
            self._seen, self._last_event = last, time.monotonic()
        return self._last_event

    async def _has_mail(self) -> bool:
        """Whether something falls due, is due in the outbox, or is being sent."""
        now = self._simulator.world.clock.now()
        try:
            return await self._database.read(lambda conn: is_overdue(conn, now) or _is_waiting(conn))
        except TROUBLE:
            return False


def _is_waiting(conn: Connection) -> bool:
    due = or_(outbox.c.claim.is_not(None), outbox.c.due_at <= now_ms(conn))
    waiting = select(func.count()).where(outbox.c.state == OutboxState.PENDING, due)
    return bool(conn.execute(waiting).scalar_one())
