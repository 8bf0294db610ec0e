"""How long one update takes to be decided and stored: `python -m tests.bench.turns [HOW_MANY]`."""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from bot.i18n import load_languages
from bot.rule_sets import load_rule_sets
from bot.store.database import Database
from conversations.events import Command
from tests.random_users.crowd import Crowd, Member, gather


async def _migrated(file: Path) -> Path:
    database = Database.open(f"sqlite:///{file}")
    await database.upgrade()
    await database.close()
    return file


async def _measure(crowd: Crowd, member: Member, presses: int) -> list[float]:
    """Seconds of each press of + and − on an RHK: a turn that reads, writes and draws."""
    for step in (Command("rencana"), Command("start")):
        await crowd.tell(member, step)
    for action in ("plan", "edit:rhk", "cat:pelatihan", "rhk:1"):
        await _press(crowd, member, action)
    seconds = []
    for turn in range(presses):
        began = time.perf_counter()
        await _press(crowd, member, f"qty:1:{3 if turn % 2 == 0 else 2}")
        seconds.append(time.perf_counter() - began)
    return sorted(seconds)


async def _press(crowd: Crowd, member: Member, action: str) -> None:
    data = next(data for data in member.current if data.endswith(f":{action}"))
    await crowd.press(member, data, member.message_id)


async def _main(presses: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        migrated = await _migrated(folder / "migrated.db")
        crowd = await gather(folder, migrated, load_languages(), load_rule_sets(["pmm_2024"]))
        crowd.looks_again = False
        seconds = await _measure(crowd, crowd.members[1], presses)
        await crowd.database.close()
    for share in (0.5, 0.95, 0.99):
        print(f"p{share:.0%}: {1000 * seconds[int(share * len(seconds))]:.2f} ms")
    print(f"{len(seconds) / sum(seconds):.0f} turns a second on SQLite, one process")


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
