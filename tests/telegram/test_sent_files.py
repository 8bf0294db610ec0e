"""PDF documents and photos, as messages hold them."""

from typing import Any

import pytest
from telegram import Update

from bot.telegram.inbox import Inbox
from conversations.events import Attachment
from conversations.execution_facts import FileKind, SentFile

ANI = {"id": 2, "is_bot": False, "first_name": "Ani"}


def read(**content: Any) -> Attachment:
    raw = {
        "update_id": 1,
        "message": {
            "message_id": 1,
            "date": 1,
            "chat": {"id": 2, "type": "private", "first_name": "Ani"},
            "from": ANI,
            **content,
        },
    }
    assert Update.de_json(raw, None).message is not None
    inbound = Inbox(77, "asisten").parse(raw)
    assert inbound is not None
    assert isinstance(inbound.event, Attachment)
    return inbound.event


def document(**content: Any) -> SentFile | None:
    return read(document={"file_id": "doc", "file_unique_id": "u1", **content}).file


def test_a_pdf_is_told_with_its_declared_size_and_its_name() -> None:
    sent = document(file_name="Sertifikat.pdf", mime_type="application/pdf", file_size=10_485_760)
    assert sent == SentFile("doc", "u1", FileKind.PDF, "Sertifikat.pdf", 10_485_760)


@pytest.mark.parametrize(
    ("name", "mime", "kind"),
    [
        ("SK.PDF", "application/octet-stream", FileKind.PDF),
        ("laporan", "application/pdf", FileKind.PDF),
        ("sk.pdf", None, FileKind.PDF),
        (None, "application/pdf", FileKind.PDF),
        ("foto.jpg", "image/jpeg", FileKind.PHOTO),
        ("IMG_1.HEIC", None, FileKind.PHOTO),
    ],
)
def test_a_document_is_known_by_its_type_or_its_ending(
    name: str | None, mime: str | None, kind: FileKind
) -> None:
    given = {"file_name": name, "mime_type": mime}
    sent = document(**{key: value for key, value in given.items() if value is not None})
    assert sent is not None
    assert sent.kind is kind
    assert sent.name, "only what is sent as a photo has no name"


@pytest.mark.parametrize(
    ("name", "mime"), [("rpp.docx", "application/msword"), ("pdf", "text/plain"), ("", "")]
)
def test_other_documents_are_no_files_that_can_be_kept(name: str, mime: str) -> None:
    assert document(file_name=name, mime_type=mime) is None


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/sk.pdf", "sk.pdf"),
        ("C:\\berkas\\sk.pdf", "sk.pdf"),
        ("sk\u202efdp\n tugas.pdf", "skfdp tugas.pdf"),
        ("a" * 200 + ".pdf", "a" * 95 + "….pdf"),
    ],
)
def test_names_are_cleaned(sent: str, kept: str) -> None:
    file = document(file_name=sent, mime_type="application/pdf")
    assert file is not None
    assert file.name == kept
    assert len(file.name) <= 100


def test_of_a_photo_the_largest_size_counts_wherever_it_stands() -> None:
    sizes = [(90, "s"), (1280, "l"), (320, "m")]
    photo = [
        {"file_id": name, "file_unique_id": f"u{name}", "width": w, "height": w, "file_size": w * 10}
        for w, name in sizes
    ]
    event = read(photo=photo, media_group_id="album 1", caption="Sertifikat")
    assert event == Attachment("photo", SentFile("l", "ul", FileKind.PHOTO, "", 12800), "album 1")


def test_a_moving_picture_is_no_photo() -> None:
    inner = {"file_id": "a", "file_unique_id": "b"}
    moving = {**inner, "width": 1, "height": 1, "duration": 1}
    assert read(animation=moving, document={**inner, "mime_type": "image/gif"}) == Attachment("animation")
