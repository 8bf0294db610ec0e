"""Files as people send them: their content made up from name and size, the same each time."""

import base64
import struct
import zlib
from collections.abc import Callable, Mapping

from bot.simulator.files import Upload

_SIDE = 8
_PAGE = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
)
# One gray pixel.
_JPEG = base64.b64decode(
    "/9j/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAAB"
    "AAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AKp//2Q=="
)


def made_up(name: str, size: int, *, is_photo: bool = False) -> Upload:
    """A file of exactly so many bytes: an empty page, a gray picture, or dots, by the ending of its name."""
    ending = name.rsplit(".", 1)[-1].lower()
    mime, make = _KINDS.get(ending, _PNG_KIND if is_photo else _OTHER_KIND)
    return Upload(name, mime, make(size)[:size])


def _pdf(size: int) -> bytes:
    body = b"%PDF-1.4\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(_PAGE) + 1)
    for number, content in enumerate(_PAGE, 1):
        table += b"%010d 00000 n \n" % len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n" % (len(_PAGE) + 1)
    end = b"%010d\n%%%%EOF\n"
    room = size - len(body) - len(table) - len(end % 0) - len(b"%\n")
    body += b"%" + b"." * room + b"\n"
    return body + table + end % len(body)


def _png(size: int) -> bytes:
    head = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 0, 0, 0, 0))
    pixels = _chunk(b"IDAT", zlib.compress((b"\0" + b"\x80" * _SIDE) * _SIDE))
    return (head + pixels + _chunk(b"IEND", b"")).ljust(size, b"\0")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _jpeg(size: int) -> bytes:
    return _JPEG.ljust(size, b"\0")


def _dots(size: int) -> bytes:
    return b"." * size


_Kind = tuple[str, Callable[[int], bytes]]
_PNG_KIND: _Kind = ("image/png", _png)
_OTHER_KIND: _Kind = ("application/octet-stream", _dots)
_KINDS: Mapping[str, _Kind] = {
    "pdf": ("application/pdf", _pdf),
    "png": _PNG_KIND,
    "jpg": ("image/jpeg", _jpeg),
    "jpeg": ("image/jpeg", _jpeg),
    "txt": ("text/plain", _dots),
}
