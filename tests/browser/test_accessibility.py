"""Whoever sees badly, or has no mouse, uses the page as well."""

from collections.abc import Mapping
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import ViewportSize, expect

from tests.browser.conftest import Visit
from tests.browser.demo import DemoProcess
from tests.browser.visitor import NARROW, PEOPLE, WIDE, Visitor

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]

BAD = ("serious", "critical")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_axe_finds_nothing_bad_anywhere(size: ViewportSize, demo: DemoProcess, visit: Visit) -> None:
    visitor = await visit(demo.url, size)
    await visitor.chooses_command("Siti", "poin", "0 / 32 poin")
    found = await looked_at(visitor, "phones")
    phone = await visitor.look_at("Siti")
    await phone.locator("[data-action=phone-menu]:visible").click()
    found += await looked_at(visitor, "menu of a phone")
    await phone.locator("[data-action=inspect-chat]").click()
    await expect(visitor.page.locator("dialog[open]")).to_be_visible()
    found += await looked_at(visitor, "inspector")
    await visitor.page.keyboard.press("Escape")
    for action in ("clock-set", "phones", "help"):
        await visitor.uses(action)
        found += await looked_at(visitor, action)
        await visitor.page.keyboard.press("Escape")
    await visitor.uses("faults")
    found += await looked_at(visitor, "faults")
    assert found == []


async def looked_at(visitor: Visitor, where: str) -> list[str]:
    """What axe finds there; in the dark only colors differ."""
    found = await axe(visitor, where)
    if not visitor.is_narrow:
        await visitor.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        found += await axe(visitor, f"{where}, dark", {"runOnly": ["color-contrast"]})
        await visitor.page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return found


async def axe(visitor: Visitor, where: str, options: Mapping[str, Any] | None = None) -> list[str]:
    await visitor.page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished))")
    results = await Axe().run(visitor.page, options=options)
    bad = [one for one in results.response["violations"] if one["impact"] in BAD]
    return [f"{where}: {described(one)}" for one in bad]


def described(violation: Mapping[str, Any]) -> str:
    places = [node["html"][:120] for node in violation["nodes"][:3]]
    return f"{violation['id']} ({violation['help']}): {places}"


async def test_a_step_is_done_with_the_keyboard_alone(demo: DemoProcess, visit: Visit) -> None:
    visitor = await visit(demo.url)
    keyboard = visitor.page.keyboard
    await tab_to(visitor, f"{phone_of('Siti')} [data-action=menu]")
    await keyboard.press("Enter")
    await expect(visitor.page.locator(":focus")).to_have_attribute("data-command", "start")
    await keyboard.press("ArrowDown")
    await expect(visitor.page.locator(":focus")).to_have_attribute("data-command", "rencana")
    await keyboard.press("Enter")
    await visitor.sees("Siti", "Tahap 1 dari 5")
    await tab_to(visitor, f'{phone_of("Siti")} [data-label="2. Disiplin positif"]', "Shift+Tab")
    await keyboard.press("Enter")
    await visitor.sees("Siti", "Target perilaku")
    await expect(visitor.phone("Siti").locator(":focus")).to_have_count(1)
    await tab_to(visitor, "[data-action=faults]")
    await keyboard.press("Enter")
    await expect(visitor.page.locator("dialog[open]")).to_be_visible()
    await keyboard.press("Escape")
    await expect(visitor.page.locator("[data-action=faults]")).to_be_focused()


def phone_of(name: str) -> str:
    return f'[data-phone="{PEOPLE[name]}"]'


async def tab_to(visitor: Visitor, wanted: str, key: str = "Tab") -> None:
    """Press Tab until something has the focus; it must be visible then."""
    for _ in range(150):
        await visitor.page.keyboard.press(key)
        if await visitor.page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            break
    focused = visitor.page.locator(wanted).and_(visitor.page.locator(":focus-visible"))
    await expect(focused).to_be_visible()
