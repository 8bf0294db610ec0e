"""An operator who is not registered here, a principal who comes by the operator's link, and a report."""

import re

import pytest

from bot.roles.polling import Polling
from conversations.rules.terms import Role
from conversations.words import say
from tests.e2e.conftest import OPERATOR_ID
from tests.e2e.seeding import NPSN, SCHOOL
from tests.e2e.stage import Player, Stage
from tests.journeys import ANI, KS_LINK, activation

LINK = re.compile(r"https://t\.me/\S+")
PROBLEM, ANSWER = "Tautannya tidak bisa dibuka", "Silakan coba tautan yang baru"


@pytest.fixture
async def dina(stage: Stage) -> Player:
    """The operator, who has never written."""
    person = await stage.world.user("Dina", user_id=OPERATOR_ID)
    stage.cast.people = {**stage.cast.people, "dina": person}
    stage.players["dina"] = Player(stage, "dina", person)
    return stage.players["dina"]


async def commands(stage: Stage, player: Player) -> set[str]:
    """The menu that somebody is shown."""
    await stage.app.role(Polling).menus.idle()
    return {command["command"] for command in await player.person.commands()}


async def test_an_operator_registers_a_school_and_its_principal_opens_the_link(
    stage: Stage, dina: Player
) -> None:
    await dina.types("/start")
    await dina.presses(say("Register school and KS"))
    await dina.types(NPSN)
    await dina.sees(say("NPSN {npsn} is new here.", npsn=NPSN))
    await dina.types(SCHOOL)
    await dina.presses(say("Make the activation link"))
    shown = await dina.sees(say("<b>Activation link for the principal</b>"))
    found = LINK.search(shown.text)
    assert found
    stage.cast.links[KS_LINK] = found[0]
    await dina.presses(say("Kirim gambar QR"))
    await stage.settled()
    assert "photo" in {message.kind for message in dina.messages()}
    sri = await stage.person("sri")
    await stage.play(activation())
    facts = await sri.facts()
    assert [(member.school.npsn, member.role) for member in facts.memberships] == [(NPSN, Role.KS)]
    assert {"sekolah", "persetujuan", "undang"} <= await commands(stage, sri)
    assert {"status", "laporan", "undang"} <= await commands(stage, dina)
    await dina.types("/undang")
    await dina.presses(say("Register school and KS"))
    await dina.types(NPSN)
    await dina.sees(say("Whoever opens the link succeeds {name} as principal.", name=facts.person.name))


async def test_a_report_reaches_the_operator_and_the_answer_the_reporter(stage: Stage, dina: Player) -> None:
    await dina.types("/start")
    ani = await stage.teacher("ani", ANI, None)
    await ani.types("/lapor")
    await ani.types(PROBLEM)
    await ani.presses(say("Kirim"))
    await ani.finds(say("Sent. The operator reads it; the answer comes here as a message."))
    await dina.finds(say("<b>{name}</b> reports a problem:", name=ANI))
    await dina.presses(say("Open the report"))
    await dina.presses(say("Answer"))
    await dina.types(ANSWER)
    await dina.presses(say("Kirim"))
    await dina.sees(say("Your answer: <i>{note}</i>", note=ANSWER))
    await ani.finds(say("<b>The operator answers your report:</b>"))
    assert ANSWER in (await ani.newest()).text


async def test_nobody_else_gets_in(stage: Stage, ani: Player) -> None:
    await ani.types("/status")
    await ani.finds(say("That is for the operators of this assistant, and you are not one of them."))
    await ani.forges("q:1:go:npsn")
    await ani.forges("n:0:report:1")
    await ani.sees(say("That is for the operators of this assistant, and you are not one of them."))
