"""The methods of the Bot API that the simulator knows, by lower-case name."""

from __future__ import annotations

from . import chats, editing, polling, profile, sending
from .call import Call, Handler

METHODS: dict[str, Handler] = {
    **polling.METHODS,
    **sending.METHODS,
    **editing.METHODS,
    **chats.METHODS,
    **profile.METHODS,
}

__all__ = ["METHODS", "Call"]
