"""One event, one decision; what every conversation shares is tried before its own rules."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conversations import commands, notices
from conversations.answers import asking
from conversations.answers.fields import looks_like_question
from conversations.answers.state import NAME as ANSWERS
from conversations.events import (
    NOTICE,
    Attachment,
    Command,
    Edited,
    Event,
    Press,
    Returned,
    Text,
    UnknownPress,
)
from conversations.facts import Facts, Needs
from conversations.flow import Flow, LosesDrafts, State, TakesFiles
from conversations.flows import FLOWS
from conversations.navigation import BACK, HELP, HOME
from conversations.numbers import parse_number
from conversations.replies import EDITED, reply_to
from conversations.rules.terms import PlanStatus
from conversations.screens import Screen, with_word
from conversations.session import Move, Session, Step
from conversations.words import Say, say

STALE = say("That button is from an earlier step. This is where you are now.")
RESTARTED = say(
    "This conversation has changed since your last visit, so it starts here. What you saved is kept."
)
NO_SUCH_NUMBER = say("There is no choice with that number here. Please choose one of the buttons below.")
AFTER_NOTICE = say(
    "A message has come in below the screen, so I have not used that number. Here is where you are: please "
    "type the number again, or press a button of that message."
)
SORRY = say("Sorry, something went wrong on our side. What you saved is kept. Please try once more.")


def new_session(language: str) -> Session:
    """The session of somebody who writes for the first time."""
    return _stand(commands.beginning(None, language), revision=0, language=language)


def needs(session: Session, event: Event | None = None) -> Needs:
    """Which facts are needed to decide the event, or to show the screen."""
    match event:
        case Press(flow=code) if code == NOTICE:
            return notices.needs(event)
        case Command(name="start", argument=token) if token:
            return Needs(token=token)
    if (kept := _kept(session)) is None:
        return Needs()
    flow, state = kept
    return flow.needs(state)


def advance(session: Session, event: Event, facts: Facts) -> Step:
    """Decide one event; every decision makes a new revision of the screen."""
    settled = _settle(session, facts)
    is_seen = session.revision > 0 and settled.flow == session.flow and _kept(session) is not None
    move = _decide(settled, event, facts) if is_seen else _decide_unseen(settled, event, facts)
    if move.word is None and (lost := _lost(settled, move)) is not None:
        move = replace(move, word=lost)
    if not move.effects and commands.is_out_of_place(move.flow, facts):
        # Home of an operator who is not registered is the operators' menu.
        move = replace(_beginning(session, facts), word=move.word)
    return Step(_stand(move, session.revision + 1, session.language), move.effects)


def apologize(session: Session) -> Session:
    """The same place with an apology, for an event that could not be processed."""
    return Session(session.flow, session.v, session.data, SORRY, session.revision + 1, session.language)


def show(session: Session, facts: Facts) -> Screen:
    """Draw the current screen; the same session and facts always give the same screen."""
    settled = _settle(session, facts)
    flow, state = _place(settled)
    return with_word(flow.show(state, facts), settled.word)


def flow_code(session: Session, facts: Facts) -> str:
    """The code that the buttons of the shown screen carry."""
    return FLOWS[_settle(session, facts).flow].code


def _decide(session: Session, event: Event, facts: Facts) -> Move:
    match event:
        case Command():
            return commands.handle(event, session, facts)
        case Press(flow=code) if code == NOTICE and (facts.person is not None or facts.is_operator):
            return notices.handle(event, session, facts)
        case Press():
            return _press(event, session, facts)
        case Text():
            return _text(event, session, facts)
        case Attachment():
            return _attachment(event, session, facts)
        case Edited():
            return _stay(session, EDITED)
        case Returned() if facts.person is not None:
            # What was decided meanwhile could not be told: home shows where everything stands.
            return commands.beginning(facts.person)
        case Returned():
            return _stay(session, None)
        case UnknownPress():
            return _stay(session, STALE)


def _decide_unseen(session: Session, event: Event, facts: Facts) -> Move:
    """Decide at a place that was never shown: what is typed or pressed there cannot be meant for it."""
    match event:
        case Press(flow=code) if code == NOTICE and (facts.person is not None or facts.is_operator):
            return notices.handle(event, session, facts)
        case Press() | UnknownPress():
            return _stay(session, session.word or STALE)
        case Text(text) if session.word is None:
            return asking.listen_at_first(text, session, facts)
        case Text():
            return _stay(session, session.word)
        case _:
            return _decide(session, event, facts)


def _lost(session: Session, move: Move) -> Say | None:
    """What is said where a draft is left for another conversation; an aside leads back to it."""
    if session.flow in (move.flow, move.data.get("back_flow")):
        return None
    flow, state = _place(session)
    return flow.lost(state) if isinstance(flow, LosesDrafts) else None


def _press(event: Press, session: Session, facts: Facts) -> Move:
    """Accept only what the present screen offers: neither old nor forged data passes."""
    flow, state = _place(session)
    is_current = event.flow == flow.code and event.number == session.revision
    if is_current and event.action in flow.show(state, facts).actions:
        return _act(event, session, facts)
    if event.number == session.revision - 1 and session.word not in (None, SORRY):
        # A tap that came twice: what the first one did is the news, not that the second came late.
        return _stay(session, session.word)
    return _stay(session, STALE)


def _act(event: Press, session: Session, facts: Facts) -> Move:
    flow, state = _place(session)
    if event.action == HOME:
        return _beginning(session, facts)
    if event.action == BACK:
        return flow.back(state, facts)
    if event.action == HELP:
        return commands.handle(Command("help"), session, facts)
    return flow.handle(state, event, facts)


def _text(event: Text, session: Session, facts: Facts) -> Move:
    flow, state = _place(session)
    screen, number = flow.show(state, facts), parse_number(event.text)
    takes_numbers = screen.expects_number or not screen.expects_text
    if event.follows_notice and takes_numbers and number is not None:
        return _stay(session, AFTER_NOTICE)
    if screen.expects_text:
        return _typed_into_field(event, screen, session, facts)
    if number is None:
        return asking.listen(event.text, session, facts)
    if not 1 <= number <= len(screen.actions):
        return _stay(session, NO_SUCH_NUMBER)
    picked = Press(flow.code, session.revision, screen.actions[number - 1])
    return _act(picked, session, facts)


def _attachment(event: Attachment, session: Session, facts: Facts) -> Move:
    """A file where the present screen accepts one; everything else gets a kind word."""
    flow, state = _place(session)
    accepts_files = flow.show(state, facts).accepts_files
    if accepts_files and event.file is not None and isinstance(flow, TakesFiles):
        return flow.take_file(state, event, facts)
    is_final = facts.own_plan is not None and facts.own_plan.status is PlanStatus.DISEPAKATI
    return _stay(session, reply_to(event.kind, accepts_files=accepts_files, is_plan_final=is_final))


def _typed_into_field(event: Text, screen: Screen, session: Session, facts: Facts) -> Move:
    """It is the value; only where it reads like a question the person says which it is.

    Where only a number can be the value, what reads like a question is one.
    """
    flow, state = _place(session)
    language = asking.language_of(session, facts)
    if flow.name != ANSWERS and looks_like_question(event.text, language, facts.answers):
        if screen.expects_number:
            return asking.listen(event.text, session, facts)
        return asking.ask_about_field(event.text, session, facts)
    return flow.handle(state, event, facts)


def _stay(session: Session, word: Say | None) -> Move:
    return Move(session.flow, session.data, word=word)


def _beginning(session: Session, facts: Facts) -> Move:
    return commands.beginning(facts.person, session.language, is_operator=facts.is_operator)


def _stand(move: Move, revision: int, language: str) -> Session:
    version = FLOWS[move.flow].version
    return Session(move.flow, version, move.data, move.word, revision, move.language or language)


def _settle(session: Session, facts: Facts) -> Session:
    """The session in today's form; where that cannot be, at the beginning with a word."""
    kept = _kept(session)
    if kept is None:
        move = _beginning(session, facts)
        restarted = Move(move.flow, move.data, word=RESTARTED)
        return _stand(restarted, session.revision, session.language)
    flow, state = kept
    if commands.is_out_of_place(session.flow, facts):
        begun = _beginning(session, facts)
        moved = Move(begun.flow, begun.data, word=session.word)
        return _stand(moved, session.revision, session.language)
    return Session(flow.name, flow.version, state.dump(), session.word, session.revision, session.language)


def _place(session: Session) -> tuple[Flow[Any], State]:
    flow = FLOWS[session.flow]
    return flow, flow.state.model_validate(session.data)


def _kept(session: Session) -> tuple[Flow[Any], State] | None:
    flow = FLOWS.get(session.flow)
    if flow is None:
        return None
    data: Mapping[str, Any] | None = session.data
    if session.v != flow.version:
        data = flow.upgrade(session.v, session.data)
    try:
        return None if data is None else (flow, flow.state.model_validate(data))
    except ValueError:
        return None
