"""What to enter in PMM after Sepakati, line by line, each ticked off where it is entered."""

from collections.abc import Mapping
from typing import Any

from conversations import guide
from conversations.asides import AsideState, origin, resume
from conversations.checklist.progress import Checklist, checklist_of, open_checklist_of
from conversations.checklist.screens import line_screen, list_screen, nothing_to_enter
from conversations.checklist.state import NAME, ChecklistState, Place, stand
from conversations.events import Command
from conversations.execution_effects import TickLine
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.guide_topics import Topic
from conversations.navigation import go_home
from conversations.screens import Screen
from conversations.session import Move, Session
from conversations.words import Say, say

__all__ = [
    "NAME",
    "Checklist",
    "ChecklistFlow",
    "ChecklistState",
    "Place",
    "checklist_of",
    "open_checklist",
    "open_checklist_of",
]


def open_checklist(plan_id: int | None = None, here: Session | None = None) -> Move:
    """Go on with the next line of a plan, without one of the own final plan; back leads to `here`."""
    way = {} if here is None else origin(here, frozenset({NAME}))
    return stand(ChecklistState(plan_id=plan_id, **way))


class ChecklistFlow:
    """The PMM checklist of the own final plan."""

    name = NAME
    code = "z"
    version = 1
    state = ChecklistState

    def handle(self, state: ChecklistState, event: Input, facts: Facts) -> Move:
        """Tick a line, open another one or the list."""
        verb, _, rest = getattr(event, "action", "").partition(":")
        checklist = checklist_of(facts)
        if verb == "plan":
            return _to_plan(state, facts)
        if checklist is None:
            return stand(state)
        match verb:
            case "tick" | "untick":
                return _tick(state, rest, checklist, is_ticked=verb == "tick")
            case "skip":
                return stand(_at_line(state, rest))
            case "open":
                return stand(_at_line(state, rest).model_copy(update={"is_from_list": True}))
            case "list":
                return stand(state.at(Place.LIST))
            case "page":
                return stand(state.model_copy(update={"page": int(rest)}))
            case "era":
                return guide.open_topic(NAME, state.dump(), Topic.ERA)
            case _:
                return stand(state)

    def show(self, state: ChecklistState, facts: Facts) -> Screen:
        """Draw the line or the list."""
        checklist = checklist_of(facts)
        if checklist is None:
            return nothing_to_enter()
        return (list_screen if state.place is Place.LIST else line_screen)(state, checklist)

    def back(self, state: ChecklistState, facts: Facts) -> Move:
        """From a line to the list it was chosen from, from the list to the next line, then where one was."""
        if state.place is Place.LIST:
            return stand(state.at(Place.LINE))
        if state.is_from_list:
            return stand(state.at(Place.LIST, page=state.page))
        if not state.back_flow:
            return go_home()
        way = AsideState(back_flow=state.back_flow, back_v=state.back_v, back_data=state.back_data)
        return resume(way, facts)

    def needs(self, state: ChecklistState) -> Needs:
        """The final plan and what became of it."""
        return Needs(plan_id=state.plan_id, execution=True)

    def help(self, state: ChecklistState) -> Say:
        """Explain the checklist."""
        return say(
            "Open PMM beside this chat and enter line by line. A value is copied by tapping it. Mark each "
            "line once it stands in PMM; you can stop and go on at any time."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _tick(state: ChecklistState, line_id: str, checklist: Checklist, *, is_ticked: bool) -> Move:
    """Mark it and go on to the next open line; a mark that is taken back leaves the line open."""
    line = checklist.line(line_id)
    if line is None or line.id != line_id:
        return stand(state)
    effect = TickLine(checklist.plan.id, line.id, is_ticked)
    if not is_ticked:
        return stand(state, say("Not marked any more: {label}", label=line.label), (effect,))
    following = checklist.next_after(line)
    to = state.at(Place.LINE, line=following.id if following else "")
    return stand(to, say("✓ {label}", label=line.label), (effect,))


def _at_line(state: ChecklistState, line_id: str) -> ChecklistState:
    return state.model_copy(update={"place": Place.LINE, "line": line_id, "is_from_list": False})


def _to_plan(state: ChecklistState, facts: Facts) -> Move:
    # Planning leads here, so it is looked up only when needed.
    from conversations import commands

    here = Session(NAME, ChecklistFlow.version, state.dump())
    return commands.handle(Command("rencana"), here, facts)
