"""Evidence over the wire: files of every size, an album, and the way back."""

import pytest

from bot.store.tables import evidence
from conversations.words import say
from tests.e2e.stage import Player, Stage
from tests.simulator.pictures import png

MEGABYTE = 1024 * 1024
POINTS = "Points: planned <b>{planned}</b>, collected <b>{collected}</b>, minimum <b>{minimum}</b>"


@pytest.fixture
async def owner(stage: Stage, sri: Player, ani: Player) -> Player:
    """Ani, whose plan of 32 points is final."""
    await ani.has_submitted()
    await sri.presses(say("Setujui"))
    await stage.settled()
    await ani.types("/rencana")
    await ani.presses(say("Sepakati"))
    return ani


def pdf(size: int) -> bytes:
    return b"%PDF-1.7\n".ljust(size, b" ")


async def slots(stage: Stage) -> dict[str, object]:
    await stage.settled()
    return {str(row["name"] or row["file_unique_id"]): row["slot"] for row in await stage.rows(evidence)}


async def test_ten_megabytes_are_kept_and_sent_back_and_eleven_are_refused(
    stage: Stage, owner: Player
) -> None:
    await owner.types("/bukti")
    await owner.picks("group:rhk:1")
    await owner.person.upload(pdf(11 * MEGABYTE), "besar.pdf", mime="application/pdf")
    await owner.sees("11 MB")
    assert await slots(stage) == {}

    await owner.person.upload(pdf(10 * MEGABYTE), "Sertifikat.pdf", mime="application/pdf")
    assert await slots(stage) == {"Sertifikat.pdf": "rhk:1:1"}
    await owner.person.upload(b"bukan bukti", "catatan.docx", mime="application/msword")
    await owner.person.upload(pdf(10 * MEGABYTE), "Sertifikat lagi.pdf", mime="application/pdf")
    assert await slots(stage) == {"Sertifikat.pdf": "rhk:1:1"}, "the same bytes are the same file"

    await owner.picks("unit:1")
    [row] = await stage.rows(evidence)
    await owner.picks(f"file:{row['id']}")
    await owner.picks("see")
    await stage.settled()
    back = next(message for message in owner.messages() if message.raw["file"])
    assert back.raw["file"]["file_id"] == row["file_id"]
    await owner.types("/bukti")
    await owner.sees(say(POINTS, planned=32, collected=8, minimum=32))


async def test_every_photo_of_an_album_is_kept_together(stage: Stage, owner: Player) -> None:
    await owner.types("/bukti")
    await owner.picks("group:rhk:2")
    for width in (20, 30, 40):
        await owner.person.upload(png(width, 30), "foto.png", photo=True, album="a1")
    assert list((await slots(stage)).values()) == ["rhk:2:1"] * 3
    await owner.types("/bukti")
    for width in (50, 60):
        await owner.person.upload(png(width, 30), "foto.png", photo=True, album="a2")
    assert list((await slots(stage)).values())[3:] == [None, None]
    await owner.picks("all")
    await owner.picks("to:rhk:2")
    assert list((await slots(stage)).values())[3:] == ["rhk:2:2"] * 2
    await owner.types("/bukti")
    await owner.sees(say(POINTS, planned=32, collected=16, minimum=32))
