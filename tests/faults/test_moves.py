"""`kill -9` before and after the commit of every decision by which people come and go."""

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.faults.moves import moves
from tests.faults.settling import settle
from tests.faults.stage import ANI_ID, DEWI_ID, SRI_ID, staged
from tests.faults.test_kills import AROUND_THE_COMMIT, act_and_die, check
from tests.faults.walk import Moment, Walk

AUDIT = [
    "invite_made_ks",
    "invite_made_guru",
    "invite_made_ks",
    "person_registered",
    "member_joined",
    "person_registered",
    "member_joined",
    "member_left",
    "member_joined",
    "person_registered",
    "member_succeeded",
    "member_joined",
    "school_changed",
    "member_removed",
    "person_retired",
    "person_returned",
    "member_left",
]
NOTICES = [
    (SRI_ID, "plan_submitted"),
    (SRI_ID, "member_left"),
    (SRI_ID, "plan_submitted"),
    (SRI_ID, "succeeded"),
    (ANI_ID, "supervisor_changed"),
    (ANI_ID, "auto_approved"),
    (ANI_ID, "member_removed"),
]


@pytest.fixture(scope="session")
def moved_undisturbed(
    preloaded: None, migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[Moment]:
    """What each decision comes to when nobody disturbs it, on SQLite."""
    folder = tmp_path_factory.mktemp("moved")
    file = shutil.copyfile(migrated_file, folder / "moved.db")
    return asyncio.run(_walked(f"sqlite:///{file}", folder))


async def _walked(database_url: str, folder: Path) -> list[Moment]:
    async with staged(database_url, folder) as walk:
        await settle(walk)
        moments = []
        for way, step in moves():
            await walk.take(way)
            moments.append(await walk.calm(await walk.act(step)))
        return moments


def test_undisturbed_everybody_is_told_once_and_every_move_is_on_record(
    moved_undisturbed: list[Moment],
) -> None:
    records = moved_undisturbed[-1].stored.records
    assert [kind for kind, *_ in records["audit"]] == AUDIT
    assert [row[:2] for row in records["notices"]] == NOTICES
    assert not records["failed"]
    assert DEWI_ID not in [chat_id for chat_id, *_ in records["notices"]]


async def test_a_kill_around_the_commit_of_any_move_changes_nothing(
    walk: Walk, moved_undisturbed: list[Moment]
) -> None:
    await settle(walk)
    for (way, step), expected in zip(moves(), moved_undisturbed, strict=True):
        await walk.take(way)
        check(step, await walk.calm(await act_and_die(walk, step, AROUND_THE_COMMIT)), expected)
