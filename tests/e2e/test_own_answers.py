"""The operator's own answers, replaced while the product runs."""

from pathlib import Path
from typing import Any

import pytest

from bot.answering.loading import SETTING_NAMES
from conversations.words import say
from tests.answers.written import catalogue, entry
from tests.e2e.conftest import OPERATOR_ID
from tests.e2e.stage import Player, Stage


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "faq.toml"
    file.write_text(catalogue(entry("kantin", answer="Kantin buka pukul tujuh.")), encoding="utf-8")
    return file


@pytest.fixture
def given(file: Path) -> dict[str, Any]:
    return {"faq_file": str(file)}


def replace(stage: Stage, file: Path, **changes: object) -> None:
    """Write the file anew, and do not wait until the product looks."""
    file.write_text(catalogue(entry("kantin", **changes)), encoding="utf-8")
    stage.app.answers.look()


async def test_a_new_file_answers_at_once_and_a_broken_one_is_named_to_the_operator(
    stage: Stage, file: Path
) -> None:
    person = await stage.world.user("Dina", user_id=OPERATOR_ID)
    stage.cast.people = {**stage.cast.people, "dina": person}
    dina = Player(stage, "dina", person)
    await dina.types("/tanya cara kantin")
    await dina.sees("Kantin buka pukul tujuh.")

    replace(stage, file, answer="Kantin sudah tutup.")
    await dina.types("/tanya cara kantin")
    await dina.sees("Kantin sudah tutup.")

    replace(stage, file, near=["hilang"])
    trouble = f"{SETTING_NAMES['id']} {file}, line 13: near: there is no entry hilang"
    await dina.types("/status")
    await dina.sees(say("The new answers were refused: {trouble}", trouble=trouble))
    await dina.types("/tanya cara kantin")
    await dina.sees("Kantin sudah tutup.")
