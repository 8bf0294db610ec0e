from dataclasses import replace

import pytest

from conversations.effects import SavePlan
from conversations.events import Command
from conversations.rules.cycle import Period
from conversations.rules.plan import PlanContent
from conversations.rules.terms import Role, SchoolLevel
from tests.turns.talking import ANI, BOT, Talk

GONE = {"place": "rhk_category", "item": "not in the rules"}


async def test_a_place_that_cannot_be_drawn_any_more_is_left_for_home(talk: Talk) -> None:
    await talk.registers()
    before = await talk.says(Command("start"))
    await talk.stands_at(flow="planning", v=1, data=GONE, word=None, language="id")

    paint = await talk.turns.current(BOT, ANI)

    assert paint is not None
    assert before.paint is not None
    assert paint.revision == before.paint.revision + 1
    assert [row[0].label for row in paint.drawn.rows] == [row[0].label for row in before.paint.drawn.rows]
    assert await talk.turns.current(BOT, ANI) == paint


@pytest.mark.parametrize(
    "stored",
    [
        {"flow": "planning", "v": 1, "data": GONE, "word": None, "language": "id"},
        {"flow": "planning", "v": 1, "data": {}, "word": {"key": "x"}, "language": "id"},
        {"nothing": "of ours"},
    ],
    ids=["undrawable", "malformed word", "malformed place"],
)
async def test_a_broken_place_does_not_keep_a_poison_update_from_being_stored(
    talk: Talk, stored: dict[str, object]
) -> None:
    await talk.registers()
    await talk.says(Command("start"))
    await talk.stands_at(**stored)

    paint = await talk.spoils()

    assert paint is not None
    assert "Maaf" in paint.drawn.html
    assert paint.drawn.rows
    assert await talk.failed() == [talk.update_id]


async def test_an_apology_comes_even_where_not_even_home_can_be_drawn(talk: Talk) -> None:
    begun = SavePlan(Period(2026, 2), "pmm_2024", Role.GURU, SchoolLevel.SD, PlanContent(), None)
    await talk.registers(begun)
    await talk.says(Command("start"))
    talk.world = replace(talk.world, rule_sets={})

    paint = await talk.spoils()

    assert paint is not None
    assert "Maaf" in paint.drawn.html
    assert await talk.failed() == [talk.update_id]


async def test_a_screen_that_is_drawn_late_is_left_to_whoever_has_decided_on_another(talk: Talk) -> None:
    await talk.registers()
    taken = await talk.says(Command("start"))
    assert taken.paint is not None
    revision = taken.paint.revision
    assert (await talk.turns.current(BOT, ANI, revision)) == taken.paint
    await talk.says(Command("rencana"))
    assert await talk.turns.current(BOT, ANI, revision) is None
