"""Other slots for notices that have missed theirs: after a pause of the machine many ask at once."""

import asyncio
from collections.abc import Sequence

from bot.delivery.outbox import OutboxStore


class LateSlots:
    """Asks the store for as many as are wanted, one transaction at a time."""

    def __init__(self, store: OutboxStore) -> None:
        self._store = store
        self._wanted: list[asyncio.Future[float]] = []
        self._asking = asyncio.Lock()

    async def another(self) -> float:
        """A slot on the monotonic clock."""
        slot: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._wanted.append(slot)
        async with self._asking:
            if not slot.done():
                wanted, self._wanted = self._wanted, []
                await self._ask(wanted)
        return await slot

    async def _ask(self, wanted: Sequence[asyncio.Future[float]]) -> None:
        try:
            slots = await self._store.next_slots(len(wanted))
        except Exception as exc:
            for each in wanted:
                each.set_exception(exc)
        else:
            for each, at in zip(wanted, slots, strict=True):
                each.set_result(at)
