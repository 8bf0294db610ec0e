"""Files: kept in memory, known by file id."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Upload:
    """Bytes with a name, as they came in."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True)
class StoredFile:
    """A file that has an id."""

    file_id: str
    unique_id: str
    path: str
    upload: Upload
    width: int = 0
    height: int = 0

    @property
    def size(self) -> int:
        """Size in bytes."""
        return len(self.upload.data)

    def ids(self) -> dict[str, Any]:
        """The fields that every file object of the Bot API has."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}

    def photo_sizes(self) -> list[dict[str, Any]]:
        """The file as the `photo` field of a message."""
        return [{**self.ids(), "width": self.width, "height": self.height}]

    def document(self) -> dict[str, Any]:
        """The file as the `document` field of a message."""
        return {**self.ids(), "file_name": self.upload.name, "mime_type": self.upload.mime}


class FileStore:
    """All files of the world."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, folder: str, upload: Upload) -> StoredFile:
        """Keep an upload under a new id."""
        number = len(self._files) + 1
        digest = hashlib.sha256(upload.data).hexdigest()
        tail = upload.name.rsplit(".", 1)
        ending = f".{tail[1]}" if len(tail) == 2 and tail[1].isalnum() else ""
        width, height = image_size(upload.data) or (0, 0)
        stored = StoredFile(
            file_id=f"SIM{number:06d}{digest[:32]}",
            unique_id=f"U{digest[:15]}",
            path=f"{folder}/file_{number}{ending}",
            upload=upload,
            width=width,
            height=height,
        )
        self._files[stored.file_id] = self._by_path[stored.path] = stored
        return stored

    def get(self, file_id: str) -> StoredFile | None:
        """A file by id."""
        return self._files.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """A file by its download path."""
        return self._by_path.get(path)


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, JPEG or GIF; None if it is none of them."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data[:4] in (b"GIF8",) and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    return _jpeg_size(data) if data[:2] == b"\xff\xd8" else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
