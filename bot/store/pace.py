"""The pace of a bot and of its chats, shared by all processes: microseconds of the database's real clock."""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.delivery.budget import Rates
from bot.store.database import db_now_us
from bot.store.inserting import insert_new, written_row
from bot.store.prepared import Prepared
from bot.store.tables import bot_pace, chat_pace

SECOND = 1_000_000
HORIZON = SECOND // 4
# However many direct replies there are, a notice may leave so often.
_LONGEST_WAIT = SECOND
_LONGEST_PAUSE = 30 * SECOND
# A clock that was set back, or a server that took over, must not hold up sending for long.
_LONGEST_BLOCK = 60 * SECOND
_KEPT = 60 * SECOND
# A chat that Telegram refuses for longer is tried again.
_LONGEST_REFUSAL = 300 * SECOND

_bot = bot_pace.c
_chat = chat_pace.c


_OF_BOT = select(bot_pace).where(_bot.bot_id == bindparam("bot_id"))
_LOCK = Prepared(lambda kind: _OF_BOT.with_for_update())
_LOCK_IF_FREE = Prepared(lambda kind: _OF_BOT.with_for_update(skip_locked=True))
_CHANGE = update(bot_pace).where(_bot.bot_id == bindparam("of_bot"))
_GRANT = Prepared(lambda kind: _CHANGE.values(tat=bindparam("new_tat"), granted=bindparam("new_granted")))
_DELAY = Prepared(lambda kind: _CHANGE.values(tat=bindparam("new_tat")))
_SAVE_CHAT = Prepared(
    lambda kind: written_row(kind, chat_pace, ("bot_id", "chat_id"), ("bot_id", "chat_id", "tat"))
)


@dataclass(frozen=True, slots=True)
class Pace:
    """When the next notice may leave, as of `now`, and the microseconds between two.

    `start` precedes `tat`, from which the others are counted, where direct replies have held up notices.
    `monotonic` is this process's clock, in seconds, at `now`: clocks of machines are never compared.
    """

    now: int
    monotonic: float
    start: int
    tat: int
    gap: int

    @property
    def room(self) -> int:
        """How many slots there are within the horizon; less than 1 where there is none."""
        room = (self.now + HORIZON - self.tat) // self.gap + 1
        return max(room, 1) if self.start < self.tat and self.start <= self.now else room

    @property
    def wait_seconds(self) -> float:
        """When half of the horizon will be free."""
        return max(self.start - self.now - HORIZON // 2, 0) / SECOND

    def local(self, at: int) -> float:
        """An instant on this process's monotonic clock."""
        return self.monotonic + (at - self.now) / SECOND

    def slot(self, count: int) -> int:
        """The slot after so many."""
        return self.start if count == 0 else self.tat + count * self.gap


def lock_pace(conn: Connection, bot_id: int, rates: Rates) -> Pace:
    """Hold the bot's pace to the end of the transaction."""
    row = _LOCK.one_or_none(conn, bot_id=bot_id)
    if row is None:
        _create(conn, bot_id)
        row = _LOCK.one_or_none(conn, bot_id=bot_id)
    # Read after the lock: whoever waited for it would otherwise use a time that is past.
    now, monotonic, gap = db_now_us(conn), time.monotonic(), _us(rates.bulk_gap)
    longest = max(_LONGEST_WAIT, gap)
    tat = _after(row, now, gap, directs=0)
    least = max(now, row.blocked_until if row.blocked_until <= now + _LONGEST_BLOCK else now)
    start = max(min(tat, row.granted + longest), least)
    return Pace(now, monotonic, start, max(tat, least), gap)


def grant(conn: Connection, bot_id: int, pace: Pace, count: int) -> Pace:
    """Give away so many slots of a locked pace; gives what is left."""
    if count == 0:
        return pace
    following = pace.slot(count)
    _GRANT.run(conn, of_bot=bot_id, new_tat=following, new_granted=pace.slot(count - 1))
    return replace(pace, start=following, tat=following)


def subtract(conn: Connection, bot_id: int, rates: Rates, directs: int) -> bool:
    """Tell the pace of direct replies; False where somebody holds it, for nobody waits for that here."""
    if not directs:
        return True
    row = _LOCK_IF_FREE.one_or_none(conn, bot_id=bot_id)
    if row is None:
        _create(conn, bot_id)
        return False
    now = db_now_us(conn)
    _DELAY.run(conn, of_bot=bot_id, new_tat=_after(row, now, _us(rates.bulk_gap), directs))
    return True


def note_refusal(conn: Connection, bot_id: int, rates: Rates, chat_id: int, seconds: float) -> None:
    """Telegram refused a chat for so long: it is left alone, and all notices where several are refused."""
    now = lock_pace(conn, bot_id, rates).now
    row, until = _LOCK.one_or_none(conn, bot_id=bot_id), now + min(_us(seconds), _LONGEST_REFUSAL)
    values = {"refused_chat": chat_id, "refused_until": until}
    if row.refused_until > now and row.refused_chat != chat_id:
        values["blocked_until"] = max(row.blocked_until, now + min(_us(seconds), _LONGEST_PAUSE))
    conn.execute(update(bot_pace).where(_bot.bot_id == bot_id).values(values))
    known = chat_tats(conn, bot_id, [chat_id]).get(chat_id)
    held = known if known is not None and may_hold(known, chat_id, now, rates) else 0
    save_chats(conn, bot_id, {chat_id: max(held, until + _us(rates.lead(chat_id)))})


def may_hold(tat: int, chat_id: int, now: int, rates: Rates) -> bool:
    """Whether a chat's budget may be full again as late as that; else the clock was set back since."""
    return tat <= now + _LONGEST_REFUSAL + _LONGEST_BLOCK + _us(rates.lead(chat_id) + rates.gap(chat_id))


def chat_tats(conn: Connection, bot_id: int, chat_ids: Collection[int]) -> dict[int, int]:
    """When the budgets of these chats will be full again, of those that are not."""
    query = select(_chat.chat_id, _chat.tat).where(_chat.bot_id == bot_id, _chat.chat_id.in_(list(chat_ids)))
    return {row.chat_id: row.tat for row in conn.execute(query)}


def save_chats(conn: Connection, bot_id: int, tats: Mapping[int, int]) -> None:
    """Replace what is known of these chats."""
    _SAVE_CHAT.many(
        conn, [{"bot_id": bot_id, "chat_id": chat_id, "tat": tats[chat_id]} for chat_id in sorted(tats)]
    )


def forget_past(conn: Connection, bot_id: int, now: int) -> None:
    """Chats whose budget is full need no row."""
    conn.execute(delete(chat_pace).where(_chat.bot_id == bot_id, _chat.tat < now - _KEPT))


def _after(row: Any, now: int, gap: int, directs: int) -> int:
    """The pace's next moment after these direct replies, which delay it by a bounded time."""
    after = max(int(row.tat), now) + directs * gap
    return min(after, now + max(_LONGEST_WAIT, gap) + HORIZON)


def _create(conn: Connection, bot_id: int) -> None:
    empty = {"tat": 0, "granted": 0, "blocked_until": 0, "refused_chat": None, "refused_until": 0}
    conn.execute(insert_new(conn, bot_pace, "bot_id").values(bot_id=bot_id, **empty))


def _us(seconds: float) -> int:
    return round(seconds * SECOND)
