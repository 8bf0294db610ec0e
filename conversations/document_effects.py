"""What can be sent as a file, and the wish for one."""

from dataclasses import dataclass
from enum import StrEnum


class DocumentKind(StrEnum):
    """What can be sent as a file or a picture, drawn when it is sent."""

    INVITE_QR = "invite_qr"
    CALENDAR = "calendar"
    OWN_DATA_JSON = "own_data_json"
    OWN_DATA_PAGE = "own_data_page"
    QUESTION_ENTRY = "question_entry"
    OBSERVATION_CALENDAR = "observation_calendar"
    EVIDENCE_FILE = "evidence_file"
    ACCOUNTABILITY_FILE = "accountability_file"
    SUMMARY_PDF = "summary_pdf"
    PROGRESS_CARD = "progress_card"
    SCHOOL_RECAP_PNG = "school_recap_png"
    SCHOOL_RECAP_XLSX = "school_recap_xlsx"


@dataclass(frozen=True, slots=True)
class SendDocument:
    """Send a document to the person.

    `subject_id` is the invite of a QR picture, for a calendar the year and half such as 20262, the
    question of an entry, the plan of an observation, the plan of a summary or a progress card, for a
    recap what `recaps.recap_wish` says, the file or dokumen akuntabilitas that is to be sent back, else
    0.
    """

    kind: DocumentKind
    subject_id: int = 0
