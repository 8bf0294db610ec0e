"""Files that people handed in, sent back as the chat service keeps them."""

from sqlalchemy import Connection

from bot.documents.reader import reader_of
from bot.drawn import Attachment, Drawn
from bot.i18n import Languages
from bot.notifier import DocumentWish
from bot.store.accountability import load_document_file
from bot.store.bots import Bots
from bot.store.evidence import HeldFile, load_sent_file
from bot.store.world import World
from conversations.execution_facts import FileKind
from conversations.words import Say, Words, say


def draw_evidence_file(
    conn: Connection, wish: DocumentWish, world: World, languages: Languages
) -> Drawn | None:
    """A kept file, for the plan's owner and who decides on the plan."""
    held = None if wish.person_id is None else load_sent_file(conn, wish.subject_id, wish.person_id)
    return _drawn(conn, wish, world, languages, held, say("<b>Bukti dukung</b>"))


def draw_accountability_file(
    conn: Connection, wish: DocumentWish, world: World, languages: Languages
) -> Drawn | None:
    """The file of a dokumen akuntabilitas, for those whom it concerns."""
    held = None if wish.person_id is None else load_document_file(conn, wish.subject_id, wish.person_id)
    return _drawn(conn, wish, world, languages, held, say("<b>Dokumen akuntabilitas</b>"))


def _drawn(
    conn: Connection,
    wish: DocumentWish,
    world: World,
    languages: Languages,
    held: HeldFile | None,
    title: Say,
) -> Drawn | None:
    if held is None:
        return None
    file = held.file
    named: tuple[Words, ...] = (title, *((file.name,) if file.name else ()))
    absent = _absent(held.bot_id, world.bots)
    if absent is not None:
        return Drawn(reader_of(conn, wish, languages).html(*named, "", absent), ())
    # What was sent as a photo can only be sent as one, and has no name.
    is_picture = file.kind is FileKind.PHOTO and not file.name
    caption = reader_of(conn, wish, languages).html(*named)
    return Drawn(caption, (), Attachment(file.name, is_picture=is_picture, file_id=file.file_id))


def _absent(bot_id: int | None, bots: Bots) -> Say | None:
    """Why the file cannot be sent here: a bot can only send what it was sent itself."""
    if bots.names and bot_id is not None and bot_id not in bots.names:
        return say("The bot with this file is not there any more. Please have it sent here once more.")
    if bots.is_other(bot_id, bots.own):
        name = bots.names[bots.serving(bot_id)]
        return say(
            "Only @{bot} can show this file, for it was sent there. Please ask for it there.", bot=name
        )
    return None
