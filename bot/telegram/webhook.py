"""Updates that Telegram brings: each is finished, with its commit, before that is acknowledged."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.telegram.api import UPDATE_KINDS, TelegramApi, patiently
from bot.telegram.attending import Attending, OnPoison
from bot.telegram.inbound import Inbound, Raw
from bot.telegram.inbox import Inbox, chat_id_of
from bot.turn_ids import InTurn, new_turn_id

log = logging.getLogger(__name__)

T = TypeVar("T")
R = TypeVar("R")


@dataclass(slots=True)
class _Chat:
    """The updates of one chat that are here now, one after another."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    count: int = 0


class NotTakenError(Exception):
    """The update was not finished and has to come again."""


class Reception(Generic[T]):
    """Takes updates for one bot: chats side by side, one chat in order, so many at once.

    `handle` gives what may be answered together with the acknowledgement. That waits for `screen_left` of the
    chat too: with it Telegram brings the next update, perhaps to another process, and what is shown there
    must not be overtaken by what is still on its way here.
    """

    most_at_once = 64
    most_here = 512

    def __init__(
        self,
        inbox: Inbox,
        handle: Callable[[Inbound], Awaitable[T]],
        on_poison: OnPoison,
        screen_left: Callable[[int], Awaitable[None]],
    ) -> None:
        self._inbox = inbox
        self._screen_left = screen_left
        self._attending = Attending(handle, on_poison)
        self._places = asyncio.Semaphore(self.most_at_once)
        self._chats: dict[int, _Chat] = {}
        self._here = 0
        self._is_closed = False
        self.ignored: Counter[str] = Counter()

    @property
    def has_room(self) -> bool:
        """Whether another update can be taken now."""
        return self._here < self.most_here and not self._is_closed

    @property
    def is_closed(self) -> bool:
        """Whether this process ends, so that another one is to be asked."""
        return self._is_closed

    def close(self) -> None:
        """Take nothing more; what is here is finished."""
        self._is_closed = True

    async def take(self, raw: Raw) -> T | None:
        """Finish an update; NotTakenError where it has to come again."""
        if not self.has_room:
            raise NotTakenError
        self._here += 1
        try:
            with InTurn(new_turn_id(raw["update_id"])):
                return await self._try(raw)
        finally:
            self._here -= 1

    async def _try(self, raw: Raw) -> T | None:
        try:
            return await self._take(raw)
        except Exception as exc:
            log.error("update %d was not taken: %s", raw["update_id"], type(exc).__name__, exc_info=exc)
            raise NotTakenError from None

    async def _take(self, raw: Raw) -> T | None:
        try:
            inbound = self._inbox.parse(raw)
        except Exception as exc:
            await self._bury(raw, exc)
            return None
        if inbound is None:
            self.ignored[next((name for name in raw if name != "update_id"), "nothing")] += 1
            return None
        return await self._in_chat(inbound.chat_id, lambda: self._attending.attend(raw, inbound))

    async def _bury(self, raw: Raw, exc: Exception) -> None:
        """Keep what cannot be read; its apology is a screen of the chat like any other."""
        chat_id = chat_id_of(raw)
        if chat_id is None:
            await self._attending.bury(raw, exc)
        else:
            await self._in_chat(chat_id, lambda: self._attending.bury(raw, exc))

    async def _in_chat(self, chat_id: int, work: Callable[[], Awaitable[R]]) -> R:
        """Do it after what came before in the chat, and until what it shows is on its way."""
        chat = self._chats.get(chat_id)
        if chat is None:
            chat = self._chats[chat_id] = _Chat()
        chat.count += 1
        try:
            async with chat.lock:
                async with self._places:
                    result = await work()
                await self._screen_left(chat_id)
            return result
        finally:
            chat.count -= 1
            if not chat.count:
                del self._chats[chat_id]


async def set_webhook(api: TelegramApi, url: str, secret: str, max_connections: int) -> None:
    """Have updates brought to this address, also those that wait; waits for a server that does not answer."""

    async def call() -> bool:
        return await api.bot.set_webhook(
            url,
            max_connections=max_connections,
            allowed_updates=UPDATE_KINDS,
            drop_pending_updates=False,
            secret_token=secret,
        )

    await patiently("the Bot API server", call, api.which)
