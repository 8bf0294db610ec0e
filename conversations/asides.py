"""Conversations beside another one: they remember where the person was and lead back there."""

from collections.abc import Mapping, Set
from typing import Any

from conversations.facts import Facts
from conversations.flow import Flow, State
from conversations.session import Move, Session
from conversations.words import Say

ACCOUNT = "account"
GUIDE = "guide"
ANSWERS = "answers"
_FIELDS = frozenset({"back_flow", "back_v", "back_data"})


class AsideState(State):
    """Where the person was: the flow, its version and its data."""

    back_flow: str
    back_v: int
    back_data: dict[str, Any]


def origin(session: Session, asides: Set[str]) -> dict[str, Any]:
    """The fields of AsideState for this session, seen through the asides named, so that none nests."""
    place: Mapping[str, Any] = {"back_flow": session.flow, "back_v": session.v, "back_data": session.data}
    while place["back_flow"] in asides and place["back_data"].keys() >= _FIELDS:
        place = place["back_data"]
    return {
        "back_flow": place["back_flow"],
        "back_v": place["back_v"],
        "back_data": dict(place["back_data"]),
    }


def origin_without(session: Session, name: str, seen_through: Set[str]) -> dict[str, Any]:
    """As `origin`, with no place of that flow further down and every other flow once: nothing piles up."""
    layers = [origin(session, seen_through)]
    while layers[-1]["back_data"].keys() >= _FIELDS:
        layers.append({key: layers[-1]["back_data"][key] for key in _FIELDS})
    kept: dict[str, dict[str, Any]] = {}
    for layer in layers:
        if layer["back_flow"] != name:
            kept.setdefault(layer["back_flow"], layer)
    *above, place = kept.values()
    for layer in reversed(above):
        place = {**layer, "back_data": {**layer["back_data"], **place}}
    return place


def underneath(session: Session) -> Session:
    """The session of the place where the person was, seen through an aside."""
    if not session.data.keys() >= _FIELDS:
        return session
    beneath = session.data
    return Session(beneath["back_flow"], beneath["back_v"], beneath["back_data"], language=session.language)


def resume(state: AsideState, facts: Facts, word: Say | None = None, language: str | None = None) -> Move:
    """Go back to where the person was, or to the beginning where that place is gone."""
    # The asides are themselves among these modules, so they can only be looked up when needed.
    from conversations import commands

    data = _current_data(state)
    if data is not None:
        return Move(state.back_flow, data, word=word, language=language)
    first = commands.beginning(facts.person, is_operator=facts.is_operator)
    return Move(first.flow, first.data, word=word, language=language)


def beneath(state: AsideState) -> tuple[Flow[Any], State] | None:
    """The place where the person was; None where it is gone."""
    from conversations.flows import FLOWS

    data = _current_data(state)
    if data is None:
        return None
    flow = FLOWS[state.back_flow]
    try:
        return flow, flow.state.model_validate(data)
    except ValueError:
        return None


def help_where_one_was(state: AsideState) -> Say | None:
    """The help of the place where the person was."""
    place = beneath(state)
    return None if place is None else place[0].help(place[1])


def present_version(flow_name: str) -> int:
    """The version of a flow today."""
    from conversations.flows import FLOWS

    return FLOWS[flow_name].version


def _current_data(state: AsideState) -> Mapping[str, Any] | None:
    from conversations.flows import FLOWS

    flow = FLOWS.get(state.back_flow)
    if flow is None or state.back_v == flow.version:
        return state.back_data if flow else None
    return flow.upgrade(state.back_v, state.back_data)
