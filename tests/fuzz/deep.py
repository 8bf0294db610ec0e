"""`python -m tests.fuzz.deep COUNT`: so many hostile updates, a process for each core; prints what was found.

`--seed S` begins with another seed; a fault names the seed of its game, which `--only SEED` plays again. With
`--http` every update is a request to the webhook's door.
"""

import argparse
import asyncio
import logging
import os
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from bot.i18n import load_languages
from bot.rule_sets import load_rule_sets
from bot.store.database import Database
from tests.fuzz.game import Report, play
from tests.fuzz.house import House
from tests.fuzz.posting import PostedHouse

GAME = 5000
_MEMORY = Path("/dev/shm")


def main() -> int:
    """Play; 1 if anything was found."""
    options = _parser().parse_args()
    folder = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="fuzz-", dir=folder) as place:
        migrated = Path(place) / "migrated.db"
        asyncio.run(_migrate(migrated))
        last = options.seed + -(-options.count // GAME)
        seeds = range(options.seed, last) if options.only is None else [options.only]
        play_one = partial(
            _game, migrated=str(migrated), updates=min(GAME, options.count), is_posted=options.http
        )
        began = time.monotonic()
        total = Report()
        with ProcessPoolExecutor(options.processes) as pool:
            for number, report in enumerate(pool.map(play_one, seeds), 1):
                total.add(report)
                for fault in report.faults:
                    print(fault, flush=True)
                if number % 10 == 0:
                    print(f"{total.updates:,} updates, {_rate(total, began)}", file=sys.stderr, flush=True)
    games = f"{len(seeds)} games, {options.processes} processes"
    print(f"{total.updates:,} updates in {games}, {_rate(total, began)}")
    print(f"{total.screens:,} screens, {total.poison:,} unreadable updates kept, {len(total.faults)} faults")
    print(", ".join(f"{kind} {count:,}" for kind, count in total.kinds.most_common()))
    return 1 if total.faults else 0


def _rate(total: Report, began: float) -> str:
    seconds = time.monotonic() - began
    return f"{seconds:,.0f} s, {total.updates / seconds:,.0f} a second"


def _game(seed: int, migrated: str, updates: int, is_posted: bool) -> Report:
    logging.disable(logging.CRITICAL)
    kind = PostedHouse if is_posted else House
    file = Path(migrated).with_name(f"game-{seed}.db")
    shutil.copyfile(migrated, file)
    try:
        return asyncio.run(play(file, load_languages(), load_rule_sets(["pmm_2024"]), seed, updates, kind))
    finally:
        for left in file.parent.glob(f"{file.name}*"):
            left.unlink()


async def _migrate(file: Path) -> None:
    database = Database.open(f"sqlite:///{file}")
    await database.upgrade()
    await database.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.deep", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--http", action="store_true", help="as requests to the webhook")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser


if __name__ == "__main__":
    sys.exit(main())
