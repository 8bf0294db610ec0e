"""Calls that fail: a notice arrives once, the screen ends up right, and nobody has to ask twice."""

import asyncio
from typing import Any

import pytest

from bot.simulator import Rates
from bot.store.outbox import OutboxState
from bot.store.tables import outbox
from conversations.rules.terms import PlanStatus
from conversations.words import Words, say
from tests.e2e.stage import Player, Stage
from tests.journeys import SRI, planning

SETUJUI = say("Setujui")
# Faults that pass, by the greatest number of times that the message may arrive.
FAULTS: dict[str, tuple[dict[str, Any], int]] = {
    "429": ({"kind": "429", "retry_after": 1}, 1),
    "500": ({"kind": "500"}, 1),
    "502": ({"kind": "502"}, 1),
    "garbage": ({"kind": "garbage"}, 1),
    "hangup_before": ({"kind": "hangup_before"}, 1),
    "hangup_after": ({"kind": "hangup_after"}, 2),
    "timeout_before": ({"kind": "timeout", "seconds": 0.5}, 1),
    "timeout_after": ({"kind": "timeout", "seconds": 0.5, "effect": True}, 2),
}


async def test_a_notice_arrives_once_whatever_goes_wrong_on_the_way(stage: Stage, sri: Player) -> None:
    """Each penilai of the principal has a way of failing of the own."""
    appraisers = {kind: await stage.appraiser(f"penilai_{kind}", _name(kind)) for kind in FAULTS}
    for kind, (fault, _) in FAULTS.items():
        await stage.world.fault(**fault, method="sendMessage", chat_id=appraisers[kind].person.id)
    await sri.has_submitted()
    asks_approval = say("<b>{name}</b> asks for your approval.", name=SRI)
    for kind, (_, most) in FAULTS.items():
        assert 1 <= await appraisers[kind].counts(asks_approval) <= most, kind
    assert {row["state"] for row in await stage.rows(outbox)} == {OutboxState.SENT}
    assert await stage.world.faults() == []


async def test_a_screen_that_changes_ends_up_right_whatever_goes_wrong_on_the_way(
    stage: Stage, sri: Player
) -> None:
    teachers = {kind: await stage.teacher(f"guru_{kind}", _name(kind)) for kind in FAULTS}
    for kind, (fault, _) in FAULTS.items():
        await stage.world.fault(**fault, method="editMessageText", chat_id=teachers[kind].person.id)
    before = {kind: await teacher.newest() for kind, teacher in teachers.items()}
    await asyncio.gather(*(teacher.presses(say("Start my plan")) for teacher in teachers.values()))
    await stage.settled()
    for kind, teacher in teachers.items():
        shown = await teacher.sees(_stage_line())
        assert shown.id == before[kind].id, kind
    assert await stage.world.faults() == []


async def test_a_new_screen_arrives_whatever_goes_wrong_on_the_way(stage: Stage, sri: Player) -> None:
    teachers = {kind: await stage.teacher(f"guru_{kind}", _name(kind)) for kind in FAULTS}
    for kind, (fault, _) in FAULTS.items():
        await stage.world.fault(**fault, method="sendMessage", chat_id=teachers[kind].person.id)
    await asyncio.gather(*(teacher.types("/rencana") for teacher in teachers.values()))
    await stage.settled()
    for kind, (_, most) in FAULTS.items():
        await teachers[kind].sees(_stage_line())
        assert 1 <= await teachers[kind].counts(_stage_line()) <= most, kind


@pytest.mark.parametrize("kind", ["edit_not_found", "cannot_edit"])
async def test_a_screen_that_cannot_be_changed_is_sent_anew(stage: Stage, ani: Player, kind: str) -> None:
    await ani.types("/start")
    before = await ani.newest()
    await stage.world.fault(kind, method="editMessageText", chat_id=ani.person.id)
    await ani.presses(say("Start my plan"))
    assert (await ani.sees(_stage_line())).id > before.id


async def test_a_tap_that_cannot_be_answered_does_its_work_all_the_same(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_submitted()
    for kind in ("query_too_old", "500", "hangup_before"):
        await stage.world.fault(kind, method="answerCallbackQuery", times=2)
        await sri.presses(say("Batalkan persetujuan") if kind == "500" else SETUJUI)
    await stage.world.clear_faults()
    await stage.everyone_reads(PlanStatus.DISETUJUI, ani, sri)


async def test_updates_that_cannot_be_fetched_for_a_while_are_not_lost(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_submitted()
    for kind in ("500", "conflict", "hangup_after", "garbage"):
        await stage.world.fault(kind, method="getUpdates")
        await sri.presses(SETUJUI)
        await sri.presses(say("Batalkan persetujuan"))
    await sri.presses(SETUJUI)
    await stage.everyone_reads(PlanStatus.DISETUJUI, ani, sri)
    assert len((await ani.plan()).history) == 10
    assert await ani.counts(say("<b>{name}</b> has approved your plan.", name=SRI)) >= 1
    assert await stage.world.faults() == []


async def test_a_notice_that_is_no_longer_true_when_it_can_leave_is_not_sent(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_submitted()
    await stage.world.fault("429", method="sendMessage", chat_id=ani.person.id, retry_after=1)
    await sri.presses(SETUJUI)
    await sri.presses(say("Batalkan persetujuan"))
    await stage.settled()
    assert await ani.counts(say("<b>{name}</b> has approved your plan.", name=SRI)) == 0
    await ani.sees(say("The approval of your plan was withdrawn. It waits for your principal again."))
    await stage.everyone_reads(PlanStatus.MENUNGGU_PERSETUJUAN, ani, sri)


class TestAtTheServersPace:
    """The server counts, and the product stays below what it takes."""

    @pytest.fixture
    def rates(self) -> Rates:
        return Rates(overall_per_second=30, chat_per_second=6, chat_burst=8)

    @pytest.fixture
    def given(self) -> dict[str, Any]:
        # A little below what the server takes: on a busy machine calls bunch up on their way.
        return {"rate_chat_burst": 3, "rate_chat_per_second": 4, "rate_bulk_per_second": 20}

    async def test_many_notices_to_one_principal_are_all_sent_and_none_is_refused(
        self, stage: Stage, sri: Player
    ) -> None:
        names = [f"Guru {letter}" for letter in "ABCDEFGHIJ"]
        for name in names:
            teacher = await stage.teacher(name.lower(), name)
            await teacher.has_submitted(is_awaited=False)
        await stage.settled()
        for name in names:
            assert await sri.counts(say("<b>{name}</b> asks for your approval.", name=name)) == 1
        assert _refusals(stage) == []

    async def test_quick_presses_end_at_the_right_screen_without_a_refusal(
        self, stage: Stage, ani: Player
    ) -> None:
        for _ in range(12):
            await ani.person.say("/rencana")
            await ani.person.say("/start")
        await stage.settled()
        assert ani.words(say("My profile")) in (await ani.newest()).labels
        assert _refusals(stage) == []


def _refusals(stage: Stage) -> list[dict[str, Any]]:
    events = stage.simulator.world.events.after(0, 10_000)
    return [event for event in events if event["type"] == "refused"]


def _stage_line() -> Words:
    """What the first screen of planning says."""
    return planning()[0].then[0].said


def _name(kind: str) -> str:
    return f"Bapak {kind}"
