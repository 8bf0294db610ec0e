"""Files that people send are what their names say, of exactly the size that is wanted."""

import re
import struct

import pytest

from bot.simulator.files import image_size
from bot.stage.files import made_up


@pytest.mark.parametrize("name", ["bukti.pdf", "foto.jpg", "foto.PNG", "catatan.txt", "berkas"])
@pytest.mark.parametrize("size", [1, 700, 12_000])
def test_a_file_has_its_size_and_is_the_same_each_time(name: str, size: int) -> None:
    upload = made_up(name, size)
    assert len(upload.data) == size
    assert upload == made_up(name, size)


def test_the_offsets_of_a_pdf_point_to_its_parts() -> None:
    data = made_up("bukti.pdf", 5000).data
    table = int(re.findall(rb"startxref\n(\d+)", data)[0])
    assert data[table:].startswith(b"xref\n0 4\n")
    offsets = [int(offset) for offset in re.findall(rb"(\d{10}) 00000 n", data)]
    assert [data[offset : offset + 7] for offset in offsets] == [b"1 0 obj", b"2 0 obj", b"3 0 obj"]
    assert data.endswith(b"%%EOF\n")


def test_pictures_have_a_side_and_whatever_is_sent_as_a_photo_is_one() -> None:
    assert image_size(made_up("foto.jpg", 3000).data) == (1, 1)
    assert image_size(made_up("foto", 3000, is_photo=True).data) == (8, 8)
    png = made_up("foto.png", 3000).data
    (length,) = struct.unpack(">I", png[8:12])
    assert png[12:16] == b"IHDR"
    assert length == 13
