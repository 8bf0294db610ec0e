"""Two bots on one database, in one process: a teacher uses the first, her principal the second."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot import wiring
from bot.app import App
from bot.errors import CommandError
from bot.inviting import invite
from bot.settings import Settings as ProductSettings
from bot.settings import load_settings
from bot.simulator import Rates, Settings, Simulator
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.simulator.settings import DEFAULT_TOKEN, BotSpec
from bot.store.actor import Actor
from bot.store.tables import channel_account
from bot.store.world import World as WorldFacts
from bot.telegram.api import TokenRefusedError
from bot.tokens import bot_id_in
from conversations.facts import Zone
from conversations.people_effects import RegisterPerson
from conversations.rules.terms import Role, SchoolLevel
from tests.e2e import seeding
from tests.e2e.seeding import NPSN, SCHOOL
from tests.journeys import RULES
from tests.web.running import running

FIRST, SECOND = bot_id_in(DEFAULT_TOKEN), 200002
OTHER_TOKEN = f"{SECOND}:tidak-benar-benar-rahasia"
BEGIN = datetime(2025, 7, 7, 3, tzinfo=UTC)
BY_WEBHOOK: Sequence[wiring.MakeRole] = (*wiring.WEB, *wiring.WORKER)


@pytest.fixture
def settings() -> Settings:
    bots = (BotSpec(), BotSpec(OTHER_TOKEN, "kedua_bot", "Kedua"))
    return Settings(bots=bots, rates=Rates.off(), local_mode=True, webhook_pause_scale=0.01)


@pytest.fixture
def product(environ: dict[str, str], tmp_path: Path) -> ProductSettings:
    Path(environ["WORLD_CLOCK_FILE"]).write_text(str((BEGIN - datetime.now(UTC)).total_seconds()))
    several = {"BOT_TOKEN": "", "BOT_USERNAME": "", "BOT_TOKENS": f"{DEFAULT_TOKEN}, {OTHER_TOKEN}"}
    return load_settings({**environ, **several}, tmp_path / "none.env")


@dataclass
class Cast:
    """Ani, who is with the first bot and also knows the second, and Budi, who is with the second."""

    ani: Person
    ani_elsewhere: Person
    budi: Person


async def seeded(serving: App, world: World) -> Cast:
    """Both are registered, have pressed Start, and Ani has filled her plan in."""
    facts = WorldFacts(BEGIN, {"pmm_2024": RULES}, serving.core.settings.calendar)
    ani, budi = await world.user("Ani"), await world.user("Budi", bot_id=SECOND)
    for person, bot_id, role in ((budi, SECOND, Role.KS), (ani, FIRST, Role.GURU)):
        wish = RegisterPerson(person.name, "id", Zone.WIB, role, SchoolLevel.SD)
        actor = Actor(bot_id, str(person.id), person.id)
        school = SCHOOL if role is Role.KS else ""
        token = await serving.database.transact(
            lambda conn, role=role, school=school: seeding.make_token(conn, facts.now, role, NPSN, school, 1)
        )
        await serving.database.transact(
            lambda conn, actor=actor, wish=wish, token=token: seeding.register(
                conn, actor, wish, token, facts
            )
        )
        await person.start()
        await person.sees(f"Halo, Bapak/Ibu {person.name}")
    of_ani = Actor(FIRST, str(ani.id), ani.id)
    await serving.database.transact(lambda conn: seeding.write_plan(conn, of_ani, facts, seeding.CONTENT))
    return Cast(ani, Person(world, ani.id, "Ani", SECOND), budi)


async def does(person: Person, *deeds: str) -> None:
    """Write a command, or press a button as soon as it is there, one after another."""
    for deed in deeds:
        if deed.startswith("/"):
            await person.say(deed)
        else:
            await offers(person, deed)
            await person.press(deed)


async def offers(person: Person, label: str) -> None:
    """Wait until the newest message has that button."""
    await person.sees_where(lambda message: label in message.labels, said=label)


async def bots_of(serving: App) -> dict[int, int]:
    query = select(channel_account.c.chat_id, channel_account.c.bot_id)
    rows = await serving.database.read(lambda conn: conn.execute(query).all())
    return {row.chat_id: row.bot_id for row in rows}


@pytest.mark.parametrize("roles", [wiring.EVERYTHING, BY_WEBHOOK], ids=["polling", "webhook"])
async def test_each_is_told_by_the_own_bot_also_after_a_restart(
    product: ProductSettings, world: World, roles: Sequence[wiring.MakeRole]
) -> None:
    async with running(product, roles) as serving:
        cast = await seeded(serving, world)
        await does(cast.ani, "/rencana", "Ajukan", "Ya, ajukan")
        await cast.budi.sees("mengajukan rencana")
    async with running(product, roles) as serving:
        await does(cast.budi, "Setujui")
        await offers(cast.ani, "Sepakati")
        await does(cast.ani_elsewhere, "/rencana")
        await offers(cast.ani_elsewhere, "Sepakati")
        assert await bots_of(serving) == {cast.ani.id: SECOND, cast.budi.id: SECOND}
        await cast.ani.block()
        await does(cast.ani_elsewhere, "Sepakati")
        await cast.ani_elsewhere.sees("disepakati")


async def test_each_bot_has_its_updates_brought_to_a_path_of_its_own(
    product: ProductSettings, world: World
) -> None:
    async with running(product, wiring.WEB) as serving:
        infos = [await core.api.bot.get_webhook_info() for core in serving.cores]
    assert [info.url for info in infos] == [f"{product.webhook_url}/{bot_id}" for bot_id in (FIRST, SECOND)]


@pytest.mark.parametrize("secret", [None, SecretStr("s" * 40)])
def test_each_bot_has_a_secret_of_its_own(product: ProductSettings, secret: SecretStr | None) -> None:
    given = product.model_copy(update={"webhook_secret": secret})
    secrets = {given.webhook_secret_of(token) for token in given.tokens}
    assert len(secrets) == 2
    assert b"s" * 40 not in secrets


async def test_a_token_that_is_refused_stops_the_start_and_is_named(
    product: ProductSettings, simulator: Simulator, environ: dict[str, str], tmp_path: Path
) -> None:
    several = {"BOT_TOKEN": "", "BOT_USERNAME": "", "BOT_TOKENS": f"{DEFAULT_TOKEN},42:geheim-geheim"}
    wrong = load_settings({**environ, **several}, tmp_path / "none.env")
    with pytest.raises(TokenRefusedError, match=r"^BOT_TOKENS: that of bot 42 is not accepted"):
        await wiring.build(wrong, wiring.WORKER).start()


async def test_a_link_leads_to_the_bot_that_is_wanted(product: ProductSettings, simulator: Simulator) -> None:
    links = [(await invite(product, Role.KS, NPSN, SCHOOL, 1, bot=bot)).link for bot in (None, "@Kedua_Bot")]
    assert [link.partition("?")[0] for link in links] == [
        "https://t.me/asisten_kinerja_bot",
        "https://t.me/kedua_bot",
    ]
    with pytest.raises(CommandError, match=r"^--bot: @lain_bot is not one of the bots here"):
        await invite(product, Role.KS, NPSN, SCHOOL, 1, bot="lain_bot")
