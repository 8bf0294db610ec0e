"""The processes of one round: killed, replaced by another release, and started again when they end."""

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from tests.bench.faults import lives
from tests.bench.faults.proxy import Proxy
from tests.faults.fleet import Balancer, free_ports
from tests.faults.victims import Life, Victim

_LOOK_SECONDS = 0.1
# So long a process may take until it heeds signals; before that it ends by SIGTERM without a word.
_BEGIN_SECONDS = 4.0


class RoughBalancer(Balancer):
    """One that may be slow to hand an update on, and lose the answer to one that was taken."""

    def __init__(self, ports: list[int], chance: random.Random) -> None:
        super().__init__(ports)
        self._luck = chance
        self.late_seconds = 0.0
        self._to_lose: list[asyncio.Event] = []

    async def pass_on(self, request: web.Request) -> web.Response:
        if self.late_seconds:
            await asyncio.sleep(self._luck.uniform(0, self.late_seconds))
        answer = await super().pass_on(request)
        if self._to_lose and request.transport is not None:
            self._to_lose.pop().set()
            request.transport.abort()
        return answer

    async def lose_answers(self, count: int) -> None:
        """Hang up before so many updates are answered that were taken."""
        losses = [asyncio.Event() for _ in range(count)]
        self._to_lose += losses
        for loss in losses:
            await loss.wait()


class Member:
    """A process with its place: killed or ended, somebody starts it again."""

    def __init__(self, name: str, life: Life, environ: Mapping[str, str], folder: Path) -> None:
        self.name = name
        (folder / name).mkdir()
        self.releases = [
            Victim({**environ, **({lives.OLDER: "1"} if is_older else {})}, folder / name, life)
            for is_older in (True, False)
        ]
        self._release = 0
        self._wants_to_end = False
        self._started_at = 0.0
        self._log_began = 0
        self._in_hand = asyncio.Lock()
        # Before it served, as it does where it finds no database; and in the middle of its work.
        self.ended_early = 0
        self.ended_late = 0

    @property
    def victim(self) -> Victim:
        """The release that is to run."""
        return self.releases[self._release]

    def start(self) -> None:
        """Start the release that is to run."""
        self._started_at = time.monotonic()
        self._wants_to_end = False
        self._log_began = len(self.victim.log())
        self.victim.start()

    @property
    def _has_served(self) -> bool:
        return "serving @" in self.victim.log()[self._log_began :]

    async def kill(self) -> None:
        """SIGKILL; it is started again."""
        async with self._in_hand:
            self.victim.end()
            self.start()

    async def end(self) -> None:
        """SIGTERM; an AssertionError where it does not end in order although it serves.

        Before that it may as well end because it finds no database.
        """
        self._wants_to_end = True
        if self.victim.is_alive:
            self.victim.send(signal.SIGTERM)
            is_young = time.monotonic() - self._started_at < _BEGIN_SECONDS
            code = await self.victim.ends()
            is_well = code == 0 or (is_young and code == -signal.SIGTERM) or not self._has_served
            assert is_well, f"{self.name} ended with {code}: {self.victim.last_words()}"

    async def deploy(self) -> None:
        """Ended in order and replaced by the other release."""
        async with self._in_hand:
            await self.end()
            self._release = 1 - self._release
            self.start()

    def revive(self) -> None:
        """What a supervisor does for a process that has ended by itself."""
        if not self._wants_to_end and not self.victim.is_alive:
            self.victim.end()
            self.ended_late += self._has_served
            self.ended_early += not self._has_served
            self.start()


class House:
    """All processes, looked after."""

    def __init__(self, members: list[Member], balancer: RoughBalancer, line: Proxy) -> None:
        self.members = members
        self.balancer = balancer
        self.line = line

    def of(self, role: str) -> list[Member]:
        """The members of a role, such as `web`."""
        return [member for member in self.members if member.name.startswith(role)]

    async def look_after(self) -> None:
        """Start again whatever has ended, as a supervisor does."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            for member in self.members:
                member.revive()

    async def deploy(self) -> None:
        """One process after the other is replaced by another release."""
        for member in self.members:
            await member.deploy()

    def ends(self) -> Counter[str]:
        """What the troubles came to, by what the processes did or said."""
        logs = "".join(victim.log() for member in self.members for victim in member.releases)
        return Counter(
            {
                "(transactions that found the disk full)": logs.count("database or disk is full"),
                "(starts that found no database)": sum(member.ended_early for member in self.members),
            }
        )

    def last_words(self, chars: int = 1500) -> str:
        """The end of each log."""
        return "\n".join(f"--- {each.name}\n{each.victim.last_words(chars)}" for each in self.members)


@asynccontextmanager
async def house_of(
    roles: tuple[str, ...], environ: Mapping[str, str], folder: Path, chance: random.Random
) -> AsyncIterator[House]:
    """A process for each of the roles, such as `web`, `web`, `worker`; all of them end at the end."""
    ports = free_ports(len(roles))
    balancer = RoughBalancer([port for port, role in zip(ports, roles, strict=True) if role == "web"], chance)
    async with balancer.listening() as behind:
        line = Proxy(int(behind.split(":")[2].partition("/")[0]), chance)
        async with line.listening() as url:
            members = [
                Member(
                    f"{role}-{number}",
                    getattr(lives, role),
                    {**environ, "WEBHOOK_URL": f"{url}/telegram", "PORT": str(ports[number])},
                    folder,
                )
                for number, role in enumerate(roles)
            ]
            house = House(members, balancer, line)
            async with _running(house):
                yield house


@asynccontextmanager
async def _running(house: House) -> AsyncIterator[None]:
    for member in house.members:
        member.start()
    looking = asyncio.create_task(house.look_after())
    try:
        yield
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
        for member in house.members:
            member.victim.end()
