"""Each chat is shown the commands that its person has use for."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.i18n import LANGUAGES, Languages, load_languages
from bot.menus import ChatMenus
from bot.profiles import Audience, ChatMenu, Menu, command_names, commands_of, menu_of, nobodys_menu, profiles
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.telegram.api import TelegramApi
from conversations import commands
from conversations.facts import Membership
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Role
from tests.conversations.onboarding.talking import ANI, OTHER_SCHOOL, SCHOOL, facts_with

GURU = Menu(frozenset({Audience.GURU}), "id")
KS = Menu(frozenset({Audience.GURU, Audience.KS}), "id")


@pytest.fixture(scope="module")
def languages() -> Languages:
    return load_languages()


@pytest.fixture
def menus(api: TelegramApi, languages: Languages) -> ChatMenus:
    return ChatMenus(api.bot, languages)


def names(menu: Menu, languages: Languages) -> set[str]:
    return {name for name, _ in commands_of(menu, languages)}


def wish(menu: Menu, *, may_differ: bool = True) -> ChatMenu:
    return ChatMenu(menu, may_differ)


async def shown(person: Person) -> set[str]:
    return {command["command"] for command in await person.commands()}


def test_every_listed_command_works():
    assert command_names() <= commands.HANDLED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_description_fits_one_line_of_the_menu(languages: Languages, language: str):
    for name, description in commands_of(Menu(frozenset(Audience), language), languages):
        assert 3 <= len(description) <= 50, name


def test_every_command_is_described_in_english(languages: Languages):
    everything = frozenset(Audience)
    indonesian = dict(commands_of(Menu(everything, "id"), languages))
    english = dict(commands_of(Menu(everything, "en"), languages))
    assert list(indonesian) == list(english)
    assert [name for name in english if english[name] == indonesian[name]] == []


def test_each_audience_has_its_own(languages: Languages):
    own = {
        audience: names(Menu(frozenset({audience}), "id"), languages)
        - names(Menu(frozenset({Audience.GURU}), "id"), languages)
        for audience in Audience
    }
    assert own == {
        Audience.GURU: set(),
        Audience.KS: {"persetujuan", "nilai", "siaran", "sekolah", "undang"},
        Audience.APPRAISER: {"persetujuan", "nilai", "siaran", "sekolah"},
        Audience.OPERATOR: {"undang", "laporan", "pertanyaan", "siaran", "status"},
    }


def test_the_audiences_follow_from_roles_and_rights(rule_sets: Mapping[str, RuleSet]):
    several = (Membership(SCHOOL, Role.KS), Membership(OTHER_SCHOOL, Role.APPRAISER))
    facts = facts_with(rule_sets, person=ANI, memberships=several)
    assert menu_of(facts, "en") == Menu(frozenset({Audience.GURU, Audience.KS, Audience.APPRAISER}), "en")
    assert menu_of(facts_with(rule_sets, person=ANI), "id") == GURU
    stranger = facts_with(rule_sets)
    assert menu_of(stranger, "id") == nobodys_menu("id", is_operator=False)
    assert menu_of(replace(stranger, is_operator=True), "id") == nobodys_menu("id", is_operator=True)


def test_everybody_is_shown_what_a_guru_is(languages: Languages):
    for profile, code in zip(profiles(languages), LANGUAGES, strict=True):
        assert profile.private_commands == commands_of(Menu(frozenset(), code), languages)


async def test_a_chat_is_shown_its_menu_whatever_the_phone_speaks(menus: ChatMenus, world: World) -> None:
    john = await world.user("John", language_code="en")
    await john.say("/start")
    menus.show(john.id, wish(KS))
    await menus.idle()
    assert "sekolah" in await shown(john)
    menus.show(john.id, wish(GURU))
    await menus.idle()
    assert "sekolah" not in await shown(john)
    assert "Rencana kinerja saya" in [command["description"] for command in await john.commands()]


async def test_the_common_menu_is_not_set_where_nothing_has_changed(
    menus: ChatMenus, world: World, ani: Person
) -> None:
    menus.show(ani.id, wish(GURU, may_differ=False))
    await menus.idle()
    assert await ani.commands() == []
    menus.show(ani.id, wish(GURU))
    await menus.idle()
    assert "rencana" in await shown(ani)


async def test_a_menu_is_set_once(
    menus: ChatMenus, world: World, ani: Person, caplog: pytest.LogCaptureFixture
) -> None:
    menus.show(ani.id, wish(KS))
    await menus.idle()
    await world.fault("error", method="setMyCommands", code=500, description="must not be called")
    menus.show(ani.id, wish(KS))
    await menus.idle()
    assert caplog.records == []
    assert "sekolah" in await shown(ani)


async def test_a_refused_menu_is_set_with_the_next_update(
    menus: ChatMenus, world: World, ani: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await world.fault("error", method="setMyCommands", code=400, description="Bad Request: no")
    menus.show(ani.id, wish(KS))
    await menus.idle()
    assert await ani.commands() == []
    assert "setMyCommands was not accepted" in caplog.text
    menus.show(ani.id, wish(KS, may_differ=False))
    await menus.idle()
    assert "sekolah" in await shown(ani)


async def test_the_latest_menu_wins_and_nothing_is_set_after_the_end(menus: ChatMenus, ani: Person) -> None:
    menus.show(ani.id, wish(GURU))
    menus.show(ani.id, wish(KS))
    await menus.idle()
    assert "sekolah" in await shown(ani)
    await menus.close()
    menus.show(ani.id, wish(GURU))
    await menus.idle()
    assert "sekolah" in await shown(ani)
