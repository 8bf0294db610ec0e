"""From the links to Sepakati: the path that everything else is a detour from."""

import pytest

from conversations.facts import EventKind
from conversations.rules.plan import RHKItem
from conversations.rules.terms import PlanStatus
from conversations.words import say
from tests.e2e.stage import Stage
from tests.journeys import ANI, SRI, whole_path


@pytest.mark.parametrize("language", ["id", "en"])
async def test_a_teacher_and_a_principal_go_from_their_links_to_an_agreed_plan(
    newcomers: Stage, language: str
) -> None:
    sri, ani = newcomers.players["sri"], newcomers.players["ani"]
    await newcomers.play(whole_path(language))

    plan = await ani.plan()
    assert plan.status is PlanStatus.DISEPAKATI
    assert plan.content.rhk == (RHKItem(1, 2), RHKItem(2, 2))
    assert [(entry.kind, entry.actor_name) for entry in plan.history] == [
        (EventKind.SUBMITTED, ANI),
        (EventKind.APPROVED, SRI),
        (EventKind.AGREED, ANI),
    ]
    await ani.presses(say("Riwayat"))
    history = (await ani.sees(say("submitted the plan"))).text
    told = [
        history.index(f"{actor}: {ani.words(what)}")
        for actor, what in (
            (ANI, say("submitted the plan")),
            (SRI, say("approved the plan")),
            (ANI, say("agreed; the plan is final")),
        )
    ]
    assert told == sorted(told)

    await sri.presses(say("See the plan"))
    await sri.sees(say("The plan is final. Nothing in it can be changed."))
    await sri.presses(say("Riwayat"))
    await sri.sees(say("agreed; the plan is final"))
