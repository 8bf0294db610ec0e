"""Sends what the outbox holds and shows what a crash left unshown; any number of processes may do so."""

from collections.abc import Coroutine, Sequence
from typing import Any

from bot.broadcasting import Broadcaster
from bot.core import Core
from bot.delivery.sender import Sender
from bot.notice_kinds import NOTICE_KINDS
from bot.notifier import Notifier


class Sending:
    """A sender, and a look from time to time at screens that nobody was shown."""

    def __init__(self, core: Core) -> None:
        self._redrawer = core.redrawer
        notifier = Notifier(core.database, core.languages, core.world, NOTICE_KINDS)
        self.sender = Sender(
            core.api.bot,
            core.outbox,
            notifier.draw,
            core.budget,
            directs=core.directs,
            on_unreachable=core.on_unreachable,
            on_outcome=core.metrics.notice,
        )
        self.broadcaster = Broadcaster(
            core.database,
            core.bot_id,
            core.world,
            on_enqueued=self.sender.wake,
            redraw=core.redrawer.redraw_old,
        )
        core.listen(self.sender.wake)

    async def open(self) -> None:
        """Nothing comes before the connection."""

    async def prepare(self) -> None:
        """Nothing: what waits in the outbox waits there."""

    def work(self) -> Sequence[Coroutine[Any, Any, None]]:
        """Send and redraw until stopped."""
        return [self.sender.run(), self.broadcaster.run(), self._redrawer.run()]

    def stop(self) -> None:
        """Claim nothing more."""
        self.sender.stop()
        self.broadcaster.stop()
        self._redrawer.stop()

    async def close(self) -> None:
        """Nothing is left open."""
