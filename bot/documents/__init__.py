"""Files and pictures, drawn at sending time from what is true then; None where that is nothing any more."""

from collections.abc import Mapping
from importlib import import_module

from sqlalchemy import Connection

from bot.drawn import Drawn
from bot.i18n import Languages
from bot.notifier import DocumentWish, DrawDocument, Render
from bot.store.world import World
from conversations.document_effects import DocumentKind


def _by(module: str, name: str) -> DrawDocument:
    """A function of a module that is imported for its first document: together they are slow to import."""

    def draw(
        conn: Connection, wish: DocumentWish, world: World, languages: Languages
    ) -> Drawn | Render | None:
        drawer: DrawDocument = getattr(import_module(f"bot.documents.{module}"), name)
        return drawer(conn, wish, world, languages)

    return draw


DOCUMENTS: Mapping[DocumentKind, DrawDocument] = {
    DocumentKind.INVITE_QR: _by("invite_qr", "draw_invite_qr"),
    DocumentKind.CALENDAR: _by("cycle_calendar", "draw_calendar"),
    DocumentKind.OWN_DATA_JSON: _by("own_data", "draw_own_data_json"),
    DocumentKind.OWN_DATA_PAGE: _by("own_data", "draw_own_data_page"),
    DocumentKind.QUESTION_ENTRY: _by("question_entry", "draw_question_entry"),
    DocumentKind.OBSERVATION_CALENDAR: _by("observation_calendar", "draw_observation_calendar"),
    DocumentKind.EVIDENCE_FILE: _by("evidence_file", "draw_evidence_file"),
    DocumentKind.ACCOUNTABILITY_FILE: _by("evidence_file", "draw_accountability_file"),
    DocumentKind.SUMMARY_PDF: _by("summary", "draw_summary"),
    DocumentKind.PROGRESS_CARD: _by("progress_card", "draw_progress_card"),
    DocumentKind.SCHOOL_RECAP_PNG: _by("recap_picture", "draw_recap_picture"),
    DocumentKind.SCHOOL_RECAP_XLSX: _by("recap_file", "draw_recap_sheet"),
}
