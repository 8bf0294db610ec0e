"""`kill -9` around the commit of what is written down in the half-year after Sepakati."""

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.faults.agreed import settle_agreed
from tests.faults.half_year import half_year
from tests.faults.stage import ANI_ID, SRI_ID, staged
from tests.faults.test_kills import AROUND_THE_COMMIT, act_and_die, check
from tests.faults.walk import Moment, Walk

# What happens undisturbed is found out once.
pytestmark = pytest.mark.xdist_group("half_year")

HISTORY = [
    *("submitted", "approved", "agreed", "agreed_outside"),
    *("observation_agreed", "stage_done", "stage_done", "rated", "rating_corrected", "rating_entered"),
]
TOLD = [
    (SRI_ID, "plan_submitted"),
    (SRI_ID, "observation_asked"),
    (ANI_ID, "observation_set"),
    (SRI_ID, "stage_handed_in"),
    (ANI_ID, "observed"),
    (ANI_ID, "rated"),
    (ANI_ID, "rated"),
]


@pytest.fixture(scope="session")
def written_undisturbed(
    preloaded: None, migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[Moment]:
    """What each decision comes to when nobody disturbs it, on SQLite."""
    folder = tmp_path_factory.mktemp("written")
    file = shutil.copyfile(migrated_file, folder / "written.db")
    return asyncio.run(_walked(f"sqlite:///{file}", folder))


async def _walked(database_url: str, folder: Path) -> list[Moment]:
    async with staged(database_url, folder) as walk:
        await settle_agreed(walk)
        moments = []
        for way, step in half_year():
            await walk.take(way)
            moments.append(await walk.calm(await walk.act(step)))
        return moments


def test_undisturbed_everything_is_written_once_and_told_once(written_undisturbed: list[Moment]) -> None:
    records = written_undisturbed[-1].stored.records
    assert [kind for kind, *_ in records["history"]] == HISTORY
    assert [row[:2] for row in records["notices"]] == TOLD
    assert [slot for slot, *_ in records["evidence"]] == ["lesson_plan", "rhk:1:1"]
    assert [row[1:3] for row in records["documents"]] == [("guru", "K3"), ("ks", "K3"), ("guru", "K5")]
    assert [source for source, *_ in records["ratings"]] == ["appraiser", "owner"]
    assert not records["failed"]


async def test_a_kill_around_the_commit_of_whatever_is_written_changes_nothing(
    walk: Walk, written_undisturbed: list[Moment], database_url: str
) -> None:
    """Databases take turns: where one is killed before the commit, the other is killed after it."""
    await settle_agreed(walk)
    turn = int(database_url.startswith("postgresql"))
    for number, ((way, step), expected) in enumerate(zip(half_year(), written_undisturbed, strict=True)):
        await walk.take(way)
        instant = AROUND_THE_COMMIT[(number + turn) % 2]
        check(step, await walk.calm(await act_and_die(walk, step, (instant,))), expected)
