import pytest

from bot.simulator import Simulator
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.simulator.settings import DEFAULT_TOKEN
from bot.telegram.api import TelegramApi, TokenRefusedError, back_off, bot_id_of


def test_the_bot_id_is_the_number_of_the_token() -> None:
    assert bot_id_of("123456:AAbbCC-ddEE_ff") == 123456


@pytest.mark.parametrize("token", ["", "123456", "123456:", "x:AAbbCC-ddEE_ff", "1:x", "1:AAbbCC-ddEE ff"])
def test_what_is_no_token_is_refused_by_name_and_without_it(token: str) -> None:
    with pytest.raises(TokenRefusedError, match="BOT_TOKEN") as caught:
        bot_id_of(token)
    assert not token or token not in str(caught.value)


async def test_start_tells_who_we_are(api: TelegramApi) -> None:
    assert (api.bot_id, api.username) == (100001, "asisten_kinerja_bot")


async def test_start_waits_for_a_server_in_trouble(simulator: Simulator, world: World) -> None:
    await world.fault("502", method="getMe")
    waiting = TelegramApi(DEFAULT_TOKEN, simulator.base_url, simulator.base_file_url)

    await waiting.start()

    assert waiting.username == "asisten_kinerja_bot"
    await waiting.close()


async def test_an_unknown_token_stops_the_start_by_name(simulator: Simulator) -> None:
    unknown = TelegramApi("999:AAbbCC-ddEE_ff", simulator.base_url, simulator.base_file_url)

    with pytest.raises(TokenRefusedError, match="BOT_TOKEN") as caught:
        await unknown.start()

    assert "AAbbCC" not in str(caught.value)
    assert caught.value.__suppress_context__
    await unknown.close()


async def test_updates_are_raw_and_come_from_the_offset_on(api: TelegramApi, ani: Person) -> None:
    first = (await ani.say("satu"))["update_id"]
    second = (await ani.say("dua"))["update_id"]

    everything = await api.fetch_updates(None, 0)
    rest = await api.fetch_updates(second, 0)

    assert [update["update_id"] for update in everything][-2:] == [first, second]
    assert [update["message"]["text"] for update in rest] == ["dua"]


def test_pauses_grow_and_stay_bounded() -> None:
    assert back_off(0) < 1
    assert back_off(50) <= 30 * 1.25
