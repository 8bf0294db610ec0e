"""The school's recap as a spreadsheet."""

from sqlalchemy import Connection

from bot.documents.recap_lines import Recap, load_recap
from bot.documents.recap_sheet import recap_sheet
from bot.drawn import Attachment, Drawn
from bot.i18n import Languages
from bot.notifier import DocumentWish, Render
from bot.store.world import World


def draw_recap_sheet(
    conn: Connection, wish: DocumentWish, world: World, languages: Languages
) -> Render | None:
    """The spreadsheet for the KS, or for who appraises principals."""
    recap = load_recap(conn, wish, world, languages)
    return None if recap is None else lambda: _drawn(recap)


def _drawn(recap: Recap) -> Drawn:
    caption = recap.reader.html(recap.title, recap.subtitle)
    return Drawn(caption, (), Attachment(recap.file_name(".xlsx"), recap_sheet(recap)))
