"""Being someone: links, kinds of message, uploads, blocking, the clock of the world."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest, TelegramError

from bot.simulator import Rates, Settings, Simulator
from bot.simulator.client import World
from bot.simulator.clock import WorldClock, seconds_of
from bot.simulator.errors import ControlError
from bot.simulator.person import Person

from .pictures import png

SMALL = Settings(rates=Rates.off(), photo_bytes=2_000, document_bytes=6_000, download_bytes=4_000)


async def test_a_deep_link_starts_the_bot_with_its_token(bot: Bot, world: World) -> None:
    budi = await world.user("Budi")
    for link in ("https://t.me/asisten_kinerja_bot?start=abc-1", "t.me/Asisten_Kinerja_Bot?start=abc-1"):
        await budi.open(link)
    await budi.open("tg://resolve?domain=asisten_kinerja_bot&start=abc-1")
    assert [u.message and u.message.text for u in await bot.get_updates()] == ["/start abc-1"] * 3


@pytest.mark.parametrize(
    ("link", "complaint"),
    [
        ("https://example.com/x?start=a", "not a link to a bot"),
        ("https://t.me/other_bot?start=a", "there is no bot other_bot"),
        ("https://t.me/asisten_kinerja_bot?start=a%20b", "a start token has"),
    ],
)
async def test_a_link_elsewhere_is_explained(ani: Person, link: str, complaint: str) -> None:
    with pytest.raises(ControlError, match=complaint):
        await ani.open(link)


async def test_commands_in_what_people_write_are_marked(bot: Bot, ani: Person) -> None:
    await ani.say("/rencana lalu /poin, a/b dan https://example.com/x")
    newest = (await bot.get_updates(offset=-1))[0].message
    assert newest is not None
    assert [(e.type, newest.parse_entity(e)) for e in newest.entities] == [
        ("bot_command", "/rencana"),
        ("bot_command", "/poin"),
        ("url", "https://example.com/x"),
    ]


@pytest.mark.parametrize("kind", ["voice", "sticker", "contact", "location", "audio", "video", "dice"])
async def test_other_kinds_of_message_arrive(bot: Bot, ani: Person, kind: str) -> None:
    await ani.send_kind(kind)
    newest = (await bot.get_updates(offset=-1))[0].message
    assert newest is not None
    assert getattr(newest, kind) is not None
    assert newest.text is None


async def test_blocking_and_unblocking_is_told_to_the_bot(bot: Bot, ani: Person) -> None:
    await ani.block()
    with pytest.raises(ControlError, match="has blocked the bot"):
        await ani.say("x")
    await ani.unblock()
    changes = [u.my_chat_member for u in await bot.get_updates() if u.my_chat_member]
    assert [(c.old_chat_member.status, c.new_chat_member.status) for c in changes] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]


async def test_a_forged_press_carries_any_data(bot: Bot, ani: Person) -> None:
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="y")]])
    sent = await bot.send_message(ani.id, "x", reply_markup=keys)
    await ani.forge("admin:all", message_id=sent.message_id)
    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query is not None
    assert query.data == "admin:all"


async def test_a_file_goes_up_and_comes_down(bot: Bot, ani: Person) -> None:
    await ani.upload(b"%PDF bukti", "bukti.pdf", mime="application/pdf", caption="Bukti /poin")
    message = (await bot.get_updates(offset=-1))[0].message
    assert message is not None
    assert message.document is not None
    assert (message.document.file_name, message.document.mime_type) == ("bukti.pdf", "application/pdf")
    assert (message.caption, message.document.file_size) == ("Bukti /poin", 10)
    file = await bot.get_file(message.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"%PDF bukti"


async def test_a_picture_of_a_person_has_its_size(bot: Bot, ani: Person) -> None:
    await ani.upload(png(30, 20), "foto.png", photo=True)
    message = (await bot.get_updates(offset=-1))[0].message
    assert message is not None
    assert (message.photo[-1].width, message.photo[-1].height) == (30, 20)


async def test_the_bot_sends_pictures_and_documents(bot: Bot, world: World, ani: Person) -> None:
    sent = await bot.send_photo(ani.id, png(), caption="<b>Kartu</b>", parse_mode="HTML")
    assert (sent.caption, [e.type for e in sent.caption_entities]) == ("Kartu", ["bold"])
    await bot.send_photo(ani.id, sent.photo[-1].file_id)
    await bot.send_document(ani.id, b"%PDF", filename="rekap.pdf")
    photo, again, document = [m for m in await ani.messages() if m.from_bot]
    assert photo.raw["file"]["file_id"] == again.raw["file"]["file_id"]
    assert (document.raw["file"]["name"], document.kind) == ("rekap.pdf", "document")
    async with aiohttp.ClientSession() as session:
        assert await (await session.get(world.url + document.raw["file"]["url"])).read() == b"%PDF"


async def test_media_and_captions_are_edited(bot: Bot, ani: Person) -> None:
    sent = await bot.send_photo(ani.id, png(), caption="a")
    await bot.edit_message_caption(ani.id, sent.message_id, caption="b")
    assert (await ani.last()).text == "b"
    await bot.edit_message_media(InputMediaPhoto(png(3, 3), caption="c"), ani.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_media(InputMediaPhoto(png(3, 3), caption="c"), ani.id, sent.message_id)
    await bot.edit_message_media(InputMediaDocument(b"%PDF", filename="d.pdf"), ani.id, sent.message_id)
    seen = await ani.last()
    assert (seen.kind, seen.text, seen.raw["file"]["name"]) == ("document", "", "d.pdf")


async def test_a_document_id_is_no_photo(bot: Bot, ani: Person) -> None:
    sent = await bot.send_document(ani.id, b"%PDF", filename="d.pdf")
    assert sent.document is not None
    with pytest.raises(BadRequest, match="Can't use file of type document as photo"):
        await bot.send_photo(ani.id, sent.document.file_id)


@pytest.mark.parametrize("settings", [SMALL])
async def test_files_have_their_largest_sizes(bot: Bot, ani: Person) -> None:
    with pytest.raises(BadRequest, match="File of size 3000 bytes is too big for a photo"):
        await bot.send_photo(ani.id, png().ljust(3000, b"\0"))
    with pytest.raises(TelegramError, match="Request Entity Too Large"):
        await bot.send_document(ani.id, b"x" * 6001, filename="x.bin")
    sent = await bot.send_document(ani.id, b"x" * 4001, filename="x.bin")
    assert sent.document is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(sent.document.file_id)


async def test_message_dates_are_dates_of_the_world(bot: Bot, world: World, ani: Person) -> None:
    await world.set_clock("2025-01-06T08:00:00+07:00")
    sent = await bot.send_message(ani.id, "x")
    assert datetime(2025, 1, 6, 1, tzinfo=UTC) <= sent.date <= datetime(2025, 1, 6, 1, 5, tzinfo=UTC)
    await world.advance("1w")
    await world.advance(-86_400)
    assert (await world.clock())["now"].startswith("2025-01-12T01:0")


@pytest.mark.parametrize("wish", [{"now": "kemarin"}, {"advance": "1 bulan"}, {}])
async def test_a_clock_that_cannot_be_set_stays(world: World, wish: dict[str, str]) -> None:
    with pytest.raises(ControlError):
        await world.ask("POST", "/clock", wish)
    assert (await world.clock())["offset"] == 0


def test_the_clock_file_follows_every_move(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    clock = WorldClock(file)
    assert float(file.read_text()) == 0
    clock.advance(86_400)
    assert float(file.read_text()) == 86_400
    clock.set(datetime(2025, 1, 6))
    assert clock.now().date() == datetime(2025, 1, 6, tzinfo=UTC).date()
    assert float(file.read_text()) == pytest.approx(clock.offset, abs=0.001)
    assert [path.name for path in tmp_path.iterdir()] == ["clock"]


@pytest.mark.parametrize(
    ("span", "seconds"), [(5, 5), ("90", 90), ("30m", 1800), ("2h", 7200), ("1d", 86_400), ("-1w", -604_800)]
)
def test_spans_are_understood(span: object, seconds: float) -> None:
    assert seconds_of(span) == seconds


async def test_a_reset_leaves_an_empty_world(
    bot: Bot, world: World, ani: Person, simulator: Simulator
) -> None:
    (start,) = await bot.get_updates()
    await world.advance("1d")
    await world.reset()
    state = await world.state()
    assert (state["users"], state["chats"], state["clock"]["offset"]) == ([], [], 0)
    budi = await world.user("Budi")
    assert (await budi.start())["update_id"] > start.update_id
