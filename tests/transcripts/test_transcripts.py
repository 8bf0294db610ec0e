"""The dialogues beside this file, played again with the real product over HTTP."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.transcript.reading import read
from bot.transcript.replay import replay
from bot.transcript.writing import write

FOLDER = Path(__file__).parent
NAMES = sorted(file.stem for file in FOLDER.glob("*.txt"))


def written(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@pytest.fixture
def postgres_url(postgres: Any) -> Iterator[str]:
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.mark.parametrize("name", NAMES)
async def test_a_dialogue_goes_as_it_is_written(name: str) -> None:
    await replay(read(written(name)))


@pytest.mark.parametrize("name", ["setujui_semua", "mati_dan_hidup"])
async def test_a_dialogue_goes_the_same_way_on_postgresql(name: str, postgres_url: str) -> None:
    await replay(read(written(name)), postgres_url)


@pytest.mark.parametrize("name", NAMES)
def test_a_dialogue_is_in_the_form_in_which_it_would_be_written(name: str) -> None:
    assert write(read(written(name))) == written(name)
