"""The guide: help for the place one came from, and topics; beside whatever one was doing."""

from collections.abc import Mapping
from typing import Any

from conversations import asides
from conversations.asides import AsideState, help_where_one_was, origin, present_version, resume
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.guide_topics import TITLES, Topic, topic_lines
from conversations.navigation import BACK_BUTTON, HOME_BUTTON
from conversations.screens import Button, Screen, column
from conversations.session import Move, Session
from conversations.words import Say, Words, say

NAME = asides.GUIDE
_ANYWHERE = say("Everywhere: /start leads home, /batal stops, a typed number picks a button.")
_AT_FIRST = say("A typed number picks a button. /batal starts the questions over.")
_CONTINUE = Button(say("Continue"), "continue")


class GuideState(AsideState):
    """Which topic is open, none for the overview; one that was opened directly leads straight back."""

    topic: Topic | None = None
    is_direct: bool = False


def open_guide(session: Session) -> Move:
    """Show the help of the place and the topics."""
    return _stand(GuideState(**origin(session, frozenset({NAME}))))


def open_topic(session_flow_name: str, session_data: Mapping[str, Any], topic: str) -> Move:
    """Show one topic; from there back leads to the flow with that data."""
    here = Session(session_flow_name, present_version(session_flow_name), session_data)
    place = origin(here, frozenset({NAME}))
    return _stand(GuideState(topic=Topic(topic), is_direct=True, **place))


class GuideFlow:
    """Help and topics."""

    name = NAME
    code = "b"
    version = 1
    state = GuideState

    def handle(self, state: GuideState, event: Input, facts: Facts) -> Move:
        """Open a topic, or go on where one was."""
        action = getattr(event, "action", "")
        if action == _CONTINUE.action:
            return resume(state, facts)
        kind, _, topic = action.partition(":")
        if kind == "topic":
            return _stand(state.model_copy(update={"topic": Topic(topic), "is_direct": False}))
        return _stand(state)

    def show(self, state: GuideState, facts: Facts) -> Screen:
        """Draw the overview or the topic."""
        # Before there is a person, home is the first question again, so only going on is offered.
        leave = (_CONTINUE,) if facts.person is None else (_CONTINUE, HOME_BUTTON)
        if state.topic is None:
            return _overview(state, _ANYWHERE if facts.person else _AT_FIRST, leave)
        # Opened directly, back already leads where going on would lead.
        rest = leave[1:] if state.is_direct else leave
        return Screen(topic_lines(state.topic, facts.rules), ((BACK_BUTTON, *rest),))

    def back(self, state: GuideState, facts: Facts) -> Move:
        """From a topic to the overview, from there to where one was."""
        if state.topic is None or state.is_direct:
            return resume(state, facts)
        return _stand(state.model_copy(update={"topic": None}))

    def needs(self, state: GuideState) -> Needs:
        """The guide shows only what is always loaded."""
        return Needs()

    def help(self, state: GuideState) -> Say:
        """Explain the guide."""
        return say("Choose a topic to read about it. Continue leads back to where you were.")

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _stand(state: GuideState) -> Move:
    return Move(NAME, state.dump())


def _overview(state: GuideState, commands: Say, leave: tuple[Button, ...]) -> Screen:
    lines: list[Words] = [say("<b>Help</b>")]
    if (here := help_where_one_was(state)) is not None:
        lines += ["", say("<b>Where you were:</b>"), here]
    lines += [
        "",
        commands,
        say("Further questions: please ask your principal, or the operator who runs this assistant."),
        "",
        say("Topics:"),
    ]
    topics = column(Button(title, f"topic:{topic}") for topic, title in TITLES.items())
    return Screen(tuple(lines), (*topics, leave))
