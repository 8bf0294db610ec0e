"""What a database would refuse: left out of what is kept of texts, and no hindrance to keeping an update."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from bot.failures import Poison
from bot.store.tables import failed_update, session
from bot.telegram.groups import storable
from conversations.events import Command, Text
from tests.turns.talking import ANI, BOT, Talk

ODD = "a\x00b \ud800 c\udfff \U0001f600"


@pytest.mark.parametrize(
    "payload", [{"text": ODD}, {"number": 2**200}, {"number": float("nan")}, {ODD: [-1e400]}]
)
async def test_an_update_is_kept_for_repair_whatever_is_in_it(talk: Talk, payload: dict[str, Any]) -> None:
    await talk.turns.keep_poison(Poison(BOT, 5, ANI, ODD, payload, frozenset()))

    kept = select(failed_update.c.payload)
    [found] = await talk.database.read(lambda conn: list(conn.execute(kept).scalars()))
    assert json.dumps(found).replace('"NaN"', "NaN").replace('"-Infinity"', "-Infinity") == json.dumps(
        payload
    )
    assert await talk.failed() == [5]


async def test_a_text_is_decided_on_and_kept_without_what_cannot_be_stored(talk: Talk) -> None:
    await talk.says(Command("start"))
    await talk.says(Text(storable(ODD)))

    place = select(session.c.revision).where(session.c.chat_id == ANI)
    assert await talk.database.read(lambda conn: conn.execute(place).scalar_one()) == 2
    assert storable(ODD) == "ab ? c? \U0001f600"
