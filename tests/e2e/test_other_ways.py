"""The detours: no school, a Plt., improvements, changes by either side, undoing, many at once."""

from datetime import date
from typing import Any

import pytest

from conversations.facts import EventKind
from conversations.rules.plan import RHKItem
from conversations.rules.terms import PlanStatus
from conversations.words import Say, say, say_n
from tests.e2e.seeding import CONTENT
from tests.e2e.stage import Player, Stage
from tests.journeys import (
    ANI,
    ASPECTS,
    PRINCIPAL,
    RULES,
    SRI,
    activation,
    agreeing,
    approving,
    asking_for_change,
    asking_for_improvement,
    beginning_alone,
    joining,
    planning,
    submitting,
    typing_quantity,
    undoing,
)

LOCKED = say("After Ajukan the plan is locked: you cannot edit or withdraw it.")
ASKS_APPROVAL = say("<b>{name}</b> asks for your approval.", name=ANI)


@pytest.fixture
def given() -> dict[str, Any]:
    """The half-year closes for submissions before its last day."""
    return {"final_dates": "2025-S2=2025-12-15"}


async def test_a_teacher_without_a_school_is_agreed_at_once_and_told_so_before(stage: Stage) -> None:
    ani = await stage.person("ani")
    await stage.play([*beginning_alone(), *planning()])
    await ani.presses(say("Ajukan"))
    await ani.sees(
        say("In mode mandiri it becomes Disepakati at once, marked as agreed outside the assistant.")
    )
    await ani.presses(say("Ya, ajukan"))
    await ani.sees(say("Your plan is now Disepakati, marked as agreed outside the assistant."))
    await ani.sees(say("It is final, agreed outside the assistant (mode mandiri)."))
    await ani.presses(say("Riwayat"))
    await ani.sees(say("agreed outside the assistant (mode mandiri); the plan is final"))
    assert (await ani.plan()).status is PlanStatus.DISEPAKATI


async def test_under_a_plt_the_system_approves_at_once_and_says_so_before(newcomers: Stage) -> None:
    sri, ani = newcomers.players["sri"], newcomers.players["ani"]
    await newcomers.play([*activation(is_plt=True), *joining(), *planning()])
    await ani.presses(say("Ajukan"))
    await ani.sees(
        say("Your school is led by a Plt., so the system approves the plan at once, unread by anybody.")
    )
    await ani.presses(say("Ya, ajukan"))
    await ani.sees(
        say("Submitted, and approved automatically by the system. Please read it and press Sepakati.")
    )
    await ani.presses(say("Sepakati"))
    await ani.sees(say("Agreed. Your plan is final."))
    await sri.sees(say("<b>{name}</b> has agreed. The plan is final.", name=ANI))
    plan = await ani.plan()
    assert [(entry.kind, entry.actor_name) for entry in plan.history] == [
        (EventKind.SUBMITTED, ANI),
        (EventKind.AUTO_APPROVED, None),
        (EventKind.AGREED, ANI),
    ]
    await newcomers.settled()
    assert await sri.counts(ASKS_APPROVAL) == 0


async def test_a_plan_sent_back_with_a_note_is_edited_and_submitted_again(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_submitted()
    await stage.play(asking_for_improvement("Tambah seminar, ya <b>Bu</b> & tetap semangat."))
    await ani.presses(say("Improve my plan"))
    await ani.sees("Tambah seminar, ya <b>Bu</b> & tetap semangat.")
    await ani.presses(say("Ubah RHK"))
    await stage.play(typing_quantity("ani", 9, 1))
    await ani.presses(say("Done, to Rangkuman"))
    await ani.sees(say("Complete. You can submit it."))
    await stage.play([*submitting(), *approving(), *agreeing()])
    plan = await ani.plan()
    assert plan.content.rhk == (*CONTENT.rhk, RHKItem(9, 1))
    assert [entry.kind for entry in plan.history] == [
        EventKind.SUBMITTED,
        EventKind.REVISION_REQUESTED,
        EventKind.SUBMITTED,
        EventKind.APPROVED,
        EventKind.AGREED,
    ]


async def test_ubah_rhk_below_the_minimum_is_refused_and_a_valid_one_is_told(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_submitted()
    await sri.presses(say("Ubah RHK"))
    await sri.sees(say("Nothing changes in the plan before you press Simpan perubahan."))
    await _change_quantity(sri, 2, 1)
    await sri.presses(say("Simpan perubahan"))
    await sri.sees(_too_few(24))
    assert (await ani.plan()).content.rhk == CONTENT.rhk

    await _change_quantity(sri, 9, 2)
    await sri.presses(say("Simpan perubahan"))
    await sri.sees(_rhk_change(2, 2, 1))
    await sri.sees(_rhk_change(9, 0, 2))
    await sri.presses(say("Ya, simpan"))
    await sri.sees(say("Saved; {name} is told. The plan still waits for your Setujui.", name=ANI))
    await ani.sees(say("Your principal has changed your plan. This is how it stands now."))
    plan = await ani.plan()
    assert plan.content.rhk == (RHKItem(1, 2), RHKItem(2, 1), RHKItem(9, 2))
    assert plan.status is PlanStatus.MENUNGGU_PERSETUJUAN
    assert plan.history[-1].kind is EventKind.RHK_CHANGED
    await sri.presses(say("Setujui"))
    await ani.sees(say("<b>{name}</b> has approved your plan.", name=SRI))


async def test_ubah_perilaku_in_the_principals_words_reaches_the_teacher(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_submitted()
    await sri.presses(say("Ubah perilaku"))
    await sri.picks(f"aspect:{ASPECTS[2]}")
    await sri.presses(say("Tulis sendiri"))
    await sri.types("Menyapa wali murid setiap pagi")
    await sri.sees(say("Nothing changes in the plan before you press Simpan perubahan."))
    await sri.presses(say("Simpan perubahan"))
    await sri.sees(say("After: {focus}", focus="Menyapa wali murid setiap pagi"))
    await sri.presses(say("Ya, simpan"))
    await ani.sees(say("Your principal has changed your plan. This is how it stands now."))
    await ani.presses(say("See the plan"))
    await ani.presses(say("Lihat lengkap"))
    await ani.sees("Menyapa wali murid setiap pagi")
    assert (await ani.plan()).history[-1].kind is EventKind.BEHAVIORS_CHANGED


async def test_the_teachers_wish_for_a_change_is_shown_to_the_principal_wherever_the_plan_is(
    stage: Stage, sri: Player, ani: Player
) -> None:
    note = "Mohon seminar diganti, jadwalnya bentrok."
    await ani.has_submitted()
    await ani.types("/rencana")
    await stage.play(asking_for_change(note))
    await sri.presses(say("See the plan"))
    await sri.sees(say("✎ {name} asks for a change: <i>{note}</i>", name=ANI, note=note))
    await sri.types("/persetujuan")
    await sri.sees(
        say("{number}. {name} · {points} points · ✎ asks for a change", number=1, name=ANI, points=32)
    )
    await sri.presses(say("Minta ubah ({count})", count=1))
    await sri.presses(say("✎ {name} · {points} points", name=ANI, points=32))
    await sri.sees(say("✎ {name} asks for a change: <i>{note}</i>", name=ANI, note=note))
    await sri.presses(say("Riwayat"))
    await sri.sees(note)


async def test_an_approval_can_be_undone_until_sepakati_and_not_after(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_submitted()
    await stage.play([*approving(), *undoing(), *approving()])
    undo = await sri.newest()
    assert sri.words(say("Batalkan persetujuan")) in undo.labels
    await stage.play(agreeing())
    await sri.picks("undo")
    await sri.finds(say("agreed; the plan is final"))
    await stage.settled()
    plan = await ani.plan()
    assert plan.status is PlanStatus.DISEPAKATI
    assert [entry.kind for entry in plan.history] == [
        EventKind.SUBMITTED,
        EventKind.APPROVED,
        EventKind.APPROVAL_UNDONE,
        EventKind.APPROVED,
        EventKind.AGREED,
    ]


async def test_setujui_semua_names_the_plans_and_leaves_out_who_asks_for_a_change(
    stage: Stage, sri: Player, ani: Player
) -> None:
    budi = await stage.teacher("budi", "Budi Santoso, S.Pd.")
    citra = await stage.teacher("citra", "Citra Dewi, S.Pd.")
    for teacher in (ani, budi, citra):
        await teacher.has_submitted()
    await citra.types("/rencana")
    await stage.play(asking_for_change("Mohon dikurangi", who="citra", name="Citra Dewi, S.Pd."))

    await sri.types("/persetujuan")
    await sri.presses(say("Setujui semua"))
    shown = await sri.sees(
        say_n(
            "<b>Setujui semua</b> approves this plan:",
            "<b>Setujui semua</b> approves these {count} plans:",
            2,
        )
    )
    assert ANI in shown.text
    assert "Budi Santoso, S.Pd." in shown.text
    assert "Citra" not in shown.text
    await sri.presses(say("Ya, setujui {count} rencana", count=2))
    await sri.sees(
        say_n(
            "One plan is approved; its owner is told.",
            "{count} plans are approved; their owners are told.",
            2,
        )
    )
    for teacher in (ani, budi):
        await teacher.sees(say("<b>{name}</b> has approved your plan.", name=SRI))
        assert (await teacher.plan()).status is PlanStatus.DISETUJUI
    assert (await citra.plan()).status is PlanStatus.MENUNGGU_PERSETUJUAN


async def test_everybody_reads_notices_in_the_own_language(newcomers: Stage) -> None:
    sri, ani = newcomers.players["sri"], newcomers.players["ani"]
    await newcomers.play([*activation(), *joining(language="en"), *planning(), *submitting()])
    assert "mengajukan rencana" in (await sri.newest()).text
    await newcomers.play(approving())
    assert "has approved your plan" in (await ani.newest()).text
    await newcomers.play(agreeing())
    assert "sudah menyepakati" in (await sri.newest()).text


async def test_after_the_final_date_ajukan_is_refused_with_whom_to_ask(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_plan()
    await stage.world.set_clock("2025-12-15T23:58:00+07:00")
    await ani.types("/rencana")
    await ani.presses(say("Ajukan"))
    await ani.sees(LOCKED)
    await stage.world.set_clock("2025-12-16T00:02:00+07:00")
    await ani.presses(say("Ya, ajukan"))
    await ani.sees(
        say(
            "Submitting closed on {final_date}. Please ask {who} or the operator of your school.",
            final_date=date(2025, 12, 15),
            who=PRINCIPAL,
        )
    )
    assert (await ani.plan()).status is PlanStatus.BELUM_DIAJUKAN
    await ani.types("/start")
    await ani.sees(say("The final date for submitting was {final_date}.", final_date=date(2025, 12, 15)))
    await stage.settled()
    assert await sri.counts(ASKS_APPROVAL) == 0


async def test_a_plan_that_waits_when_the_half_year_ends_is_still_approved_and_agreed(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_submitted()
    await stage.world.set_clock("2026-01-05T09:00:00+07:00")
    await stage.play([*approving(), *agreeing()])
    await sri.presses(say("See the plan"))
    await sri.presses(say("Riwayat"))
    await sri.sees(say("agreed; the plan is final"))


async def test_another_language_in_the_middle_holds_for_all_that_follows(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_submitted()
    await ani.types("/rencana")
    await ani.types("/bahasa")
    await ani.speaks("en")
    await ani.finds("Status: Menunggu Persetujuan")
    await stage.play(approving())
    assert "has approved your plan" in (await ani.newest()).text
    await stage.play(agreeing())


async def _change_quantity(sri: Player, number: int, quantity: int) -> None:
    await sri.picks(f"cat:{RULES.rhk(number).category}")
    await sri.picks(f"rhk:{number}")
    await sri.types(str(quantity))
    await sri.presses(say("Done, back to the list"))


def _too_few(points: int) -> Say:
    return say(
        "This cannot be saved: the plan would have {points} points, and it needs at least {minimum}. "
        "Please add RHK or quantities first.",
        points=points,
        minimum=32,
    )


def _rhk_change(number: int, before: int, after: int) -> Say:
    return say(
        "RHK {number} {label}: {before}× → {after}×",
        number=number,
        label=Say(RULES.rhk(number).label),
        before=before,
        after=after,
    )
