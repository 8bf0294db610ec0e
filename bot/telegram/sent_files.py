"""PDF documents and photos of Telegram messages, by what they can be fetched with."""

import re

from telegram import Document, Message, PhotoSize
from telegram.constants import MessageType

from bot.telegram.groups import storable
from conversations.execution_facts import FileKind, SentFile
from conversations.texts import clean_text

_PDF = "application/pdf"
_IMAGE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".heic")
_PATH = re.compile(r".*[/\\]", re.DOTALL)
_MOST_CHARS = 100
_NAMELESS = {FileKind.PDF: "berkas.pdf", FileKind.PHOTO: "gambar.jpg"}


def file_of(message: Message, kind: MessageType) -> SentFile | None:
    """The file of a message of that kind; None where it is neither a PDF nor a photo."""
    if kind is MessageType.PHOTO:
        return _photo(message.photo)
    if kind is MessageType.DOCUMENT and message.document is not None:
        return _document(message.document)
    return None


def _photo(sizes: tuple[PhotoSize, ...]) -> SentFile:
    """The largest of the sizes in which the service keeps a photo."""
    best = max(sizes, key=lambda size: size.width * size.height)
    return SentFile(best.file_id, best.file_unique_id, FileKind.PHOTO, "", best.file_size or 0)


def _document(document: Document) -> SentFile | None:
    name = _tidy(document.file_name or "")
    kind = _kind_of(name.lower(), (document.mime_type or "").lower())
    if kind is None:
        return None
    size = document.file_size or 0
    return SentFile(document.file_id, document.file_unique_id, kind, name or _NAMELESS[kind], size)


def _kind_of(name: str, mime: str) -> FileKind | None:
    if mime == _PDF or name.endswith(".pdf"):
        return FileKind.PDF
    if mime.startswith("image/") or name.endswith(_IMAGE_ENDINGS):
        return FileKind.PHOTO
    return None


def _tidy(name: str) -> str:
    """The name without a path, on one line, with its ending where it has to be shortened."""
    tidied = _PATH.sub("", clean_text(storable(name)))
    if len(tidied) <= _MOST_CHARS:
        return tidied
    stem, dot, ending = tidied.rpartition(".")
    rest = f"{dot}{ending}" if stem and len(ending) <= 5 else ""
    return tidied[: _MOST_CHARS - len(rest) - 1].rstrip(" .") + "…" + rest
