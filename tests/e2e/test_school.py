"""A principal runs the school by buttons: a reminder, a request on its message, a removal."""

from bot.store.effects import apply_effects
from bot.store.tables import nudge
from conversations.facts import EventKind
from conversations.people_effects import RequestJoin
from conversations.rules.terms import PlanStatus
from conversations.words import say
from tests.e2e.seeding import SCHOOL
from tests.e2e.stage import Player, Stage
from tests.journeys import ANI, SRI

DEWI = "Dewi Anggraini, S.Pd."


async def asks_to_join(stage: Stage, asking: Player, school_id: int) -> None:
    """Somebody has typed the code of the school."""
    person = (await asking.facts()).person
    assert person is not None
    actor, wish = asking.actor.registered(person.id), RequestJoin(school_id)
    await stage.write(lambda conn: apply_effects(conn, (wish,), actor, stage.facts))
    stage.app.core.wake()


async def id_of(player: Player) -> int:
    person = (await player.facts()).person
    assert person is not None
    return person.id


async def test_a_teacher_is_reminded_once_a_day_and_comes_right_into_the_plan(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await sri.types("/sekolah")
    await sri.presses(say("Guru ({count})", count=1))
    await sri.picks(f"member:{await id_of(ani)}")
    await sri.presses(say("Ingatkan"))
    await sri.sees(say("{name} gets a kind reminder in your name.", name=ANI))
    await ani.sees(say("<b>{name}</b> kindly reminds you of your plan.", name=SRI))
    await ani.presses(say("Open my plan"))
    await ani.sees(
        say("Choose one sub-indikator. Any may be chosen; your school's Rapor Pendidikan helps to decide.")
    )
    await sri.presses(say("Ingatkan"))
    await sri.sees(say("{name} was already reminded today. Once a day is enough, please.", name=ANI))
    assert await stage.count(nudge) == 1


async def test_a_request_is_accepted_on_its_message_and_answered_once(stage: Stage, sri: Player) -> None:
    dewi = await stage.teacher("dewi", DEWI, None)
    school = (await sri.facts()).memberships[0].school
    await asks_to_join(stage, dewi, school.id)
    await sri.sees(say("<b>{name}</b> asks to join {school} as guru.", name=DEWI, school=SCHOOL))
    await sri.presses(say("Terima"))
    await sri.sees(say("{name} now belongs to {school} and is told.", name=DEWI, school=SCHOOL))
    assert [member.school.id for member in (await dewi.facts()).memberships] == [school.id]
    await sri.types("/start")
    await sri.forges("n:0:turn_away:1")
    await sri.sees(say("Nothing was done: {name} has already been let in.", name=DEWI))
    assert [member.school.id for member in (await dewi.facts()).memberships] == [school.id]


async def test_a_removed_teacher_keeps_the_plan_as_a_draft(stage: Stage, sri: Player, ani: Player) -> None:
    await ani.has_submitted()
    await sri.types("/sekolah")
    await sri.presses(say("Guru ({count})", count=1))
    await sri.picks(f"member:{await id_of(ani)}")
    await sri.presses(say("Keluarkan"))
    await sri.presses(say("Joined by mistake"))
    await sri.sees(say("The plan waits for your approval. It becomes a draft again and leaves your list."))
    await sri.presses(say("Ya, keluarkan"))
    await sri.sees(say("{name} was removed and is told.", name=ANI))
    await stage.settled()
    plan = await ani.plan()
    assert (plan.status, plan.school) == (PlanStatus.BELUM_DIAJUKAN, None)
    assert plan.history[-1].kind is EventKind.RETURNED
    assert (await ani.facts()).memberships == ()
    assert (await sri.facts()).waiting_count == 0
