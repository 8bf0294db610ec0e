"""The quick look at the points."""

from conversations.facts import Facts
from conversations.navigation import HOME_BUTTON
from conversations.plan_text import advice_lines, period_name, points_line, rhk_line, status_label
from conversations.planning.state import content_of, is_editable, rules_for
from conversations.planning.submission_screens import missing_lines
from conversations.screens import Button, Screen
from conversations.words import Words, say

GO_ON = "go_on"
CARD = "card"
CARD_COMES = say("The picture is on its way.")


def show_points(facts: Facts) -> Screen:
    """Draw what is chosen with its points, the total, what is missing, and the way on."""
    rules, content, plan = rules_for(facts), content_of(facts), facts.own_plan
    period = plan.period if plan else facts.period
    lines: list[Words] = [say("<b>Points</b>, {period}", period=period_name(period))]
    if plan is not None:
        lines.append(say("Status: <b>{status}</b>", status=status_label(rules, plan.status)))
    lines += ["", *(rhk_line(rules, item) for item in content.rhk)]
    if not content.rhk:
        lines.append(say("No RHK is chosen yet."))
    lines += ["", say("<b>{points}</b>", points=points_line(rules, content)), *advice_lines(rules, content)]
    missing = missing_lines(facts) if is_editable(facts) else ()
    if missing:
        lines += ["", say("Still missing:"), *missing]
    card = ((Button(say("Progress card"), CARD),),) if plan is not None else ()
    return Screen(tuple(lines), ((Button(_way_on(facts), GO_ON),), *card, (HOME_BUTTON,)))


def _way_on(facts: Facts) -> Words:
    if facts.own_plan is None:
        return say("Start my plan")
    return say("Continue my plan") if is_editable(facts) else say("See my plan")
