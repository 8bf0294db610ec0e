"""Several tabs, a reload, a product that goes and comes: all show the same, soon."""

import asyncio
import time

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.demo import DemoProcess
from tests.browser.visitor import PEOPLE, Visitor

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]

SOON_MS = 1000
# The words and buttons of a phone's messages, without the line above what is new: each tab has its own.
SHOWN = """id => [...document.querySelectorAll(`[data-phone="${id}"] [data-message]`)].map(
    message => [".text", ".keyboard"].map(part => message.querySelector(part)?.innerText ?? "")
)"""


async def test_two_tabs_and_a_reload_show_the_same_within_a_second(demo: DemoProcess, visit: Visit) -> None:
    first, second = await visit(demo.url), await visit(demo.url)
    await first.writes("Siti", "/poin", "0 / 32 poin")
    await same_within_a_second(first, second)
    await first.breaks("product-kill")
    await first.lamp_says("Asisten mati")
    await expect(second.page.locator("[data-action=product]")).to_contain_text(
        "Asisten mati", timeout=SOON_MS
    )
    await second.writes("Siti", "/jadwal", "/jadwal")
    await second.page.reload()
    await first.starts_the_product()
    await first.sees("Siti", "Jadwal")
    await same_within_a_second(first, second)
    await second.breaks("fault-500")
    badge = first.page.locator("[data-action=faults] .badge")
    await expect(badge).to_have_text("1", timeout=SOON_MS)
    await first.breaks("faults-cancel")
    await expect(second.page.locator("[data-action=faults] .badge")).to_be_hidden(timeout=SOON_MS)


async def same_within_a_second(first: Visitor, second: Visitor) -> None:
    for name in ("Siti", "Budi"):
        deadline = time.monotonic() + SOON_MS / 1000
        shown = await first.page.evaluate(SHOWN, PEOPLE[name])
        other = await second.page.evaluate(SHOWN, PEOPLE[name])
        while other != shown and time.monotonic() < deadline:
            await asyncio.sleep(0.05)
            other = await second.page.evaluate(SHOWN, PEOPLE[name])
        assert shown
        assert other == shown


async def test_the_page_speaks_english_too_and_remembers_it(demo: DemoProcess, visit: Visit) -> None:
    visitor = await visit(demo.url)
    await visitor.uses("language")
    await expect(visitor.page.locator("html")).to_have_attribute("lang", "en")
    await expect(visitor.page.locator("[data-action=faults]")).to_contain_text("Faults")
    await expect(visitor.phone("Siti").locator("[data-action=send]")).to_have_attribute("aria-label", "Send")
    await visitor.page.reload()
    await expect(visitor.page.locator("[data-action=faults]")).to_contain_text("Faults")
    await visitor.uses("language")
    await expect(visitor.page.locator("[data-action=faults]")).to_contain_text("Gangguan")


async def test_a_new_teacher_comes_by_a_link_that_is_tapped(demo: DemoProcess, visit: Visit) -> None:
    visitor = await visit(demo.url)
    await visitor.uses("phones")
    dialog = visitor.page.locator("dialog[open]")
    await dialog.locator("[data-action=add-teacher]").wait_for()
    form = dialog.locator("form", has=visitor.page.locator("[data-action=add-teacher]"))
    await form.get_by_role("textbox").fill("Dewi Anggraini")
    await form.locator("[data-action=add-teacher]").click()
    await visitor.page.keyboard.press("Escape")
    phone = visitor.page.locator("[data-phone]", has_text="Dewi")
    await expect(phone).to_be_in_viewport()
    await phone.locator("[data-action=start-link]").first.click()
    await expect(phone.locator("[data-message]").last).to_contain_text("Bahasa", timeout=15_000)
