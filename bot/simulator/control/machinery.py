"""Control routes about the world as a whole: state, clock, faults, updates, reset."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..clock import seconds_of
from ..errors import ControlError
from ..view import bot_view, chat_view, user_view
from .base import Ask, Routes


def state(ask: Ask) -> Any:
    """Everyone and everything, without messages."""
    world = ask.world
    chats = [*world.privates.values(), *world.groups.values()]
    return {
        "clock": world.clock.json(),
        "bots": [bot_view(bot) for bot in world.bots.values()],
        "users": [user_view(user) for user in world.users.values()],
        "chats": [chat_view(chat) for chat in chats],
        "faults": world.faults.list(),
        "last_event": world.events.last,
        "last_call": world.calls.last,
    }


def move_clock(ask: Ask) -> Any:
    """Move the world clock to `now` or by `advance`."""
    clock = ask.world.clock
    try:
        if "now" in ask.body:
            clock.set(datetime.fromisoformat(str(ask.body["now"])))
        elif "advance" in ask.body:
            clock.advance(seconds_of(ask.body["advance"]))
        else:
            raise ControlError(400, "now or advance is missing")
    except (ValueError, OverflowError) as reason:
        raise ControlError(400, str(reason)) from None
    ask.world.events.add(type="clock", **clock.json())
    return clock.json()


def order_fault(ask: Ask) -> Any:
    """Order a fault."""
    fault = ask.world.faults.order(ask.body)
    ask.world.events.add(
        type="fault_ordered", fault_id=fault.id, kind=fault.kind, method=fault.method, times=fault.times
    )
    return {"id": fault.id, "faults": ask.world.faults.list()}


def cancel_faults(ask: Ask) -> Any:
    """Cancel all faults, or the one with `id`."""
    ask.world.faults.clear(ask.maybe("id"))
    ask.world.events.add(type="fault_cancelled", fault_id=ask.maybe("id"))
    return {"faults": ask.world.faults.list()}


def _which(ask: Ask) -> int | str:
    which = ask.body.get("update_id", "last")
    return "last" if which == "last" else ask.number("update_id")


def redeliver(ask: Ask) -> Any:
    """Deliver an update again under its own number."""
    try:
        return {"update_id": ask.bot().updates.redeliver(_which(ask))}
    except (LookupError, StopIteration):
        raise ControlError(404, "no such update is remembered") from None


def duplicate(ask: Ask) -> Any:
    """Deliver the content of an update under a new number."""
    queue = ask.bot().updates
    try:
        past = queue.past(_which(ask))
    except (LookupError, StopIteration):
        raise ControlError(404, "no such update is remembered") from None
    return {"update_id": queue.add_raw({k: v for k, v in past.items() if k != "update_id"})}


def raw_update(ask: Ask) -> Any:
    """Inject any object as an update."""
    return {"update_id": ask.bot().updates.add_raw(ask.body)}


def reset(ask: Ask) -> Any:
    """An empty world."""
    ask.world.reset()
    return {"reset": True}


ROUTES: Routes = [
    ("GET", "/state", state),
    ("GET", "/clock", lambda ask: ask.world.clock.json()),
    ("POST", "/clock", move_clock),
    ("GET", "/faults", lambda ask: {"faults": ask.world.faults.list()}),
    ("POST", "/faults", order_fault),
    ("DELETE", "/faults", cancel_faults),
    ("POST", "/redeliver", redeliver),
    ("POST", "/duplicate", duplicate),
    ("POST", "/raw_update", raw_update),
    ("POST", "/reset", reset),
]
