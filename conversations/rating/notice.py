"""What the owner is told when a rating is released or corrected."""

from conversations.facts import Facts, Plan
from conversations.notices import notice_button
from conversations.plan_text import period_name
from conversations.rating.flow import OPEN_RATING
from conversations.rating.state import CORRECTED
from conversations.rules.terms import PlanStatus
from conversations.screens import Button, Screen, column
from conversations.words import say


def rated(plan: Plan, facts: Facts, occasion: str) -> Screen | None:
    """The figures are read where they are shown: there it is known what the owner may see now."""
    if plan.status is not PlanStatus.DISEPAKATI:
        return None
    period = period_name(plan.period)
    if occasion.endswith(CORRECTED):
        lines = (
            say("Your rating for <b>{period}</b> was <b>corrected</b>.", period=period),
            say("It can be read as it stands now; Riwayat there tells what changed."),
        )
    else:
        lines = (
            say("Your rating for <b>{period}</b> can be read, as it stands now.", period=period),
            say("You can read it with its note, the predikat and the angka kredit."),
        )
    button = Button(say("See my rating"), notice_button(OPEN_RATING, plan.id, plan.version))
    return Screen(lines, column([button]))
