import asyncio
from collections.abc import AsyncIterator
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, InputFile
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.simulator import Simulator
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.simulator.settings import DEFAULT_TOKEN
from bot.telegram.api import TelegramApi
from bot.telegram.request import AiohttpRequest, Fields, form_body


@pytest.fixture
async def request_of_ours() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest(connection_pool_size=1, read_timeout=2, pool_timeout=0.01) as opened:
        yield opened


async def test_calls_answers_and_files_go_through(api: TelegramApi, ani: Person) -> None:
    sent = await api.bot.send_document(ani.id, InputFile(b"%PDF-1.4 made up", "rencana.pdf"), caption="Ya")

    assert sent.document is not None
    assert sent.document.file_name == "rencana.pdf"
    file = await api.bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"%PDF-1.4 made up"


async def test_many_calls_at_once_all_arrive(api: TelegramApi, ani: Person) -> None:
    await asyncio.gather(*(api.bot.send_message(ani.id, f"pesan {n}") for n in range(100)))

    shown = {message.text for message in await ani.messages() if message.from_bot}
    assert shown == {f"pesan {n}" for n in range(100)}


async def test_a_silent_server_is_a_time_out_with_its_cause(
    api: TelegramApi, world: World, ani: Person
) -> None:
    await world.fault("timeout", method="sendMessage", seconds=30)

    with pytest.raises(TimedOut) as caught:
        await api.bot.send_message(ani.id, "halo", read_timeout=0.1)
    assert isinstance(caught.value.__cause__, TimeoutError)


@pytest.mark.parametrize("kind", ["hangup_before", "hangup_after"])
async def test_a_hang_up_is_a_network_error_with_its_cause(
    api: TelegramApi, world: World, ani: Person, kind: str
) -> None:
    await world.fault(kind, method="sendMessage")

    with pytest.raises(NetworkError, match=r"^aiohttp\.\w+$") as caught:
        await api.bot.send_message(ani.id, "halo")
    assert type(caught.value) is NetworkError
    assert caught.value.__cause__ is not None


async def test_no_server_is_a_network_error_without_the_token(request_of_ours: AiohttpRequest) -> None:
    with pytest.raises(NetworkError) as caught:
        await request_of_ours.post("http://127.0.0.1:9/bot1:secret/getMe")
    assert "secret" not in str(caught.value)


async def test_an_unreadable_answer_is_an_error_and_is_not_logged(
    api: TelegramApi, world: World, ani: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await world.fault("garbage", method="sendMessage")

    with pytest.raises(TelegramError):
        await api.bot.send_message(ani.id, "halo")
    assert not caplog.records


async def test_no_free_connection_is_a_time_out_that_says_nothing_was_sent(
    simulator: Simulator, world: World, ani: Person, request_of_ours: AiohttpRequest
) -> None:
    bot = Bot(
        DEFAULT_TOKEN,
        base_url=simulator.base_url,
        request=request_of_ours,
        get_updates_request=AiohttpRequest(connection_pool_size=1),
    )
    async with bot:
        await world.fault("timeout", method="sendMessage", seconds=30)
        occupying = asyncio.create_task(bot.send_message(ani.id, "satu"))
        await world.wait_for(lambda event: event["type"] == "fault")

        with pytest.raises(TimedOut, match="not sent to Telegram"):
            await bot.send_message(ani.id, "dua")
        occupying.cancel()
        await asyncio.gather(occupying, return_exceptions=True)

        assert (await bot.send_message(ani.id, "tiga")).text == "tiga"


async def test_a_request_can_be_opened_again_and_refuses_while_closed(simulator: Simulator) -> None:
    request = AiohttpRequest(connection_pool_size=1)
    url = f"{simulator.base_url}{DEFAULT_TOKEN}/getMe"
    with pytest.raises(NetworkError, match="not initialized"):
        await request.post(url)
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        answer = await request.post(url)
        assert isinstance(answer, dict)
        assert answer["is_bot"]
        await request.shutdown()
        await request.shutdown()


def test_the_read_timeout_is_told_to_the_library() -> None:
    assert AiohttpRequest(read_timeout=7.5).read_timeout == 7.5


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_arrives_as_it_was_sent(text: str) -> None:
    sent = form_body(Fields({"chat_id": "5", "text": text}))["data"]

    assert isinstance(sent, bytes)
    assert parse_qs(sent.decode("ascii"), keep_blank_values=True, strict_parsing=True) == {
        "chat_id": ["5"],
        "text": [text],
    }
