"""Ways in beside the invite link: a school code, and the link that brings a lost account back."""

from dataclasses import replace

from sqlalchemy import Connection, select

from bot.simulator.settings import BotSpec
from bot.store.effects import apply_effects
from bot.store.relinks import live_relink
from bot.store.tables import join_request, school
from conversations.facts import MadeRelink
from conversations.people_effects import MakeRelink
from conversations.person_text import school_line
from conversations.words import say
from tests.e2e.stage import Player, Stage
from tests.journeys import ANI

CONSENT = say("Do you agree that this is kept?")


async def school_code(stage: Stage) -> str:
    """The code as the principal tells it on the phone."""
    code = await stage.write(lambda conn: conn.execute(select(school.c.join_code)).scalar_one())
    return f"{code[:4]} {code[4:]}".lower()


async def relink(stage: Stage, lost: Player) -> str:
    """The link that the operator makes for somebody."""
    person = (await lost.facts()).person
    assert person is not None
    world, operator = stage.facts, replace(lost.actor, is_operator=True)

    def make(conn: Connection) -> MadeRelink | None:
        apply_effects(conn, (MakeRelink(person.id),), operator, world)
        return live_relink(conn, world, person.id)

    made = await stage.write(make)
    assert made is not None
    # The world of these tests does not know the name of the bot.
    return made.link.replace("t.me/?", f"t.me/{BotSpec.username}?")


async def test_a_teacher_types_the_school_code_and_the_principal_is_told(stage: Stage, sri: Player) -> None:
    here = (await sri.facts()).memberships[0].school
    ani = await stage.person("ani")
    await ani.types("/start")
    for action in ("agree", "role:guru"):
        await ani.picks(action)
    await ani.types(ANI)
    for action in ("name:yes", "level:sd", "school:code"):
        await ani.picks(action)
    await ani.types("ABCD-EFGH")
    await ani.sees(say("No school has the code <b>{code}</b>.", code="ABCD-EFGH"))
    await ani.types(await school_code(stage))
    await ani.sees(school_line(here))
    await ani.presses(say("Send the request"))
    await ani.picks("zone:wib")
    await ani.presses(say("Save"))
    await ani.sees(
        say(
            "Welcome. Everything is saved. The principal of {school} is asked to let you in.",
            school=school_line(here),
        )
    )
    await sri.sees(ANI)
    [request] = await stage.rows(join_request)
    assert (request["school_id"], request["state"]) == (here.id, "pending")


async def test_a_teacher_alone_asks_with_a_code_and_takes_it_back(stage: Stage, sri: Player) -> None:
    ani = await stage.teacher("ani", ANI, None)
    await ani.presses(say("Join with a school code"))
    await ani.types(await school_code(stage))
    await ani.presses(say("Send the request"))
    await ani.sees(say("It waits for the principal. You are told as soon as there is an answer."))
    await ani.presses(say("Withdraw the request"))
    await ani.sees(say("Your request was withdrawn."))
    await stage.settled()
    assert [row["state"] for row in await stage.rows(join_request)] == ["withdrawn"]


async def test_a_lost_account_comes_back_with_its_plan_and_the_old_one_opens_nothing(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.types("/rencana")
    plan = await ani.has_submitted()
    link = await relink(stage, ani)
    anew = await stage.person("anew")
    await anew.opens(link)
    await anew.sees(ANI)
    await anew.presses(say("Yes, that is me"))
    await anew.sees(say("{name}, welcome back. From now on this is your account here.", name=ANI))
    assert await anew.plan() == plan
    await ani.sees(say("Your profile and your plans are now used from another Telegram account."))
    await ani.types("/rencana")
    await ani.sees(say("Please finish these few questions first, then that command works."))
    await ani.opens(link)
    await ani.sees(say("This link has already been used. Please ask the operator for a new one."))
    await ani.types("/start")
    await ani.sees(CONSENT)


async def test_a_relink_opened_at_an_account_that_is_somebody_changes_nothing(
    stage: Stage, sri: Player, ani: Player
) -> None:
    link = await relink(stage, ani)
    await sri.opens(link)
    await sri.sees("/hapusdata")
    await ani.opens(link)
    await ani.sees(say("This already is your account here. The link is not needed."))
