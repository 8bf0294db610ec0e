"""Broadcasts in the book: one that is over and did not reach everybody, and one on its way."""

from sqlalchemy import Connection, select, update

from bot.screens.cast import FIRST_OF_LARGE, MEGA, TONO, UMAR, Cast, Someone
from bot.store.broadcast_progress import close, lock_broadcast
from bot.store.broadcast_watch import show_report
from bot.store.outbox import OutboxState
from bot.store.tables import broadcast, outbox
from conversations.broadcast_effects import StartBroadcast
from conversations.broadcast_facts import Audience, AudienceKind

_TEXT = "Rapat hari Rabu pukul 10.00 di ruang guru.\n\nMohon hadir & membawa laptop."


async def give_broadcasts(cast: Cast) -> None:
    """Both are of principals."""
    over = await _begin(cast, MEGA)
    stage = cast.stage

    def end(conn: Connection) -> None:
        _settle(conn, over, FIRST_OF_LARGE, OutboxState.FAILED)
        rest = (outbox.c.broadcast_id == over, outbox.c.state == OutboxState.PENDING)
        conn.execute(update(outbox).where(*rest).values(state=OutboxState.SENT))
        row = lock_broadcast(conn, over)
        close(conn, row, stage.world())
        show_report(conn, row)

    await stage.database.transact(end)
    running = await _begin(cast, TONO)
    await stage.database.transact(lambda conn: _settle(conn, running, UMAR, OutboxState.SENT))


async def _begin(cast: Cast, who: Someone) -> int:
    audience = Audience(AudienceKind.MEMBERS, await cast.school_id(who))
    await cast.stage.do(who.chat_id, StartBroadcast(audience, _TEXT))
    newest = select(broadcast.c.id).order_by(broadcast.c.id.desc()).limit(1)
    return await cast.stage.database.read(lambda conn: int(conn.execute(newest).scalar_one()))


def _settle(conn: Connection, broadcast_id: int, who: Someone, state: OutboxState) -> None:
    of_one = (outbox.c.broadcast_id == broadcast_id, outbox.c.chat_id == who.chat_id)
    error = "Forbidden: bot was blocked by the user" if state is OutboxState.FAILED else None
    conn.execute(update(outbox).where(*of_one).values(state=state, error=error))
