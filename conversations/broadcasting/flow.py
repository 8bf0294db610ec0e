"""The broadcasting flow: places, their screens, buttons and texts."""

from collections.abc import Mapping
from typing import Any

from conversations.broadcast_facts import Audience, AudienceKind, Broadcasting
from conversations.broadcasting.filters import press_filter, press_filters, show_filter, show_filters
from conversations.broadcasting.report import (
    press_names,
    press_progress,
    press_stop,
    show_names,
    show_progress,
    show_stop,
)
from conversations.broadcasting.state import (
    NAME,
    NOT_YOURS,
    BroadcastingState,
    Place,
    go,
    may_broadcast,
    may_write_to,
)
from conversations.broadcasting.writing import (
    press_check,
    press_start,
    press_write,
    show_check,
    show_start,
    show_write,
    type_text,
)
from conversations.events import Text
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.navigation import HOME_BUTTON, go_home
from conversations.screens import Screen
from conversations.session import Move
from conversations.words import Say, say

_LOST = say(
    "Your broadcast was not sent, and its text is not kept here. It still stands in this chat as you typed "
    "it, so you can copy it from there."
)
# Places where something is written to an audience.
_WRITING = frozenset({Place.FILTERS, Place.FILTER, Place.WRITE, Place.CHECK})
_PARENTS: Mapping[Place, Place] = {
    Place.FILTERS: Place.START,
    Place.FILTER: Place.FILTERS,
    Place.CHECK: Place.WRITE,
    Place.PROGRESS: Place.START,
    Place.STOP: Place.PROGRESS,
    Place.NAMES: Place.PROGRESS,
}


def enter(facts: Facts) -> Move:
    """Ask to whom."""
    return go(BroadcastingState()) if may_broadcast(facts) else go_home(NOT_YOURS)


def from_notice(subject_id: int, facts: Facts) -> Move:
    """Open the report that a message told of."""
    is_mass = subject_id == 1
    if not (facts.is_operator if is_mass else facts.person is not None):
        return go_home(NOT_YOURS)
    return go(BroadcastingState(place=Place.PROGRESS, is_mass=is_mass))


class BroadcastingFlow:
    """One text to many."""

    name = NAME
    code = "c"
    version = 1
    state = BroadcastingState

    def handle(self, state: BroadcastingState, event: Input, facts: Facts) -> Move:
        """Decide what an event leads to; whoever lost the right is told."""
        known = _known(state, facts)
        if known is None:
            return go_home(NOT_YOURS)
        if isinstance(event, Text):
            return type_text(state, event.text) if state.place is Place.WRITE else go(state)
        if state.audience is not None and state.place in _WRITING:
            return _press_writing(state, event.action, facts, state.audience, known)
        match state.place:
            case Place.PROGRESS:
                return press_progress(state, event.action, facts, known)
            case Place.STOP:
                return press_stop(state, event.action, facts, known)
            case Place.NAMES:
                return press_names(state, event.action, facts, known)
            case _:
                return press_start(state, event.action, facts, known)

    def show(self, state: BroadcastingState, facts: Facts) -> Screen:
        """Draw the place."""
        known = _known(state, facts)
        if known is None:
            return Screen((NOT_YOURS,), ((HOME_BUTTON,),))
        if state.audience is not None and state.place in _WRITING:
            return _show_writing(state, facts, state.audience, known)
        match state.place:
            case Place.PROGRESS:
                return show_progress(state, facts, known)
            case Place.STOP:
                return show_stop(state, facts, known)
            case Place.NAMES:
                return show_names(state, facts, known)
            case _:
                return show_start(state, facts, known)

    def back(self, state: BroadcastingState, facts: Facts) -> Move:
        """One step back, from the beginning home; what was written is kept."""
        if _known(state, facts) is None:
            return go_home(NOT_YOURS)
        if state.place is Place.START:
            return go_home()
        if state.place is Place.WRITE:
            is_mass = state.audience is not None and state.audience.kind is AudienceKind.EVERYBODY
            return go(state.at(Place.FILTERS if is_mass else Place.START))
        return go(state.at(_PARENTS[state.place]))

    def lost(self, state: BroadcastingState) -> Say | None:
        """A text that was not sent is not kept."""
        return _LOST if state.text and state.place in _WRITING else None

    def needs(self, state: BroadcastingState) -> Needs:
        """Where it counts, how many would be told."""
        is_counted = state.place in (Place.FILTERS, Place.CHECK)
        return Needs(broadcasting=True, broadcast_to=state.audience if is_counted else None)

    def help(self, state: BroadcastingState) -> Say:
        """What a broadcast is."""
        return say(
            "Choose to whom, write the message, read it as they will, then send it. Everybody gets it once, "
            "and says nothing back here. You can leave while it is on its way, or stop it; the report comes "
            "to you."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _known(state: BroadcastingState, facts: Facts) -> Broadcasting | None:
    """What is known of broadcasts; None for whoever may not stand here."""
    if state.audience is not None and state.place in _WRITING:
        is_allowed = may_write_to(state.audience, facts)
    elif state.place in (Place.PROGRESS, Place.STOP, Place.NAMES):
        # A report stays that of whoever sent it, also when they lead no school any more.
        is_allowed = facts.is_operator if state.is_mass else facts.person is not None
    else:
        is_allowed = may_broadcast(facts)
    return facts.broadcasting if is_allowed else None


def _show_writing(state: BroadcastingState, facts: Facts, audience: Audience, known: Broadcasting) -> Screen:
    match state.place:
        case Place.FILTERS:
            return show_filters(state, facts, audience, known)
        case Place.FILTER:
            return show_filter(state, facts, audience)
        case Place.CHECK:
            return show_check(state, facts, audience, known)
        case _:
            return show_write(state, facts, audience)


def _press_writing(
    state: BroadcastingState, action: str, facts: Facts, audience: Audience, known: Broadcasting
) -> Move:
    match state.place:
        case Place.FILTERS:
            return press_filters(state, action)
        case Place.FILTER:
            return press_filter(state, action, audience)
        case Place.CHECK:
            return press_check(state, action, facts, audience, known)
        case _:
            return press_write(state, action)
