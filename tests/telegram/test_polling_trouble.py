import pytest

from bot.simulator.client import World
from bot.simulator.person import Person
from bot.telegram.api import TelegramApi, TokenRefusedError
from bot.telegram.attending import Attending
from bot.telegram.inbox import Inbox
from bot.telegram.polling import Poller
from tests.telegram.polled import BROKEN, Turns, polling


@pytest.mark.usefixtures("quiet")
async def test_an_update_that_fails_once_is_tried_once_more(
    api: TelegramApi, turns: Turns, ani: Person, world: World
) -> None:
    turns.failures["satu"] = 1
    async with polling(api, turns):
        number = (await ani.say("satu"))["update_id"]
        await world.confirmed(number)

    assert turns.done == ["satu"]
    assert turns.poison == []


@pytest.mark.usefixtures("quiet")
async def test_an_update_that_fails_twice_is_put_aside_and_the_next_are_served(
    api: TelegramApi, turns: Turns, ani: Person, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    turns.failures["racun"] = 2
    async with polling(api, turns):
        number = (await ani.say("racun"))["update_id"]
        await ani.say("sehat")
        await world.confirmed(number)
        await turns.until(lambda: turns.done == ["sehat"])

    assert [raw["update_id"] for raw in turns.poison] == [number]
    assert "racun" not in [record.getMessage() for record in caplog.records]


@pytest.mark.usefixtures("quiet")
async def test_a_malformed_update_spoils_only_itself(
    api: TelegramApi, turns: Turns, ani: Person, world: World
) -> None:
    await ani.say("sebelum")
    number = await world.raw_update(BROKEN)
    await ani.say("sesudah")
    async with polling(api, turns):
        await world.confirmed(number)
        await turns.until(lambda: len(turns.done) == 2)

    assert turns.done == ["sebelum", "sesudah"]
    assert [raw["update_id"] for raw in turns.poison] == [number]


@pytest.mark.usefixtures("quiet")
async def test_a_poison_update_is_kept_until_it_is_stored(
    api: TelegramApi, turns: Turns, world: World
) -> None:
    turns.poison_failures = 1
    number = await world.raw_update(BROKEN)
    async with polling(api, turns):
        await world.confirmed(number)

    assert [raw["update_id"] for raw in turns.poison] == [number]


@pytest.mark.usefixtures("quiet")
async def test_a_poison_update_that_cannot_be_stored_stays_with_the_server_when_we_stop(
    api: TelegramApi, turns: Turns, world: World
) -> None:
    turns.poison_failures = 1_000_000
    number = await world.raw_update(BROKEN)
    async with polling(api, turns):
        await world.wait_for(lambda e: e["type"] == "update_delivered" and e["update_id"] == number)

    assert [update["update_id"] for update in await api.fetch_updates(None, 0)] == [number]


@pytest.mark.usefixtures("quiet")
async def test_a_turn_that_never_ends_is_given_up(
    api: TelegramApi, turns: Turns, ani: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Attending, "handle_seconds", 0.05)
    turns.hold("tanpa akhir")
    async with polling(api, turns):
        await ani.say("tanpa akhir")
        await turns.until(lambda: len(turns.poison) == 1)


@pytest.mark.usefixtures("quiet")
async def test_unknown_kinds_are_acknowledged_and_counted(
    api: TelegramApi, turns: Turns, world: World
) -> None:
    async with polling(api, turns) as poller:
        number = await world.raw_update({"something_of_next_year": {"x": 1}})
        await world.confirmed(number)

    assert poller.ignored == {"something_of_next_year": 1}


@pytest.mark.usefixtures("quiet")
async def test_a_left_over_webhook_is_deleted_first(api: TelegramApi, turns: Turns, ani: Person) -> None:
    await api.bot.set_webhook("https://example.org/hook")
    async with polling(api, turns):
        await ani.say("halo")
        await turns.until(lambda: turns.done == ["halo"])


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.polling.back_off", lambda tries: 0.01)


@pytest.mark.usefixtures("quiet", "no_pause")
async def test_a_second_poller_costs_one_line_and_polling_goes_on(
    api: TelegramApi, turns: Turns, ani: Person, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.fault("conflict", method="getUpdates", times=5)
    async with polling(api, turns):
        await ani.say("halo")
        await turns.until(lambda: turns.done == ["halo"])

    lines = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert len(lines) == 1
    assert "somebody else receives" in lines[0]


@pytest.mark.usefixtures("quiet", "no_pause")
@pytest.mark.parametrize("kind", ["502", "garbage", "hangup_before", "hangup_after", "500"])
async def test_a_server_in_trouble_is_asked_again(
    api: TelegramApi, turns: Turns, ani: Person, world: World, kind: str
) -> None:
    await world.fault(kind, method="getUpdates", times=3)
    async with polling(api, turns):
        await ani.say("halo")
        await turns.until(lambda: turns.done == ["halo"])

    assert turns.begun == ["halo"]


@pytest.mark.usefixtures("quiet", "no_pause")
async def test_beside_other_bots_a_token_that_is_refused_is_tried_again(
    api: TelegramApi, turns: Turns, ani: Person, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    api.which = "BOT_TOKENS: that of bot 1"
    await world.fault("unauthorized", method="getUpdates", times=2)
    async with polling(api, turns):
        await ani.say("halo")
        await turns.until(lambda: turns.done == ["halo"])
    assert "BOT_TOKENS: that of bot 1 is not accepted" in caplog.text


@pytest.mark.usefixtures("quiet")
async def test_a_token_that_is_refused_ends_polling_by_name(
    api: TelegramApi, turns: Turns, world: World
) -> None:
    await world.fault("unauthorized", method="getUpdates")
    poller = Poller(api, Inbox(api.bot_id, api.username), turns.handle, turns.on_poison)

    with pytest.raises(TokenRefusedError, match="BOT_TOKEN"):
        await poller.run()
