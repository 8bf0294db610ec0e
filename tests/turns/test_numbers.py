"""Typed numbers, when something that nobody asked for was sent after the screen."""

from sqlalchemy import Connection, insert, select, update

from bot.store.database import now_ms
from bot.store.outbox import Lane, OutboxState
from bot.store.sessions import Mark, mark_shown
from bot.store.tables import outbox, session
from conversations.document_effects import DocumentKind
from conversations.effects import NoticeKind
from conversations.events import Command, Text
from tests.turns.talking import ANI, BOT, Talk

SCREEN, SENT = 100, 105
LATER_MS = 5_000


async def screen_and_then(talk: Talk, kind: str, message_id: int = SENT, after_ms: int = LATER_MS) -> None:
    """Ani sees home, and so much later a message was sent to her."""
    await talk.registers()
    await talk.says(Command("start"))

    def work(conn: Connection) -> None:
        revision = conn.execute(select(session.c.revision).where(session.c.chat_id == ANI)).scalar_one()
        mark_shown(conn, [Mark(BOT, ANI, revision, SCREEN)])
        conn.execute(update(session).values(updated_at=now_ms(conn) - LATER_MS))
        seen_at = conn.execute(select(session.c.updated_at)).scalar_one()
        row = {
            "bot_id": BOT,
            "chat_id": ANI,
            "lane": Lane.NORMAL,
            "kind": kind,
            "dedup_key": kind,
            "payload": {},
            "state": OutboxState.SENT,
            "due_at": 0,
            "attempts": 1,
            "finished_at": seen_at + after_ms,
            "message_id": message_id,
        }
        conn.execute(insert(outbox).values(row))

    await talk.database.transact(work)


async def typed(talk: Talk, text: str) -> str:
    taken = await talk.says(Text(text))
    assert taken.paint is not None
    return taken.paint.drawn.html


async def test_a_number_typed_below_a_notice_decides_nothing_and_says_so(talk: Talk) -> None:
    await screen_and_then(talk, NoticeKind.PLAN_SUBMITTED)

    again = await typed(talk, "1")

    assert "angka itu belum saya pakai" in again
    assert "Halo" in again
    assert "Halo" not in await typed(talk, "1"), "the screen is the newest message now"


async def test_a_number_typed_below_a_file_that_was_asked_for_picks_from_the_screen(talk: Talk) -> None:
    await screen_and_then(talk, DocumentKind.SUMMARY_PDF)
    assert "Halo" not in await typed(talk, "1")


async def test_a_number_typed_after_a_press_below_which_nothing_came_picks_from_the_screen(
    talk: Talk,
) -> None:
    await screen_and_then(talk, NoticeKind.PLAN_SUBMITTED, after_ms=-1)
    assert "Halo" not in await typed(talk, "1")


async def test_a_notice_above_the_screen_does_not_matter(talk: Talk) -> None:
    await screen_and_then(talk, NoticeKind.PLAN_SUBMITTED, message_id=SCREEN - 1)
    assert "Halo" not in await typed(talk, "1")


async def test_words_below_a_notice_are_answered_as_ever(talk: Talk) -> None:
    await screen_and_then(talk, NoticeKind.PLAN_SUBMITTED)
    assert "angka itu" not in await typed(talk, "halo")
