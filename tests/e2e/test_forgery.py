"""Button data that was never offered: nobody passes who should not, and nothing is given away."""

import pytest

from conversations.facts import EventKind, Plan
from conversations.notices import notice_button
from conversations.rules.terms import PlanStatus
from conversations.words import say
from tests.e2e.seeding import OTHER_NPSN, OTHER_SCHOOL
from tests.e2e.stage import Player, Stage
from tests.journeys import ANI

NOT_YOURS = say("I cannot open this plan for you: it is not, or no longer, among those that concern you.")
STALE = say("That button is from an earlier step. This is where you are now.")
ACTIONS = ("approve", "revise", "rhk", "behaviors", "full", "open", "history", "undo", "agree", "ask", "send")
GARBAGE = (
    "x",
    "n",
    "n::",
    "n:1:",
    "n:zz:approve:1",
    "n:1:approve:",
    "n:1:approve:-1",
    "n:1:approve:1e3",
    "n:ffffffff:approve:99999999999999999999",
    "n:1:approve:999999999999999999",
    "h:ffffffff:plan",
    "p:1:../../etc",
    "p:1:choose:nothing",
    "p:1:qty:1:-5",
    "p:1:qty:99:1",
    "p:1:page:999999",
    "r:1:open:1",
    "o:1:save",
    "z:1:yes",
    "\N{SNOWMAN}" * 20,
    "'; drop table person; --",
    "a" * 64,
)


@pytest.fixture
async def rina(stage: Stage) -> Player:
    """The principal of another school."""
    return await stage.principal("rina", "Rina Marlina, M.Pd.", OTHER_NPSN, OTHER_SCHOOL)


async def test_another_schools_principal_can_neither_see_nor_decide(
    stage: Stage, sri: Player, ani: Player, rina: Player
) -> None:
    plan = await ani.has_submitted()
    for action in ACTIONS:
        await rina.forges(notice_button(action, plan.id, plan.version))
        await rina.sees(NOT_YOURS)
    await rina.types("/persetujuan")
    shown = await rina.newest()
    revision = _revision(shown.rows[0][0]["callback_data"])
    for action in (f"open:{plan.id}", "approve", "all", "yes", "undo"):
        await rina.forges(f"r:{revision:x}:{action}")
    await stage.settled()
    assert all(ANI not in message.text for message in rina.messages())
    assert await ani.plan() == plan
    await stage.everyone_reads(PlanStatus.MENUNGGU_PERSETUJUAN, ani, sri)


async def test_a_teacher_cannot_decide_on_the_own_plan(stage: Stage, sri: Player, ani: Player) -> None:
    plan = await ani.has_submitted()
    await ani.types("/rencana")
    for action in ("approve", "revise", "rhk", "behaviors", "undo", "agree", "yes", "clear_yes", "submit"):
        await ani.forges(notice_button(action, plan.id, plan.version))
    for action in ("approve", "agree", "yes", "clear_yes", "edit:rhk", "qty:1:9", "choose:g2"):
        await ani.types("/rencana")
        revision = _revision((await ani.newest()).rows[0][0]["callback_data"])
        assert await ani.forges(f"p:{revision:x}:{action}") == ani.words(STALE)
        assert await ani.forges(f"r:{revision + 1:x}:{action}") == ani.words(STALE)
    await stage.settled()
    assert await ani.plan() == plan


async def test_a_colleague_cannot_open_or_touch_the_plan(stage: Stage, sri: Player, ani: Player) -> None:
    budi = await stage.teacher("budi", "Budi Santoso, S.Pd.")
    plan = await ani.has_submitted()
    for action in ACTIONS:
        await budi.forges(notice_button(action, plan.id, plan.version))
        await budi.sees(NOT_YOURS)
    await budi.types("/persetujuan")
    await budi.sees(
        say(
            "Deciding on plans is for the principal or the penilai of a school, and here you are registered "
            "as neither."
        )
    )
    assert all(ANI not in message.text for message in budi.messages())
    assert await ani.plan() == plan


async def test_somebody_unknown_gets_the_first_question_and_nothing_else(
    stage: Stage, sri: Player, ani: Player
) -> None:
    plan = await ani.has_submitted()
    stranger = await stage.person("dodi")
    await stranger.types("/start")
    for action in ACTIONS:
        await stranger.forges(notice_button(action, plan.id, plan.version))
        await stranger.sees(say("Do you agree that this is kept?"))
    assert all(ANI not in message.text for message in stranger.messages())
    assert await ani.plan() == plan


async def test_garbage_in_button_data_gets_the_present_screen_and_breaks_nothing(
    stage: Stage, sri: Player, ani: Player
) -> None:
    plan = await ani.has_submitted()
    for player in (ani, sri):
        await player.types("/start")
        for data in GARBAGE:
            await player.forges(data)
        assert player.words(say("My profile")) in (await player.newest()).labels
    assert await ani.plan() == plan
    assert [entry.kind for entry in plan.history] == [EventKind.SUBMITTED]


async def test_a_principal_who_sees_the_plan_cannot_agree_for_the_teacher(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_submitted()
    await sri.presses(say("Setujui"))
    plan: Plan = await ani.plan()
    for action in ("agree", "ask", "send"):
        await sri.forges(notice_button(action, plan.id, plan.version))
    await stage.everyone_reads(PlanStatus.DISETUJUI, ani, sri)
    assert await ani.plan() == plan


def _revision(data: str) -> int:
    return int(data.split(":")[1], 16)
