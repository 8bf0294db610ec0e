"""The place that an answer lies over: its buttons are still meant."""

from collections.abc import Callable

from conversations import asides
from conversations.answers.state import NAME, AnswersState
from conversations.events import Press
from conversations.facts import Facts
from conversations.needs import NOTHING_MORE
from conversations.screens import Screen
from conversations.session import Move, Session


def press_beneath(
    session: Session, code: str, facts: Facts, action_of: Callable[[Screen], str | None]
) -> Move | None:
    """What a button of that place leads to; None where it is gone, or cannot be judged by these facts.

    `code` is that of its flow, empty for any.
    """
    if session.flow != NAME:
        return None
    place = asides.beneath(AnswersState.model_validate(session.data))
    if place is None:
        return None
    flow, state = place
    if (code and code != flow.code) or flow.needs(state) != NOTHING_MORE:
        return None
    action = action_of(flow.show(state, facts))
    # Back, home and help have buttons of their own on the answer.
    if action is None or action.startswith("."):
        return None
    return flow.handle(state, Press(flow.code, session.revision, action), facts)
