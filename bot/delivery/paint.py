"""A screen that is to be shown, and what one chat waits for."""

import asyncio
import time
from dataclasses import field, replace

from bot.drawn import Drawn
from bot.turn_ids import current_turn_id
from conversations.values import value


@value
class Paint:
    """A screen to show: in the message `message_id`, or in a new one."""

    chat_id: int
    revision: int
    drawn: Drawn
    message_id: int | None
    turn_id: str | None = field(default_factory=current_turn_id, compare=False)
    made_at: float = field(default_factory=time.monotonic, compare=False)


class ChatScreens:
    """What one chat waits for; `painting` is the revision on its way.

    Once it `is_held_up` nobody waits for it any more, and another process may have shown something newer.
    """

    def __init__(self) -> None:
        self.waiting: Paint | None = None
        self.painting: int | None = None
        self.tries = 0
        self.is_done = asyncio.Event()
        self.is_held_up = False
        self.need_not_wait = asyncio.Event()

    def hold_up(self) -> None:
        """Its screen cannot leave now."""
        self.is_held_up = True
        self.need_not_wait.set()

    def want(self, paint: Paint) -> None:
        """Keep the newest; a message that was asked for stays asked for."""
        if self.painting is not None and paint.revision <= self.painting:
            return
        older = self.waiting
        if older is not None and paint.revision < older.revision:
            return
        if older is not None and older.message_id is None:
            paint = replace(paint, message_id=None)
        self.waiting = paint

    def put_back(self, paint: Paint) -> None:
        """Wait again with a screen that did not go through, unless a newer one waits."""
        self.painting = None
        newer = self.waiting
        if newer is None:
            self.waiting = paint
        elif paint.message_id is None:
            self.waiting = replace(newer, message_id=None)
