"""Files and pictures over the outbox, to a server that is as strict as the Bot API."""

import asyncio

import pytest

from bot.delivery.outbox import Notice
from bot.delivery.sender import Sender
from bot.drawn import Attachment, Drawn
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.telegram.api import TelegramApi
from tests.delivery.conftest import Hold
from tests.delivery.outbox_bench import Bench, Clock
from tests.simulator.pictures import png

CAPTION = "Data <b>Anda</b> &amp; kalender"
FILE = Attachment("data saya.json", '{"nama": "Añi"}'.encode())
PICTURE = Attachment("undangan.png", png(600, 600), is_picture=True)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bench(api: TelegramApi, clock: Clock) -> Bench:
    return Bench(api, clock)


async def sent(bench: Bench, person: Person, attachment: Attachment, html: str = CAPTION) -> int:
    """A row of the outbox that is drawn with this attachment, after it has been sent or given up."""

    async def draw(notice: Notice) -> Drawn | None:
        return Drawn(html, (), attachment)

    number = bench.store.add(person.id, "")
    async with bench.running(draw):
        await bench.store.until(lambda: bench.store.state(number) != "pending")
    return number


@pytest.mark.parametrize(("attachment", "kind"), [(FILE, "document"), (PICTURE, "photo")])
async def test_it_arrives_whole_with_its_caption(
    bench: Bench, api: TelegramApi, ani: Person, attachment: Attachment, kind: str
) -> None:
    number = await sent(bench, ani, attachment)
    seen = await ani.last()

    assert bench.store.rows[number].message_id == seen.id
    assert (seen.kind, seen.html) == (kind, CAPTION)
    assert seen.raw["file"]["name"] == attachment.name
    stored = await api.bot.get_file(seen.raw["file"]["file_id"])
    assert bytes(await stored.download_as_bytearray()) == attachment.content


@pytest.mark.parametrize(("is_picture", "kind"), [(False, "document"), (True, "photo")])
async def test_what_somebody_sent_comes_back_without_being_sent_again(
    bench: Bench, ani: Person, is_picture: bool, kind: str
) -> None:
    await ani.upload(png(30, 20), "bukti.png", photo=is_picture)
    seen = (await ani.last(from_bot=False)).raw["file"]
    kept = Attachment(seen["name"], is_picture=is_picture, file_id=seen["file_id"])
    number = await sent(bench, ani, kept)
    back = await ani.last()
    assert bench.store.state(number) == "sent"
    assert (back.kind, back.from_bot, back.raw["file"]["file_id"]) == (kind, True, seen["file_id"])


async def test_a_caption_that_is_too_long_is_cut_and_not_refused(bench: Bench, ani: Person) -> None:
    number = await sent(bench, ani, FILE, "kata " * 400)
    assert bench.store.state(number) == "sent"
    assert len((await ani.last()).text) <= 1024


async def test_what_the_server_cannot_show_as_a_picture_is_given_up_and_the_rest_goes_on(
    bench: Bench, ani: Person
) -> None:
    broken = Attachment("undangan.png", b"not a picture", is_picture=True)
    number = await sent(bench, ani, broken)
    assert bench.store.state(number) == "failed"
    assert bench.store.state(await sent(bench, ani, FILE)) == "sent"


async def test_after_trouble_of_the_server_it_is_sent_again(
    bench: Bench, ani: Person, world: World, clock: Clock
) -> None:
    await world.fault("500", method="sendDocument")

    async def draw(notice: Notice) -> Drawn | None:
        return Drawn(CAPTION, (), FILE)

    number = bench.store.add(ani.id, "")
    async with bench.running(draw) as sender:
        await bench.store.until(lambda: bench.store.rows[number].due_at > clock.now)
        await bench.store.until(lambda: bench.store.rows[number].notice.claim == "")
        clock.now += 60
        sender.wake()
        await bench.store.until(lambda: bench.store.state(number) == "sent")
    assert [message.kind for message in await ani.messages() if message.from_bot] == ["document"]


async def test_a_sender_that_dies_on_the_way_loses_no_file(
    bench: Bench, ani: Person, hold: Hold, clock: Clock
) -> None:
    async def draw(notice: Notice) -> Drawn | None:
        return Drawn(CAPTION, (), FILE)

    number = bench.store.add(ani.id, "")
    hold.methods = {"sendDocument"}
    dying = bench.sender(draw)
    running = asyncio.create_task(dying.run())
    await hold.arrived()
    running.cancel()
    for task in dying._tasks:
        task.cancel()
    await asyncio.gather(running, *dying._tasks, return_exceptions=True)
    hold.release()

    clock.now += Sender.lease_seconds
    async with bench.running(draw):
        await bench.store.until(lambda: bench.store.state(number) == "sent")
    assert [message.kind for message in await ani.messages() if message.from_bot] == ["document"]
