"""Files and pictures, drawn at sending time from what is true then; None where that is nothing any more."""

from collections.abc import Mapping

from bot.documents.cycle_calendar import draw_calendar
from bot.documents.evidence_file import draw_accountability_file, draw_evidence_file
from bot.documents.invite_qr import draw_invite_qr
from bot.documents.observation_calendar import draw_observation_calendar
from bot.documents.own_data import draw_own_data_json, draw_own_data_page
from bot.documents.progress_card import draw_progress_card
from bot.documents.question_entry import draw_question_entry
from bot.documents.recap_file import draw_recap_sheet
from bot.documents.recap_picture import draw_recap_picture
from bot.documents.summary import draw_summary
from bot.notifier import DrawDocument
from conversations.people_effects import DocumentKind

DOCUMENTS: Mapping[DocumentKind, DrawDocument] = {
    DocumentKind.INVITE_QR: draw_invite_qr,
    DocumentKind.CALENDAR: draw_calendar,
    DocumentKind.OWN_DATA_JSON: draw_own_data_json,
    DocumentKind.OWN_DATA_PAGE: draw_own_data_page,
    DocumentKind.QUESTION_ENTRY: draw_question_entry,
    DocumentKind.OBSERVATION_CALENDAR: draw_observation_calendar,
    DocumentKind.EVIDENCE_FILE: draw_evidence_file,
    DocumentKind.ACCOUNTABILITY_FILE: draw_accountability_file,
    DocumentKind.SUMMARY_PDF: draw_summary,
    DocumentKind.PROGRESS_CARD: draw_progress_card,
    DocumentKind.SCHOOL_RECAP_PNG: draw_recap_picture,
    DocumentKind.SCHOOL_RECAP_XLSX: draw_recap_sheet,
}
