"""What goes wrong in a round, at instants drawn from its seed, and the record of it."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.simulator.world import World
from tests.bench.faults.grounds import Ground
from tests.bench.faults.houses import House
from tests.bench.faults.people import People
from tests.bench.faults.proxy import Proxy

_HOUR, _DAY = 3600.0, 86_400.0
# Of the Bot API: kind, whether the call took effect.
_REFUSALS = (
    ("429", False),
    ("500", False),
    ("500", True),
    ("502", False),
    ("502", True),
    ("hangup_before", False),
    ("hangup_after", True),
    ("timeout", False),
    ("timeout", True),
)


@dataclass
class Happening:
    """What went wrong from when to when, on the real clock; with a chat where it was about one update."""

    kind: str
    began: float
    ended: float
    chat_id: int | None = None


class Troubles:
    """Makes trouble for the product in every way that there is."""

    def __init__(
        self,
        world: World,
        people: People,
        house: House,
        ground: Ground,
        line: Proxy,
        chance: random.Random,
    ) -> None:
        self._world = world
        self._people = people
        self._house = house
        self._ground = ground
        self._line = line
        self._chance = chance
        self._on_ground = asyncio.Lock()
        self._ahead = 0.0
        self.record: list[Happening] = []
        self.made: Counter[str] = Counter()

    async def make(self, seconds: float, share: float = 1.0) -> None:
        """Everything that can go wrong goes wrong within so many seconds, or a share of it.

        Today's release is deployed in any case, so that all of them run it in the end.
        """
        deeds = self._deeds()
        self._chance.shuffle(deeds)
        deeds = [self._deploy, *deeds[: round(len(deeds) * share)]]
        made = (self._at(self._chance.uniform(0, seconds), deed) for deed in deeds)
        failures = [each for each in await asyncio.gather(*made, return_exceptions=True) if each is not None]
        if failures:
            raise failures[0]

    async def end(self) -> None:
        """All is well again, apart from what has to be waited for."""
        for line in (self._line, self._house.line):
            line.mend()
        self._world.faults.clear()
        self._house.balancer.late_seconds = 0.0
        await self._ground.jump(0)

    def _deeds(self) -> list[Callable[[], Awaitable[None]]]:
        deeds = [
            *(self._kill(member.name) for member in self._house.members),
            *(self._hurt(trouble) for trouble in self._ground.troubles),
            *(self._refuse(kind, effect) for kind, effect in _REFUSALS),
            *(self._cut("the line to the Bot API", self._line) for _ in range(2)),
            self._slow("the line to the Bot API", self._line),
            *(self._redeliver for _ in range(4)),
            *(self._world_jump for _ in range(3)),
            self._real_jump(_HOUR),
            self._real_jump(-_HOUR),
            self._poison,
            self._poison,
        ]
        if self._house.of("web"):
            deeds += [
                self._cut("the line to the webs", self._house.line),
                self._slow("the line to the webs", self._house.line),
                self._bring_late,
                *(self._lose_answers for _ in range(2)),
                *(self._reorder for _ in range(3)),
            ]
        return deeds

    async def _at(self, seconds: float, deed: Callable[[], Awaitable[None]]) -> None:
        await asyncio.sleep(seconds)
        await deed()

    @contextmanager
    def _noted(self, kind: str, chat_id: int | None = None, count: int = 1) -> Iterator[None]:
        self.made[kind] += count
        happening = Happening(kind, time.time(), time.time() + _DAY, chat_id)
        self.record.append(happening)
        try:
            yield
        finally:
            happening.ended = time.time()

    def _kill(self, name: str) -> Callable[[], Awaitable[None]]:
        async def deed() -> None:
            member = next(each for each in self._house.members if each.name == name)
            with self._noted(f"kill -9 {name.partition('-')[0]}"):
                await member.kill()

        return deed

    def _hurt(self, trouble: str) -> Callable[[], Awaitable[None]]:
        async def deed() -> None:
            async with self._on_ground:
                with self._noted(f"{self._ground.kind} {trouble}"):
                    await self._ground.hurt(trouble, self._chance.uniform(0.5, 5.0))

        return deed

    def _refuse(self, kind: str, effect: bool) -> Callable[[], Awaitable[None]]:
        """The next calls fail; which they are tells the server's record."""

        async def deed() -> None:
            times = self._chance.randint(1, 4)
            self.made[f"Bot API {kind}{' after the effect' if effect else ''}"] += times
            wish = {"kind": kind, "times": times, "effect": effect, "seconds": 1.5}
            if self._chance.random() < 0.5:
                wish["method"] = "sendMessage"
            self._world.faults.order(wish)

        return deed

    def _cut(self, name: str, line: Proxy) -> Callable[[], Awaitable[None]]:
        async def deed() -> None:
            with self._noted(f"{name} cut"):
                line.cut()
                await asyncio.sleep(self._chance.uniform(0.2, 2.0))
                line.mend()

        return deed

    def _slow(self, name: str, line: Proxy) -> Callable[[], Awaitable[None]]:
        async def deed() -> None:
            with self._noted(f"{name} slow"):
                line.delay = 0.4
                await asyncio.sleep(self._chance.uniform(1.0, 3.0))
                line.delay = 0.0

        return deed

    async def _bring_late(self) -> None:
        with self._noted("updates brought late"):
            self._house.balancer.late_seconds = 1.0
            await asyncio.sleep(self._chance.uniform(1.0, 2.0))
            self._house.balancer.late_seconds = 0.0

    async def _lose_answers(self) -> None:
        with self._noted("answer to an update lost", count=3):
            await self._house.balancer.lose_answers(3)

    async def _redeliver(self) -> None:
        """One of the newest updates, perhaps not yet taken, comes again under its number."""
        update_id = self._chance.choice(sorted(self._people.sent)[-12:])
        with self._noted("update redelivered", self._people.sent[update_id]):
            self._people.bot.updates.redeliver(update_id)

    async def _reorder(self) -> None:
        """Two texts arrive in the order in which they were not written."""
        self.made["updates reordered"] += 2
        hand, last = self._chance.choice(self._people.hands), self._people.last_id
        self._people.bring(hand, last + 2, "/rencana")
        self._people.bring(hand, last + 1, "Yang pertama.")

    async def _world_jump(self) -> None:
        """The world's clock goes ahead or back by days, never so far that it is another half-year."""
        self.made["world clock jumped"] += 1
        ahead = self._chance.uniform(-2 * _DAY, 12 * _DAY)
        self._world.clock.advance(ahead - self._ahead)
        self._ahead = ahead

    def _real_jump(self, seconds: float) -> Callable[[], Awaitable[None]]:
        async def deed() -> None:
            async with self._on_ground:
                with self._noted("real clock jumped"):
                    await self._ground.jump(seconds)
                    await asyncio.sleep(self._chance.uniform(1.0, 3.0))
                    await self._ground.jump(0)

        return deed

    async def _deploy(self) -> None:
        with self._noted("another release deployed"):
            await self._house.deploy()

    async def _poison(self) -> None:
        self.made["poison update"] += 2
        self._people.poison_with(self._chance.choice(self._people.hands))
        self._people.poison_with(self._chance.choice(self._people.hands))
        self._people.send_foreign()
