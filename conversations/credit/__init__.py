"""Angka kredit for anyone: what a predikat is worth, and what a promotion takes (regulation.md 7.4, 7.5)."""

import re
from collections.abc import Mapping
from typing import Any

from conversations import asides
from conversations.asides import origin_without, resume
from conversations.credit.screens import draw
from conversations.credit.state import NAME, CreditState, Place, before, onward, stand
from conversations.effects import Effect
from conversations.events import Text
from conversations.execution_effects import ChooseJobLevel
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.needs import NOTHING_MORE
from conversations.rules.credit import MONTHS_PER_YEAR
from conversations.rules.rating import predicate
from conversations.rules.terms import JobLevel, Predicate, Rating
from conversations.screens import Screen
from conversations.session import Move, Session
from conversations.words import Say, say

__all__ = ["NAME", "CreditFlow", "CreditState", "Place", "open_credit"]

REMEMBERED = say("Your jenjang jabatan is kept in your profile.")
_NOT_MONTHS = say("Please type a whole number from 1 to {most}, such as 6.", most=MONTHS_PER_YEAR)
_MONTHS = re.compile(r"\s*(\d{1,3})\s*(?:bulan|bln|months?)?\s*\.?\s*", re.IGNORECASE)
_SEEN_THROUGH = frozenset({NAME, asides.ACCOUNT, asides.GUIDE})


def open_credit(session: Session, facts: Facts) -> Move:
    """Begin to compute, with the jenjang jabatan that is remembered."""
    level = facts.person.job_level if facts.person else None
    state = CreditState(place=Place.LEVEL, level=level, **origin_without(session, NAME, _SEEN_THROUGH))
    return stand(onward(state))


class CreditFlow:
    """The calculator of angka kredit."""

    name = NAME
    code = "x"
    version = 1
    state = CreditState

    def handle(self, state: CreditState, event: Input, facts: Facts) -> Move:
        """Take what was chosen or typed."""
        if isinstance(event, Text):
            return _typed(state, event.text)
        verb, _, rest = event.action.partition(":")
        match verb:
            case "job":
                return _choose_level(state, JobLevel(rest), facts)
            case "remember":
                return stand(state, REMEMBERED, (ChooseJobLevel(JobLevel(rest)),))
            case "predicate":
                chosen = {"predicate": Predicate(rest), "work_result": None, "work_behavior": None}
                return stand(onward(state.model_copy(update=chosen)))
            case "result":
                return stand(state.at(Place.WORK_BEHAVIOR, work_result=Rating(rest)))
            case "behavior":
                return _rate_behavior(state, Rating(rest), facts)
            case "months" if rest:
                return stand(onward(state.model_copy(update={"months": int(rest)})))
            case _:
                return stand(_opened(state, verb))

    def show(self, state: CreditState, facts: Facts) -> Screen:
        """Draw the question or the result."""
        return draw(state, facts)

    def back(self, state: CreditState, facts: Facts) -> Move:
        """One question back, then to where one was."""
        earlier = before(state, facts.person.job_level if facts.person else None)
        return resume(state, facts) if earlier is None else stand(earlier)

    def needs(self, state: CreditState) -> Needs:
        """It computes from the rules alone."""
        return NOTHING_MORE

    def help(self, state: CreditState) -> Say:
        """Explain the calculator."""
        return say(
            "Angka kredit follows from the jenjang jabatan and the predikat. Choose both and a number of "
            "months; Compare all shows every predikat at once, and what a promotion takes."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _opened(state: CreditState, verb: str) -> CreditState:
    """Another question or the table, with everything chosen so far."""
    match verb:
        case "table":
            return state.at(Place.TABLE)
        case "levels":
            return state.at(Place.LEVEL)
        case "predicates":
            return state.at(Place.PREDICATE)
        case "ratings":
            return state.at(Place.WORK_RESULT, predicate=None, work_result=None, work_behavior=None)
        case "months":
            return state.at(Place.MONTHS)
        case _:
            return state


def _choose_level(state: CreditState, level: JobLevel, facts: Facts) -> Move:
    """Go on with it; the first one that somebody chooses is remembered as theirs."""
    is_first = facts.person is not None and facts.person.job_level is None
    effects: tuple[Effect, ...] = (ChooseJobLevel(level),) if is_first else ()
    chosen = state.model_copy(update={"level": level})
    to = chosen if state.place is Place.TABLE else onward(chosen)
    return stand(to, REMEMBERED if is_first else None, effects)


def _rate_behavior(state: CreditState, rating: Rating, facts: Facts) -> Move:
    if state.work_result is None:
        return stand(state.at(Place.WORK_RESULT))
    follows = predicate(facts.rules, state.work_result, rating)
    return stand(onward(state.model_copy(update={"work_behavior": rating, "predicate": follows})))


def _typed(state: CreditState, text: str) -> Move:
    found = _MONTHS.fullmatch(text)
    months = int(found.group(1)) if found else 0
    if not 1 <= months <= MONTHS_PER_YEAR:
        return stand(state, _NOT_MONTHS)
    return stand(onward(state.model_copy(update={"months": months})))
