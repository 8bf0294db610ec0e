"""From an update to what follows it; nothing is lost, and nothing that fails holds up the others."""

from collections.abc import Callable

from telegram import Bot

from bot.delivery.flood import FloodGuard, Verdict
from bot.delivery.painter import Painter
from bot.group_turn import GroupTurns
from bot.logs import describe_trace
from bot.profiles import ChatMenu
from bot.store.database import TROUBLE
from bot.telegram.inbox import Inbound, Inbox, Raw, chat_id_of
from bot.turn import Poison, Turns


class Intake:
    """What the poller calls for each update."""

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
        on_menu: Callable[[int, ChatMenu], None] = lambda chat_id, menu: None,
    ) -> None:
        self._turns = turns
        self._painter = painter
        self._wake = wake
        self._bot = bot
        self._group_turns = group_turns
        self._operator_ids = operator_ids
        self._guard = guard
        self._on_menu = on_menu

    async def handle(self, inbound: Inbound) -> None:
        """Decide an update; only then show what follows. What is part of a flood is not decided."""
        verdict = self._guard.judge(inbound)
        if verdict is not Verdict.PROCESS:
            await self._drop(inbound, is_first=verdict is Verdict.TOO_MUCH_TELL)
            return
        if not inbound.is_private:
            await self._group_turns.take(inbound)
            self._wake()
            return
        taken = await self._turns.take(inbound)
        if inbound.callback_query_id is not None:
            self._painter.answer(inbound.callback_query_id, taken.toast)
        if taken.paint is not None:
            self._painter.show(taken.paint)
        if taken.menu is not None:
            self._on_menu(inbound.chat_id, taken.menu)
        self._wake()
        if taken.has_erased:
            # No place is kept from which the farewell could be shown again: only the update brings it back.
            await self._painter.shown(inbound.chat_id)

    async def _drop(self, inbound: Inbound, *, is_first: bool) -> None:
        """Leave an update undecided; a tap must not wait for ever, and the person is told once."""
        if inbound.callback_query_id is not None:
            self._painter.answer(inbound.callback_query_id)
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
        match raw:
            case {"callback_query": {"id": str(callback_query_id)}}:
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
