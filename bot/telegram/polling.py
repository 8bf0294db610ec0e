"""Long polling that acknowledges an update only when it is finished."""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

from bot.delivery.errors import Outcome, classify, describe
from bot.telegram.api import TelegramApi, TokenRefusedError, back_off, patiently
from bot.telegram.attending import Attending, OnPoison
from bot.telegram.inbound import Inbound, Raw
from bot.telegram.inbox import Inbox
from bot.telegram.shapes import is_number
from bot.turn_ids import InTurn, new_turn_id

log = logging.getLogger(__name__)

Handle = Callable[[Inbound], Awaitable[None]]


class _StoppedError(Exception):
    """We stop before an update could be stored; it stays with the server."""


class Poller:
    """Fetches updates and hands them on, chats side by side, one chat in order.

    The offset is the lowest unfinished update, so whatever was not finished comes again after a crash.
    An update whose `handle` fails twice goes to `on_poison` and is finished by that.
    """

    long_poll_seconds = 25
    look_again_seconds = 0.25
    most_at_once = 64

    def __init__(self, api: TelegramApi, inbox: Inbox, handle: Handle, on_poison: OnPoison) -> None:
        self._api = api
        self._inbox = inbox
        self._attending = Attending(handle, self._store)
        self._on_poison = on_poison
        self.ignored: Counter[str] = Counter()
        self._next_id: int | None = None
        self._unfinished: set[int] = set()
        self._finished: set[int] = set()
        self._finished_one = asyncio.Event()
        self._chats: dict[int, deque[tuple[Raw, Inbound]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(self.most_at_once)
        self._stopping = asyncio.Event()
        self._tries = 0

    def stop(self) -> None:
        """Fetch nothing more; `run` returns when what was begun is finished."""
        self._stopping.set()

    async def run(self) -> None:
        """Poll until stopped; a TokenRefusedError ends it at once, unless there are other bots."""
        stopping = asyncio.create_task(self._stopping.wait())
        polling = asyncio.create_task(self._poll())
        try:
            await asyncio.wait({stopping, polling}, return_when=asyncio.FIRST_COMPLETED)
            if polling.done():
                await polling
        finally:
            for task in (stopping, polling):
                task.cancel()
            await asyncio.gather(stopping, polling, return_exceptions=True)
            await self._finish()

    async def _poll(self) -> None:
        # A webhook that was left over would make every poll a conflict.
        await patiently("the Bot API server", self._api.bot.delete_webhook, self._api.which)
        while not self._stopping.is_set():
            self._finished_one.clear()
            updates = await self._fetch()
            new = [update for update in updates if self._begin(update)]
            self._move_on(updates)
            if self._unfinished and not new:
                await self._look_again_later()

    async def _fetch(self) -> list[dict[str, Any]]:
        offset = self._offset()
        try:
            updates = await self._api.fetch_updates(offset, 0 if self._unfinished else self.long_poll_seconds)
        except Exception as exc:
            await self._wait_out(exc)
            return []
        if self._tries:
            log.info("updates arrive again")
            self._tries = 0
        if offset is not None:
            self._finished = {update_id for update_id in self._finished if update_id >= offset}
        return updates

    def _move_on(self, updates: Sequence[Raw]) -> None:
        # Not the highest number ever seen: after a quiet week Telegram begins anew at any number.
        numbers = [number for update in updates if is_number(number := update.get("update_id"))]
        if numbers:
            self._next_id = max(numbers) + 1

    def _offset(self) -> int | None:
        return min(self._unfinished) if self._unfinished else self._next_id

    async def _wait_out(self, exc: Exception) -> None:
        verdict = classify(exc)
        refused = TokenRefusedError(self._api.which)
        if verdict.outcome is Outcome.UNAUTHORIZED and self._api.is_only:
            raise refused from None
        if self._tries == 0:
            if verdict.outcome is Outcome.UNAUTHORIZED:
                log.error("%s; the other bots are served meanwhile", refused)
            elif verdict.outcome is Outcome.CONFLICT:
                log.error("somebody else receives this bot's updates, waiting: %s", describe(exc))
            else:
                log.warning("updates cannot be fetched, trying again: %s", describe(exc))
        pause = max(verdict.seconds, back_off(self._tries))
        self._tries += 1
        await asyncio.sleep(pause)

    async def _look_again_later(self) -> None:
        await _wait(self._finished_one, self.look_again_seconds)

    def _begin(self, raw: Raw) -> bool:
        """Start an update unless it is known; gives whether it is new."""
        update_id = raw.get("update_id")
        if not is_number(update_id):
            log.error("an update without a number was skipped")
            return False
        if update_id in self._unfinished or update_id in self._finished:
            return False
        self._unfinished.add(update_id)
        try:
            inbound = self._inbox.parse(raw)
        except Exception as exc:
            with InTurn(new_turn_id(update_id)):
                self._start(self._finishing(update_id, self._attending.bury(raw, exc)))
            return True
        if inbound is None:
            self.ignored[_kind(raw)] += 1
            self._done(update_id)
        elif inbound.chat_id in self._chats:
            self._chats[inbound.chat_id].append((raw, inbound))
        else:
            self._chats[inbound.chat_id] = deque([(raw, inbound)])
            self._start(self._work_through(inbound.chat_id))
        return True

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _done(self, update_id: int) -> None:
        self._unfinished.discard(update_id)
        self._finished.add(update_id)
        self._finished_one.set()

    async def _work_through(self, chat_id: int) -> None:
        waiting = self._chats[chat_id]
        try:
            while waiting and not self._stopping.is_set():
                raw, inbound = waiting.popleft()
                with InTurn(new_turn_id(inbound.update_id)):
                    async with self._places:
                        await self._finishing(inbound.update_id, self._attending.attend(raw, inbound))
                # A turn on SQLite never waits: without this nothing else would run until all are done.
                await asyncio.sleep(0)
        finally:
            del self._chats[chat_id]

    async def _finishing(self, update_id: int, work: Awaitable[None]) -> None:
        with suppress(_StoppedError):
            await work
            self._done(update_id)

    async def _store(self, raw: Raw, exc: Exception) -> None:
        """Hand on what cannot be processed; tried until it is stored, so that nothing is lost."""
        tries = 0
        while not self._stopping.is_set():
            try:
                return await self._on_poison(raw, exc)
            except Exception as trouble:
                log.error("update %d could not be stored: %s", raw["update_id"], type(trouble).__name__)
                await _wait(self._stopping, back_off(tries))
                tries += 1
        raise _StoppedError

    async def _finish(self) -> None:
        """Let what was begun end, and tell the server what is finished."""
        while self._tasks:
            done, _ = await asyncio.wait(self._tasks)
            self._tasks -= done
        offset = self._offset()
        if offset is not None:
            with suppress(Exception):
                await self._api.fetch_updates(offset, 0, limit=1)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    # Not wait_for, which in Python 3.11 loses a cancellation that comes together with the event.
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


def _kind(raw: Raw) -> str:
    return next((name for name in raw if name != "update_id"), "nothing")
