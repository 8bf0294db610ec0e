"""What the questions and the sets look like."""

from collections.abc import Iterable
from functools import reduce

from conversations.facts import Facts
from conversations.navigation import LEAVE
from conversations.person_text import marked
from conversations.plan_text import rhk_line
from conversations.planning.state import content_of, rules_for
from conversations.rules.suggest import Suggestion
from conversations.rules.terms import ActivityKind
from conversations.screens import Button, Rows, Screen, column
from conversations.suggesting.state import MOST_MONTHS, Place, SuggestingState, months_for, suggestions
from conversations.words import Say, Words, rule_text, say, say_n

SESSION_CHOICES = (4, 8, 12, 20)
NOT_OFFICIAL = say(
    "<i>A suggestion of this assistant, not official: how many meetings an activity takes is our rough "
    "guess. You and whoever decides on your plan know better.</i>"
)
TITLE = say("<b>Suggest a set for me</b>")


def draw(state: SuggestingState, facts: Facts) -> Screen:
    """Draw the place."""
    match state.place:
        case Place.KINDS:
            return _kinds(state)
        case Place.SESSIONS:
            return _sessions(facts)
        case Place.MONTHS:
            return _months(state, facts)
        case Place.SETS:
            return _sets(state, facts)
        case Place.REPLACE:
            return _replace(state, facts)


def kind_name(kind: ActivityKind) -> Say:
    """What somebody does, short enough for a marked button."""
    match kind:
        case ActivityKind.LEARN:
            return say("Learn as participant")
        case ActivityKind.SHARE:
            return say("Share and lead")
        case ActivityKind.REVIEW:
            return say("Review peers' work")
        case ActivityKind.CREATE:
            return say("Write or make material")
        case ActivityKind.ACCOMPANY:
            return say("Coach others")


def _question(number: int) -> Say:
    return say("{title} · question {number} of 3", title=TITLE, number=number)


def _kinds(state: SuggestingState) -> Screen:
    lines = (
        _question(1),
        say("Which kinds of activity do you like? You may mark several."),
        "",
        say("They lead to sets of RHK that reach the minimum; you choose one and can change it."),
    )
    buttons = [Button(marked(kind_name(kind), kind in state.kinds), f"kind:{kind}") for kind in ActivityKind]
    onward = Button(say("Next ▶"), "next") if state.kinds else Button(say("Any of them"), "any")
    return Screen(lines, (*column([*buttons, onward]), LEAVE))


def _sessions(facts: Facts) -> Screen:
    period = facts.own_plan.period if facts.own_plan else facts.period
    lines = (
        _question(2),
        say("How many meetings can you manage until {day}?", day=period.end),
        say("A meeting takes about half a day to a day. Time to work on your own counts too."),
        "",
        say("Press a number or type one."),
    )
    numbers = tuple(Button(str(number), f"sessions:{number}") for number in SESSION_CHOICES)
    return Screen(lines, (numbers, LEAVE), expects_text=True, expects_number=True)


def _months(state: SuggestingState, facts: Facts) -> Screen:
    left = months_for(state, facts)
    lines = (
        _question(3),
        say_n(
            "One month is left for it, the present one.",
            "{count} months are left for it, the present one included.",
            left,
        ),
        say(
            "If you have less or more time, press or type another number from 1 to {most}.", most=MOST_MONTHS
        ),
    )
    others = tuple(
        Button(str(number), f"months:{number}") for number in range(1, MOST_MONTHS + 1) if number != left
    )
    return Screen(lines, ((_months_button(left),), others, LEAVE), expects_text=True, expects_number=True)


def _months_button(left: int) -> Button:
    return Button(say_n("Yes, one month", "Yes, {count} months", left), f"months:{left}")


def _sets(state: SuggestingState, facts: Facts) -> Screen:
    found = suggestions(state, facts)
    lines: list[Words] = [TITLE]
    for number, suggestion in enumerate(found, start=1):
        lines += ["", *_set_lines(number, suggestion, found[0].sessions, state, facts)]
    if not found:
        lines += [
            "",
            say("These rules hold no activities that could be suggested. Please choose RHK yourself."),
        ]
    lines += ["", NOT_OFFICIAL]
    use = [Button(say("Use set {number}", number=n), f"use:{n - 1}") for n in range(1, len(found) + 1)]
    return Screen(tuple(lines), (*_pairs(use), (Button(say("Change my answers"), "again"),), LEAVE))


def _pairs(buttons: list[Button]) -> Rows:
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def _set_lines(
    number: int, suggestion: Suggestion, fewest: int, state: SuggestingState, facts: Facts
) -> Iterable[Words]:
    yield say("<b>Set {number}</b>: {points} points", number=number, points=suggestion.points)
    yield from (rhk_line(rules_for(facts), item) for item in suggestion.items)
    yield say("{reasons}.", reasons=reduce(_joined, _reasons(suggestion, fewest, state, facts)))


def _reasons(suggestion: Suggestion, fewest: int, state: SuggestingState, facts: Facts) -> Iterable[Say]:
    sessions = suggestion.sessions
    if suggestion.is_too_much:
        yield say(
            "More than the {limit} meetings that you can manage: {count}",
            limit=state.sessions,
            count=sessions,
        )
    elif sessions == fewest:
        yield say("Fewest meetings: {count}", count=sessions)
    else:
        yield say("Meetings: {count}", count=sessions)
    liked = [kind for kind in suggestion.kinds if kind in state.kinds]
    if liked:
        yield say("fits what you like: {kinds}", kinds=_listed(liked))
    others = [kind for kind in suggestion.kinds if kind not in state.kinds]
    if state.kinds and others:
        yield say("but also asks for: {kinds}", kinds=_listed(others))
    if len(suggestion.items) > 1:
        mainstay = rules_for(facts).rhk(suggestion.mainstay)
        yield say("rests mostly on {label}", label=rule_text(mainstay.label))
    months = max(_months_of(item.number, facts) for item in suggestion.items)
    if months:
        yield say_n("takes about a month", "takes about {count} months", months)


def _months_of(number: int, facts: Facts) -> int:
    effort = rules_for(facts).rhk(number).effort
    return effort.months if effort is not None else 0


def _listed(kinds: Iterable[ActivityKind]) -> Say:
    return reduce(
        lambda first, second: say("{first}, {second}", first=first, second=second), map(kind_name, kinds)
    )


def _joined(first: Say, second: Say) -> Say:
    return say("{first}; {second}", first=first, second=second)


def _replace(state: SuggestingState, facts: Facts) -> Screen:
    rules, found = rules_for(facts), suggestions(state, facts)
    chosen = found[state.chosen] if state.chosen < len(found) else None
    lines: list[Words] = [TITLE, "", say("Your plan holds these RHK already:")]
    lines += [rhk_line(rules, item) for item in content_of(facts).rhk]
    lines += ["", say("They would be replaced by:")]
    lines += [rhk_line(rules, item) for item in (chosen.items if chosen else ())]
    return Screen(tuple(lines), ((Button(say("Yes, replace them"), "yes"),), LEAVE))
