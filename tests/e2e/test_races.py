"""Two things at once: one decision wins, it is made once, and everybody reads the truth."""

import asyncio

import pytest

from bot.store.tables import outbox
from conversations.facts import EventKind
from conversations.rules.plan import RHKItem
from conversations.rules.terms import PlanStatus, Role
from conversations.words import say
from tests.e2e.stage import Player, Stage
from tests.journeys import ANI, SRI, asking_for_change, asking_for_improvement, submitting

SETUJUI, KIRIM = say("Setujui"), say("Kirim")
HAS_APPROVED = say("<b>{name}</b> has approved your plan.", name=SRI)
STALE = say("That button is from an earlier step. This is where you are now.")
WAITING, APPROVED = PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI
TRI, JOKO = "Tri Hartono, M.M.", "Joko Susilo, M.Pd."


async def test_two_presses_of_setujui_at_once_approve_once(stage: Stage, sri: Player, ani: Player) -> None:
    await ani.has_submitted()
    await asyncio.gather(sri.taps(SETUJUI), sri.taps(SETUJUI))
    await stage.everyone_reads(APPROVED, ani, sri)
    assert await _kinds(ani) == [EventKind.SUBMITTED, EventKind.APPROVED]
    assert await ani.counts(HAS_APPROVED) == 1


async def test_two_presses_of_ajukan_at_once_submit_once(stage: Stage, sri: Player, ani: Player) -> None:
    await ani.has_plan()
    await ani.types("/rencana")
    await ani.presses(say("Ajukan"))
    await asyncio.gather(*(ani.taps(say("Ya, ajukan")) for _ in range(3)))
    await stage.everyone_reads(WAITING, ani, sri)
    assert await _kinds(ani) == [EventKind.SUBMITTED]
    assert await sri.counts(say("<b>{name}</b> asks for your approval.", name=ANI)) == 1


async def test_two_presses_of_plus_at_once_count_one(stage: Stage, ani: Player) -> None:
    await ani.has_plan()
    await ani.types("/rencana")
    for action in ("edit:rhk", "cat:lainnya", "rhk:9"):
        await ani.picks(action)
    await asyncio.gather(*(ani.taps(say("+ to {quantity}", quantity=1)) for _ in range(3)))
    await stage.settled()
    assert RHKItem(9, 1) in (await ani.plan()).content.rhk
    await ani.sees(say("In the plan: <b>{quantity}× = {points} points</b>", quantity=1, points=4))


async def test_a_button_of_an_earlier_screen_leads_to_the_present_one_with_a_word(ani: Player) -> None:
    await ani.has_plan()
    await ani.types("/rencana")
    old = await ani.newest()
    await ani.types("/start")
    pressed = await ani.person.press_index(old.labels.index("Ajukan"), message_id=old.id)
    answer = await ani.person.answer_to(pressed)
    await ani.stage.settled()
    assert answer["text"] == ani.words(STALE)
    seen = await ani.finds(STALE)
    assert ani.words(say("My profile")) in seen.labels
    assert (await ani.plan()).status is PlanStatus.BELUM_DIAJUKAN


async def test_a_button_of_an_earlier_notice_decides_nothing_about_a_plan_that_has_changed(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_submitted()
    earlier = await sri.newest()
    await sri.types("/persetujuan")
    plan = await ani.plan()
    await sri.picks(f"open:{plan.id}")
    await sri.presses(say("Minta perbaikan"))
    await sri.types("Kurang seminar.")
    await sri.presses(KIRIM)
    await ani.sees("Kurang seminar.")
    await ani.presses(say("Improve my plan"))
    await stage.play(submitting())
    await sri.person.press_index(earlier.labels.index("Setujui"), message_id=earlier.id)
    await stage.settled()
    changed = await sri.finds(_nothing_done(sri))
    assert ani.words(say("submitted the plan")) in changed.text
    await stage.everyone_reads(WAITING, ani, sri)


async def test_a_redelivered_update_is_decided_once(stage: Stage, sri: Player, ani: Player) -> None:
    await ani.has_submitted()
    done = await sri.presses(SETUJUI)
    await sri.presses(say("Batalkan persetujuan"))
    await stage.settled()
    before = await sri.newest()
    for _ in range(3):
        await stage.world.redeliver(done.update_id)
    await stage.everyone_reads(WAITING, ani)
    assert (await sri.newest()).text == before.text
    assert await _kinds(ani) == [EventKind.SUBMITTED, EventKind.APPROVED, EventKind.APPROVAL_UNDONE]


async def test_the_same_tap_under_a_new_number_is_decided_once(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_submitted()
    done = await sri.presses(SETUJUI)
    for _ in range(2):
        await stage.world.duplicate(done.update_id)
    await stage.everyone_reads(APPROVED, ani, sri)
    assert await _kinds(ani) == [EventKind.SUBMITTED, EventKind.APPROVED]
    assert await ani.counts(HAS_APPROVED) == 1


@pytest.mark.parametrize("is_first", ["principal", "teacher"])
async def test_setujui_and_minta_ubah_at_the_same_instant_leave_one_truth(
    stage: Stage, sri: Player, ani: Player, is_first: str
) -> None:
    await ani.has_submitted()
    await ani.types("/rencana")
    await stage.play(asking_for_change("Mohon diganti.")[:-1])
    taps = [sri.taps(SETUJUI), ani.taps(KIRIM)]
    await asyncio.gather(*(taps if is_first == "principal" else reversed(taps)))
    await stage.settled()
    kinds = await _kinds(ani)
    if EventKind.APPROVED in kinds:
        assert kinds == [EventKind.SUBMITTED, EventKind.APPROVED, EventKind.CHANGE_REQUESTED]
        await ani.finds(HAS_APPROVED)
    else:
        assert kinds == [EventKind.SUBMITTED, EventKind.CHANGE_REQUESTED]
        await sri.finds(_nothing_done(sri))
    assert (await ani.plan()).change_note == "Mohon diganti."
    await sri.finds(say("<b>{name}</b> asks for a change:", name=ANI))
    await stage.everyone_reads(APPROVED if EventKind.APPROVED in kinds else WAITING, ani, sri)
    assert "Mohon diganti." in (await sri.newest()).text


async def test_minta_ubah_before_setujui_keeps_the_principal_from_approving_unread(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_submitted()
    submitted = await sri.newest()
    await ani.types("/rencana")
    await stage.play(asking_for_change("Mohon diganti."))
    await sri.person.press_index(submitted.labels.index("Setujui"), message_id=submitted.id)
    await stage.settled()
    assert ani.words(say("asked for a change")) in (await sri.finds(_nothing_done(sri))).text
    await stage.everyone_reads(WAITING, ani, sri)


@pytest.mark.parametrize("is_first", ["tri", "joko"])
async def test_of_two_appraisers_who_decide_at_the_same_time_one_wins(
    stage: Stage, sri: Player, is_first: str
) -> None:
    tri, joko = await stage.appraiser("tri", TRI), await stage.appraiser("joko", JOKO)
    await sri.has_submitted()
    await joko.presses(say("Minta perbaikan"))
    await joko.types("Kurang seminar.")
    taps = [tri.taps(SETUJUI), joko.taps(KIRIM)]
    await asyncio.gather(*(taps if is_first == "tri" else reversed(taps)))
    await stage.settled()
    kinds = await _kinds(sri)
    assert len(kinds) == 2
    won = kinds[1]
    assert won in (EventKind.APPROVED, EventKind.REVISION_REQUESTED)
    if won is EventKind.APPROVED:
        await sri.finds(say("<b>{name}</b> has approved your plan.", name=TRI))
        assert TRI in (await joko.finds(say("approved the plan"))).text
        await stage.everyone_reads(APPROVED, sri, tri, joko)
    else:
        await sri.finds(say("Your penilai asks you to improve your plan:"))
        assert JOKO in (await tri.finds(say("asked for improvements"))).text
        await stage.everyone_reads(PlanStatus.PERLU_PERBAIKAN, sri, tri, joko)
    assert len([row for row in await stage.rows(outbox) if row["chat_id"] == sri.person.id]) == 1


async def test_sepakati_and_batalkan_at_the_same_instant_leave_one_truth(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_submitted()
    await sri.presses(SETUJUI)
    await ani.sees(HAS_APPROVED)
    await asyncio.gather(ani.taps(say("Sepakati")), sri.taps(say("Batalkan persetujuan")))
    await stage.settled()
    kinds = await _kinds(ani)
    assert kinds[2:] in ([EventKind.AGREED], [EventKind.APPROVAL_UNDONE])
    status = PlanStatus.DISEPAKATI if kinds[2] is EventKind.AGREED else WAITING
    await stage.everyone_reads(status, ani, sri)


async def test_one_use_of_a_link_admits_one_of_two_who_save_at_once(stage: Stage, sri: Player) -> None:
    link = await stage.link(Role.GURU, uses=1)
    people = [await stage.person(name) for name in ("ani", "budi")]
    for person, name in zip(people, ("Ani Lestari", "Budi Santoso"), strict=True):
        await person.opens(link)
        await person.picks("agree")
        await person.types(name)
        await person.picks("name:yes")
        await person.picks("school:yes")
    await asyncio.gather(*(person.taps(say("Save")) for person in people))
    await stage.settled()
    welcome = say("Welcome. Everything is saved.")
    assert sum([await person.counts(welcome) for person in people]) == 1
    [refused] = [person for person in people if not await person.counts(welcome)]
    assert refused.words(say("Go on without the link")) in (await refused.newest()).labels


async def test_improvements_asked_for_twice_at_once_are_asked_for_once(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_submitted()
    await stage.play(asking_for_improvement("Kurang seminar.")[:-1])
    await asyncio.gather(*(sri.taps(KIRIM) for _ in range(2)))
    await stage.everyone_reads(PlanStatus.PERLU_PERBAIKAN, ani, sri)
    assert await _kinds(ani) == [EventKind.SUBMITTED, EventKind.REVISION_REQUESTED]
    assert await ani.counts(say("Your principal asks you to improve your plan:")) == 1


def _nothing_done(sri: Player) -> str:
    """The beginning of the sentence that a notice's button came too late."""
    said = say(
        "This plan has changed since that message, so nothing was done. {what} This is how it stands now.",
        what="|",
    )
    return sri.words(said).partition("|")[0]


async def _kinds(owner: Player) -> list[EventKind]:
    return [entry.kind for entry in (await owner.plan()).history]
