"""The way back from an answer to where one was."""

from collections.abc import Mapping

from conversations import planning, suggesting
from conversations.answers.state import AnswersState, Place, before
from conversations.facts import Facts
from conversations.navigation import BACK_BUTTON, HOME_BUTTON
from conversations.screens import Button
from conversations.words import Say, say

CONTINUE = "continue"
_MY_PLAN = say("Go on with my plan")
_LABELS: Mapping[str, Say] = {planning.NAME: _MY_PLAN, suggesting.NAME: _MY_PLAN}
_AT_HOME = frozenset({"home", "operating"})


def leave_row(state: AnswersState, facts: Facts) -> tuple[Button, ...]:
    """One step back, on where one was, home: what leads to the same place only once."""
    is_at_home = facts.person is not None or facts.is_operator
    home = (HOME_BUTTON,) if is_at_home else ()
    if state.place is Place.FIELD:
        return (BACK_BUTTON,)
    if is_at_home and state.back_flow in _AT_HOME:
        return (BACK_BUTTON, *home)
    go_on = Button(_LABELS.get(state.back_flow, say("Continue")), CONTINUE)
    steps = (BACK_BUTTON,) if before(state) is not None else ()
    return (*steps, go_on, *home)
