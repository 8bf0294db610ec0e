"""One event, one decision; what every conversation shares is tried before its own rules."""

from dataclasses import replace
from typing import Any

from conversations import commands, notices
from conversations.answers import asking
from conversations.answers.beneath import press_beneath
from conversations.answers.fields import looks_like_question
from conversations.answers.naming import named
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
from conversations.navigation import BACK, HELP, HOME, parted
from conversations.needs import NOTHING_MORE
from conversations.numbers import parse_number
from conversations.replies import EDITED, LINK, reply_to
from conversations.rules.terms import PlanStatus
from conversations.screens import Screen, with_word
from conversations.search.words import is_link
from conversations.session import Move, Session, Step
from conversations.values import value
from conversations.words import Say, say

CHANGED = say("This has changed meanwhile. This is how it stands now.")
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


@value
class _Here:
    """Where somebody stands: a session in today's form, its flow and its state."""

    session: Session
    flow: Flow[Any]
    state: State


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
    kept = _kept(session)
    return NOTHING_MORE if kept is None else kept.flow.needs(kept.state)


def advance(session: Session, event: Event, facts: Facts) -> Step:
    """Decide one event; every decision makes a new revision of the screen."""
    here, is_same = _settle(session, facts)
    decide = _decide if is_same and session.revision > 0 else _decide_unseen
    move = decide(here, event, facts)
    if move.word is None and (lost := _lost(here, move)) is not None:
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
    here, _ = _settle(session, facts)
    return with_word(here.flow.show(here.state, facts), here.session.word)


def flow_code(session: Session, facts: Facts) -> str:
    """The code that the buttons of the shown screen carry."""
    here, _ = _settle(session, facts)
    return here.flow.code


def _decide(here: _Here, event: Event, facts: Facts) -> Move:
    session = here.session
    match event:
        case Command():
            return commands.handle(event, session, facts)
        case Press(flow=code) if code == NOTICE and (facts.person is not None or facts.is_operator):
            return notices.handle(event, session, facts)
        case Press():
            return _press(event, here, facts)
        case Text():
            return _text(event, here, facts)
        case Attachment():
            return _attachment(event, here, facts)
        case Edited():
            return _stay(session, EDITED)
        case Returned() if facts.person is not None:
            # What was decided meanwhile could not be told: home shows where everything stands.
            return commands.beginning(facts.person)
        case Returned():
            return _stay(session, None)
        case UnknownPress():
            return _stay(session, STALE)


def _decide_unseen(here: _Here, event: Event, facts: Facts) -> Move:
    """Decide at a place that was never shown: what is typed or pressed there cannot be meant for it."""
    session = here.session
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
            return _decide(here, event, facts)


def _lost(here: _Here, move: Move) -> Say | None:
    """What is said where a draft is left for another conversation; an aside leads back to it."""
    flow = here.flow
    if flow.name in (move.flow, move.data.get("back_flow")):
        return None
    return flow.lost(here.state) if isinstance(flow, LosesDrafts) else None


def _press(event: Press, here: _Here, facts: Facts) -> Move:
    """Accept only what the present screen offers: neither old nor forged data passes."""
    session = here.session
    if event.flow == here.flow.code and event.number == session.revision:
        offered = here.flow.show(here.state, facts).actions
        if event.action in offered:
            return _act(event, here, facts)
        if parted(event.action)[1] and parted(event.action)[0] in {parted(each)[0] for each in offered}:
            return _stay(session, CHANGED)
    if event.number == session.revision - 1 and (move := _press_before(event, here, facts)) is not None:
        return move
    if event.number == session.revision - 1 and session.word not in (None, SORRY):
        # A tap that came twice: what the first one did is the news, not that the second came late.
        return _stay(session, session.word)
    return _stay(session, STALE)


def _press_before(event: Press, here: _Here, facts: Facts) -> Move | None:
    """A press on the screen before this one, where the place is still what was shown there."""
    session = here.session
    if session.word == STALE and event.flow == here.flow.code:
        is_offered = event.action in here.flow.show(here.state, facts).actions
        return _act(event, here, facts) if is_offered else None
    return press_beneath(
        session, event.flow, facts, lambda screen: event.action if event.action in screen.actions else None
    )


def _act(event: Press, here: _Here, facts: Facts) -> Move:
    if event.action == HOME:
        return _beginning(here.session, facts)
    if event.action == BACK:
        return here.flow.back(here.state, facts)
    if event.action == HELP:
        return commands.handle(Command("help"), here.session, facts)
    return here.flow.handle(here.state, event, facts)


def _text(event: Text, here: _Here, facts: Facts) -> Move:
    session = here.session
    screen, number = here.flow.show(here.state, facts), parse_number(event.text)
    takes_numbers = screen.expects_number or not screen.expects_text
    if event.follows_notice and takes_numbers and number is not None:
        return _stay(session, AFTER_NOTICE)
    if number is None and not event.follows_notice:
        action = named(event.text, screen, session, facts)
        if action is not None:
            return _act(Press(here.flow.code, session.revision, action), here, facts)
        beneath = press_beneath(session, "", facts, lambda there: named(event.text, there, session, facts))
        if beneath is not None:
            return beneath
    if screen.expects_text or (screen.allows_text and number is None):
        return _typed_into_field(event, screen, here, facts)
    if screen.accepts_files and is_link(event.text):
        return _stay(session, LINK)
    if number is None:
        return asking.listen(event.text, session, facts)
    if not 1 <= number <= len(screen.actions):
        return _stay(session, NO_SUCH_NUMBER)
    picked = Press(here.flow.code, session.revision, screen.actions[number - 1])
    return _act(picked, here, facts)


def _attachment(event: Attachment, here: _Here, facts: Facts) -> Move:
    """A file where the present screen accepts one; everything else gets a kind word."""
    flow = here.flow
    accepts_files = flow.show(here.state, facts).accepts_files
    if accepts_files and event.file is not None and isinstance(flow, TakesFiles):
        return flow.take_file(here.state, event, facts)
    is_final = facts.own_plan is not None and facts.own_plan.status is PlanStatus.DISEPAKATI
    return _stay(here.session, reply_to(event.kind, accepts_files=accepts_files, is_plan_final=is_final))


def _typed_into_field(event: Text, screen: Screen, here: _Here, facts: Facts) -> Move:
    """It is the value; only where it reads like a question the person says which it is.

    Where only a number can be the value, what reads like a question is one.
    """
    session = here.session
    language = asking.language_of(session, facts)
    if here.flow.name != ANSWERS and looks_like_question(event.text, language, facts.answers):
        if screen.expects_number:
            return asking.listen(event.text, session, facts)
        return asking.ask_about_field(event.text, session, facts)
    return here.flow.handle(here.state, event, facts)


def _stay(session: Session, word: Say | None) -> Move:
    return Move(session.flow, session.data, word=word)


def _beginning(session: Session, facts: Facts) -> Move:
    return commands.beginning(facts.person, session.language, is_operator=facts.is_operator)


def _stand(move: Move, revision: int, language: str) -> Session:
    version = FLOWS[move.flow].version
    return Session(move.flow, version, move.data, move.word, revision, move.language or language)


def _settle(session: Session, facts: Facts) -> tuple[_Here, bool]:
    """Where that is today, and whether in the same flow; where it cannot be, at the beginning with a word."""
    here = _kept(session)
    if here is not None and not commands.is_out_of_place(session.flow, facts):
        return here, True
    word = RESTARTED if here is None else session.word
    begun = replace(_beginning(session, facts), word=word)
    is_same = here is not None and begun.flow == session.flow
    return _here(_stand(begun, session.revision, session.language)), is_same


def _here(session: Session) -> _Here:
    flow = FLOWS[session.flow]
    return _Here(session, flow, flow.state.model_validate(session.data))


def _kept(session: Session) -> _Here | None:
    """Where that is in today's form, if it can be; a turn asks for it again and again."""
    memo = session.memo
    if "kept" not in memo:
        memo["kept"] = _read(session)
    kept: tuple[Session | None, State] | None = memo["kept"]
    return None if kept is None else _Here(kept[0] or session, FLOWS[session.flow], kept[1])


def _read(session: Session) -> tuple[Session | None, State] | None:
    """Its state, with the session in today's form where that is another: none that remembers would end."""
    flow = FLOWS.get(session.flow)
    if flow is None:
        return None
    try:
        if session.v == flow.version:
            return None, flow.state.model_validate(session.data)
        data = flow.upgrade(session.v, session.data)
        if data is None:
            return None
        return replace(session, v=flow.version, data=data), flow.state.model_validate(data)
    except ValueError:
        return None
