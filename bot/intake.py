"""From an update to what follows it; nothing is lost, and nothing that fails holds up the others."""

import asyncio
import time
from collections.abc import Callable

from telegram import Bot

from bot.delivery.flood import FloodGuard, Verdict
from bot.delivery.painter import Painter
from bot.failures import Poison
from bot.group_turn import GroupTurns
from bot.logs import describe_trace
from bot.metrics import Metrics, UpdateOutcome
from bot.profiles import ChatMenu
from bot.store.database import TROUBLE
from bot.telegram.groups import is_whole
from bot.telegram.inbound import Inbound, Raw
from bot.telegram.inbox import Inbox, chat_id_of
from bot.turn import Turns
from conversations.values import value

# A server that takes longer must not hold up what else is pressed in the chat.
_ANSWER_SECONDS = 1.0


@value
class Tap:
    """The answer to a tap on a button: ends its waiting sign, with an optional word."""

    callback_query_id: str
    text: str | None = None


class Intake:
    """What is called for each update, however it came."""

    def __init__(
        self,
        turns: Turns,
        painter: Painter,
        wake: Callable[[], None],
        bot: Bot,
        group_turns: GroupTurns,
        operator_ids: frozenset[int],
        guard: FloodGuard,
        *,
        metrics: Metrics | None = None,
        on_menu: Callable[[int, ChatMenu], None] = lambda chat_id, menu: None,
    ) -> None:
        self._turns = turns
        self._painter = painter
        self._wake = wake
        self._bot = bot
        self._group_turns = group_turns
        self._operator_ids = operator_ids
        self._guard = guard
        self._metrics = metrics or Metrics()
        self._on_menu = on_menu

    async def handle(self, inbound: Inbound) -> None:
        """Decide an update; only then answer the tap and show what follows.

        The tap first: once a screen is seen to be sent, nothing of it may be left to be lost. It is given a
        little time to leave: after this the update does not come again, and nothing else would answer it.
        """
        answering: list[asyncio.Task[None]] = []

        def answer(tap: Tap | None) -> None:
            task = None if tap is None else self._painter.answer(tap.callback_query_id, tap.text)
            if task is not None:
                answering.append(task)

        await self.decide(inbound, answer)
        if answering:
            await asyncio.wait(answering, timeout=_ANSWER_SECONDS)

    async def decide(
        self, inbound: Inbound, on_tap: Callable[[Tap | None], None] = lambda tap: None
    ) -> Tap | None:
        """Decide an update and show what follows; gives the answer to a tap, which is left to the caller.

        What is part of a flood is not decided.
        """
        try:
            outcome, tap = await self._decide(inbound, on_tap)
        except Exception:
            self._metrics.turn_failed()
            raise
        self._metrics.turn(outcome, time.monotonic() - inbound.arrived_at)
        return tap

    async def _decide(
        self, inbound: Inbound, on_tap: Callable[[Tap | None], None]
    ) -> tuple[UpdateOutcome, Tap | None]:
        verdict = self._guard.judge(inbound)
        if verdict is not Verdict.PROCESS:
            on_tap(_tap(inbound))
            await self._drop(inbound, is_first=verdict is Verdict.TOO_MUCH_TELL)
            return UpdateOutcome.FLOOD, _tap(inbound)
        if not inbound.is_private:
            await self._group_turns.take(inbound)
            self._wake()
            return UpdateOutcome.GROUP, None
        taken = await self._turns.take(inbound)
        tap = _tap(inbound, taken.toast)
        on_tap(tap)
        if taken.paint is not None:
            self._painter.show(taken.paint)
        if taken.menu is not None:
            self._on_menu(inbound.chat_id, taken.menu)
        self._wake()
        if taken.has_erased:
            # No place is kept from which the farewell could be shown again: only the update brings it back.
            await self._painter.shown(inbound.chat_id)
        outcome = UpdateOutcome.REPEATED if taken.is_repeat else UpdateOutcome.DECIDED
        return outcome, tap

    async def _drop(self, inbound: Inbound, *, is_first: bool) -> None:
        """Leave an update undecided; the person is told once."""
        if is_first and inbound.is_private:
            await self._turns.tell_of_flood(inbound)
            self._wake()

    async def keep_poison(self, raw: Raw, exc: Exception) -> None:
        """Keep an update that failed twice and apologize; trouble of the database is waited out instead."""
        fault = await self._fault(raw, exc)
        if fault is None:
            return
        poison = Poison(
            bot_id=self._bot.id,
            update_id=raw["update_id"],
            chat_id=chat_id_of(raw),
            error=describe_trace(fault),
            payload=dict(raw),
            operator_ids=self._operator_ids,
        )
        paint = await self._turns.keep_poison(poison)
        self._metrics.poison()
        match raw:
            case {"callback_query": {"id": str(callback_query_id)}} if is_whole(callback_query_id):
                self._painter.answer(callback_query_id)
        if paint is not None:
            self._painter.show(paint)
        self._wake()

    async def _fault(self, raw: Raw, exc: Exception) -> Exception | None:
        """What is wrong with the update itself; None where it was only the database's trouble, now over.

        Raises while the trouble lasts, so that the update is tried again.
        """
        if not isinstance(exc, TROUBLE):
            return exc
        try:
            inbound = Inbox(self._bot.id, self._bot.username).parse(raw)
            if inbound is not None:
                await self.handle(inbound)
        except TROUBLE:
            raise
        except Exception as fault:
            return fault
        return None


def _tap(inbound: Inbound, text: str | None = None) -> Tap | None:
    return None if inbound.callback_query_id is None else Tap(inbound.callback_query_id, text)
