"""Moves the clock of the world through every moment at which something falls due."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.demo.director import Director
from bot.demo.holding import CALM
from bot.demo.instants import morning_of, next_stage
from bot.demo.refusals import RefusalError
from bot.rule_sets import load_rule_sets
from bot.schedule.holidays import work_calendar
from bot.schedule.instants import due_instants
from bot.store.world import World
from bot.transcript.model import SetClock
from bot.transcript.times import ZONE
from conversations.words import say

FARTHEST = timedelta(days=731)
_PATIENCE = 10.0


class Clockwork:
    """One move at a time; a further one begins where the one before will end."""

    def __init__(self, director: Director) -> None:
        self._director = director
        self._target: datetime | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def is_moving(self) -> bool:
        """Whether a move is under way."""
        return self._target is not None

    def move_by(self, span: timedelta) -> None:
        """Move on by a span."""
        self.move_to((self._target or self._now()) + span)

    def move_to_next_stage(self) -> None:
        """Move to the first morning of the stage that comes next."""
        begins = self._target or self._now()
        coming = next_stage(self._director.rules, begins.astimezone(ZONE).date())
        if coming is None:
            raise RefusalError(409, say("No stage follows."))
        self.move_to(morning_of(coming.day))

    def move_to(self, moment: datetime) -> None:
        """Move to an aware moment; backward in one step."""
        if abs(moment - self._now()) > FARTHEST:
            raise RefusalError(400, say("The clock can be moved by two years at most."))
        self._target = moment
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._move())

    async def stop(self) -> None:
        """Leave off."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _move(self) -> None:
        try:
            while self._target is not None:
                await self._go_to(self._target)
        finally:
            self._target = None
            self._director.tell("clock", **self._director.simulator.world.clock.json())

    async def _go_to(self, target: datetime) -> None:
        for moment in (*await self._due(target), target):
            await self._director.play(SetClock(moment.astimezone(ZONE)))
            turns = self._director.script.turns
            await self._director.finish(_PATIENCE, CALM)
            if self._target != target:
                return
            # What somebody did on the way may make other things due.
            if self._director.script.turns != turns and moment != target:
                return
        self._target = None

    async def _due(self, target: datetime) -> Sequence[datetime]:
        """The moments up to the target at which something falls due for anybody."""
        settings, now = self._director.settings, self._now()
        rule_sets = load_rule_sets(settings.calendar.rule_sets.names)
        world = World(now, rule_sets, settings.calendar, work=work_calendar(settings.holidays_file))
        found = await self._director.database.read(lambda conn: due_instants(conn, world, now, target))
        return [moment for moment in found if moment < target]

    def _now(self) -> datetime:
        """The world's time on the minute, as turns are written down."""
        return self._director.simulator.world.clock.now().replace(second=0, microsecond=0)
