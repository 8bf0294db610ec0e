"""The largest plan that anybody can write: every screen about it is accepted whole by the server."""

import logging
from collections.abc import Iterable

import pytest

from conversations.planning.duty_screens import MOST_DUTIES
from conversations.rules.plan import AdditionalDuty, BehaviorChoice, PlanContent, RHKItem, max_quantity
from conversations.rules.terms import RHKCategory, SchoolLevel
from conversations.words import say
from tests.e2e.stage import Player, Stage
from tests.journeys import ASPECTS, RULES

# Every sign takes two of Telegram's units, or must be escaped.
WIDE, ESCAPED = "𐐀", "&"
NAME = " ".join([WIDE * 19] * 4)
NOTE = WIDE * 250
SCHOOL = " ".join([WIDE * 29] * 4)


@pytest.fixture
def largest() -> PlanContent:
    free = next(duty.id for duty in RULES.duties_for(SchoolLevel.SD) if duty.free_text)
    texts = (f"{n} {WIDE * 49}" if n % 2 else f"{n} {ESCAPED * 98}" for n in range(MOST_DUTIES))
    return PlanContent(
        practice="g8",
        rhk=tuple(RHKItem(rhk.number, max_quantity(RULES, rhk.number)) for rhk in RULES.rhks),
        duties=tuple(AdditionalDuty(free, text) for text in texts),
        behaviors=tuple(BehaviorChoice(aspect, None, WIDE * 99 + ESCAPED * 2) for aspect in ASPECTS),
    )


@pytest.mark.parametrize(
    ("database_url", "language"), [("sqlite", "id"), ("postgresql", "en")], indirect=["database_url"]
)
async def test_every_screen_of_the_largest_plan_is_shown_whole(
    stage: Stage, largest: PlanContent, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    sri = await stage.principal("sri", NAME, school=SCHOOL, language=language)
    ani = await stage.teacher("ani", NAME, language=language)
    await ani.has_plan(largest)

    await _reads_as_owner(ani)
    await ani.presses(say("Ajukan"))
    await ani.presses(say("Ya, ajukan"))
    await sri.sees(say("<b>{name}</b> asks for your approval.", name=NAME))
    await _reads_as_reviewer(sri)
    await ani.presses(say("Minta ubah"))
    await ani.types(NOTE)
    await ani.presses(say("Kirim"))
    await sri.sees(say("<b>{name}</b> asks for a change:", name=NAME))
    await sri.presses(say("See the plan"))
    await _walks(sri, ["full", ".back", "rhk", ".back"])
    await sri.picks("approve")
    await ani.sees(say("<b>{name}</b> has approved your plan.", name=NAME))
    await stage.settled()

    assert [record.message for record in caplog.records if "cut to" in record.message] == []
    assert (await ani.plan()).content == largest


async def _reads_as_owner(ani: Player) -> None:
    await ani.types("/rencana")
    await ani.sees(say("Complete. You can submit it."))
    await _pages(ani, "full")
    await ani.picks(".back")
    await _walks(ani, ["edit:rhk", *_categories(), "cat:pelatihan", "rhk:1", ".back", ".back", "next"])
    await _walks(ani, ["edit:duties", "page:1", "next", "edit:behaviors", f"aspect:{ASPECTS[0]}", ".back"])
    await _walks(ani, ["next", "history", ".back", "clear", ".back"])


async def _reads_as_reviewer(sri: Player) -> None:
    await _pages(sri, "full")
    await _walks(sri, [".back", "history", ".back", "rhk", *_categories(), "cat:pelatihan", "rhk:1"])
    await sri.types("1")
    await _walks(sri, ["done", "cat:lainnya", "rhk:18"])
    await sri.types("1")
    await _walks(sri, ["done", "save", ".back", "discard", "behaviors"])
    for aspect in ASPECTS:
        await _walks(sri, [f"aspect:{aspect}", f"write:{aspect}"])
        await sri.types(ESCAPED * 2 + WIDE * 99)
    await _walks(sri, ["save", ".back", "discard", "revise"])
    await sri.types(NOTE)
    await _walks(sri, [".home", "queue"])
    await sri.presses(say("Setujui semua"))
    await _walks(sri, [".home"])


def _categories() -> Iterable[str]:
    return [action for category in RHKCategory for action in (f"cat:{category}", ".back")]


async def _pages(player: Player, action: str) -> None:
    await player.picks(action)
    page = 1
    while any(label.endswith("▶") and "/" in label for label in (await player.newest()).labels):
        await player.picks(f"page:{page}")
        page += 1
    assert page > 1


async def _walks(player: Player, actions: Iterable[str]) -> None:
    for action in actions:
        await player.picks(action)
