"""The guide: help for the place one came from, and topics; beside whatever one was doing."""

from collections.abc import Mapping
from typing import Any

from conversations import asides, reporting
from conversations.asides import AsideState, help_where_one_was, origin, present_version, resume
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.guide_topics import GROUP_TITLES, GROUPS, TITLES, Group, Topic, topic_lines
from conversations.navigation import BACK_BUTTON, HOME_BUTTON
from conversations.needs import NOTHING_MORE
from conversations.screens import Button, Screen, column
from conversations.session import Move, Session
from conversations.words import Say, Words, say

NAME = asides.GUIDE
_ANYWHERE = say("Everywhere: /start leads home, /batal stops, a typed number picks a button.")
_AT_FIRST = say("A typed number picks a button. /batal starts the questions over.")
_REPORT = Button(reporting.REPORT_LABEL, "report")
_CONTINUE = Button(say("Continue"), "continue")


class GuideState(AsideState):
    """Which group or topic is open, none for the overview; a topic opened directly leads straight back."""

    group: Group | None = None
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
        if action == _REPORT.action:
            return reporting.open_reporting(Session(NAME, self.version, state.dump()))
        kind, _, chosen = action.partition(":")
        match kind:
            case "group":
                return _stand(state.model_copy(update={"group": Group(chosen)}))
            case "topic":
                return _stand(state.model_copy(update={"topic": Topic(chosen), "is_direct": False}))
            case _:
                return _stand(state)

    def show(self, state: GuideState, facts: Facts) -> Screen:
        """Draw the overview or the topic."""
        # Before there is a person, home is the first question again, so only going on is offered.
        is_at_home = facts.person is not None or facts.is_operator
        leave = (_CONTINUE, HOME_BUTTON) if is_at_home else (_CONTINUE,)
        if state.topic is None:
            return (
                _overview(state, facts, leave) if state.group is None else _group(state.group, facts, leave)
            )
        # Opened directly, back already leads where going on would lead.
        rest = leave[1:] if state.is_direct else leave
        return Screen(topic_lines(state.topic, facts.rules), ((BACK_BUTTON, *rest),))

    def back(self, state: GuideState, facts: Facts) -> Move:
        """From a topic to its group, from there to the overview, and then to where one was."""
        if state.is_direct or (state.topic is None and state.group is None):
            return resume(state, facts)
        closed = {"topic": None} if state.topic is not None else {"group": None}
        return _stand(state.model_copy(update=closed))

    def needs(self, state: GuideState) -> Needs:
        """The guide shows only what is always loaded."""
        return NOTHING_MORE

    def help(self, state: GuideState) -> Say:
        """Explain the guide."""
        return say("Choose a topic to read about it. Continue leads back to where you were.")

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _stand(state: GuideState) -> Move:
    return Move(NAME, state.dump())


def _overview(state: GuideState, facts: Facts, leave: tuple[Button, ...]) -> Screen:
    is_at_home = facts.person is not None or facts.is_operator
    lines: list[Words] = [say("<b>Help</b>")]
    if (here := help_where_one_was(state)) is not None:
        lines += ["", say("<b>Where you were:</b>"), here]
    lines += ["", _ANYWHERE if is_at_home else _AT_FIRST, "", *_human_lines(facts), "", say("Topics:")]
    groups = column(Button(title, f"group:{group}") for group, title in GROUP_TITLES.items())
    asking = (Button(TITLES[Topic.QUESTIONS], f"topic:{Topic.QUESTIONS}"),)
    report = ((_REPORT,),) if facts.person is not None else ()
    return Screen(tuple(lines), (asking, *groups, *report, leave))


def _human_lines(facts: Facts) -> tuple[Words, ...]:
    """Whom to turn to; only somebody registered can report, because the answer needs an address."""
    if facts.person is None:
        first = say("Further questions: please ask your principal, or the operator who runs this assistant.")
    else:
        first = say(
            "Further questions: please ask your principal, or write to the operator with Report a problem."
        )
    return (first, *reporting.contact_lines(facts))


def _group(group: Group, facts: Facts, leave: tuple[Button, ...]) -> Screen:
    topics = (topic for topic in GROUPS[group] if topic is not Topic.OPERATOR or facts.is_operator)
    lines = (say("<b>{title}</b>", title=GROUP_TITLES[group]), "", say("Topics:"))
    return Screen(
        lines, (*column(Button(TITLES[topic], f"topic:{topic}") for topic in topics), (BACK_BUTTON, *leave))
    )
