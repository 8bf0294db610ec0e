"""Files and pictures, drawn at sending time from what is true then; None where that is nothing any more."""

from collections.abc import Mapping

from bot.documents.cycle_calendar import draw_calendar
from bot.documents.invite_qr import draw_invite_qr
from bot.documents.own_data import draw_own_data_json, draw_own_data_page
from bot.documents.question_entry import draw_question_entry
from bot.notifier import DrawDocument
from conversations.people_effects import DocumentKind

DOCUMENTS: Mapping[DocumentKind, DrawDocument] = {
    DocumentKind.INVITE_QR: draw_invite_qr,
    DocumentKind.CALENDAR: draw_calendar,
    DocumentKind.OWN_DATA_JSON: draw_own_data_json,
    DocumentKind.OWN_DATA_PAGE: draw_own_data_page,
    DocumentKind.QUESTION_ENTRY: draw_question_entry,
}
