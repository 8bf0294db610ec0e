import pytest

from bot.simulator.client import World
from bot.simulator.person import Person
from bot.telegram.api import TelegramApi
from bot.telegram.profile import Profile, register

PROFILES = (
    Profile(None, [("rencana", "Rencana saya")], [("tanya", "Bertanya")], "Untuk guru.", "Rencana kinerja"),
    Profile("en", [("rencana", "My plan")], [], "For teachers.", "Performance plans"),
)


async def test_each_language_and_scope_gets_its_own(api: TelegramApi, world: World, ani: Person) -> None:
    await register(api.bot, PROFILES)
    john = await world.user("John", language_code="en")
    group = await world.group("Guru", ani)

    assert [command["description"] for command in await ani.commands()] == ["Rencana saya"]
    assert [command["description"] for command in await john.commands()] == ["My plan"]
    assert [command["command"] for command in await ani.commands(chat_id=group.id)] == ["tanya"]
    assert (await api.bot.get_my_description()).description == "Untuk guru."
    assert (await api.bot.get_my_short_description("en")).short_description == "Performance plans"
    assert (await api.bot.get_chat_menu_button()).type == "commands"


@pytest.mark.parametrize(
    ("code", "description"), [(404, "Not Found"), (400, "Bad Request: no"), (429, "Too Many Requests")]
)
async def test_a_server_that_refuses_costs_a_line_and_not_the_rest(
    api: TelegramApi, world: World, ani: Person, caplog: pytest.LogCaptureFixture, code: int, description: str
) -> None:
    await world.fault("error", method="setMyDescription", code=code, description=description)
    await register(api.bot, PROFILES)

    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "setMyDescription was not accepted" in caplog.text
    assert (await api.bot.get_my_description("en")).description == "For teachers."
