"""Reminders in the book: one of each occasion, as the clock would send it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.delivery.outbox import Notice
from bot.i18n import LANGUAGES
from bot.schedule.clock import Clock
from bot.screens.book import Book
from bot.screens.stage import BOT, Stage
from bot.store.reminders import REMINDER
from conversations.facts import Zone
from conversations.rules.reminder_policy import DIGEST, Occasion

# On each of these mornings somebody is reminded for the first time in this half-year.
_MORNINGS = {
    Occasion.HALFWAY: "2026-07-16",
    DIGEST: "2026-07-20",
    Occasion.DAYS_3: "2026-07-28",
    Occasion.DAY_1: "2026-07-30",
    Occasion.LAST_DAY: "2026-07-31",
    Occasion.OPENING: "2026-08-01",
    Occasion.OVERDUE: "2026-08-03",
}


async def add_reminders(stage: Stage, book: Book) -> None:
    """Let the clock tick on those mornings, and keep a message of each."""
    begun = stage.now
    for occasion, day in _MORNINGS.items():
        stage.now = datetime.fromisoformat(f"{day} 08:00").replace(tzinfo=ZoneInfo(Zone.WIB))
        await Clock(stage.database, stage.world, BOT).tick()
        told = [notice for _, notice in await stage.outbox() if _is_about(notice, occasion, day)]
        drawn = {language: await stage.draw(told[0], language) for language in LANGUAGES}
        book.add_notice(
            f"{REMINDER}: {occasion}", {code: shown for code, shown in drawn.items() if shown is not None}
        )
    stage.now = begun


def _is_about(notice: Notice, occasion: str, day: str) -> bool:
    if notice.kind != REMINDER or notice.payload["day"] != day:
        return False
    occasions = {occasion for _, occasion in notice.payload["dues"]}
    return occasion in occasions or (occasion == DIGEST and bool(notice.payload["digest"]))
