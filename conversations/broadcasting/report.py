"""How far a broadcast is, and what became of it."""

from conversations.broadcast_effects import StopBroadcast
from conversations.broadcast_facts import AudienceKind, Broadcast, Broadcasting, BroadcastState
from conversations.broadcasting.state import BroadcastingState, Place, go, watched
from conversations.events import NOTICE, press_data
from conversations.facts import Facts
from conversations.navigation import LEAVE, page_buttons
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.words import Words, say

# The verb of the button that leads to a report: `broadcast:1` for the operators', `broadcast:0` for the own.
OPEN_BROADCAST = "broadcast"
_CELLS = 10
_NAMES_ON_PAGE = 30


def show_progress(state: BroadcastingState, facts: Facts, known: Broadcasting) -> Screen:
    """A bar while it is on its way, the report when it is over."""
    found = watched(state, known)
    if found is None:
        return Screen((say("No broadcast was sent yet."),), (LEAVE,))
    if not found.is_open:
        names = (Button(say("Who was not reached"), "names"),) if found.unreached else ()
        return Screen(report_lines(found), (*column(names), LEAVE))
    stop = () if found.state is BroadcastState.STOPPING else (Button(say("Hentikan"), "stop"),)
    return Screen(progress_lines(found), (*column(stop), LEAVE))


def press_progress(state: BroadcastingState, action: str, facts: Facts, known: Broadcasting) -> Move:
    """Ask before it is stopped, or list who was not reached."""
    match action:
        case "stop":
            return go(state.at(Place.STOP))
        case "names":
            return go(state.at(Place.NAMES, page=0))
        case _:
            return go(state)


def show_stop(state: BroadcastingState, facts: Facts, known: Broadcasting) -> Screen:
    """Say what stopping means; what was over meanwhile is reported."""
    found = watched(state, known)
    if found is None or not found.is_open:
        return show_progress(state, facts, known)
    lines = (
        say("<b>Stop the broadcast?</b>"),
        say("So far sent: {sent} of {total}", sent=found.tally.sent, total=found.tally.total),
        "",
        say("Whoever has not received it yet will not receive it. What was sent cannot be taken back."),
    )
    return Screen(lines, (*column((Button(say("Ya, hentikan"), "yes"),)), LEAVE))


def press_stop(state: BroadcastingState, action: str, facts: Facts, known: Broadcasting) -> Move:
    """Stop it, unless it is over."""
    found, back = watched(state, known), state.at(Place.PROGRESS)
    if action != "yes" or found is None or not found.is_open or found.state is BroadcastState.STOPPING:
        return go(back)
    return go(back, None, StopBroadcast(found.id))


def show_names(state: BroadcastingState, facts: Facts, known: Broadcasting) -> Screen:
    """Who was not reached, for whoever may know them."""
    found = watched(state, known)
    names = found.unreached if found else ()
    pages = -(-len(names) // _NAMES_ON_PAGE) or 1
    page = min(state.page, pages - 1)
    lines: list[Words] = [say("<b>Not reached</b>"), ""]
    lines += [
        say("• {name}", name=name) for name in names[page * _NAMES_ON_PAGE : (page + 1) * _NAMES_ON_PAGE]
    ]
    lines += ["", say("Once they write to the assistant again, or unblock it, they can be told.")]
    turn = page_buttons(page, pages)
    return Screen(tuple(lines), (*((turn,) if turn else ()), LEAVE))


def press_names(state: BroadcastingState, action: str, facts: Facts, known: Broadcasting) -> Move:
    """Turn the page."""
    verb, _, page = action.partition(":")
    return go(state.at(Place.NAMES, page=int(page))) if verb == "page" else go(state)


def progress_lines(found: Broadcast) -> tuple[Words, ...]:
    """How far it is, with a bar."""
    told = found.tally
    done = told.total - told.waiting
    full = done * _CELLS // told.total if told.total else 0
    is_stopping = found.state is BroadcastState.STOPPING
    lines: list[Words] = [
        say("<b>The broadcast is being stopped</b>")
        if is_stopping
        else say("<b>The broadcast is on its way</b>"),
        "",
        "▓" * full + "░" * (_CELLS - full),
        say("{done} of {total}", done=done, total=told.total),
    ]
    if found.state is BroadcastState.FILLING:
        lines.append(say("The receivers are still being listed."))
    lines += ["", say("You can leave: it goes on, and the report comes to you.")]
    return tuple(lines)


def report_lines(found: Broadcast) -> tuple[Words, ...]:
    """What became of all receivers, in counts."""
    told = found.tally
    is_stopped = found.state is BroadcastState.STOPPED
    lines: list[Words] = [
        say("<b>The broadcast was stopped</b>") if is_stopped else say("<b>The broadcast is done</b>"),
        say("Started: {at}", at=found.started_at),
        "",
        say("Sent: <b>{sent}</b> of {total}", sent=told.sent, total=told.total),
    ]
    if told.unreachable:
        lines.append(_unreachable(found))
    if told.failed:
        lines.append(say("Failed: {count}", count=told.failed))
    if told.stopped:
        lines.append(say("Stopped before it was sent: {count}", count=told.stopped))
    return tuple(lines)


def report_screen(found: Broadcast) -> Screen:
    """The report as a message, for whoever has gone on meanwhile."""
    subject = int(found.kind is AudienceKind.EVERYBODY)
    opens = Button(say("Open the report"), press_data(NOTICE, 0, f"{OPEN_BROADCAST}:{subject}"))
    return Screen(report_lines(found), column((opens,)) if found.unreached else ())


def _unreachable(found: Broadcast) -> Words:
    if found.kind is AudienceKind.GROUP:
        return say("The assistant is not in the group, or may not write there.")
    return say("Not reachable, as the assistant is blocked: {count}", count=found.tally.unreachable)
