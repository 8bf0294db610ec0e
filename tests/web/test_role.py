"""The role that has updates brought: what it asks of the server, how it begins, and how it ends."""

import re
import socket

import pytest

from bot import wiring
from bot.errors import CommandError
from bot.settings import Settings as ProductSettings
from bot.settings import SettingsError
from bot.simulator import Rates, Settings, Simulator
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.telegram.api import UPDATE_KINDS, TelegramApi
from tests.web.running import running


async def test_the_server_brings_what_waited_and_what_follows(
    product: ProductSettings, world: World, ani: Person, api: TelegramApi
) -> None:
    async with running(product, wiring.WEB):
        await world.wait_for(lambda e: e["type"] == "message" and e["message"]["from_bot"])
        info = await api.bot.get_webhook_info()
        assert (info.url, info.max_connections) == (product.webhook_url, 100)
        assert info.allowed_updates is not None
        assert set(info.allowed_updates) == set(UPDATE_KINDS)
        seq = await world.last_event()
        pressed = await ani.press_index(0)
        await world.confirmed(int(pressed.raw["update_id"]))
        await world.wait_for(lambda e: e["type"] == "callback_answer", after=seq)


async def test_at_the_end_what_was_taken_is_shown_and_the_webhook_stays(
    product: ProductSettings, world: World, ani: Person, api: TelegramApi
) -> None:
    async with running(product, wiring.WEB):
        await world.wait_for(lambda e: e["type"] == "message" and e["message"]["from_bot"])
        await world.settled()
        said = await ani.say("/bantuan")
        await world.confirmed(said["update_id"])
        seq = said["message"]["message_id"]
    assert (await ani.last()).id > seq
    assert (await api.bot.get_webhook_info()).url == product.webhook_url
    late = await ani.say("/start")
    async with running(product, wiring.WEB):
        await world.confirmed(late["update_id"])


async def test_polling_takes_a_left_over_webhook_away(
    product: ProductSettings, world: World, ani: Person, api: TelegramApi
) -> None:
    async with running(product, wiring.WEB):
        await world.settled()
    async with running(product, wiring.EVERYTHING):
        await world.confirmed((await ani.say("/start"))["update_id"])
    assert (await api.bot.get_webhook_info()).url == ""


class TestRefused:
    """Beside a server that takes no webhook by HTTP."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(rates=Rates.off())

    async def test_an_address_that_the_server_refuses_is_named(
        self, product: ProductSettings, simulator: Simulator
    ) -> None:
        with pytest.raises(CommandError, match=r"(?i)^WEBHOOK_URL is not accepted: .*https url must be"):
            await wiring.build(product, wiring.WEB).start()


async def test_a_port_that_is_taken_is_named(
    product: ProductSettings, simulator: Simulator, port: int
) -> None:
    with (
        socket.create_server(("127.0.0.1", port)),
        pytest.raises(CommandError, match=rf"^PORT: 127\.0\.0\.1:{port} cannot be used: "),
    ):
        await wiring.build(product, wiring.WEB).start()


def test_the_address_must_be_set(product: ProductSettings) -> None:
    with pytest.raises(SettingsError, match=r"^WEBHOOK_URL is missing: it must be an https address"):
        wiring.build(product.model_copy(update={"webhook_url": None}), wiring.WEB)


def test_the_secret_follows_from_the_token_unless_it_is_set(product: ProductSettings) -> None:
    secret = product.webhook_secret_of("1:abc")
    assert re.fullmatch(rb"[0-9a-f]{64}", secret)
    assert secret == product.webhook_secret_of("1:abc") != product.webhook_secret_of("1:abd")
