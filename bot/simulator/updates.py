"""Updates of one bot: queued, polled or handed to a webhook, confirmed, delivered again."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from .errors import POLLER_CONFLICT, WEBHOOK_CONFLICT, ApiError
from .journal import Journal

if TYPE_CHECKING:
    from .webhooks import Webhook

Update = dict[str, Any]

# Every kind that a bot can ask for.
KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
    }
)
# Kinds that a bot gets only when it asks for them by name.
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class UpdateQueue:
    """Unconfirmed updates in order, and a history for ordering them again."""

    def __init__(self, first_id: int, kept: int, events: Journal, bot_id: int) -> None:
        self._next_id = first_id
        self._kept = kept
        self._events = events
        self._bot_id = bot_id
        self._pending: OrderedDict[int, Update] = OrderedDict()
        self._again: list[Update] = []
        self._repeated: set[int] = set()
        self._history: OrderedDict[int, Update] = OrderedDict()
        self._allowed: frozenset[str] = frozenset()
        self._arrived = asyncio.Event()
        self._turn = 0
        self.webhook: Webhook | None = None
        # Who delivers to the webhook is told of each update that waits for it.
        self.on_waiting: Callable[[Update], None] | None = None

    @property
    def pending(self) -> int:
        """How many updates wait for confirmation."""
        return len(self._pending) + len(self._again)

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Remember which kinds the bot wants; None keeps the last choice, an empty list means the usual."""
        if kinds is not None:
            self._allowed = frozenset(kinds)

    @property
    def allowed(self) -> list[str]:
        """The kinds asked for by name."""
        return sorted(self._allowed)

    def add(self, kind: str, content: Any) -> int | None:
        """Queue an update of a kind; None if the bot does not want such ones."""
        wanted = kind in self._allowed if self._allowed else kind not in _ON_REQUEST
        return self.add_raw({kind: content}) if wanted else None

    def add_raw(self, update: Update) -> int:
        """Queue any object as an update; a number is given unless it brings one."""
        update_id = update.get("update_id")
        if not isinstance(update_id, int):
            update_id = self._next_id
        self._next_id = max(self._next_id, update_id + 1)
        numbered = {**update, "update_id": update_id}
        self._pending[update_id] = numbered
        self._history[update_id] = numbered
        while len(self._history) > self._kept:
            self._history.popitem(last=False)
        self._note("update_queued", update_id)
        self._tell(numbered)
        return update_id

    def past(self, which: int | str) -> Update:
        """An update by number, or the `last` one; LookupError if it is not remembered."""
        return self._history[next(reversed(self._history)) if which == "last" else int(which)]

    def redeliver(self, which: int | str) -> int:
        """Deliver an update once more under its own number, confirmed or not."""
        update = self.past(which)
        self._again.append(update)
        self._note("update_redelivered", update["update_id"])
        self._tell(update)
        return int(update["update_id"])

    def drop_pending(self) -> None:
        """Forget what is not confirmed."""
        self._pending.clear()
        self._again.clear()
        self._repeated.clear()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """The next updates; ends the poll that was waiting, and may be ended by the next one."""
        if self.webhook is not None:
            raise ApiError(409, WEBHOOK_CONFLICT)
        self._turn += 1
        turn = self._turn
        self._wake()
        self._confirm(offset)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not self.pending:
            try:
                await asyncio.wait_for(self._arrived.wait(), max(deadline - loop.time(), 0))
            except TimeoutError:
                return []
            if turn != self._turn:
                raise ApiError(409, POLLER_CONFLICT)
            if self.webhook is not None:
                raise ApiError(409, "Conflict: terminated by setWebhook request")
        return self._deliver(limit)

    def interrupt(self) -> None:
        """Let the waiting poll look again (a webhook was set)."""
        self._wake()

    def waiting(self) -> list[Update]:
        """What a webhook that is set now gets first."""
        return [*self._again, *self._pending.values()]

    def is_waiting(self, update: Update) -> bool:
        """Whether it is still wanted, for what is pending may be dropped."""
        return self._pending.get(update["update_id"]) is update or any(
            other is update for other in self._again
        )

    def note_delivery(self, update: Update) -> None:
        """It is on its way to the webhook."""
        self._note("update_delivered", update["update_id"])

    def note_failure(self, update: Update) -> None:
        """The webhook has not taken it."""
        self._note("update_not_taken", update["update_id"])

    def taken(self, update: Update) -> None:
        """The webhook has taken it, which confirms it; the same one may wait once more."""
        again = next((n for n, other in enumerate(self._again) if other is update), None)
        if again is not None:
            del self._again[again]
        elif self._pending.pop(update["update_id"], None) is None:
            return
        self._note("update_confirmed", update["update_id"])

    def _tell(self, update: Update) -> None:
        if self.on_waiting is not None:
            self.on_waiting(update)
        self._wake()

    def _deliver(self, limit: int) -> list[Update]:
        again, self._again = self._again[:limit], self._again[limit:]
        batch = again + list(self._pending.values())[: limit - len(again)]
        self._repeated |= {update["update_id"] for update in again}
        for update in batch:
            self._note("update_delivered", update["update_id"])
        return batch

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            keep = list(self._pending)[offset:]
            offset = keep[0] if keep else 0
        for update_id in [u for u in self._pending if u < offset]:
            del self._pending[update_id]
            self._repeated.discard(update_id)
            self._note("update_confirmed", update_id)
        for update_id in sorted(u for u in self._repeated if u < offset):
            self._repeated.discard(update_id)
            self._note("update_confirmed", update_id)

    def _wake(self) -> None:
        arrived, self._arrived = self._arrived, asyncio.Event()
        arrived.set()

    def _note(self, what: str, update_id: int) -> None:
        self._events.add(type=what, bot_id=self._bot_id, update_id=update_id)
