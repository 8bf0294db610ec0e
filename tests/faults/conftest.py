from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.faults.path import path
from tests.faults.stage import staged
from tests.faults.walk import Moment, Walk
from tests.forking import preload


@pytest.fixture(scope="session")
def preloaded() -> None:
    """Victims start in milliseconds from here on."""
    preload()


@pytest.fixture(scope="session")
def undisturbed(
    preloaded: None, migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[Moment]:
    """What each step of the path comes to when nobody disturbs it, on SQLite."""
    folder = tmp_path_factory.mktemp("undisturbed")
    file = folder / "undisturbed.db"
    shutil.copyfile(migrated_file, file)
    return asyncio.run(_walked(f"sqlite:///{file}", folder))


async def _walked(database_url: str, folder: Path) -> list[Moment]:
    async with staged(database_url, folder) as walk:
        walk.victim.start()
        return [await walk.calm(await walk.act(step)) for step in path()]


@pytest.fixture
def sqlite_file(migrated_file: Path, tmp_path: Path) -> Path:
    """A fresh migrated SQLite file."""
    return Path(shutil.copyfile(migrated_file, tmp_path / "fresh.db"))


@pytest.fixture
async def walk(preloaded: None, database_url: str, tmp_path: Path) -> AsyncIterator[Walk]:
    """A walk that is about to begin; one test for each kind of database."""
    async with staged(database_url, tmp_path) as made:
        yield made
