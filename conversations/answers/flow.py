"""Questions and answers beside whatever one was doing."""

from collections.abc import Mapping
from typing import Any

from conversations import asides
from conversations.answers.asking import ask, keep
from conversations.answers.effects import Why
from conversations.answers.fields import looks_like_question
from conversations.answers.screens import draw, whom_to_ask
from conversations.answers.state import (
    NAME,
    AnswersState,
    Place,
    before,
    fresh,
    opened,
    settled,
    stand,
)
from conversations.asides import resume
from conversations.events import Command, Text
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.needs import NOTHING_MORE
from conversations.numbers import parse_number
from conversations.screens import Screen
from conversations.session import Move, Session
from conversations.texts import clean_text
from conversations.words import Say, say

_GLAD = say("Thank you, glad that it helps.")
_GONE = say("What you typed is not asked for there any more.")


class AnswersFlow:
    """Topics, answers, and what follows from them."""

    name = NAME
    code = "f"
    version = 1
    state = AnswersState

    def handle(self, state: AnswersState, event: Input, facts: Facts) -> Move:
        """Open, rate, go on; at a field also what is typed instead."""
        now = settled(state, facts.answers)
        if isinstance(event, Text):
            return _typed(now, event.text, facts)
        return _pressed(now, event.action, facts)

    def show(self, state: AnswersState, facts: Facts) -> Screen:
        """Draw what is open, as far as the catalogue holds it."""
        return draw(settled(state, facts.answers), facts)

    def back(self, state: AnswersState, facts: Facts) -> Move:
        """One step back among the answers, then to where one was."""
        earlier = before(settled(state, facts.answers))
        return resume(state, facts) if earlier is None else stand(earlier)

    def needs(self, state: AnswersState) -> Needs:
        """Only what is always loaded; at a field what the place with the field needs."""
        place = asides.beneath(state) if state.place is Place.FIELD else None
        return NOTHING_MORE if place is None else place[0].needs(place[1])

    def help(self, state: AnswersState) -> Say:
        """Explain asking."""
        return say(
            "Type a question in your own words; several at once are fine. Where I am not sure I offer what "
            "may be meant, and what I do not know I say."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _pressed(state: AnswersState, action: str, facts: Facts) -> Move:
    verb, _, rest = action.partition(":")
    match verb:
        case "topics":
            return stand(fresh(state, Place.TOPICS))
        case "topic":
            return stand(fresh(state, Place.TOPIC, topic=rest))
        case "page":
            return stand(state.at(state.place, page=int(rest)))
        case "entry":
            return stand(opened(state, rest))
        case "part":
            return _open_part(state, int(rest))
        case "yes":
            return stand(state.at(state.place, is_rated=True), _GLAD)
        case "no":
            return _unhelpful(state, facts)
        case "none":
            return _none_of_these(state)
        case "lead":
            return _lead(state, facts)
        case "value":
            return _use_as_value(state, state.question, facts)
        case "ask":
            return ask(state.question, fresh(state, Place.TOPICS), facts)
        case _:
            return resume(state, facts)


def _open_part(state: AnswersState, number: int) -> Move:
    part = state.parts[number]
    asked = state.model_copy(update={"question": part.question})
    if part.entry:
        return stand(opened(asked, part.entry))
    if part.candidates:
        return stand(asked.at(Place.DOUBT, candidates=part.candidates))
    return stand(asked.at(Place.UNKNOWN))


def _unhelpful(state: AnswersState, facts: Facts) -> Move:
    """Keep what was asked, of an entry that was chosen from a list its title."""
    entry = facts.answers.entry(state.entry, state.language)
    asked = state.question or (entry.title if entry else "")
    whom = whom_to_ask(facts)
    word = say("I am sorry that it does not help; this is noted without your name. {whom}", whom=whom)
    kept = keep(asked, state.language, state.entry, Why.UNHELPFUL)
    return stand(state.at(state.place, is_rated=True), word, (kept,))


def _none_of_these(state: AnswersState) -> Move:
    kept = keep(state.question, state.language, state.candidates[0], Why.UNANSWERED)
    return stand(state.at(Place.UNKNOWN, candidates=(), nearest=state.candidates), None, (kept,))


def _lead(state: AnswersState, facts: Facts) -> Move:
    """Where the product itself does what the entry is about, as its command does."""
    # Commands are of all conversations, this one among them, so they are looked up when needed.
    from conversations import commands

    entry = facts.answers.entry(state.entry, state.language)
    if entry is None or entry.leads_to is None:
        return stand(state)
    here = Session(NAME, AnswersFlow.version, state.dump())
    return commands.handle(Command(entry.leads_to), here, facts)


def _typed(state: AnswersState, text: str, facts: Facts) -> Move:
    """Over the question whether it is an entry: a number picks, another text is for the field again."""
    number = parse_number(text)
    actions = draw(state, facts).actions
    if number is not None and 1 <= number <= len(actions):
        return _pressed(state, actions[number - 1], facts)
    if looks_like_question(text, state.language, facts.answers):
        return stand(state.at(Place.FIELD, question=clean_text(text)))
    return _use_as_value(state, text, facts)


def _use_as_value(state: AnswersState, text: str, facts: Facts) -> Move:
    """Give it to the place that expects it, if that still does."""
    from conversations import commands

    place = asides.beneath(state)
    if place is None or commands.is_out_of_place(place[0].name, facts):
        return resume(state, facts)
    flow, there = place
    if not flow.show(there, facts).takes_text:
        return resume(state, facts, _GONE)
    return flow.handle(there, Text(text), facts)
