"""Leaving and coming back: /batal, back, home and help at every place, and numbers instead of presses."""

import pytest

from bot.simulator.shown import Seen
from conversations.rules.terms import PlanStatus
from conversations.words import say
from tests.e2e.seeding import CONTENT
from tests.e2e.stage import Player, Stage
from tests.journeys import ASPECTS, agreeing, approving, planning, submitting
from tests.steps import Picks, Presses, Step, Types, do, follow

Places = tuple[tuple[str, ...], ...]

OWNER: Places = (
    (),
    ("edit:practice",),
    ("edit:practice", "look:g2"),
    ("edit:rhk",),
    ("edit:rhk", "cat:lainnya"),
    ("edit:rhk", "cat:lainnya", "rhk:9"),
    ("edit:duties",),
    ("edit:behaviors",),
    ("edit:behaviors", f"aspect:{ASPECTS[0]}"),
    ("edit:behaviors", f"aspect:{ASPECTS[0]}", f"write:{ASPECTS[0]}"),
    ("full",),
    ("history",),
    ("clear",),
    ("submit",),
)
REVIEWER: Places = (
    (),
    ("full",),
    ("history",),
    ("revise",),
    ("rhk",),
    ("rhk", "cat:lainnya"),
    ("rhk", "cat:lainnya", "rhk:9"),
    ("behaviors",),
    ("behaviors", f"aspect:{ASPECTS[0]}"),
    ("behaviors", f"aspect:{ASPECTS[0]}", f"write:{ASPECTS[0]}"),
)


# The database makes no difference here, so one of each is enough.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_owner_can_ask_for_help_go_back_and_leave_at_every_place(ani: Player) -> None:
    await ani.has_plan()
    await _are_left_well(ani, ("/rencana",), OWNER)
    plan = await ani.plan()
    assert (plan.content, plan.version, plan.status) == (CONTENT, 1, PlanStatus.BELUM_DIAJUKAN)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_principal_can_ask_for_help_go_back_and_leave_at_every_place(
    sri: Player, ani: Player
) -> None:
    plan = await ani.has_submitted()
    await _are_left_well(sri, ("/persetujuan", f"open:{plan.id}"), REVIEWER)
    assert (await ani.plan()).version == plan.version


async def test_the_questions_of_the_beginning_go_on_after_help_and_begin_again_after_batal(
    newcomers: Stage,
) -> None:
    ani = newcomers.players["ani"]
    await ani.types("/start")
    for action, typed in (("agree", ""), ("role:guru", ""), ("", "Ani Lestari"), ("name:yes", "")):
        await (ani.picks(action) if action else ani.types(typed))
        asked = await ani.newest()
        await ani.types("/bantuan")
        await ani.picks("continue")
        assert (await ani.newest()).text == asked.text
    await ani.types("/rencana")
    await ani.sees(say("Please finish these few questions first, then that command works."))
    await ani.types("/batal")
    await ani.sees(say("Do you agree that this is kept?"))


async def test_a_plan_that_was_left_in_the_middle_is_there_days_later(stage: Stage, ani: Player) -> None:
    steps = planning()
    middle = 7
    await stage.play(steps[:middle])
    left = await ani.plan()
    await stage.world.advance("9d")
    await ani.types("/start")
    await ani.presses(say("Continue my plan"))
    # A reminder may have come below it by now.
    await ani.finds(say("{points} / {minimum} points, {missing} short", points=16, minimum=32, missing=16))
    assert (await ani.plan()).content == left.content
    await stage.play(steps[middle + 1 :])
    await ani.finds(say("Complete. You can submit it."))


async def test_typed_numbers_do_all_that_buttons_do(stage: Stage, sri: Player, ani: Player) -> None:
    steps = [*planning(), *submitting(), *approving(), *agreeing()]
    for step in steps:
        typed = await _with_a_number(stage.players[step.who], step)
        await follow(stage.cast, step, await do(stage.cast, typed))
        await stage.settled()
    plan = await ani.plan()
    assert plan.status is PlanStatus.DISEPAKATI
    assert plan.content == CONTENT


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("text", ["99", "0", "tolong bantu saya", "?"])
async def test_a_text_that_fits_nothing_gets_a_kind_word_and_changes_nothing(ani: Player, text: str) -> None:
    await ani.types("/start")
    before = await ani.newest()
    await ani.types(text)
    after = await ani.newest()
    assert after.id != before.id
    assert after.labels == before.labels
    assert before.text in after.text
    assert len(after.text) > len(before.text)


async def _are_left_well(player: Player, way: tuple[str, ...], places: Places) -> None:
    """Help leads back to the same screen, back to the one above; /batal and home lead home in turns."""
    texts: dict[tuple[str, ...], str] = {}
    for number, place in enumerate(places):
        texts[place] = await _goes(player, way, place)
        await player.types("/bantuan")
        await player.sees(say("<b>Where you were:</b>"))
        await player.presses(say("Continue"))
        assert (await player.newest()).text == texts[place], place
        if place:
            await player.picks(_way_up(await player.newest()))
            assert (await player.newest()).text == texts[place[:-1]], place
            await player.picks(place[-1])
        await (player.types("/batal") if number % 2 else player.picks(".home"))
        assert player.words(say("My profile")) in (await player.newest()).labels, place


async def _goes(player: Player, way: tuple[str, ...], place: tuple[str, ...]) -> str:
    command, *actions = way
    await player.types(command)
    for action in (*actions, *place):
        await player.picks(action)
    return (await player.newest()).text


def _way_up(shown: Seen) -> str:
    """Back, or where one part is edited the way on to Rangkuman."""
    return ".back" if ".back" in _actions(shown.rows) else "next"


async def _with_a_number(player: Player, step: Step) -> Step:
    """The step done by typing, where the newest message has the button and takes numbers for buttons."""
    shown = await player.newest()
    match step.does:
        case Presses(label=label) if player.words(label) in shown.labels:
            number = shown.labels.index(player.words(label)) + 1
        case Picks(action=action):
            datas = [button["callback_data"].split(":", 2)[-1] for row in shown.rows for button in row]
            number = datas.index(action) + 1
        case _:
            return step
    takes_text = any(data.startswith("qty:") for data in _actions(shown.rows))
    is_notice = any(data.startswith("n:") for data in _datas(shown.rows))
    return step if takes_text or is_notice else Step(step.who, Types(str(number)), step.then)


def _datas(rows: list[list[dict[str, str]]]) -> list[str]:
    return [button.get("callback_data", "") for row in rows for button in row]


def _actions(rows: list[list[dict[str, str]]]) -> list[str]:
    return [data.split(":", 2)[-1] for data in _datas(rows)]
