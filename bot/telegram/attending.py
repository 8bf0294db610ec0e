"""An update is tried twice; what fails even then is handed on as poison, so that it holds up nobody."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from bot.delivery.errors import describe
from bot.telegram.inbound import Inbound, Raw

log = logging.getLogger(__name__)

T = TypeVar("T")
OnPoison = Callable[[Raw, Exception], Awaitable[None]]


class Attending(Generic[T]):
    """Has updates handled, each within a time."""

    handle_seconds = 45.0

    def __init__(self, handle: Callable[[Inbound], Awaitable[T]], on_poison: OnPoison) -> None:
        self._handle = handle
        self._on_poison = on_poison

    async def attend(self, raw: Raw, inbound: Inbound) -> T | None:
        """What handling it gave, None where it is poison; raises where not even that could be stored."""
        try:
            return await self._in_time(inbound)
        except Exception as first:
            log.warning("update %d failed, trying once more: %s", inbound.update_id, describe(first))
        try:
            return await self._in_time(inbound)
        except Exception as exc:
            await self.bury(raw, exc)
            return None

    async def bury(self, raw: Raw, exc: Exception) -> None:
        """Hand on what cannot be processed; raises where it could not be stored, so that it comes again."""
        log.error("update %d cannot be processed: %s", raw["update_id"], type(exc).__name__, exc_info=exc)
        await self._on_poison(raw, exc)

    async def _in_time(self, inbound: Inbound) -> T:
        async with asyncio.timeout(self.handle_seconds):
            return await self._handle(inbound)
