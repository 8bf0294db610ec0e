"""Links that are used twice, used up, expired, lost, or opened by somebody known."""

from conversations.person_text import school_line
from conversations.rules.terms import PlanStatus, Role
from conversations.school import NOT_A_PRINCIPAL
from conversations.words import Say, say
from tests.e2e.seeding import OTHER_NPSN, OTHER_SCHOOL
from tests.e2e.stage import Player, Stage
from tests.journeys import ANI, activation, joining

CONSENT = say("Do you agree that this is kept?")
WITHOUT_LINK = say("Go on without the link")


async def test_an_activation_link_works_once(newcomers: Stage) -> None:
    await newcomers.play(activation())
    joko = await newcomers.person("joko")
    await joko.opens(newcomers.cast.links["ks"])
    await joko.sees(_trouble("This link has already been used. {whom}", Role.KS))
    await joko.sees(CONSENT)
    sri = newcomers.players["sri"]
    await sri.opens(newcomers.cast.links["ks"])
    await sri.sees(_trouble("This link has already been used. {whom}", Role.KS))


async def test_a_link_that_is_used_up_says_whom_to_ask(stage: Stage, sri: Player) -> None:
    link = await stage.link(Role.GURU, uses=1)
    stage.cast.links["guru"] = link
    await stage.person("ani")
    await stage.play(joining())
    budi = await stage.person("budi")
    await budi.opens(link)
    await budi.sees(_trouble("This link has already been used. {whom}", Role.GURU))
    await budi.sees(CONSENT)


async def test_a_link_expires_after_a_week(stage: Stage, sri: Player) -> None:
    link = await stage.link(Role.GURU, uses=60)
    await stage.world.advance("8d")
    ani = await stage.person("ani")
    await ani.opens(link)
    await ani.sees(_trouble("This link has expired. {whom}", Role.GURU))
    await ani.sees(CONSENT)


async def test_a_link_that_expires_among_the_questions_is_told_before_anything_is_kept(
    stage: Stage, sri: Player
) -> None:
    link = await stage.link(Role.GURU, uses=60)
    ani = await stage.person("ani")
    await ani.opens(link)
    await ani.picks("agree")
    await ani.types(ANI)
    await ani.picks("name:yes")
    await ani.picks("school:yes")
    await stage.world.advance("8d")
    await ani.presses(say("Save"))
    shown = await ani.sees(_trouble("This link has expired. {whom}", Role.GURU))
    assert ani.words(WITHOUT_LINK) in shown.labels
    await ani.presses(WITHOUT_LINK)
    await ani.sees(say("At which level is your school?"))


async def test_a_link_that_lost_a_part_is_not_known(stage: Stage, sri: Player) -> None:
    link = await stage.link(Role.GURU)
    ani = await stage.person("ani")
    await ani.opens(link[:-3])
    await ani.sees(
        say(
            "I do not know this link; perhaps a part of it was lost. {whom}",
            whom=say("Please ask for a new one: a guru the principal, a principal the operator."),
        )
    )
    await ani.types("/start " + "x" * 60)
    await ani.sees(CONSENT)


async def test_opening_the_link_of_the_own_school_again_changes_nothing(
    stage: Stage, sri: Player, ani: Player
) -> None:
    link = await stage.link(Role.GURU, uses=60)
    before = await ani.facts()
    await ani.opens(link)
    await ani.sees(say("You already belong to {school}.", school=await _school(ani)))
    assert (await ani.facts()).memberships == before.memberships


async def test_a_teacher_succeeds_the_principal_of_the_own_school_by_a_link(
    stage: Stage, sri: Player, ani: Player
) -> None:
    school = await _school(ani)
    await ani.opens(await stage.link(Role.KS))
    await ani.sees(say("You are guru there now. As its principal you are its guru no more."))
    await ani.presses(say("Yes, this is my school"))
    for action in ("level:sd", "lead:definitif", "zone:wib"):
        await ani.picks(action)
    await ani.presses(say("Save"))
    await sri.sees(say("{school} is led by somebody else from now on.", school=school))
    await sri.types("/sekolah")
    await sri.sees(NOT_A_PRINCIPAL)


async def test_a_link_of_another_school_moves_a_teacher_with_the_plan_that_waits(
    stage: Stage, sri: Player, ani: Player
) -> None:
    rina = await stage.principal("rina", "Rina Marlina, M.Pd.", OTHER_NPSN, OTHER_SCHOOL)
    await ani.has_submitted()
    school = await _school(ani)
    await ani.opens(await stage.link(Role.GURU, OTHER_NPSN, uses=60))
    await ani.sees(say("You belong to {school}. If you move here, you leave it.", school=school))
    await ani.presses(say("Move to this school"))
    await sri.sees(say("<b>{name}</b> no longer belongs to {school}.", name=ANI, school=school))
    await rina.sees(say("<b>{name}</b> asks for your approval.", name=ANI))
    await rina.presses(say("Setujui"))
    await ani.sees(say("<b>{name}</b> has approved your plan.", name="Rina Marlina, M.Pd."))


async def test_a_teacher_without_a_school_joins_in_the_middle_of_the_plan(stage: Stage, sri: Player) -> None:
    ani = await stage.teacher("ani", ANI, None)
    await ani.has_plan()
    await ani.types("/rencana")
    await ani.opens(await stage.link(Role.GURU, uses=60))
    await ani.presses(say("Join this school"))
    await ani.types("/rencana")
    await ani.presses(say("Ajukan"))
    await ani.sees(
        say("{who} is told at once. Until it is agreed you can press Minta ubah.", who=say("Your principal"))
    )
    await ani.presses(say("Ya, ajukan"))
    await sri.sees(say("<b>{name}</b> asks for your approval.", name=ANI))
    await stage.everyone_reads(PlanStatus.MENUNGGU_PERSETUJUAN, ani, sri)


async def test_a_principal_of_one_school_takes_over_another_by_its_link(stage: Stage, sri: Player) -> None:
    await sri.opens(await stage.link(Role.KS, OTHER_NPSN, OTHER_SCHOOL))
    await sri.presses(say("Yes, this is my school"))
    for action in ("level:sd", "lead:plt", "zone:wib"):
        await sri.picks(action)
    await sri.presses(say("Save"))
    shown = await sri.newest()
    assert "SDN Contoh 1" in shown.text
    assert OTHER_SCHOOL in shown.text
    budi = await stage.teacher("budi", "Budi Santoso, S.Pd.", OTHER_NPSN)
    await budi.has_plan()
    await budi.types("/rencana")
    await budi.presses(say("Ajukan"))
    await budi.sees(
        say("Your school is led by a Plt., so the system approves the plan at once, unread by anybody.")
    )


def _trouble(key: str, role: Role) -> Say:
    whom = {
        Role.GURU: say("Please ask your principal for a new one."),
        Role.KS: say("Please ask the operator for a new activation link."),
    }
    return say(key, whom=whom[role])


async def _school(teacher: Player) -> Say:
    school = (await teacher.facts()).school
    assert school is not None
    return school_line(school)
