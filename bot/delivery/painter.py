"""Shows each chat its newest screen: at once, in order, and within the chat's budget."""

import asyncio
import logging
import random
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.delivery.budget import ChatBudget
from bot.delivery.directs import Directs
from bot.delivery.errors import Outcome, Verdict, classify, describe
from bot.delivery.paint import ChatScreens, Paint
from bot.metrics import ScreenOutcome
from bot.telegram.calls import answer_press, edit_screen, send_screen
from bot.telegram.render import TELEGRAM, shorten
from bot.turn_ids import InTurn

log = logging.getLogger(__name__)

OnShown = Callable[[int, int, int | None], None]
OnUnreachable = Callable[[int], Awaitable[None]]
# A chat, and for how many seconds the server refuses it.
OnRefused = Callable[[int, float], Awaitable[None]]
# What became of a screen, and where it is shown, after how many seconds.
OnOutcome = Callable[[ScreenOutcome, float | None], None]
# Whether a revision of a chat is still the one to be shown, as far as is known.
IsNewest = Callable[[int, int], Awaitable[bool]]
Sleep = Callable[[float], Awaitable[None]]

_TRIES = 5
_FIRST_PAUSE = 0.5
_CHATS_REMEMBERED = 10_000


class Painter:
    """One call at a time in each chat, chats side by side, answers to taps beside them."""

    def __init__(
        self,
        bot: Bot,
        budget: ChatBudget,
        directs: Directs,
        *,
        on_shown: OnShown,
        on_unreachable: OnUnreachable,
        on_refused: OnRefused,
        on_outcome: OnOutcome = lambda outcome, seconds: None,
        is_newest: IsNewest | None = None,
        present: Callable[[int], Awaitable[Paint | None]] | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._budget = budget
        self._directs = directs
        self._on_shown = on_shown
        self._on_unreachable = on_unreachable
        self._on_refused = on_refused
        self._on_outcome = on_outcome
        self._is_newest = is_newest
        self._present = present
        self._sleep = sleep
        self._chats: dict[int, ChatScreens] = {}
        self._last_shown: OrderedDict[int, tuple[int, int]] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closed = False

    def show(self, paint: Paint) -> None:
        """Show a screen soon; a newer one for the same chat takes its place."""
        if self._is_closed:
            return
        paint = self._not_twice(paint)
        chat = self._chats.get(paint.chat_id)
        if chat is not None:
            chat.want(paint)
            return
        chat = self._chats[paint.chat_id] = ChatScreens()
        chat.want(paint)
        self._start(self._paint_chat(paint.chat_id, chat))

    def answer(self, callback_query_id: str, text: str | None = None) -> asyncio.Task[None] | None:
        """Stop the waiting sign on a pressed button, with an optional word; gives what does so."""
        return None if self._is_closed else self._start(self._answer(callback_query_id, text))

    async def left(self, chat_id: int) -> None:
        """Wait while a screen of a chat is on its way; not for one that is held up."""
        chat = self._chats.get(chat_id)
        if chat is not None:
            await chat.need_not_wait.wait()

    async def shown(self, chat_id: int) -> None:
        """Wait until nothing is left to show in a chat."""
        while (chat := self._chats.get(chat_id)) is not None:
            await chat.is_done.wait()

    async def idle(self) -> None:
        """Wait until nothing is left to show or to answer."""
        while self._tasks:
            done, _ = await asyncio.wait(self._tasks)
            self._tasks -= done

    async def close(self, seconds: float = 5.0) -> None:
        """Take nothing more, finish what is queued, and drop what is not finished in time."""
        self._is_closed = True
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _not_twice(self, paint: Paint) -> Paint:
        """A message sent for this revision is edited, not sent again; its mark may not be stored yet."""
        revision, message_id = self._last_shown.get(paint.chat_id, (None, None))
        if paint.message_id is None and revision == paint.revision:
            return replace(paint, message_id=message_id)
        return paint

    def _remember(self, paint: Paint, message_id: int) -> None:
        self._last_shown[paint.chat_id] = (paint.revision, message_id)
        self._last_shown.move_to_end(paint.chat_id)
        if len(self._last_shown) > _CHATS_REMEMBERED:
            self._last_shown.popitem(last=False)

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _paint_chat(self, chat_id: int, chat: ChatScreens) -> None:
        try:
            while chat.waiting is not None:
                if (pause := self._budget.wait(chat_id)) > 0:
                    chat.hold_up()
                    await self._sleep(pause)
                    continue
                paint, chat.waiting = chat.waiting, None
                with InTurn(paint.turn_id):
                    if not chat.is_held_up or await self._is_wanted(paint):
                        await self._paint(paint, chat)
        finally:
            del self._chats[chat_id]
            chat.is_done.set()
            chat.need_not_wait.set()

    async def _is_wanted(self, paint: Paint) -> bool:
        """Whether no other process has decided something newer, which it shows itself."""
        if self._is_newest is None:
            return True
        try:
            return await self._is_newest(paint.chat_id, paint.revision)
        except Exception as exc:
            log.warning("whether a screen is the newest is not known: %s", type(exc).__name__)
            return True

    async def _paint(self, paint: Paint, chat: ChatScreens) -> None:
        chat.painting = paint.revision
        try:
            try:
                message_id = await self._call(paint)
            except Exception as exc:
                await self._judge(paint, chat, exc)
            else:
                chat.tries = 0
                self._remember(paint, message_id)
                self._on_shown(paint.chat_id, paint.revision, message_id)
                self._on_outcome(ScreenOutcome.SHOWN, time.monotonic() - paint.made_at)
                log.debug("screen %d is shown as message %d", paint.revision, message_id)
                if chat.is_held_up:
                    await self._mend(paint, chat, message_id)
        except Exception:
            log.exception("a screen's fate was not recorded in chat %d", paint.chat_id)
        finally:
            chat.painting = None

    async def _mend(self, paint: Paint, chat: ChatScreens, message_id: int) -> None:
        """While it was on its way another process may have shown something newer: that belongs here then."""
        if self._present is None or await self._is_wanted(paint):
            return
        newest = await self._present(paint.chat_id)
        if newest is not None:
            log.info("screen %d has overtaken a newer one in chat %d", paint.revision, paint.chat_id)
            chat.want(replace(newest, message_id=message_id))

    async def _judge(self, paint: Paint, chat: ChatScreens, exc: Exception) -> None:
        verdict = classify(exc)
        match verdict.outcome:
            case Outcome.SEND_NEW if paint.message_id is not None:
                await self._replace(paint, chat, verdict)
            case Outcome.THROTTLED:
                chat.hold_up()
                self._budget.pause(paint.chat_id, verdict.seconds)
                chat.put_back(paint)
                await self._on_refused(paint.chat_id, verdict.seconds)
            case Outcome.MIGRATED if verdict.new_chat_id is not None:
                self._on_shown(paint.chat_id, paint.revision, None)
                moved = replace(paint, chat_id=verdict.new_chat_id, message_id=None)
                self.show(moved)
            case Outcome.RETRY | Outcome.CONFLICT:
                await self._try_later(paint, chat, exc)
            case Outcome.UNAUTHORIZED:
                log.error("a screen was not shown in chat %d: %s", paint.chat_id, describe(exc))
            case _:
                await self._settle(paint, verdict, exc)

    async def _replace(self, paint: Paint, chat: ChatScreens, verdict: Verdict) -> None:
        """Show the screen in a new message; of a picture that stays take the buttons away."""
        chat.put_back(replace(paint, message_id=None))
        if verdict.keyboard_stays:
            await self._take_turn(paint.chat_id)
            try:
                await self._bot.edit_message_reply_markup(paint.chat_id, paint.message_id, reply_markup=None)
            except (TelegramError, OSError) as exc:
                log.debug("old buttons stay in chat %d: %s", paint.chat_id, describe(exc))

    async def _try_later(self, paint: Paint, chat: ChatScreens, exc: Exception) -> None:
        self._on_outcome(ScreenOutcome.IN_TROUBLE, None)
        chat.hold_up()
        chat.tries += 1
        if chat.tries >= _TRIES:
            log.warning("gave up showing a screen in chat %d: %s", paint.chat_id, describe(exc))
            chat.tries = 0
            return
        chat.put_back(paint)
        await self._sleep(_FIRST_PAUSE * 2 ** (chat.tries - 1) * random.uniform(0.75, 1.25))

    async def _settle(self, paint: Paint, verdict: Verdict, exc: Exception) -> None:
        """Nothing more can be done: the screen counts as shown, so that it is not redrawn for ever."""
        if verdict.outcome is Outcome.UNREACHABLE:
            log.info("chat %d no longer takes messages: %s", paint.chat_id, describe(exc))
            await self._on_unreachable(paint.chat_id)
        elif verdict.outcome is not Outcome.DONE:
            self._on_outcome(ScreenOutcome.REFUSED, None)
            trace = None if isinstance(exc, TelegramError) else exc
            log.error("a screen was refused in chat %d: %s", paint.chat_id, describe(exc), exc_info=trace)
        self._on_shown(paint.chat_id, paint.revision, paint.message_id)

    async def _call(self, paint: Paint) -> int:
        await self._take_turn(paint.chat_id)
        if paint.message_id is None:
            return await send_screen(self._bot, paint.chat_id, paint.drawn)
        await edit_screen(self._bot, paint.chat_id, paint.message_id, paint.drawn)
        return paint.message_id

    async def _take_turn(self, chat_id: int) -> None:
        self._budget.take(chat_id)
        if (pause := self._directs.wait()) > 0:
            await self._sleep(pause)

    async def _answer(self, callback_query_id: str, text: str | None) -> None:
        words = shorten(text, TELEGRAM.answer_chars) if text else None
        for _ in range(2):
            try:
                await answer_press(self._bot, callback_query_id, words)
            except (TelegramError, OSError) as exc:
                verdict = classify(exc)
                if verdict.outcome is Outcome.RETRY:
                    continue
                if verdict.outcome is not Outcome.DONE:
                    log.warning("a tap was not answered: %s", describe(exc))
            return
