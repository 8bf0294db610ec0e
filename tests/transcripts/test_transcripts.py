"""The dialogues beside this file, played again with the real product over HTTP."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.transcript.reading import read
from bot.transcript.replay import replay
from bot.transcript.writing import write
from tests.forking import preload
from tests.transcripts.forked import fork_product

FOLDER = Path(__file__).parent
NAMES = sorted(file.stem for file in FOLDER.glob("*.txt"))
# Those that change most in the database, spread over what else is played there.
ON_POSTGRESQL = (
    "akun_hilang",
    "dikeluarkan",
    "ganti_kepsek",
    "ganti_plt",
    "hapus_data",
    "mutasi",
    "pensiun",
)
ON_BOTH = ("mati_dan_hidup", "setujui_semua")


def written(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def preloaded() -> None:
    """Products start in milliseconds from here on."""
    preload()


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copyfile(migrated_file, tmp_path / 'transcript.db')}"


@pytest.fixture
def postgres_url(postgres: Any) -> Iterator[str]:
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ON_POSTGRESQL])
async def test_a_dialogue_goes_as_it_is_written(name: str, sqlite_url: str, preloaded: None) -> None:
    await replay(read(written(name)), sqlite_url, fork_product)


@pytest.mark.parametrize("name", [*ON_BOTH, *ON_POSTGRESQL])
async def test_a_dialogue_goes_the_same_way_on_postgresql(
    name: str, postgres_url: str, preloaded: None
) -> None:
    await replay(read(written(name)), postgres_url, fork_product)


@pytest.mark.parametrize("name", NAMES)
def test_a_dialogue_is_in_the_form_in_which_it_would_be_written(name: str) -> None:
    assert write(read(written(name))) == written(name)
