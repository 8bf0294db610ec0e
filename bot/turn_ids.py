"""The id that follows an update: through the logs, into the outbox, and so to its messages."""

import random
from contextvars import ContextVar

MOST_CHARS = 32

_current: ContextVar[str | None] = ContextVar("turn", default=None)


def new_turn_id(update_id: int) -> str:
    """Such as `123456789-3fa91c`: two bots, or two deliveries, may have an update of the same number."""
    return f"{update_id}-{random.getrandbits(24):06x}"[:MOST_CHARS]


def current_turn_id() -> str | None:
    """The turn that runs here; None outside of one, as in the clock."""
    return _current.get()


class InTurn:
    """Whatever is logged and written within, also by tasks that begin there, belongs to that turn."""

    __slots__ = ("_token", "_turn_id")

    def __init__(self, turn_id: str | None) -> None:
        self._turn_id = turn_id

    def __enter__(self) -> None:
        self._token = _current.set(self._turn_id)

    def __exit__(self, *exc: object) -> None:
        _current.reset(self._token)
