"""Sends what the outbox holds: claims leases, keeps the pace, finishes each row at once."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from telegram import Bot, Message

from bot.delivery.budget import ChatBudget, Clock
from bot.delivery.directs import Directs
from bot.delivery.errors import Outcome, Verdict, classify, describe
from bot.delivery.late import LateSlots
from bot.delivery.outbox import Notice, OutboxStore
from bot.delivery.traffic import Traffic
from bot.drawn import Attachment, Drawn
from bot.metrics import NoticeOutcome
from bot.store.database import TROUBLE, ConflictError
from bot.telegram.calls import send_screen
from bot.telegram.render import file_arguments
from bot.turn_ids import InTurn

log = logging.getLogger(__name__)

Draw = Callable[[Notice], Awaitable[Drawn | None]]

_AFTER_DATABASE_TROUBLE = 0.5
_LONGEST_PAUSE = 60.0
_COUNTED_TROUBLES = 6


class Sender:
    """One loop that claims, and a task for every notice on its way; notices of a chat go in order.

    `draw` gives the words for the receiver, or None where the notice is no longer true.
    """

    most_on_their_way = 32
    lease_seconds = 20.0
    send_seconds = 10.0
    # So much later than its slot a notice would crowd those of other senders.
    late_seconds = 0.02
    most_attempts = 20
    idle_seconds = (0.25, 1.0)

    def __init__(
        self,
        bot: Bot,
        store: OutboxStore,
        draw: Draw,
        budget: ChatBudget,
        *,
        directs: Directs,
        on_unreachable: Callable[[int], Awaitable[None]],
        on_outcome: Callable[[NoticeOutcome], None] = lambda outcome: None,
        clock: Clock = time.monotonic,
    ) -> None:
        self._bot = bot
        self._store = store
        self._draw = draw
        self._budget = budget
        self._on_unreachable = on_unreachable
        self._on_outcome = on_outcome
        self._clock = clock
        self._directs = directs
        self._late = LateSlots(store)
        # What arrives late crowds what follows, as a reply beside the stream does.
        self._traffic = Traffic(clock, on_late=directs.owe)
        self._wanted = asyncio.Event()
        self._stopping = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._last_of_chat: dict[int, asyncio.Task[None]] = {}

    def wake(self) -> None:
        """Look now; something was written to the outbox."""
        self._wanted.set()

    def stop(self) -> None:
        """Claim nothing more; `run` returns when what is on its way is finished."""
        self._stopping.set()
        self._wanted.set()

    async def run(self) -> None:
        """Send until stopped."""
        while not self._stopping.is_set():
            try:
                if not await self._take_some():
                    await self._rest()
            except Exception as exc:
                log.error("the outbox could not be read: %s", type(exc).__name__, exc_info=exc)
                await asyncio.sleep(_AFTER_DATABASE_TROUBLE)
        while self._tasks:
            await self._some_end(asyncio.ALL_COMPLETED)

    async def _take_some(self) -> bool:
        """Claim what may leave within the horizon; False if there is nothing to do."""
        room = self.most_on_their_way - len(self._tasks)
        if room <= 0:
            await self._some_end(asyncio.FIRST_COMPLETED)
            return True
        self._wanted.clear()
        if not await self._store.has_due():
            return False
        claimed_at = self._clock()
        claimed = await self._store.claim(room, self.lease_seconds)
        self._start(claimed.notices, latest=claimed_at + self.lease_seconds - self.send_seconds)
        if claimed.wait_seconds:
            await self._stops_within(claimed.wait_seconds)
        return claimed.wait_seconds is not None

    async def _stops_within(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()

    async def _some_end(self, return_when: str) -> None:
        done, _ = await asyncio.wait(self._tasks, return_when=return_when)
        self._tasks -= done

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(random.uniform(*self.idle_seconds)):
                await self._wanted.wait()

    def _start(self, notices: Sequence[Notice], latest: float) -> None:
        for notice in notices:
            earlier = self._last_of_chat.get(notice.chat_id)
            with InTurn(notice.turn_id):
                task = asyncio.create_task(self._handle(notice, earlier, latest))
            self._tasks.add(task)
            self._last_of_chat[notice.chat_id] = task
            task.add_done_callback(self._tasks.discard)

    async def _handle(self, notice: Notice, earlier: asyncio.Task[None] | None, latest: float) -> None:
        if earlier is not None:
            await asyncio.wait([earlier])
        try:
            await self._send(notice, latest)
        except Exception:
            # If its row was not written, the lease ends by itself and it is claimed again.
            log.exception("the fate of notice %d was not recorded in full", notice.id)
        finally:
            if self._last_of_chat.get(notice.chat_id) is asyncio.current_task():
                del self._last_of_chat[notice.chat_id]

    async def _send(self, notice: Notice, latest: float) -> None:
        if notice.attempts > self.most_attempts:
            await self._recorded(lambda: self._store.fail(notice, "too many attempts"))
            return
        try:
            drawn = await self._draw(notice)
        except Exception as exc:
            # The database may be away; a fault in drawing ends with the last attempt.
            log.error("notice %d could not be drawn", notice.id, exc_info=exc)
            will_pass = isinstance(exc, (ConflictError, OSError, *TROUBLE))
            await self._try_later(notice, exc, will_pass=will_pass)
            return
        if drawn is None:
            self._on_outcome(NoticeOutcome.UNTRUE)
            await self._recorded(lambda: self._store.cancel(notice, "no longer true"))
            return
        await self._wait_for_slot(notice)
        if (wait := self._budget.wait(notice.chat_id)) > 0:
            await self._recorded(lambda: self._store.retry(notice, wait, counted=False))
            return
        if self._clock() > latest:
            log.warning("notice %d is past its lease and is left to another", notice.id)
            return
        await self._deliver(notice, drawn)

    async def _wait_for_slot(self, notice: Notice) -> None:
        """Who missed the slot, or gives it to a direct reply, takes another one; once, so that it leaves."""
        slot = self._directs.offer(notice.send_at)
        try:
            await asyncio.sleep(notice.send_at - self._clock())
            await self._traffic.flows()
        finally:
            is_left = self._directs.is_left(slot)
        late = self._clock() - notice.send_at
        if late > self.late_seconds or not is_left:
            log.debug("notice %d leaves %.0f ms after its slot was due", notice.id, 1000 * late)
            await asyncio.sleep(await self._late.another() - self._clock())

    async def _deliver(self, notice: Notice, drawn: Drawn) -> None:
        self._budget.take(notice.chat_id)
        try:
            message_id = await self._post(notice, drawn)
        except Exception as exc:
            await self._judge(notice, exc)
        else:
            self._on_outcome(NoticeOutcome.SENT)
            await self._recorded(lambda: self._store.finish(notice, message_id))
            log.debug("notice %d was sent as message %d", notice.id, message_id)

    async def _post(self, notice: Notice, drawn: Drawn) -> int:
        async with asyncio.timeout(self.send_seconds):
            with self._traffic.call():
                return await self._call(notice.chat_id, notice.thread_id, drawn)

    async def _call(self, chat_id: int, topic: int | None, drawn: Drawn) -> int:
        file = drawn.attachment
        if file is None:
            return await send_screen(self._bot, chat_id, drawn, thread_id=topic)
        return (await self._send_file(chat_id, topic, drawn, file)).message_id

    async def _send_file(self, chat_id: int, topic: int | None, drawn: Drawn, file: Attachment) -> Message:
        arguments, sent = file_arguments(drawn, file), file.file_id or file.content
        if file.is_picture:
            return await self._bot.send_photo(chat_id, sent, message_thread_id=topic, **arguments)
        return await self._bot.send_document(chat_id, sent, message_thread_id=topic, **arguments)

    async def _judge(self, notice: Notice, exc: Exception) -> None:
        verdict = classify(exc)
        match verdict.outcome:
            case Outcome.THROTTLED:
                self._on_outcome(NoticeOutcome.THROTTLED)
                self._budget.pause(notice.chat_id, verdict.seconds)
                log.warning("chat %d is left alone: %s", notice.chat_id, describe(exc))
                await self._recorded(lambda: self._store.throttled(notice, verdict.seconds))
            case Outcome.UNREACHABLE:
                log.info("chat %d no longer takes messages: %s", notice.chat_id, describe(exc))
                self._on_outcome(NoticeOutcome.FAILED)
                await self._recorded(lambda: self._store.fail(notice, describe(exc)))
                await self._on_unreachable(notice.chat_id)
            case Outcome.NO_RIGHT if notice.chat_id < 0:
                log.info("group %d does not let us write: %s", notice.chat_id, describe(exc))
                self._on_outcome(NoticeOutcome.FAILED)
                await self._recorded(lambda: self._store.fail(notice, describe(exc)))
                await self._on_unreachable(notice.chat_id)
            case Outcome.MIGRATED if verdict.new_chat_id is not None:
                new_chat_id = verdict.new_chat_id
                await self._recorded(lambda: self._store.move(notice, new_chat_id))
                self.wake()
            case Outcome.NO_TOPIC if notice.thread_id is not None:
                await self._recorded(lambda: self._store.leave_topic(notice))
                self.wake()
            case Outcome.RETRY | Outcome.CONFLICT | Outcome.UNAUTHORIZED:
                await self._try_later(notice, exc, will_pass=True)
            case _:
                await self._refused(notice, verdict, exc)

    async def _try_later(self, notice: Notice, exc: Exception, *, will_pass: bool) -> None:
        """Passing trouble never ends a notice; after some tries it no longer counts, so that a crash may."""
        self._on_outcome(NoticeOutcome.RETRY)
        if not will_pass and notice.attempts >= self.most_attempts:
            log.error("gave up notice %d: %s", notice.id, describe(exc))
            await self._recorded(lambda: self._store.fail(notice, describe(exc)))
            return
        counted = not will_pass or notice.attempts < _COUNTED_TROUBLES
        seconds = min(2**notice.attempts, _LONGEST_PAUSE) * random.uniform(0.75, 1.25)
        log.warning("notice %d is tried again in %.1f s: %s", notice.id, seconds, describe(exc))
        await self._recorded(lambda: self._store.retry(notice, seconds, counted=counted))

    async def _refused(self, notice: Notice, verdict: Verdict, exc: Exception) -> None:
        self._on_outcome(NoticeOutcome.FAILED)
        log.error("notice %d failed (%s): %s", notice.id, verdict.outcome, describe(exc), exc_info=exc)
        await self._recorded(lambda: self._store.fail(notice, describe(exc)))

    async def _recorded(self, record: Callable[[], Awaitable[None]]) -> None:
        """Write what became of a notice; the database may need several tries."""
        for _ in range(int(self.send_seconds / _AFTER_DATABASE_TROUBLE) - 1):
            try:
                await record()
            except Exception as exc:
                log.error("the outbox could not be written: %s", type(exc).__name__)
                await asyncio.sleep(_AFTER_DATABASE_TROUBLE)
            else:
                return
        await record()
