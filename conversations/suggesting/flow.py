"""Three questions, the sets, and taking one of them into the plan."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conversations import planning
from conversations.events import Text
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.navigation import HOME_BUTTON, go_home
from conversations.needs import NOTHING_MORE
from conversations.numbers import parse_count
from conversations.planning.stage_steps import save
from conversations.planning.state import Place as PlanPlace
from conversations.planning.state import PlanningState, content_of
from conversations.rules.terms import ActivityKind
from conversations.screens import Screen
from conversations.session import Move
from conversations.suggesting.screens import draw
from conversations.suggesting.state import (
    MOST_MONTHS,
    MOST_SESSIONS,
    NAME,
    Place,
    SuggestingState,
    can_edit,
    go,
    replaces,
    suggestions,
)
from conversations.words import Say, say

LOCKED = say("Your plan cannot be edited now, so nothing can be arranged in it.")
USED = say("This set is in your plan now. It is a start: change whatever you like.")
GONE = say("That set is not offered any more. These are the sets as they are now.")

_BEFORE: Mapping[Place, Place] = {
    Place.SESSIONS: Place.KINDS,
    Place.MONTHS: Place.SESSIONS,
    Place.SETS: Place.MONTHS,
    Place.REPLACE: Place.SETS,
}


def enter(facts: Facts) -> Move:
    """Begin from home, where the plan may be edited."""
    return go(SuggestingState(from_home=True)) if can_edit(facts) else planning.enter(facts)


class SuggestingFlow:
    """Suggested sets of RHK."""

    name = NAME
    code = "u"
    version = 1
    state = SuggestingState

    def handle(self, state: SuggestingState, event: Input, facts: Facts) -> Move:
        """Take an answer, or a set."""
        if not can_edit(facts):
            return planning.enter(facts)
        if isinstance(event, Text):
            return _typed(state, event.text)
        verb, _, rest = event.action.partition(":")
        match verb:
            case "kind":
                return go(state.at(Place.KINDS, kinds=_toggled(state.kinds, ActivityKind(rest))))
            case "any":
                return go(state.at(Place.SESSIONS, kinds=()))
            case "next":
                return go(state.at(Place.SESSIONS))
            case "sessions":
                return go(state.at(Place.MONTHS, sessions=int(rest)))
            case "months":
                return go(state.at(Place.SETS, months=int(rest)))
            case "again":
                return go(state.at(Place.KINDS))
            case "use" if replaces(facts):
                return go(state.at(Place.REPLACE, chosen=int(rest)))
            case "use":
                return _use(state.at(Place.SETS, chosen=int(rest)), facts)
            case "yes":
                return _use(state, facts)
            case _:
                return go(state)

    def back(self, state: SuggestingState, facts: Facts) -> Move:
        """The question before; from the first one to where the person came from."""
        if state.place in _BEFORE:
            return go(state.at(_BEFORE[state.place]))
        return go_home() if state.from_home else _to_rhk(state)

    def show(self, state: SuggestingState, facts: Facts) -> Screen:
        """Draw a question, the sets, or the confirmation."""
        if not can_edit(facts):
            return Screen((LOCKED,), ((HOME_BUTTON,),))
        return draw(state, facts)

    def needs(self, state: SuggestingState) -> Needs:
        """The own plan is always loaded."""
        return NOTHING_MORE

    def help(self, state: SuggestingState) -> Say:
        """Explain what comes out of it."""
        return say(
            "From three short answers the assistant puts together sets of RHK that reach the minimum, with "
            "as few meetings as possible. They are suggestions; you can change everything afterwards."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _toggled(kinds: tuple[ActivityKind, ...], kind: ActivityKind) -> tuple[ActivityKind, ...]:
    return tuple(each for each in ActivityKind if (each in kinds) is not (each is kind))


def _typed(state: SuggestingState, text: str) -> Move:
    number = parse_count(text)
    if state.place is Place.SESSIONS:
        if number is None or not 1 <= number <= MOST_SESSIONS:
            return go(state, say("Please type a whole number from 1 to {most}.", most=MOST_SESSIONS))
        return go(state.at(Place.MONTHS, sessions=number))
    if number is None or not 1 <= number <= MOST_MONTHS:
        return go(state, say("Please type a whole number from 1 to {most}.", most=MOST_MONTHS))
    return go(state.at(Place.SETS, months=number))


def _use(state: SuggestingState, facts: Facts) -> Move:
    found = suggestions(state, facts)
    if state.chosen >= len(found):
        return go(state.at(Place.SETS), GONE)
    content = replace(content_of(facts), rhk=found[state.chosen].items)
    return replace(_to_rhk(state), effects=(save(content, facts),), word=USED)


def _to_rhk(state: SuggestingState) -> Move:
    here = PlanningState(place=PlanPlace.RHK, from_summary=state.from_summary)
    return Move(planning.NAME, here.dump())
