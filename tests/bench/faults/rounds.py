"""One round: a school, a load, troubles, rest, and a comparison of what was told with what is stored."""

import asyncio
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.simulator import Rates, Settings, Simulator
from bot.simulator.settings import DEFAULT_TOKEN, BotSpec
from bot.stage.product import product_environ
from bot.store.database import Database
from tests.bench.faults.grounds import Ground
from tests.bench.faults.houses import House, house_of
from tests.bench.faults.judge import judge
from tests.bench.faults.people import OPERATOR_ID, People
from tests.bench.faults.proxy import Proxy
from tests.bench.faults.rest import Rest
from tests.bench.faults.school import BOT_ID, gather
from tests.bench.faults.troubles import Troubles
from tests.bench.faults.verdict import Verdict
from tests.bench.faults.witness import Witness

BEGINS_AT = datetime(2026, 7, 15, 1, 0, tzinfo=UTC)
POLLING = ("run", "worker")
WEBHOOKS = ("web", "web", "worker", "clock", "clock")
_KEPT = 1_000_000


@dataclass(frozen=True)
class Wish:
    """How a round is to be; `share` is that of all troubles that are made."""

    seed: int
    roles: tuple[str, ...]
    seconds: float
    share: float = 1.0
    schools: int = 3


@dataclass
class Figures:
    """What a round came to."""

    wish: Wish
    kind: str
    made: Counter[str] = field(default_factory=Counter)
    updates: int = 0
    seconds: float = 0.0
    rest_seconds: float = 0.0
    verdict: Verdict = field(default_factory=Verdict)
    last_words: str = ""


async def play(ground: Ground, folder: Path, wish: Wish) -> Figures:
    """One round; whatever is wrong is in the verdict."""
    chance, began = random.Random(wish.seed), time.monotonic()
    figures, database = Figures(wish, ground.kind), Database.open(ground.url)
    try:
        async with Simulator(_simulated(folder)) as simulator:
            people = await gather(simulator.world, database, chance, wish.schools)
            line = Proxy(int(simulator.url.rpartition(":")[2]), chance)
            async with line.listening() as url:
                environ = _environ(url, ground, folder)
                async with house_of(wish.roles, environ, folder, chance) as house:
                    witness = Witness(simulator.world, database, BOT_ID)
                    troubles = Troubles(simulator.world, people, house, ground, line, chance)
                    one = _Round(
                        figures, simulator, database, people, house, troubles, witness, environ, folder
                    )
                    await one.play()
    finally:
        await database.close()
    figures.seconds = time.monotonic() - began
    return figures


@dataclass
class _Round:
    figures: Figures
    simulator: Simulator
    database: Database
    people: People
    house: House
    troubles: Troubles
    witness: Witness
    environ: dict[str, str]
    folder: Path

    async def play(self) -> None:
        """Disturb, come to rest, compare."""
        figures = self.figures
        try:
            await self._disturb(figures.wish.seconds, figures.wish.share)
            await self._come_to_rest()
            figures.verdict = await self._judged()
        except (AssertionError, TimeoutError) as error:
            figures.verdict = Verdict(wrong=[f"{type(error).__name__}: {error}"])
        if figures.verdict.is_bad:
            self._keep_evidence()
        figures.made = self.troubles.made + self.house.ends()
        figures.updates = len(self.people.sent) + len(self.people.poison) + len(self.people.foreign)
        figures.last_words = self.house.last_words()

    def _keep_evidence(self) -> None:
        """All that the server saw, beside the logs."""
        world = self.simulator.world
        records = [*world.calls.after(0, world.calls.last), *world.events.after(0, world.events.last)]
        lines = [json.dumps(record, default=str) for record in records]
        (self.folder / "server.jsonl").write_text("\n".join(lines), encoding="utf-8")

    async def _disturb(self, seconds: float, share: float) -> None:
        until = asyncio.Event()
        watching = asyncio.create_task(self.witness.watch(until))
        living = asyncio.create_task(self.people.live(until))
        try:
            # The first of them are to be in the middle of something.
            await asyncio.sleep(seconds / 5)
            await self.troubles.make(seconds, share)
        finally:
            await self.troubles.end()
            until.set()
            await asyncio.gather(living, watching)

    async def _come_to_rest(self) -> None:
        """Twice: with what the load has left, and when everybody has asked for the beginning."""
        rest = Rest(self.database, self.people, self.witness)
        self.figures.rest_seconds = await rest.come()
        self.people.close()
        await rest.come()
        for member in self.house.members:
            await member.end()

    async def _judged(self) -> Verdict:
        direct = {**self.environ, "BOT_API_URL": f"{self.simulator.url}/bot"}
        record = self.troubles.record
        verdict = await judge(self.simulator.world, self.database, self.people, record, self.witness, direct)
        verdict.wrong += [
            f"{member.name} ended in the middle of its work"
            for member in self.house.members
            if member.ended_late
        ]
        return verdict


def _simulated(folder: Path) -> Settings:
    return Settings(
        rates=Rates.off(),
        clock_file=folder / "clock",
        start_at=BEGINS_AT,
        local_mode=True,
        webhook_pause_scale=0.05,
        events_kept=_KEPT,
        calls_kept=_KEPT,
        updates_kept=_KEPT,
    )


def _environ(url: str, ground: Ground, folder: Path) -> dict[str, str]:
    usual = product_environ(url, DEFAULT_TOKEN, BotSpec.username, ground.url, folder / "clock")
    return {**usual, **ground.environ, "OPERATOR_IDS": str(OPERATOR_ID), "TICK_SECONDS": "1"}
