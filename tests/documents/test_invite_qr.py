"""The picture of an invite: only for whoever may see the link, and only while it can be used."""

import struct
import zlib

import segno

from bot.documents.invite_qr import qr_picture
from bot.store.tables import invite
from conversations.document_effects import DocumentKind
from conversations.people_effects import ErasePerson
from conversations.rules.terms import Role
from conversations.school_effects import InviteByOperator, MakeInvite, RevokeInvite
from tests.documents.conftest import OPERATOR_ID, Post, later
from tests.store.acting import School, Store, stranger

QR = DocumentKind.INVITE_QR


async def made(store: Store, school: School) -> int:
    """Budi's link for teachers."""
    school_id = (await store.facts(school.budi)).memberships[0].school.id
    await store.do(school.budi, MakeInvite(school_id, Role.GURU, 60))
    return int(str((await store.rows(invite))[-1]["id"]))


def pixels(png: bytes) -> list[list[int]]:
    """The modules of a black and white picture, row by row, 1 for dark."""
    width, height, depth, color = struct.unpack(">IIBB", png[16:26])
    assert (depth, color, width) == (1, 0, height)
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        data += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    raw, line = zlib.decompress(data), -(-width // 8) + 1
    rows, above = [], bytes(line - 1)
    for start in range(0, len(raw), line):
        # Each line is given as it is or as its difference to the one above.
        is_difference = {0: False, 2: True}[raw[start]]
        given = raw[start + 1 : start + line]
        above = bytes(a + b & 255 for a, b in zip(given, above, strict=True)) if is_difference else given
        rows.append([1 - (above[x // 8] >> (7 - x % 8) & 1) for x in range(width)])
    return rows


async def test_the_maker_gets_the_link_as_a_picture_that_says_whose_and_until_when(
    store: Store, school: School, post: Post
) -> None:
    number = await made(store, school)
    drawn = await post.draw(school.budi, QR, number)

    assert drawn is not None
    assert drawn.attachment is not None
    assert drawn.attachment.is_picture
    nonce = str((await store.rows(invite))[-1]["nonce"])
    assert drawn.attachment.content == qr_picture(store.world.links.address(nonce))
    assert store.world.links.address(nonce) in drawn.html
    for said in ("SDN Contoh", "20100001", "Guru", "60", "17 Agustus 2026"):
        assert said in drawn.html


def test_the_picture_holds_the_link_sharp_and_with_a_quiet_zone() -> None:
    link = "https://t.me/asisten_kinerja_bot?start=AbCdEfGhIjKlMnOpQrStUv"
    shown = pixels(qr_picture(link))
    code = segno.make(link, error="m", micro=False)
    modules = len(code.matrix) + 8
    assert len(shown) >= 600
    scale, rest = divmod(len(shown), modules)
    assert rest == 0
    sampled = [row[scale // 2 :: scale] for row in shown[scale // 2 :: scale]]
    assert [row[4:-4] for row in sampled[4:-4]] == [list(row) for row in code.matrix]
    edge = [*sampled[:4], *sampled[-4:], *(row[:4] + row[-4:] for row in sampled)]
    assert not any(any(row) for row in edge)


async def test_nobody_else_gets_it(store: Store, school: School, post: Post) -> None:
    number = await made(store, school)
    citra = await store.enroll(9, "Citra", Role.KS, "20100002")
    for other in (school.ani, citra, stranger(55)):
        assert await post.draw(other, QR, number) is None


async def test_an_operator_gets_it_without_being_registered(store: Store, school: School, post: Post) -> None:
    operator = stranger(OPERATOR_ID)
    wish = InviteByOperator(Role.KS, ("20100007",), "SMP Baru", 1)
    await store.do(type(operator)(77, str(OPERATOR_ID), OPERATOR_ID, is_operator=True), wish)
    number = int(str((await store.rows(invite))[-1]["id"]))
    drawn = await post.draw(operator, QR, number)

    assert drawn is not None
    assert "SMP Baru" in drawn.html
    assert "Kepala Sekolah" in drawn.html


async def test_what_is_expired_or_revoked_meanwhile_is_not_sent(
    store: Store, school: School, post: Post
) -> None:
    number = await made(store, school)
    assert await post.draw(school.budi, QR, number) is not None
    assert await post.redraw(lambda world: later(world, 8)) is None
    await store.do(school.budi, RevokeInvite(number))
    assert await post.redraw(lambda world: world) is None


async def test_an_invite_of_somebody_erased_is_not_sent(store: Store, school: School, post: Post) -> None:
    number = await made(store, school)
    await store.do(school.budi, ErasePerson())
    assert await post.draw(stranger(OPERATOR_ID), QR, number) is None
