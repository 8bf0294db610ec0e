"""A short fuzz; `python -m tests.fuzz.deep` plays a million updates."""

import random
import shutil
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.i18n import load_languages
from bot.store.database import Database
from bot.store.tables import failed_update, outbox, performance_plan
from conversations.rules.regulation import RuleSet
from tests.fuzz.game import play
from tests.fuzz.house import House
from tests.fuzz.posting import MOST_BYTES, PostedHouse
from tests.fuzz.watching import PEOPLE


@pytest.fixture
def file(migrated_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(migrated_file, tmp_path / "fuzz.db"))


BODIES = (
    *(b"", b"{", b"[]", b"null", b"\xff\xfe", b"{}", b'{"update_id": true}', b'{"update_id": 1e3}'),
    *(b'{"update_id": 9223372036854775808}', b'{"update_id": "1"}', b"[" * 50_000, b'{"a":' * 15_000),
    b'{"update_id": ' + b"9" * 5000 + b"}",
)


@pytest.fixture
async def house(file: Path, rule_sets: Mapping[str, RuleSet]) -> AsyncIterator[House]:
    database = Database.open(f"sqlite:///{file}")
    house = House(database, load_languages(), rule_sets, random.Random(1))
    await house.furnish()
    yield house
    await database.close()


async def test_hostile_updates_break_nothing_stop_nobody_and_decide_nothing_foreign(
    file: Path, rule_sets: Mapping[str, RuleSet]
) -> None:
    report = await play(file, load_languages(), rule_sets, seed=2026, updates=250)
    assert report.faults == []
    assert report.updates >= 250


async def test_the_same_over_http_is_acknowledged_and_breaks_nothing(
    file: Path, rule_sets: Mapping[str, RuleSet]
) -> None:
    report = await play(file, load_languages(), rule_sets, seed=7, updates=100, kind=PostedHouse)
    assert report.faults == []


async def test_bodies_that_are_no_updates_are_refused_and_the_next_one_is_taken(
    file: Path, rule_sets: Mapping[str, RuleSet]
) -> None:
    database = Database.open(f"sqlite:///{file}")
    house = PostedHouse(database, load_languages(), rule_sets, random.Random(1))
    await house.furnish()
    assert {await house.post(body) for body in BODIES} == {400}
    assert await house.post(b" " * (MOST_BYTES + 1)) == 413
    assert await house.post(b"{}", secret=b"x") == 401
    assert await house.post(b"{}", secret=b"\xff" * 500) == 401
    await house.takes({"update_id": 100, **house.wire.message(11, text="/start")})
    assert house.screens.shown_count == 1
    await database.close()


async def test_a_thousand_updates_of_one_person_are_a_flood_and_nobody_else_waits(house: House) -> None:
    flooder, other = house.hands[11], house.hands[12]
    intake = house.limited(20)
    for number in range(1000):
        content = house.wire.message(flooder.user_id, text=f"/start {number:022d}")
        content["message"]["date"] = 1_786_000_000
        await house.takes({"update_id": number * PEOPLE + flooder.number, **content}, intake=intake)
    assert house.screens.shown_count == 20
    told = select(outbox.c.kind).where(outbox.c.chat_id == flooder.user_id)
    kinds = await house.database.read(lambda conn: list(conn.execute(told).scalars()))
    assert kinds.count("too_many_at_once") == 1
    await house.takes(
        {"update_id": 10**6 + other.number, **house.wire.message(other.user_id, text="/start")}, intake=intake
    )
    assert house.screens.shown_count == 21


async def test_a_guessed_token_tells_the_same_whatever_was_guessed(house: House) -> None:
    stranger = house.hands[41]
    seen = set()
    for number, token in enumerate(("A" * 22, "ABCD2345", "x", "_-" * 11, "0" * 500)):
        content = house.wire.message(stranger.user_id, text=f"/start {token}")
        await house.takes({"update_id": (number + 1) * PEOPLE + stranger.number, **content})
        seen.add(house.screens.last)
    assert len(seen) == 1


@pytest.mark.parametrize(
    "spoiled",
    [
        {"chat": {"id": 2**63, "type": "private"}},
        {"chat": {"id": True, "type": "private"}},
        {"from": {"id": [], "is_bot": False, "first_name": "x"}},
        {"from": {"id": 2**70, "is_bot": False, "first_name": "x"}},
        {"text": {"a": 1}},
        {"date": 10**30},
        {"document": {"file_id": "x" * 300, "file_unique_id": "u", "file_name": "a.pdf"}, "text": None},
    ],
    ids=str,
)
async def test_what_no_server_writes_is_kept_for_repair_and_harms_nobody(
    house: House, spoiled: dict[str, Any]
) -> None:
    message = house.wire.message(11, text="halo")["message"] | spoiled
    await house.takes({"update_id": 100, "message": message}, may_be_poison=True)

    kept = select(failed_update.c.update_id)
    assert await house.database.read(lambda conn: list(conn.execute(kept).scalars())) == [100]
    plans = select(performance_plan.c.id)
    assert await house.database.read(lambda conn: len(conn.execute(plans).all())) > 0
