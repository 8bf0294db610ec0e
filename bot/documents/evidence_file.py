"""Files that people handed in, sent back as the chat service keeps them."""

from sqlalchemy import Connection

from bot.documents.reader import reader_of
from bot.drawn import Attachment, Drawn
from bot.i18n import Languages
from bot.notifier import DocumentWish
from bot.store.accountability import load_document_file
from bot.store.evidence import load_sent_file
from bot.store.world import World
from conversations.execution_facts import FileKind, SentFile
from conversations.words import Say, say


def draw_evidence_file(
    conn: Connection, wish: DocumentWish, world: World, languages: Languages
) -> Drawn | None:
    """A kept file, for the plan's owner and who decides on the plan."""
    file = None if wish.person_id is None else load_sent_file(conn, wish.subject_id, wish.person_id)
    return _drawn(conn, wish, languages, file, say("<b>Bukti dukung</b>"))


def draw_accountability_file(
    conn: Connection, wish: DocumentWish, world: World, languages: Languages
) -> Drawn | None:
    """The file of a dokumen akuntabilitas, for those whom it concerns."""
    file = None if wish.person_id is None else load_document_file(conn, wish.subject_id, wish.person_id)
    return _drawn(conn, wish, languages, file, say("<b>Dokumen akuntabilitas</b>"))


def _drawn(
    conn: Connection, wish: DocumentWish, languages: Languages, file: SentFile | None, title: Say
) -> Drawn | None:
    if file is None:
        return None
    # What was sent as a photo can only be sent as one, and has no name.
    is_picture = file.kind is FileKind.PHOTO and not file.name
    caption = reader_of(conn, wish, languages).html(title, *((file.name,) if file.name else ()))
    return Drawn(caption, (), Attachment(file.name, is_picture=is_picture, file_id=file.file_id))
